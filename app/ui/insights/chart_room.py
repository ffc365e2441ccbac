"""The room of a section's chart: matplotlib is fetched beside the window, when wanted."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.charts.drawing import Drawing
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.ui.charts.drawn_chart import DrawnChart

CHART = "app.ui.charts.drawn_chart"


class ChartRoom(QWidget):
    """Shows nothing until the chart is there, then always the newest insight."""

    picked = Signal(object)  # the id of what was clicked

    def __init__(
        self,
        draw: Callable[[Any], Drawing],
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draw, self._tasks = draw, tasks
        self._asked = False
        self._drawing: Drawing | None = None
        self.chart: DrawnChart | None = None
        self._title = QLabel()
        self._title.setProperty("look", "caption")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)
        self._room.addWidget(self._title)

    def show_insight(self, insight: Any) -> None:
        """Show this."""
        self._drawing = self._draw(insight)
        if self.chart is not None:
            self.chart.show_drawing(self._drawing)
            self._title.setText(self._drawing.title)
        elif not self._asked:
            self._asked = True
            self._tasks.background(import_module, CHART, done=self._make)

    def fit(self, share: float) -> None:
        """Take this share of the height that the chart would like."""
        if self._drawing is not None:
            height = round(share * self._drawing.height)
            self.setFixedHeight(height + self._title.sizeHint().height())

    @Slot(object)
    def _make(self, module: Any) -> None:
        chart: DrawnChart = module.DrawnChart(self._drawing)
        chart.picked.connect(self.picked)
        chart.failed.connect(self._tasks.failed)
        self._title.setText(chart.title)
        self._room.addWidget(chart, 1)
        self.chart = chart
