"""Renewals at a glance: what is to be decided in which month, and risk against yearly value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.language import _, ngettext
from app.services.contracts.renewal_rows import RenewalRow, totals
from app.ui import formats
from app.ui.charts.canvas import Chart, Margins, Stop
from app.ui.charts.labels import Spot, without_overlap
from app.ui.tokens import Tokens

MONTHS = 12
LABELS = 6
SMALLEST, LARGEST = 14.0, 340.0  # area of a point, in square points
WIDE_SPREAD = 30  # largest to smallest value from which a logarithmic axis reads better


@dataclass(frozen=True, slots=True)
class Month:
    """What is to be decided in one month, per year in minor units."""

    first: date
    count: int
    value: int
    at_risk: int


class RenewalsChart(Chart):
    """Months on one side, renewals as points on the other; ids are those of the rows."""

    margins = Margins(left=52, right=20, top=34, bottom=40)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Renewals: what is at risk, and when"), parent)
        self._rows: Sequence[RenewalRow] = ()
        self._months: Sequence[Month] = ()
        self._currency = ""

    def show_rows(self, rows: Sequence[RenewalRow], today: date) -> None:
        """Show these, of the currency in which the most is at risk."""
        open_ones = [row for row in rows if row.risk is not None and row.value is not None]
        sums = totals(open_ones)
        self._currency = sums[0].currency if sums else ""
        self._rows = [row for row in open_ones if row.currency == self._currency]
        self._months = by_month(self._rows, today)
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        grid = figure.add_gridspec(1, 2, width_ratios=[1, 1.15], wspace=0.16)
        self._draw_months(figure.add_subplot(grid[0]), look)
        self._draw_points(figure.add_subplot(grid[1]), look)

    @override
    def stops(self) -> Sequence[Stop]:
        months = [
            Stop(self._worst_of(month), at, month.value, _month_words(month, self._currency))
            for at, month in enumerate(self._months)
            if month.count
        ]
        points = [
            Stop(row.id, row.risk or 0, max(row.value or 0, 1), _row_words(row), axes=1)
            for row in self._rows
        ]
        return months + points

    @override
    def in_words(self) -> str:
        if not self._rows:
            return _("No renewals with a value.")
        worst = "; ".join(
            _("{customer}, {value} a year, {chance}").format(
                customer=row.customer,
                value=formats.money(row.value, row.currency, whole=True),
                chance=row.chance(),
            )
            for row in self._rows[:3]
        )
        (total,) = totals(self._rows)
        return ngettext(
            "{n} renewal, {value} a year, of which {risk} at risk. The most at risk: {worst}.",
            "{n} renewals, {value} a year, of which {risk} at risk. The most at risk: {worst}.",
            total.count,
        ).format(
            n=formats.number(total.count),
            value=formats.money(total.value, total.currency, whole=True),
            risk=formats.money(total.at_risk, total.currency, whole=True),
            worst=worst,
        )

    def _draw_months(self, axes: Axes, look: Tokens) -> None:
        places = np.arange(len(self._months))
        axes.bar(places, [m.value for m in self._months], width=0.72, color=look.band)
        axes.bar(places, [m.at_risk for m in self._months], width=0.72, color=look.bad)
        axes.set_xticks(places, [month_name(m.first, short=True) for m in self._months])
        self._money_axis(axes, look)
        axes.set_ylim(0, max([m.value for m in self._months], default=0) * 1.12 or 1)
        axes.set_xlim(-0.6, MONTHS - 0.4)
        for at, month in zip(places, self._months, strict=True):
            if month.count:
                axes.annotate(
                    formats.number(month.count),
                    (at, month.value),
                    (0, 2),
                    textcoords="offset points",
                    ha="center",
                    va="bottom",
                    color=look.muted,
                )
        words = _("To be decided, by last day to say no, {currency}")
        heading = axes.set_title(words.format(currency=self._currency), loc="left", pad=12)
        heading.set_color(look.text)
        axes.annotate(
            _("at risk"),
            (1, 1),
            (0, 12),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right",
            color=look.bad,
        )

    def _draw_points(self, axes: Axes, look: Tokens) -> None:
        risks = np.array([row.risk for row in self._rows])
        values = np.array([max(row.value or 0, 1) for row in self._rows], dtype=float)
        at_risk = np.array([row.value_at_risk or 0 for row in self._rows], dtype=float)
        least, most = values.min(initial=1e15), values.max(initial=1)
        axes.set_xlim(0, max(0.3, risks.max(initial=0) * 1.18))
        if most > WIDE_SPREAD * least:
            axes.set_yscale("log")
            axes.set_ylim(least / 2, most * 3)
        else:
            axes.set_ylim(0, most * 1.25)
        axes.scatter(
            risks,
            values,
            s=SMALLEST + (LARGEST - SMALLEST) * at_risk / (at_risk.max(initial=0) or 1),
            color=look.accent,
            alpha=0.55,
            linewidth=0.8,
            edgecolor=look.surface,
        )
        self._money_axis(axes, look)
        axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _at: formats.percent(x)))
        axes.set_xlabel(_("chance of loss"), labelpad=2)
        words = _("Yearly value and chance of loss, {currency}").format(currency=self._currency)
        axes.set_title(words, loc="left", pad=12).set_color(look.text)
        self._name_the_worst(axes, look)

    def _name_the_worst(self, axes: Axes, look: Tokens) -> None:
        spots = [
            Spot(_short(row.customer), row.risk or 0.0, float(max(row.value or 0, 1)))
            for row in self._rows[: 2 * LABELS]
        ]
        for spot, (dx, dy), ha in without_overlap(axes, spots, LABELS):
            axes.annotate(
                spot.text,
                (spot.x, spot.y),
                (dx, dy),
                textcoords="offset points",
                ha=ha,
                va="center",
                color=look.text,
                path_effects=[withStroke(linewidth=2.5, foreground=look.surface)],
            )

    def _money_axis(self, axes: Axes, look: Tokens) -> None:
        axes.spines["left"].set_visible(False)
        axes.grid(axis="y", color=look.border)
        axes.set_axisbelow(True)
        if axes.get_yscale() == "linear":
            axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        else:
            axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _at: short_money(y, self._currency)))

    def _worst_of(self, month: Month) -> str:
        return next(r.id for r in self._rows if not r.monthly and _same_month(r, month))


def by_month(rows: Sequence[RenewalRow], today: date) -> list[Month]:
    """Return the next twelve months; what is past its last day to say no stands in the first.

    Month-to-month contracts have no day of their own, so they are left out.
    """
    months: list[Month] = []
    for ahead in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        first = date(year, month + 1, 1)
        found = [
            row
            for row in rows
            if not row.monthly
            and (
                (row.notice_by.year, row.notice_by.month) == (year, month + 1)
                or (not ahead and row.notice_by < first)
            )
        ]
        months.append(
            Month(
                first,
                len(found),
                sum(row.value or 0 for row in found),
                sum(row.value_at_risk or 0 for row in found),
            )
        )
    return months


def short_money(minor: float, currency: str) -> str:
    """Return an amount for an axis, in thousands or millions: "€20k"."""
    amount = minor / 10 ** formats.minor_digits(currency)
    if amount == 0:
        return formats.number(0)
    power = 2 if abs(amount) >= 1e6 else 1 if abs(amount) >= 1e3 else 0
    scaled = amount / 1000**power
    digits = 0 if scaled == round(scaled) else max(0, 1 - int(log10(abs(scaled))))
    text = formats.number(scaled, digits)
    return {0: text, 1: _("{n}k"), 2: _("{n}m")}[power].format(n=text)


def _same_month(row: RenewalRow, month: Month) -> bool:
    day = max(row.notice_by, month.first)
    return (day.year, day.month) == (month.first.year, month.first.month)


def month_name(day: date, *, short: bool = False) -> str:
    """Return a month's name as the locale writes it alone."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneMonthName(day.month, form)


def _month_words(month: Month, currency: str) -> str:
    return _("{month} {year}: {n}\n{value} a year, {risk} at risk").format(
        month=month_name(month.first),
        year=month.first.year,
        n=ngettext("{n} renewal", "{n} renewals", month.count).format(n=month.count),
        value=formats.money(month.value, currency, whole=True),
        risk=formats.money(month.at_risk, currency, whole=True),
    )


def _row_words(row: RenewalRow) -> str:
    return _("{customer}: {contract}\n{value} a year, {risk} at risk\n{chance}").format(
        customer=row.customer,
        contract=row.contract,
        value=formats.money(row.value, row.currency, whole=True),
        risk=formats.money(row.value_at_risk, row.currency, whole=True),
        chance=row.chance(),
    )


def _short(name: str, most: int = 22) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
