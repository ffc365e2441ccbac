"""One section of Insights: what it found, the figures, a chart, the tables, and their facts."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui import icons
from app.ui.insights.chart_room import ChartRoom
from app.ui.insights.facts_list import FactsList
from app.ui.insights.figure_strip import FigureStrip
from app.ui.insights.heading import Heading
from app.ui.insights.specs import SectionSpec
from app.ui.insights.table_set import TableSet
from app.ui.page import Page
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.insights.rows import Facts, Insight

FILLED, EMPTY, WAITING = range(3)
ROOMY = 660  # height of the view from which a chart has all the room it likes
CRAMPED = 0.8
SETTLES = 1_000  # milliseconds after which standings that are computed anew are looked at again


class SectionView(Page):
    """Asks for its section when first shown, and again when what it reads has changed."""

    step_wanted = Signal(str)

    def __init__(
        self,
        spec: SectionSpec,
        tasks: Tasks,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self.spec, self._today = spec, today
        self._insight: Insight | None = None
        self._open: tuple[str, str] | None = None  # whose facts are shown: id and name
        self._later = QTimer(self, singleShot=True, interval=SETTLES)
        self._later.timeout.connect(self._outdated)
        self._build()

    @override
    def reload(self) -> None:
        self._tasks.read(self.spec.ask, self._today(), done=self._show, replaces=self)
        if self._open is not None:
            self.show_facts(*self._open)

    def show_facts(self, figure_id: str, name: str = "") -> None:
        """Show what a figure, a row or a mark of the chart rests on."""
        self._open = figure_id, name
        self._tasks.read(
            self.spec.facts,
            self._today(),
            figure_id,
            done=partial(self._show_facts, figure_id, name),
            replaces=self.facts,
        )

    @Slot()
    def leave_facts(self) -> None:
        """Show the tables again."""
        self._open = None
        self._below.setCurrentWidget(self.tables)
        self.tables.setFocus()

    def above(self) -> Sequence[QWidget]:
        """Return what stands between the heading and the figures."""
        return ()

    def waiting(self) -> QWidget:
        """Return what stands there until the first answer: here nothing but its word."""
        whole = QWidget()
        word = QLabel(_("Working it out…"), alignment=Qt.AlignmentFlag.AlignCenter)
        word.setProperty("look", "muted")
        QVBoxLayout(whole).addWidget(word)
        return whole

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @override
    def _on_changed(self, committed: "Committed") -> None:
        if not committed.tables.isdisjoint(self.spec.watches):
            self._outdated()
        elif "standings" in committed.tables:
            self._later.start()  # they come in portions, one after the other

    @Slot()
    def _outdated(self) -> None:
        self._stale = True
        self._reload_if_seen()

    def _build(self) -> None:
        spec = self.spec
        self.heading = Heading(spec.title, spec.button)
        self.heading.done.connect(partial(self.step_wanted.emit, spec.step))
        self.figures = FigureStrip()
        self.figures.wanted.connect(self._open_figure)
        self.room = ChartRoom(spec.drawing, self._tasks) if spec.drawing else None
        self.tables = TableSet(spec.tables, spec.id)
        self.tables.opened.connect(self._open_row)
        self.tables.menu_wanted.connect(self._offer)
        self.facts = FactsList()
        self.facts.customer_wanted.connect(self.customer_wanted)
        self.facts.left.connect(self.leave_facts)
        self._below = QStackedLayout()
        self._below.addWidget(self.tables)
        self._below.addWidget(self.facts)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.heading)
        for part in self.above():
            column.addWidget(part)
        column.addWidget(self.figures)
        if self.room is not None:
            self.room.picked.connect(self._open_mark)
            column.addWidget(self.room)
        column.addLayout(self._below, 1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for part in (filled, self._nothing_yet(), self.waiting()):
            self._stack.addWidget(part)
        self._stack.setCurrentIndex(WAITING)
        self.setFocusProxy(self.tables)

    def _nothing_yet(self) -> EmptyState:
        empty = self.spec.empty
        do = partial(self.step_wanted.emit, empty.step) if empty.step else None
        return EmptyState(empty.icon, empty.sentence, empty.detail, empty.button, do)

    @Slot(object)
    def _show(self, insight: "Insight") -> None:
        self._insight = insight
        self._stack.setCurrentIndex(FILLED if insight.n else EMPTY)
        if not insight.n:
            return
        self.heading.say(insight.finding, insight.method)
        self.figures.show_figures(insight.figures)
        self.tables.show_insight(insight)
        if self.room is not None:
            self.room.show_insight(insight)
            self._share_room()

    def _share_room(self) -> None:
        if self.room is not None:
            self.room.fit(1.0 if self.height() >= ROOMY else CRAMPED)

    def _show_facts(self, figure_id: str, name: str, facts: "Facts") -> None:
        if self._open != (figure_id, name):
            return  # left in the meantime
        self.facts.show_facts(name, facts)
        if self._below.currentWidget() is not self.facts:
            self._below.setCurrentWidget(self.facts)
            self.facts.table.setFocus()

    @Slot(str)
    def _open_figure(self, figure_id: str) -> None:
        figures = self._insight.figures if self._insight is not None else ()
        named = {figure.id: figure.title for figure in figures}
        self.show_facts(figure_id, named.get(figure_id, ""))

    @Slot(object)
    def _open_row(self, row: Any) -> None:
        self.show_facts(row.id, self.tables.name_of(row))

    @Slot(object)
    def _open_mark(self, figure_id: str) -> None:
        row = self.tables.row(figure_id)
        self.show_facts(figure_id, self.tables.name_of(row) if row is not None else "")

    @Slot(object, QPoint)
    def _offer(self, row: Any, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        behind = menu.addAction(_("Show what it rests on"))
        behind.setShortcut(QKeySequence("Return"))
        behind.triggered.connect(partial(self._open_row, row))
        customer_id = getattr(row, "customer_id", None)
        if customer_id is not None:
            to_customer = menu.addAction(icons.icon("customers"), _("Open customer"))
            to_customer.triggered.connect(partial(self.customer_wanted.emit, customer_id))
        menu.popup(where)
