"""Renewals: what is at risk, worth how much, why, and by when somebody must say no."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui.later import later
from app.ui.page import Page
from app.ui.renewals import columns
from app.ui.renewals.chart_strip import ChartStrip
from app.ui.renewals.heading import Heading
from app.ui.renewals.outcome_panel import OutcomePanel
from app.ui.renewals.step_panel import StepPanel
from app.ui.saving import Saver
from app.ui.table import Table
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.contracts import outcomes, renewals
    from app.services.contracts.renewal_rows import Overview, RenewalRow
else:
    outcomes = later("app.services.contracts.outcomes")
    renewals = later("app.services.contracts.renewals")

CHART_HEIGHTS = (156, 216)
ENOUGH_FOR_BOTH = 700  # height of the page from which chart, table and an open panel all fit
FILLED, NOT_SO_SOON, NONE = range(3)  # what the page shows under its heading


class RenewalsPage(Page):
    """The chart, the table that the owner prints, and under it what is recorded in place."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            *("contracts", "renewals", "renewal_reviews", "customers", "standings"),
            *("colleagues", "competitors"),
        }
    )

    print_wanted = Signal(object)  # the renewals as they stand on the screen
    list_wanted = Signal(object)  # the same, as a PDF
    review_wanted = Signal()

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self._view: Overview | None = None
        self._rows: dict[str, RenewalRow] = {}
        self._wanted = ""  # the line to go to once it is there
        self._part: frozenset[str] = frozenset()
        self._build()

    @override
    def reload(self) -> None:
        self._tasks.read(
            partial(renewals.overview, everything=self.heading.everything()),
            self._today(),
            None if self.heading.is_part() else self.heading.within_days(),
            done=self._show,
            replaces=self,
        )

    def focus_filter(self) -> None:
        """Put the cursor into the field that filters."""
        self.heading.filter.setFocus()

    def current_row(self) -> "RenewalRow | None":
        """Return the renewal on which the cursor of the table stands."""
        return self._rows.get(self.table.current_id())

    @Slot()
    def record_outcome(self) -> None:
        """Open the panel for how the current renewal was decided."""
        row = self.current_row()
        if row is not None and self._view is not None:
            self.steps.hide()
            called = (row.contract_id, row.due_on) in self._view.called
            self.outcomes.show_row(row, self._view.competitors, was_called=called)
            self._share_room()

    @Slot()
    def plan_step(self) -> None:
        """Open the panel for the current renewal's next step."""
        row = self.current_row()
        if row is not None and self._view is not None and row.outcome is None:
            self.outcomes.hide()
            self.steps.show_row(row, self._view.colleagues)
            self._share_room()

    def _build(self) -> None:
        self.heading = Heading()
        self.heading.narrowed.connect(self.reload)
        self.heading.printing.connect(lambda: self.print_wanted.emit(self.table.rows_shown()))
        self.heading.saving.connect(lambda: self.list_wanted.emit(self.table.rows_shown()))
        self.heading.reviewing.connect(self.review_wanted)
        self.table: Table[RenewalRow] = Table(
            "renewals", _("Renewals"), columns.columns(self._today)
        )
        self.table.opened.connect(self._open_customer)
        self.table.menu_wanted.connect(self._offer)
        self.table.current_changed.connect(self._follow)
        self.heading.filter.searched.connect(self._filter)
        self.heading.filter.left_down.connect(self.table.setFocus)
        self.outcomes, self.steps = OutcomePanel(self._today), StepPanel(self._today)
        for panel, save in (
            (self.outcomes, outcomes.record_outcome),
            (self.steps, outcomes.save_next_step),
        ):
            Saver(self._tasks, panel, save, outcomes.stored, lambda: (self._today(),))
        for panel in (self.outcomes, self.steps):
            panel.left.connect(self.table.setFocus)
            panel.left.connect(self._share_room)
        for keys, do in (("O", self.record_outcome), ("N", self.plan_step)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(do)
        self.heading.outcome.clicked.connect(self.record_outcome)
        self.heading.step.clicked.connect(self.plan_step)
        self._lay_out()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.charts = ChartStrip(self._tasks)
        self.charts.picked.connect(self._go_to)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.charts)
        column.addLayout(self._lines(), 1)
        column.addWidget(self.outcomes)
        column.addWidget(self.steps)
        self._stack = QStackedLayout()
        for part in (filled, _none_so_soon(self.heading), _none_at_all()):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        whole.setSpacing(Space.M)
        whole.addWidget(self.heading)
        whole.addLayout(self._stack, 1)

    def _lines(self) -> QStackedLayout:
        """Return the place of the table, and of what is said where nothing in it fits."""
        none = EmptyState(
            "filter", _("No renewal fits."), "", _("Show all"), self.heading.show_everything
        )
        self._shown = QStackedLayout()
        for part in (self.table, none):
            self._shown.addWidget(part)
        return self._shown

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @Slot()
    def _share_room(self) -> None:
        """Give the chart a quarter; where that is little, none while a panel is open."""
        lowest, highest = CHART_HEIGHTS
        self.charts.setFixedHeight(max(lowest, min(self.height() // 4, highest)))
        open_panel = not (self.outcomes.isHidden() and self.steps.isHidden())
        self.charts.setVisible(not open_panel or self.height() >= ENOUGH_FOR_BOTH)

    def show_contract(self, contract_id: int) -> None:
        """Go to the open renewal of a contract, for which the list is widened if need be."""
        self._wanted = f"{contract_id}:"
        if self.table.go_to(self._wanted):
            self._wanted = ""
        else:
            self.reload()

    def show_part(self, words: str, ids: Collection[str]) -> None:
        """Show these renewals alone, under these words."""
        self._part = frozenset(ids)
        self.heading.show_part(words)
        self.reload()

    def _go_to_wanted(self) -> None:
        """Go to the line asked for; if it is not in a list of everything, it is nowhere."""
        if not self._wanted or self.table.go_to(self._wanted) or not self.heading.is_narrow():
            self._wanted = ""
        else:
            self.heading.show_everything()

    @Slot(object)
    def _show(self, view: "Overview") -> None:
        self._view = view
        part = self.heading.is_part()
        rows = [row for row in view.rows if not part or row.id in self._part]
        self._rows = {row.id: row for row in rows}
        self.table.set_rows(rows)
        if self.table.current_id() is None and rows:
            self.table.go_to(rows[0].id, scroll=False)
        self._sum_up(view)
        self._stack.setCurrentIndex(FILLED if view.rows else NOT_SO_SOON if view.waiting else NONE)
        self._follow(self.table.current_id())
        urgent = [row for row in view.rows if _is_urgent(row, view.day)]
        self.counted.emit(len(urgent) or None)
        self.charts.show_rows(rows, view.day)
        self._go_to_wanted()

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        if self._view is not None:
            self._sum_up(self._view)

    def _sum_up(self, view: "Overview") -> None:
        rows = self.table.rows_shown()
        self.heading.show_sums(rows, view)
        self._shown.setCurrentIndex(0 if rows else 1)

    @Slot(object)
    def _open_customer(self, row_id: str) -> None:
        self.customer_wanted.emit(self._rows[row_id].customer_id)

    @Slot(object)
    def _go_to(self, row_id: str) -> None:
        if self.table.go_to(row_id):
            self.table.setFocus()

    @Slot(object)
    def _follow(self, row_id: str | None) -> None:
        """An open panel closes when the cursor goes to another renewal, not when lists reload."""
        row = self._rows.get(row_id or "")
        self.heading.allow(outcome=row is not None, step=row is not None and row.outcome is None)
        for panel in (self.outcomes, self.steps):
            if panel.isVisible() and panel.row_id() != row_id:
                panel.hide()
                self._share_room()

    @Slot(object, QPoint)
    def _offer(self, row_id: str, where: QPoint) -> None:
        offers = (
            (_("Open customer"), "Return", partial(self._open_customer, row_id)),
            (_("Record outcome…"), "O", self.record_outcome),
            (_("Next step…"), "N", self.plan_step),
        )
        _menu(self, offers).popup(where)


def _menu(parent: QWidget, offers: Sequence[tuple[str, str, Callable[[], object]]]) -> QMenu:
    """Return a menu of these words, keys and what they do."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, keys, do in offers:
        action = menu.addAction(words)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
    return menu


def _is_urgent(row: "RenewalRow", today: date) -> bool:
    """Tell whether the notice is near and nobody has said what to do."""
    near = (row.notice_by - today).days <= columns.SOON
    return near and not row.monthly and row.outcome is None and not row.next_step


def _none_so_soon(heading: Heading) -> EmptyState:
    return EmptyState(
        "renewals",
        _("Nothing is to be decided so soon"),
        _("Renewals further ahead are waiting, though."),
        _("Show all renewals"),
        partial(heading.look_ahead, None),
    )


def _none_at_all() -> EmptyState:
    return EmptyState(
        "renewals",
        _("No renewals yet"),
        _(
            "Renewals come from contracts by themselves: give a contract its term, "
            "its end and its notice, and it will stand here in time."
        ),
    )
