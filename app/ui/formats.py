"""Dates, money and numbers as the system's locale writes them. All of it is Qt's own."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from app.language import _, ngettext

# as ISO 4217 has them
NO_MINOR = frozenset(
    re.findall(
        r"\w+",
        """
BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
""",
    )
)
THREE_MINOR = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
SIGNS = {"EUR": "€", "GBP": "£"}  # signs that only one currency has

FALLBACK = "en_GB"  # where the system names no language, as on a bare server

LONG, SHORT = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat
NOTHING = "–"
NARROW = "\N{NARROW NO-BREAK SPACE}"
YEAR, MONTH, WEEK = 365, 60, 14  # days up to which the next smaller unit is the better word


def adopt(locale: str = "") -> None:
    """Write as ``locale`` does ("de_CH"), or else as the system does."""
    chosen = QLocale(locale) if locale else QLocale.system()
    QLocale.setDefault(QLocale(FALLBACK) if chosen.language() == QLocale.Language.C else chosen)


def day(value: date | None) -> str:
    """Return a date in short: "22/11/2026"."""
    return NOTHING if value is None else QLocale().toString(_qdate(value), _four_digit_years())


def month_first() -> bool:
    """Return whether 3/4 is the fourth of March here."""
    return QLocale().dateFormat(SHORT).lower().startswith("m")


def read_day(text: str) -> date | None:
    """Return the day that `day` writes like this, or None."""
    found = QLocale().toDate(text, _four_digit_years())
    return date(found.year(), found.month(), found.day()) if found.isValid() else None


def long_day(value: date) -> str:
    """Return a date in full, with its weekday."""
    return QLocale().toString(_qdate(value), LONG)


def day_and_month(value: date, today: date) -> str:
    """Return "22 Nov", and the year only where it is not this one."""
    pattern = "d MMM" if value.year == today.year else "d MMM yyyy"
    if month_first():
        pattern = pattern.replace("d MMM", "MMM d").replace("d yyyy", "d, yyyy")
    return QLocale().toString(_qdate(value), pattern)


def month(value: date) -> str:
    """Return "Nov 2026"."""
    return QLocale().toString(_qdate(value), "MMM yyyy")


def clock(value: datetime) -> str:
    """Return the time of day, in the zone the value already has."""
    return QLocale().toString(QTime(value.hour, value.minute), SHORT)


def distance(value: date, today: date) -> str:
    """Return how far a day is away in words: "today", "in 3 days", "5 months ago"."""
    days = (value - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    return (_("in {time}") if days > 0 else _("{time} ago")).format(time=duration(abs(days)))


def duration(days: int) -> str:
    """Return a number of days as people say it: "9 days", "6 weeks", "14 months", "3 years"."""
    if days <= WEEK:
        return ngettext("{n} day", "{n} days", days).format(n=number(days))
    if days <= MONTH:
        weeks = round(days / 7)
        return ngettext("{n} week", "{n} weeks", weeks).format(n=number(weeks))
    if days < 2 * YEAR:
        months = round(days / 30.44)
        return ngettext("{n} month", "{n} months", months).format(n=number(months))
    years = round(days / 365.25)
    return ngettext("{n} year", "{n} years", years).format(n=number(years))


def listed(parts: Sequence[str]) -> str:
    """Return several things as one says them: "a, b and c"."""
    return QLocale().createSeparatedList(list(parts))


def number(value: float, digits: int = 0) -> str:
    """Return a number with the locale's digits, separators and groups."""
    return QLocale().toString(float(value), "f", digits)


def signed(value: float, digits: int = 0) -> str:
    """Return a number with its sign, a change: "+7" or "−12"."""
    text = number(abs(value), digits)
    if text == number(0, digits):
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share of 1 as per cent."""
    if share is None:
        return NOTHING
    locale = QLocale()
    text = number(share * 100, digits)
    tight = locale.language() in (QLocale.Language.English, QLocale.Language.Japanese)
    return f"{text}{'' if tight else NARROW}{locale.percent()}"


def minor_digits(currency: str) -> int:
    """Return how many digits of a currency's amounts stand behind the point (ISO 4217)."""
    if currency in NO_MINOR:
        return 0
    return 3 if currency in THREE_MINOR else 2


def money(minor: int | None, currency: str, *, whole: bool = False) -> str:
    """Return an amount given in minor units; ``whole`` leaves out the cents, as in lists."""
    if minor is None:
        return NOTHING
    if minor < 0:
        return f"−{money(-minor, currency, whole=whole)}"
    digits = minor_digits(currency)
    return QLocale().toCurrencyString(minor / 10**digits, _sign(currency), 0 if whole else digits)


def _sign(currency: str) -> str:
    own = QLocale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return QLocale().currencySymbol() if currency == own else SIGNS.get(currency, f"{currency} ")


def _qdate(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)


def _four_digit_years() -> str:
    pattern = QLocale().dateFormat(SHORT)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
