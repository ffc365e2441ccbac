"""A customer's page: where we stand and why, what comes next, and everything that happened."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.errors import NotFound
from app.ui.customer.character_actions import CharacterActions
from app.ui.customer.chart_panel import ChartPanel
from app.ui.customer.header import Header
from app.ui.customer.tabs import TABLES, CustomerTabs
from app.ui.customer.why import WhyLine
from app.ui.customers.doing import CustomerActions
from app.ui.later import later
from app.ui.logging.edit_dialog import EditDialog
from app.ui.page import Page
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.window_state import WindowState

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.customers import aliases, details, interactions, trajectories
    from app.services.customers.details import CustomerDetail
    from app.services.customers.trajectories import ChangeRow, RiskRow, TrajectoryView
else:
    aliases = later("app.services.customers.aliases")
    details = later("app.services.customers.details")
    interactions = later("app.services.customers.interactions")
    trajectories = later("app.services.customers.trajectories")

LEAST = 160  # pixels that the tabs keep
UPPER, LOWER = 350, 300  # how the room is shared at first


class CustomerPage(Page):
    """Shows one customer after the other; the window says which."""

    watches = TABLES | {"standings", "colleagues", "character_overrules"}

    log_wanted = Signal(object)  # the customer's id
    feedback_wanted = Signal(object)
    survey_wanted = Signal(object)
    pack_wanted = Signal(object, str)  # the customer's id and name
    merged = Signal(object, object)  # the ids of the one that went and of the one it is now
    deleted = Signal(object)  # the id of the one that is not there any more

    def __init__(
        self,
        tasks: Tasks,
        state: WindowState,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self._customer: int | None = None
        self._deleting: int | None = None  # here, which the toast tells
        self._detail: CustomerDetail | None = None
        self._view: TrajectoryView | None = None
        self._act = CustomerActions(tasks, today, self)
        self._character = CharacterActions(tasks, today, self)
        self._build(state)
        self._connect()

    def show_customer(self, customer_id: int) -> None:
        """Show this customer, from the top of its story."""
        if customer_id != self._customer:
            self._customer = customer_id
            self.tabs.setCurrentIndex(0)
            self._stale = True
            self._reload_if_seen()

    def go_to_day(self, day: date) -> None:
        """Turn the timeline to a day."""
        self.tabs.go_to_day(day)

    @override
    def take_note(self, committed: "Committed | None") -> None:
        self.tabs.timeline.take_note(committed)

    @override
    def reload(self) -> None:
        if self._customer is None:
            return
        today = self._today()
        self.tabs.show_customer(self._customer)
        self._tasks.read(
            details.detail, self._customer, today, done=self._show_detail, failed=self._gone,
            replaces=(self, "detail"),
        )  # fmt: skip
        self._tasks.read(
            trajectories.trajectory, self._customer, today, done=self._show_view,
            failed=self._gone, replaces=(self, "trajectory"),
        )  # fmt: skip

    def _build(self, state: WindowState) -> None:
        self.header = Header()
        self.chart = ChartPanel(self._tasks)
        self.why = WhyLine()
        self.risk = QLabel(wordWrap=True)
        self.risk.setProperty("look", "muted")
        self.tabs = CustomerTabs(self._tasks, state, self._today)
        self.upper = Upper(self.chart, self.why, self.risk)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setObjectName("customer")
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.upper)
        self.parts.addWidget(self.tabs)
        self.tabs.setMinimumHeight(LEAST)
        self.parts.setSizes([UPPER, LOWER])
        state.watch_splitter(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.header)
        column.addWidget(self.parts, 1)
        self.setFocusProxy(self.tabs.timeline)

    def _connect(self) -> None:
        header, tabs = self.header, self.tabs
        header.log_wanted.connect(self._log)
        header.feedback_wanted.connect(self._log_feedback)
        header.survey_wanted.connect(lambda: self.survey_wanted.emit(self._customer))
        header.promise_wanted.connect(lambda: tabs.add("promises"))
        header.pack_wanted.connect(self._pack)
        header.edit_wanted.connect(lambda: self._with_id(self._act.edit))
        header.delete_wanted.connect(lambda: self._with_id(self._delete))
        header.stage_chosen.connect(
            lambda stage: self._with_id(lambda c: self._act.move([c], stage))
        )
        header.owner_chosen.connect(lambda who: self._with_id(lambda c: self._act.assign([c], who)))
        header.character_wanted.connect(
            lambda below: self._with_id(lambda c: self._character.explain(c, below))
        )
        self._character.fact_wanted.connect(tabs.go_to_fact)
        self.chart.day_chosen.connect(tabs.go_to_day)
        self.chart.stretch_chosen.connect(self._explain)
        self.why.fact_wanted.connect(tabs.go_to_fact)
        self.why.level_wanted.connect(tabs.go_to_reasons)
        self.why.back_wanted.connect(self._explain_now)
        tabs.log_wanted.connect(self._log)
        tabs.feedback_wanted.connect(self._log_feedback)
        tabs.edit_interaction.connect(self._edit_interaction)
        tabs.delete_interaction.connect(self._delete_interaction)

    def _with_id(self, do: Callable[[int], object]) -> None:
        if self._customer is not None:
            do(self._customer)

    @Slot(object)
    def _show_detail(self, detail: "CustomerDetail") -> None:
        self._detail = detail
        self.header.show_detail(detail, self._today())
        self.tabs.show_counts(detail.counts)

    @Slot(object)
    def _show_view(self, view: "TrajectoryView") -> None:
        self._view = view
        self.chart.show_view(view)
        self.tabs.show_view(view)
        self.risk.setText(_risk(view.risk))
        self.risk.setVisible(view.risk is not None)
        self._explain_now()

    @Slot()
    def _explain_now(self) -> None:
        self.chart.clear_stretch()
        if self._view is not None:
            self.why.setVisible(bool(self._view.evidence))
            self.why.show_now(self._view.level, self._view.change, self._today())

    @Slot(object, object)
    def _explain(self, first: date, last: date) -> None:
        """Say why the level moved over a stretch that somebody drew up."""
        if self._customer is not None:
            self._tasks.read(
                trajectories.change_between, self._customer, first, last, self._today(),
                done=partial(self._show_stretch, first, last), replaces=(self, "stretch"),
            )  # fmt: skip

    def _show_stretch(self, first: date, last: date, change: "ChangeRow") -> None:
        self.why.show_stretch(first, last, change, self._today())

    def _delete(self, customer_id: int) -> None:
        self._deleting = customer_id
        self._act.delete([customer_id])

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        """Follow a customer that was merged into another; leave the page of a deleted one."""
        gone = self._customer
        if not isinstance(error, NotFound):
            self._tasks.failed.emit(error)
        elif gone is not None:
            follow = partial(self._follow, gone)
            self._tasks.read(aliases.stands_for, gone, done=follow, replaces=(self, "gone"))

    def _follow(self, gone: int, kept: int | None) -> None:
        if gone != self._customer:
            return
        if kept is not None:
            self.merged.emit(gone, kept)
            return
        self._customer = None
        if gone != self._deleting:
            self._tasks.failed.emit(NotFound(_("This customer was deleted.")))
        self.deleted.emit(gone)

    @Slot()
    def _log(self) -> None:
        self.log_wanted.emit(self._customer)

    @Slot()
    def _log_feedback(self) -> None:
        self.feedback_wanted.emit(self._customer)

    @Slot()
    def _pack(self) -> None:
        if self._customer is not None and self._detail is not None:
            self.pack_wanted.emit(self._customer, self._detail.row.name)

    @Slot(int)
    def _edit_interaction(self, interaction_id: int) -> None:
        EditDialog(self._tasks, lambda: datetime.now(UTC), self).load(interaction_id)

    @Slot(int)
    def _delete_interaction(self, interaction_id: int) -> None:
        self._tasks.write(interactions.delete, interaction_id)


class Upper(QWidget):
    """The chart and its reasons: however many lines these take, the chart keeps its height."""

    def __init__(self, chart: QWidget, *reasons: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(chart, 1)
        for widget in reasons:
            column.addWidget(widget)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            column = self.layout()
            if column is not None:
                # a splitter knows nothing of heights that depend on the width
                self.setMinimumHeight(column.totalMinimumHeightForWidth(self.width()))
        return super().event(event)


def _risk(risk: "RiskRow | None") -> str:
    """Return the next renewal's risk in words, with its range and what it rests on."""
    if risk is None:
        return ""
    return _("Risk of losing {contract}: {words}. {experience}").format(
        contract=risk.contract, words=risk.words, experience=risk.experience
    )
