"""The room of the chart above the table: matplotlib is fetched beside the window, when wanted."""

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.contracts.renewal_rows import RenewalRow
    from app.ui.charts.renewals_chart import RenewalsChart


class ChartStrip(QWidget):
    """Shows nothing until the chart is there, then always the newest rows."""

    picked = Signal(object)  # the id of a row

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked = False
        self._shown: tuple[Sequence[RenewalRow], date] | None = None
        self.chart: RenewalsChart | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    def show_rows(self, rows: "Sequence[RenewalRow]", today: date) -> None:
        """Show these."""
        self._shown = (rows, today)
        if self.chart is not None:
            self.chart.show_rows(rows, today)
        elif rows and not self._asked:
            self._asked = True
            name = "app.ui.charts.renewals_chart"
            self._tasks.background(import_module, name, done=self._make)

    @Slot(object)
    def _make(self, module: Any) -> None:
        chart: RenewalsChart = module.RenewalsChart()
        chart.picked.connect(self.picked)
        chart.failed.connect(self._tasks.failed)
        self._room.addWidget(chart)
        self.chart = chart
        if self._shown is not None:
            chart.show_rows(*self._shown)
