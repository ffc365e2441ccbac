"""The forecast: what the next twelve months may lose, by month and by vendor."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.services.contracts.forecast_rows import CurrencyForecast, Forecast, VendorLine
from app.ui.later import later
from app.ui.page import Page
from app.ui.renewals import forecast_words
from app.ui.renewals.forecast_columns import vendor_columns
from app.ui.table import Table
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.contracts import forecast
    from app.ui.charts.forecast_chart import ForecastChart
else:
    forecast = later("app.services.contracts.forecast")

CHART_HEIGHTS = (190, 300)
FILLED, NONE = range(2)


class ForecastPage(Page):
    """A bar of the chart and a line of the table open to their renewals, in the list."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"contracts", "renewals", "customers", "standings", "vendors"}
    )

    part_wanted = Signal(str, object)  # what it is, and the ids of its renewals

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self._view: Forecast | None = None
        self._shown: CurrencyForecast | None = None
        self._asked = False
        self.chart: ForecastChart | None = None
        self._build()

    @override
    def reload(self) -> None:
        self._tasks.read(forecast.forecast, self._today(), done=self._show, replaces=self)
        if not self._asked:
            self._asked = True
            name = "app.ui.charts.forecast_chart"
            self._tasks.background(import_module, name, done=self._make_chart)

    def _build(self) -> None:
        self._sums, self._apart, self._how = (QLabel(wordWrap=True) for _n in range(3))
        self._sums.setProperty("look", "strong")
        for label in (self._apart, self._how):
            label.setProperty("look", "caption")
        self._currencies = QButtonGroup(self)
        self._currencies.idClicked.connect(self._turn)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(Space.XS)
        self.vendors: Table[VendorLine] = Table(
            "forecast", _("Forecast by vendor"), vendor_columns(lambda: self._shown)
        )
        self.vendors.opened.connect(self._open_vendor)
        self._lay_out()
        self.setFocusProxy(self.vendors)

    def _lay_out(self) -> None:
        self._chart_room = QWidget()
        QVBoxLayout(self._chart_room).setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._sums, 1)
        head.addLayout(self._chips)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._chart_room)
        column.addWidget(self.vendors, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(filled)
        self._stack.addWidget(_nothing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        whole.setSpacing(Space.S)
        whole.addLayout(head)
        whole.addWidget(self._apart)
        whole.addLayout(self._stack, 1)
        whole.addWidget(self._how)

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        lowest, highest = CHART_HEIGHTS
        self._chart_room.setFixedHeight(max(lowest, min(self.height() * 2 // 5, highest)))

    @Slot(object)
    def _show(self, view: Forecast) -> None:
        before = self._shown.currency if self._shown is not None else ""
        self._view = view
        names = [one.currency for one in view.currencies]
        self._offer_currencies(names)
        self._stack.setCurrentIndex(FILLED if names else NONE)
        for label in (self._sums, self._apart, self._how):
            label.setVisible(bool(names))
        if names:
            self._turn(names.index(before) if before in names else 0)

    @Slot(int)
    def _turn(self, at: int) -> None:
        """Show one currency: what is worth money is never added across them."""
        if self._view is None:
            return
        self._shown = shown = self._view.currencies[at]
        button = self._currencies.button(at)
        if button is not None:
            button.setChecked(True)
        self._sums.setText(forecast_words.in_sum(shown))
        self._apart.setText(forecast_words.apart(shown))
        self._apart.setVisible(bool(self._apart.text()))
        self._how.setText(forecast_words.how(self._view))
        self.vendors.set_rows(shown.vendors)
        if self.vendors.current_id() is None and shown.vendors:
            self.vendors.go_to(shown.vendors[0].id, scroll=False)
        if self.chart is not None:
            self.chart.show_forecast(shown)

    def _offer_currencies(self, names: list[str]) -> None:
        if names == [button.text() for button in self._currencies.buttons()]:
            return
        for button in self._currencies.buttons():
            self._currencies.removeButton(button)
            button.deleteLater()
        for at, name in enumerate(names if len(names) > 1 else ()):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setProperty("look", "button")
            self._currencies.addButton(button, at)
            self._chips.addWidget(button)

    @Slot(object)
    def _make_chart(self, module: Any) -> None:
        chart: ForecastChart = module.ForecastChart()
        chart.picked.connect(self._open_month)
        chart.failed.connect(self._tasks.failed)
        room = self._chart_room.layout()
        if room is not None:
            room.addWidget(chart)
        self.chart = chart
        if self._shown is not None:
            chart.show_forecast(self._shown)

    @Slot(object)
    def _open_month(self, first: date) -> None:
        months = self._shown.months if self._shown is not None else ()
        month = next((one for one in months if one.first == first), None)
        if month is not None:
            self.part_wanted.emit(forecast_words.month(first), month.ids)

    @Slot(object)
    def _open_vendor(self, vendor_id: int | None) -> None:
        lines = self._shown.vendors if self._shown is not None else ()
        line = next((one for one in lines if one.id == vendor_id), None)
        if line is not None:
            self.part_wanted.emit(forecast_words.vendor(line), line.ids)


def _nothing() -> EmptyState:
    return EmptyState(
        "renewals",
        _("Nothing to forecast yet"),
        _(
            "Give contracts their value, their term and their end: what the next twelve months "
            "may lose will stand here by month and by vendor."
        ),
    )
