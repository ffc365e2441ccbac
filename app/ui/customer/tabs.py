"""The tabs below the chart: the story, the lists of records, the reasons, the history."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget
from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.customer.history_view import HistoryView
from app.ui.customer.lists_tab import ListsTab
from app.ui.customer.reasons_view import ReasonsView
from app.ui.customer.record_list import RecordList
from app.ui.customer.sections import TABS
from app.ui.customer.timeline_panel import TimelinePanel
from app.ui.tasks import Tasks
from app.ui.window_state import WindowState

if TYPE_CHECKING:
    from app.services.customers.trajectories import EffectRow, TrajectoryView

ROOMY = 960  # pixels, from which on the tabs have room to say how much is in them

TABLES = frozenset(
    {
        *("interactions", "interaction_contacts", "contracts", "renewals", "feedback"),
        *("responses", "promises", "contacts", "expectations", "goals", "initiatives"),
        *("advocacy_acts", "competitor_mentions", "tickets", "stages", "customers", "pauses"),
        *("surveys", "vendors", "competitors"),
    }
)


class CustomerTabs(QTabWidget):
    """Only the tab that is seen reads anything; the others follow when they are shown."""

    edit_interaction = Signal(int)
    delete_interaction = Signal(int)
    log_wanted = Signal()
    feedback_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        state: WindowState,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._customer: int | None = None
        self._stale: set[int] = set()
        self._counts: dict[str, int] = {}
        self._titles: dict[int, tuple[str, tuple[str, ...]]] = {}
        self.timeline = TimelinePanel(tasks, today)
        self.reasons = ReasonsView()
        self._history = HistoryView(tasks, today)
        self._lists: list[ListsTab] = []
        self._build(tasks, state)
        self._connect()

    def show_customer(self, customer_id: int) -> None:
        """Show a customer, or the same one anew."""
        self._customer = customer_id
        self._stale = set(range(self.count()))
        self._refresh(self.currentIndex())

    def show_view(self, view: "TrajectoryView") -> None:
        """Show what was computed from the facts."""
        self.timeline.tell_worth(view)
        self.reasons.show_view(view, self._today())

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say on each tab how much is in it."""
        self._counts = dict(counts)
        self._title_tabs()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title_tabs()

    def _title_tabs(self) -> None:
        roomy = self.width() >= ROOMY
        for index, (title, tables) in self._titles.items():
            count = sum(self._counts.get(table, 0) for table in tables)
            shown = f"{title}  {formats.number(count)}" if count and roomy else title
            self.setTabText(index, shown)
            self.setTabToolTip(index, f"{title}: {formats.number(count)}")

    @Slot(object)
    def go_to_fact(self, fact: "EffectRow") -> None:
        """Show a fact where it happened, in the timeline."""
        self.setCurrentWidget(self.timeline)
        self.timeline.go_to(fact.day, fact.kind, fact.id)

    @Slot(object)
    def go_to_day(self, day: date) -> None:
        """Scroll the timeline to a day."""
        self.setCurrentWidget(self.timeline)
        self.timeline.go_to(day)

    @Slot()
    def go_to_reasons(self) -> None:
        """Show what the level is made of."""
        self.setCurrentWidget(self.reasons)
        self.reasons.setFocus()

    def add(self, key: str) -> None:
        """Show a list and ask for a new record in it."""
        found = self._list(key)
        if found is not None:
            found.add()

    def _build(self, tasks: Tasks, state: WindowState) -> None:
        self.setDocumentMode(True)
        self.addTab(self.timeline, _("Timeline"))
        for key, title, sections in TABS:
            tab = ListsTab(tasks, [section() for section in sections], self._today, state)
            tab.setObjectName(key)
            index = self.addTab(tab, title())
            self._lists.append(tab)
            self._titles[index] = (title(), tuple(one.section.table for one in tab.lists))
        self.addTab(self.reasons, _("Reasons"))
        self.addTab(self._history, _("History"))

    def _connect(self) -> None:
        self.currentChanged.connect(self._refresh)
        self.timeline.opened.connect(self._open)
        self.timeline.delete_wanted.connect(self._delete)
        self.timeline.log_wanted.connect(self.log_wanted)
        self.reasons.fact_wanted.connect(self.go_to_fact)
        for tab in self._lists:
            for one in tab.lists:
                one.add_wanted.connect(self.feedback_wanted)

    @Slot(int)
    def _refresh(self, index: int) -> None:
        if self._customer is None or index not in self._stale:
            return
        self._stale.discard(index)
        widget = self.widget(index)
        if isinstance(widget, TimelinePanel | ListsTab | HistoryView):
            widget.show_customer(self._customer)

    @Slot(str, int)
    def _open(self, kind: str, record_id: int) -> None:
        """Open a record of the timeline: interactions by themselves, others in their list."""
        if kind == "interaction":
            self.edit_interaction.emit(record_id)
            return
        found = self._list(kind)
        if found is not None:
            found.go_to(record_id)
            found.edit(record_id)

    @Slot(str, int)
    def _delete(self, kind: str, record_id: int) -> None:
        if kind == "interaction":
            self.delete_interaction.emit(record_id)
            return
        found = self._list(kind)
        if found is not None:
            found.go_to(record_id)
            found.setFocus()

    def _list(self, name: str) -> RecordList | None:
        """Return the list of this key, or of records of this kind, and show it."""
        for tab in self._lists:
            for one in tab.lists:
                if name in (one.section.key, one.section.kind):
                    self.setCurrentWidget(tab)
                    tab.show_list(one)
                    return one
        return None
