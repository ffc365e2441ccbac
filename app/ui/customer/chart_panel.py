"""The chart of a trajectory with its title, its periods and what its marks mean."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui import formats
from app.ui.customer import words
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.customers.trajectories import TrajectoryView
    from app.ui.charts.trajectory_chart import TrajectoryChart

CHART = "app.ui.charts.trajectory_chart"
YEAR = 365
HEIGHT = 170  # pixels, below which nobody can read a chart


def periods() -> list[tuple[str, str, int | None]]:
    """Return the periods: on the button, for people who hear it, and in days."""
    return [
        (_("6m"), _("Six months"), 183),
        (_("1y"), _("One year"), YEAR),
        (_("3y"), _("Three years"), 3 * YEAR),
        (_("All"), _("From the beginning"), None),
    ]


class ChartPanel(QWidget):
    """Makes the chart when it is first needed, as drawing takes longer to load than to do."""

    day_chosen = Signal(object)  # date
    stretch_chosen = Signal(object, object)  # first and last day

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._view: TrajectoryView | None = None
        self._days: int | None = YEAR
        self._asked = False
        self.chart: TrajectoryChart | None = None
        self._build()

    def show_view(self, view: "TrajectoryView") -> None:
        """Show a trajectory."""
        self._view = view
        self._title.setText(_title(view))
        known = bool(view.evidence)
        self._stack.setCurrentWidget(self._room if known else self._empty)
        if self.chart is not None:
            self.chart.show_view(view, self._days)
        elif not self._asked:
            self._asked = True
            self._tasks.background(import_module, CHART, done=self._make_chart)

    def clear_stretch(self) -> None:
        """Take back the stretch that was drawn up."""
        if self.chart is not None:
            self.chart.clear_stretch()

    def _build(self) -> None:
        self._title = ElidedLabel()
        self._title.setProperty("look", "strong")
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._title, 1)
        self._group = QButtonGroup(self)
        for n, (text, spoken, days) in enumerate(periods()):
            button = QToolButton()
            button.setProperty("look", "chip")
            button.setText(text)
            button.setToolTip(spoken)
            button.setAccessibleName(spoken)
            button.setCheckable(True)
            button.setChecked(days == YEAR)
            self._group.addButton(button, n)
            head.addWidget(button)
        self._group.idClicked.connect(self._choose)
        self._room = QWidget()
        inside = QVBoxLayout(self._room)
        inside.setContentsMargins(0, 0, 0, 0)
        self._empty = EmptyState(
            "trajectory",
            _("Nothing is known yet"),
            _("Log a call or a meeting, and the trajectory begins."),
        )
        chart = QWidget()
        chart.setMinimumHeight(HEIGHT)
        self._stack = QStackedLayout(chart)
        self._stack.addWidget(self._room)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(chart, 1)

    @Slot(object)
    def _make_chart(self, module: Any) -> None:
        self.chart = chart = module.TrajectoryChart()
        chart.picked.connect(self.day_chosen)
        chart.stretch_chosen.connect(self.stretch_chosen)
        chart.failed.connect(self._tasks.failed)
        inside = self._room.layout()
        if inside is not None:
            inside.addWidget(chart)
        if self._view is not None:
            chart.show_view(self._view, self._days)

    @Slot(int)
    def _choose(self, n: int) -> None:
        self._days = periods()[n][2]
        if self.chart is not None and self._view is not None:
            self.chart.show_view(self._view, self._days)


def _title(view: "TrajectoryView") -> str:
    """Return what the chart shows, and how sure it is."""
    if not view.evidence:
        return _("Trajectory")
    if view.direction == "too_early":
        return _("Trajectory: too early to say, from {facts}").format(
            facts=words.facts(view.evidence)
        )
    return _("Trajectory: {level}, {zone}; 80 % sure between {low} and {high}").format(
        level=formats.number(view.level),
        zone=view.zone,
        low=formats.number(view.low),
        high=formats.number(view.high),
    )
