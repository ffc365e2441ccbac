"""The board with its filters and the panel of the open card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.language import _
from app.models.kinds import LoopStep
from app.ui.feedback.board import Board
from app.ui.feedback.filters import Filters
from app.ui.feedback.panel import CardPanel
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.feedback import loops
    from app.services.feedback.loops import LoopCard

CARDS, EMPTY, NO_FIT = range(3)


class BoardView(QWidget):
    """Knows all cards; the board shows those that fit the filters."""

    moved = Signal(int, object)  # a card's id, the LoopStep it is to come to
    menu_wanted = Signal(object, QPoint)  # LoopCard, where on the screen
    customer_wanted = Signal(int)
    log_wanted = Signal()

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._all: loops.Board | None = None
        self.filters = Filters()
        self.board = Board()
        self.panel = CardPanel(tasks, today)
        self.panel.hide()
        self._lay_out()
        self.filters.changed.connect(self._show)
        self.filters.left_down.connect(self.board.setFocus)
        self.board.opened.connect(self.open_card)
        self.board.menu_wanted.connect(self.menu_wanted)
        self.board.moved.connect(self._move)
        self.panel.closed.connect(self.board.setFocus)
        self.panel.customer_wanted.connect(self.customer_wanted)
        self.setFocusProxy(self.board)

    def show_board(self, board: "loops.Board", you: int | None) -> None:
        """Show what the book says now."""
        self._all = board
        self.filters.offer(board.cards, board.people, you)
        self._show()
        card = self._card(self.panel.card_id)
        if card is not None:
            self.panel.show_card(card, board.people)
        elif self.panel.card_id is not None:
            self.panel.close_card()

    def open_by_id(self, card_id: int) -> bool:
        """Open a card; say whether it is there."""
        card = self._card(card_id)
        if card is None:
            return False
        if not self.board.choose(card_id):
            self.filters.clear()
            self.board.choose(card_id)
        self.open_card(card)
        return True

    @Slot(object)
    def open_card(self, card: "LoopCard") -> None:
        """Open the panel of a card, ready for its next step."""
        if self._all is not None:
            self.panel.show_card(card, self._all.people)
            self.panel.go_to_step()

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            "feedback",
            _("No complaint and no wish is open."),
            _("What a customer tells you stands here until the customer confirms that it is done."),
            _("New feedback"),
            self.log_wanted.emit,
        )
        no_fit = EmptyState("filter", _("No card fits."), "", _("Show all"), self.filters.clear)
        self._parts = QStackedLayout()
        for part in (self.board, self._empty, no_fit):
            self._parts.addWidget(part)
        beside = QHBoxLayout()
        beside.setSpacing(Space.L)
        beside.addLayout(self._parts, 1)
        beside.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.filters)
        column.addLayout(beside, 1)

    @Slot()
    def _show(self) -> None:
        if self._all is None:
            return
        fitting = self.filters.fitting(self._all.cards)
        self.board.show_cards(fitting, self._today())
        self.filters.setVisible(bool(self._all.cards))
        if not self._all.cards:
            self._parts.setCurrentIndex(EMPTY)
        else:
            self._parts.setCurrentIndex(CARDS if fitting else NO_FIT)

    @Slot(int, object)
    def _move(self, card_id: int, step: LoopStep) -> None:
        """Move a card at once; the book follows, and a refusal brings it back."""
        card = self._card(card_id)
        if card is None or self._all is None:
            return
        moved = replace(card, step=step)
        cards = tuple(moved if one.id == card_id else one for one in self._all.cards)
        self._all = replace(self._all, cards=cards)
        self._show()
        self.moved.emit(card_id, step)
        if step is LoopStep.ACTING and not card.action:
            self.open_card(self._card(card_id) or moved)

    def _card(self, card_id: int | None) -> "LoopCard | None":
        cards = self._all.cards if self._all else ()
        return next((card for card in cards if card.id == card_id), None)
