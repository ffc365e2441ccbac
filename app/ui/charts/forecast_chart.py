"""Value at risk by month, with the range in which the loss lies four times out of five."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.language import _, ngettext
from app.services.contracts.forecast_rows import CurrencyForecast, ForecastMonth
from app.ui import formats
from app.ui.charts.canvas import Chart, Margins, Stop
from app.ui.charts.renewals_chart import month_name, short_money
from app.ui.renewals import forecast_words
from app.ui.tokens import Tokens

WIDTH, CAP = 0.62, 4.0  # of a month's room; points of the marks at the ends of a range


class ForecastChart(Chart):
    """One bar a month; ids are the first days of the months."""

    margins = Margins(left=58, right=20, top=34, bottom=44)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Renewals: value at risk by month"), parent)
        self._shown: CurrencyForecast | None = None

    def show_forecast(self, shown: CurrencyForecast) -> None:
        """Show the months of one currency."""
        self._shown = shown
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        if self._shown is not None:
            self._draw(figure.add_subplot(), self._shown, look)

    @override
    def stops(self) -> Sequence[Stop]:
        if self._shown is None:
            return ()
        currency = self._shown.currency
        return [
            Stop(month.first, at, month.total.at_risk, month_words(month, currency))
            for at, month in enumerate(self._shown.months)
            if month.ids
        ]

    @override
    def in_words(self) -> str:
        if self._shown is None or not self._shown.total.count:
            return _("No renewals with a value in the next twelve months.")
        months = "; ".join(
            month_words(month, self._shown.currency).replace("\n", ", ")
            for month in self._shown.months
            if month.ids
        )
        return _("{title}, {currency}. {months}.").format(
            title=self.title, currency=self._shown.currency, months=months
        )

    def _draw(self, axes: Axes, shown: CurrencyForecast, look: Tokens) -> None:
        places = np.arange(len(shown.months))
        totals = [month.total for month in shown.months]
        at_risk = np.array([total.at_risk for total in totals], dtype=float)
        below = at_risk - [total.low for total in totals]
        above = np.array([total.high for total in totals]) - at_risk
        some = np.array([total.count > 0 for total in totals])
        axes.bar(places, at_risk, width=WIDTH, color=look.bad)
        axes.errorbar(
            places[some], at_risk[some], yerr=(below[some], above[some]), fmt="none",
            ecolor=look.muted, elinewidth=1.4, capsize=CAP, capthick=1.4,
        )  # fmt: skip
        axes.set_xticks(places, [_tick(month) for month in shown.months], linespacing=1.5)
        axes.set_xlim(-0.6, len(places) - 0.4)
        axes.set_ylim(0, max([total.high for total in totals], default=0) * 1.08 or 1)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="y", color=look.border)
        axes.set_axisbelow(True)
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _at: short_money(y, shown.currency)))
        words = _("At risk by month of the last day to say no, {currency} a year")
        title = axes.set_title(words.format(currency=shown.currency), loc="left", pad=12)
        title.set_color(look.text)


def month_words(month: ForecastMonth, currency: str) -> str:
    """Return what a month comes to: how many renewals, worth how much, what may be lost."""
    total = month.total
    return _("{month}: {n}\n{value} a year, {kept} expected to go on\n{risk}").format(
        month=forecast_words.month(month.first),
        n=ngettext("{n} renewal", "{n} renewals", len(month.ids)).format(n=len(month.ids)),
        value=formats.money(total.value, currency, whole=True),
        kept=formats.money(total.kept, currency, whole=True),
        risk=_("{risk} at risk ({low} … {high})").format(
            risk=formats.money(total.at_risk, currency, whole=True),
            low=formats.money(total.low, currency, whole=True),
            high=formats.money(total.high, currency, whole=True),
        ),
    )


def _tick(month: ForecastMonth) -> str:
    count = formats.number(len(month.ids)) if month.ids else ""
    return f"{month_name(month.first, short=True)}\n{count}"
