"""The sentences of the forecast."""

from datetime import date

from PySide6.QtCore import QLocale

from app.language import _, ngettext
from app.services.contracts import wording
from app.services.contracts.forecast_rows import CurrencyForecast, Forecast, VendorLine
from app.ui import formats


def in_sum(shown: CurrencyForecast) -> str:
    """Return what twelve months come to in one currency."""
    total = shown.total
    text = ngettext(
        "{n} renewal in a year, {value}: {kept} expected to go on, {risk} at risk ({low} … {high})",
        "{n} renewals in a year, {value}: {kept} expected to go on, "
        "{risk} at risk ({low} … {high})",
        total.count,
    )
    return text.format(
        n=formats.number(total.count),
        **{
            name: formats.money(minor, shown.currency, whole=True)
            for name, minor in (
                ("value", total.value),
                ("kept", total.kept),
                ("risk", total.at_risk),
                ("low", total.low),
                ("high", total.high),
            )
        },
    )


def apart(shown: CurrencyForecast) -> str:
    """Return what stands in no month: contracts that may be left at any, and those unvalued."""
    parts: list[str] = []
    if shown.rolling.count:
        text = ngettext(
            "{n} contract may be left at any month and stands in none: {value} a year, "
            "{risk} at risk in 90 days.",
            "{n} contracts may be left at any month and stand in none: {value} a year, "
            "{risk} at risk in 90 days.",
            shown.rolling.count,
        )
        parts.append(
            text.format(
                n=formats.number(shown.rolling.count),
                value=formats.money(shown.rolling.value, shown.currency, whole=True),
                risk=formats.money(shown.rolling.at_risk, shown.currency, whole=True),
            )
        )
    if shown.unvalued:
        text = ngettext(
            "{n} has no value yet and counts for nothing.",
            "{n} have no value yet and count for nothing.",
            shown.unvalued,
        )
        parts.append(text.format(n=formats.number(shown.unvalued)))
    return " ".join(parts)


def how(view: Forecast) -> str:
    """Return how the ranges are made, and how much experience stands behind the risks."""
    text = _(
        "A range holds the loss four times out of five: it counts that every renewal falls one "
        "way or the other, and that the chances are only estimates. Growth never makes good a loss."
    )
    known = wording.experience(view.decided, view.lost) if view.mostly_prior else ""
    return f"{text} {known}".strip()


def month(first: date) -> str:
    """Return a month by its name and year."""
    name = QLocale().standaloneMonthName(first.month, QLocale.FormatType.LongFormat)
    return _("{month} {year}").format(month=name, year=first.year)


def vendor(line: VendorLine) -> str:
    """Return a vendor's name, or that none was noted."""
    return line.vendor or _("no vendor noted")
