"""Feedback: the board of loops, and the answers to our questions."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _, ngettext
from app.models.kinds import LoopStep
from app.ui import formats, icons
from app.ui.actions import with_keys
from app.ui.feedback.answers_view import AnswersView
from app.ui.feedback.board_view import BoardView
from app.ui.feedback.card_menu import card_menu
from app.ui.later import later
from app.ui.page import Page
from app.ui.tasks import Tasks
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.feedback import answers, loops
    from app.services.feedback.answers import AnswerRow
    from app.services.feedback.loops import Board, LoopCard
else:
    answers = later("app.services.feedback.answers")
    loops = later("app.services.feedback.loops")

BOARD, ANSWERS = 0, 1


class FeedbackPage(Page):
    """``you`` tells which colleague sits here, so that "Mine" means something."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"feedback", "responses", "customers", "contacts", "colleagues", "vendors"}
    )

    log_wanted = Signal()  # the quick log, for what a customer told us

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        you: Callable[[], int | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today, self._you = today, you
        self._wanted: int | None = None
        self._board = BoardView(tasks, today)
        self._answers = AnswersView(tasks, today)
        self._build()
        self._board.moved.connect(self._move)
        self._board.menu_wanted.connect(self._open_menu)
        self._board.log_wanted.connect(self.log_wanted)
        self._board.customer_wanted.connect(self.customer_wanted)
        self._answers.customer_wanted.connect(self.customer_wanted)

    @override
    def reload(self) -> None:
        today = self._today()
        self._tasks.read(loops.overview, today, done=self._show_board, replaces="board")
        self._tasks.read(answers.recent, today, done=self._show_answers, replaces="answers")

    def show_card(self, feedback_id: int) -> None:
        """Open a card of the board, as soon as it is there."""
        self._tabs.setCurrentIndex(BOARD)
        if not self._board.open_by_id(feedback_id):
            self._wanted = feedback_id

    def focus_filter(self) -> None:
        """Put the cursor into the field that filters what is shown."""
        on_board = self._tabs.currentIndex() == BOARD
        (self._board.filters.search if on_board else self._answers.search).setFocus()

    def _build(self) -> None:
        title = QLabel(_("Feedback"))
        title.setProperty("look", "display")
        self._status = QLabel()
        self._status.setProperty("look", "muted")
        new = QPushButton(icons.icon("plus", "on_accent"), _("New feedback"))
        new.setProperty("look", "main")
        new.setToolTip(with_keys(_("Log what a customer told us"), "Ctrl+Shift+L"))
        new.clicked.connect(lambda _checked=False: self.log_wanted.emit())
        self._tabs = QTabBar()
        self._tabs.setExpanding(False)
        self._tabs.addTab(_("Board"))
        self._tabs.addTab(_("Answers"))
        self._tabs.setAccessibleName(_("Board or answers"))
        self._tabs.currentChanged.connect(self._turn)
        above = QHBoxLayout()
        above.setSpacing(Space.M)
        above.addWidget(title)
        above.addWidget(self._status, 1)
        above.addWidget(new)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(above)
        column.addWidget(self._tabs)
        column.addWidget(self._board, 1)
        column.addWidget(self._answers, 1)
        self._turn(BOARD)

    @Slot(int)
    def _turn(self, tab: int) -> None:
        self._board.setVisible(tab == BOARD)
        self._answers.setVisible(tab == ANSWERS)
        self.setFocusProxy(self._board if tab == BOARD else self._answers)

    @Slot(object)
    def _show_board(self, board: "Board") -> None:
        self._board.show_board(board, self._you())
        late = sum(card.overdue for card in board.cards)
        self._status.setText(_summary(board, late))
        self.counted.emit(late or None)
        if self._wanted is not None:  # it may have left the board meanwhile
            self._board.open_by_id(self._wanted)
            self._wanted = None

    @Slot(object)
    def _show_answers(self, rows: "Sequence[AnswerRow]") -> None:
        self._answers.show_rows(rows)
        new = self._answers.new()
        text = _("Answers ({n} new)").format(n=formats.number(new)) if new else _("Answers")
        self._tabs.setTabText(ANSWERS, text)

    @Slot(int, object)
    def _move(self, card_id: int, step: LoopStep) -> None:
        self._tasks.write(loops.move, card_id, step, self._today(), failed=self._not_moved)

    @Slot(object)
    def _not_moved(self, error: Exception) -> None:
        """Show the card where it is, not where it was dropped."""
        self.reload()
        self._tasks.failed.emit(error)

    @Slot(object, QPoint)
    def _open_menu(self, card: "LoopCard", where: QPoint) -> None:
        opened = self._board.open_card
        card_menu(card, opened, self._move, self.customer_wanted.emit, self).popup(where)


def _summary(board: "Board", late: int) -> str:
    """Return what is open, and what is past its day."""
    if len(board.cards) < board.total:
        return _("the oldest {shown} of {total} loops").format(
            shown=formats.number(len(board.cards)), total=formats.number(board.total)
        )
    waiting = sum(card.step is not LoopStep.CONFIRMED for card in board.cards)
    parts = [ngettext("{n} open", "{n} open", waiting).format(n=formats.number(waiting))]
    if late:
        parts.append(ngettext("{n} overdue", "{n} overdue", late).format(n=formats.number(late)))
    return " · ".join(parts) if waiting else ""
