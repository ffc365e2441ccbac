"""The room of a section's chart: matplotlib is fetched beside the window, when wanted."""

from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.insights.specs import ChartSpec
from app.ui.tasks import Tasks


class ChartRoom(QWidget):
    """Shows nothing until the chart is there, then always the newest insight."""

    picked = Signal(object)  # the id of what was clicked

    def __init__(self, spec: ChartSpec, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec, self._tasks = spec, tasks
        self._asked = False
        self._insight: Any = None
        self.chart: Any = None
        self._title = QLabel()
        self._title.setProperty("look", "caption")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)
        self._room.addWidget(self._title)

    def show_insight(self, insight: Any) -> None:
        """Show this."""
        self._insight = insight
        if self.chart is not None:
            self._draw()
        elif not self._asked:
            self._asked = True
            self._tasks.background(import_module, self._spec.module, done=self._make)

    def fit(self, share: float) -> None:
        """Take this share of the height that the chart would like."""
        if self._insight is not None:
            height = round(share * self._spec.height(self._insight))
            self.setFixedHeight(height + self._title.sizeHint().height())

    @Slot(object)
    def _make(self, module: Any) -> None:
        self.chart = getattr(module, self._spec.kind)("")  # the title comes with the values
        self.chart.picked.connect(self.picked)
        self.chart.failed.connect(self._tasks.failed)
        self._draw()
        self._room.addWidget(self.chart, 1)

    def _draw(self) -> None:
        self._spec.draw(self.chart, self._insight)
        self._title.setText(self.chart.title)
