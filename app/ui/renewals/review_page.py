"""The owner's review: calls given blind, then compared, then decided; and what came of them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.contracts.review_rows import ReviewRow, ReviewStep, ReviewView
from app.ui import icons
from app.ui.later import later
from app.ui.page import Page
from app.ui.renewals import review_columns, review_words
from app.ui.renewals.call_panel import CallPanel
from app.ui.renewals.final_panel import FinalPanel
from app.ui.renewals.review_bar import ReviewBar
from app.ui.saving import Saver
from app.ui.table import Table
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.contracts import reviewing, reviews
    from app.services.contracts.reviewing import ManagerDraft
else:
    reviewing = later("app.services.contracts.reviewing")
    reviews = later("app.services.contracts.reviews")

QUEUE, PAST, NONE, NO_PAST, NO_FIT = range(5)  # what the page shows under its heading
AnyPanel = CallPanel | FinalPanel


class ReviewPage(Page):
    """``you`` tells which colleague sits here, whose call or decision it is taken for."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"renewal_reviews", "renewals", "contracts", "customers", "standings", "colleagues"}
    )

    list_wanted = Signal()  # the list of all renewals

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        you: Callable[[], int | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today, self._you = today, you
        self._view: ReviewView | None = None
        self._wanted: int | None = None  # the contract whose review is to be opened
        self._build()

    @override
    def reload(self) -> None:
        self._tasks.read(reviews.overview, self._today(), done=self._show, replaces=self)

    def focus_filter(self) -> None:
        """Put the cursor into the field that filters."""
        self.bar.filter.setFocus()

    def show_contract(self, contract_id: int) -> None:
        """Open the review of a contract's renewal, as soon as it is there."""
        self.bar.look_back(back=False)
        self._wanted = contract_id
        self._open_wanted()

    def current_row(self) -> ReviewRow | None:
        """Return the review on which the cursor of the queue stands."""
        return self._row(self.queue.current_id())

    @Slot()
    def open_current(self) -> None:
        """Open the panel that the current review waits for."""
        row = self.current_row()
        if row is None or self._view is None or self.bar.is_back():
            return
        people, you = self._view.colleagues, self._you()
        if row.step is ReviewStep.GIVE:
            self.final.hide()
            self.call.show_row(row, people, you)
        else:
            self.call.hide()
            self.final.show_row(row, people, you, self._view.usual)

    def close_panels(self) -> None:
        """Close what is open, without saving."""
        for panel in (self.call, self.final):
            panel.hide()

    def _build(self) -> None:
        self._status = QLabel(wordWrap=True)
        self._status.setProperty("look", "strong")
        self.bar = ReviewBar()
        self.tools = QToolButton()
        self.tools.setText(_("Review…"))
        self.tools.setToolTip(_("Give your call, or decide (Enter)"))
        self.tools.setIcon(icons.icon("check"))
        self.tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.tools.setProperty("look", "button")
        self.queue: Table[ReviewRow] = Table(
            "review", _("To review"), review_columns.queue_columns(self._today)
        )
        self.past: Table[ReviewRow] = Table(
            "reviewed", _("Looking back"), review_columns.past_columns(self._today)
        )
        self.call, self.final = CallPanel(), FinalPanel(self._today)
        self.queue.opened.connect(lambda _row: self.open_current())
        self.queue.current_changed.connect(self._follow)
        self.past.opened.connect(self._open_customer)
        for table in (self.queue, self.past):
            table.menu_wanted.connect(partial(self._offer, table))
            self.bar.filter.searched.connect(table.filter_by)
        self.bar.filter.searched.connect(lambda _text: self._turn())
        self.bar.filter.left_down.connect(self.setFocus)
        self.bar.turned.connect(self._turn)
        self.tools.clicked.connect(self.open_current)
        giving = self._saver(self.call, reviewing.give)
        giving.kept.connect(self._given)
        self._saver(self.final, reviewing.decide)
        for panel in (self.call, self.final):
            panel.left.connect(self.queue.setFocus)
        self._lay_out()
        self.setFocusProxy(self.queue)

    def _saver(self, panel: AnyPanel, save: Callable[..., int]) -> Saver:
        return Saver(self._tasks, panel, save, reviewing.stored, lambda: (self._today(),))

    def _lay_out(self) -> None:
        at_work = QWidget()
        column = QVBoxLayout(at_work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.queue, 1)
        column.addWidget(self.call)
        column.addWidget(self.final)
        self._stack = QStackedLayout()
        no_fit = EmptyState(
            "filter", _("No review fits."), "", _("Show all"), self.bar.filter.clear
        )
        for part in (at_work, self.past, _nothing(self.list_wanted.emit), _no_past(), no_fit):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        whole.setSpacing(Space.M)
        whole.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignRight)
        whole.addWidget(self.bar)
        whole.addWidget(self._status)
        whole.addLayout(self._stack, 1)

    @Slot(object)
    def _show(self, view: ReviewView) -> None:
        self._view = view
        self.queue.set_rows(view.rows)
        self.past.set_rows(view.past)
        for table, rows in ((self.queue, view.rows), (self.past, view.past)):
            if table.current_id() is None and rows:
                table.go_to(rows[0].id, scroll=False)
        self._turn()
        self._open_wanted()

    @Slot()
    def _turn(self) -> None:
        if self._view is None:
            return
        back = self.bar.is_back()
        rows: Sequence[ReviewRow] = self._view.past if back else self._view.rows
        words = review_words.looking_back(rows) if back else review_words.waiting(rows)
        self._status.setText(words)
        self._status.setVisible(bool(rows))
        empty, filled = (NO_PAST, PAST) if back else (NONE, QUEUE)
        fitting = (self.past if back else self.queue).rows_shown()
        self._stack.setCurrentIndex(filled if fitting else NO_FIT if rows else empty)
        self.tools.setEnabled(bool(rows) and not back)
        self.setFocusProxy(self.past if back else self.queue)

    def _open_wanted(self) -> None:
        rows = self._view.rows if self._view is not None else ()
        found = next((row for row in rows if row.contract_id == self._wanted), None)
        if found is not None and self.queue.go_to(found.id):
            self._wanted = None
            self.open_current()

    def _row(self, row_id: object) -> ReviewRow | None:
        rows = (*self._view.rows, *self._view.past) if self._view is not None else ()
        return next((row for row in rows if row.id == row_id), None)

    @Slot(object)
    def _follow(self, row_id: object) -> None:
        """An open panel closes when the cursor goes to another review, not when lists reload."""
        for panel in (self.call, self.final):
            if panel.isVisible() and panel.row_id() != row_id:
                panel.hide()

    @Slot(object)
    def _open_customer(self, row_id: object) -> None:
        row = self._row(row_id)
        if row is not None:
            self.customer_wanted.emit(row.customer_id)

    def _offer(self, table: Table[ReviewRow], row_id: object, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if table is self.queue:
            action = menu.addAction(_("Review…"))
            action.setShortcut(QKeySequence("Return"))
            action.triggered.connect(self.open_current)
        menu.addAction(_("Open customer")).triggered.connect(partial(self._open_customer, row_id))
        menu.popup(where)

    @Slot(object, object)
    def _given(self, draft: "ManagerDraft", _review_id: int) -> None:
        """Show what is computed, now that the call is kept."""
        self._wanted = draft.contract_id
        row = self.current_row()
        if row is not None and row.step is not ReviewStep.GIVE:
            self._open_wanted()


def _nothing(show_list: Callable[[], object]) -> EmptyState:
    return EmptyState(
        "renewals",
        _("Nothing is to be reviewed"),
        _(
            "A renewal comes here 180 days before the last day to say no, and again 90 days "
            "before it. Its account manager says what to expect before the computed call is "
            "shown; then the owner decides."
        ),
        _("Show all renewals"),
        show_list,
    )


def _no_past() -> EmptyState:
    return EmptyState(
        "renewals",
        _("Nothing to look back on yet"),
        _(
            "Once a renewal that was reviewed is decided, its calls stand here beside the "
            "outcome: the computed one, the account manager's and the owner's."
        ),
    )
