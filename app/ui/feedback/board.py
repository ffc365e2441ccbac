"""The board: four columns side by side, between which cards are moved by hand or by key."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from app.models.kinds import LoopStep
from app.ui.feedback import words
from app.ui.feedback.column import Column
from app.ui.tokens import Space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.feedback.loops import LoopCard


class Board(QScrollArea):
    """Says what is wanted of a card; scrolls sideways where there is little room."""

    opened = Signal(object)  # LoopCard
    moved = Signal(int, object)  # a card's id, the LoopStep it is to come to
    menu_wanted = Signal(object, QPoint)  # LoopCard, where on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = {step: Column(step) for step in words.STEPS}
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        for step, column in self._columns.items():
            row.addWidget(column, 1)
            self._connect(step, column)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._columns[LoopStep.HEARD].list)

    def show_cards(self, cards: "Sequence[LoopCard]", today: date) -> None:
        """Show these cards; the chosen one stays chosen, wherever it went."""
        before, focused = self.current(), self._focused() is not None
        for step, column in self._columns.items():
            column.show_cards([card for card in cards if card.step is step], today)
        if before is not None:
            self.choose(before.id, focus=focused)

    def current(self) -> "LoopCard | None":
        """Return the chosen card of the column that has the keyboard, or had it last."""
        column = self._focused() or self._of_proxy()
        return column.list.current()

    def choose(self, card_id: int, *, focus: bool = True) -> bool:
        """Choose a card, and give it the keyboard; say whether it is on the board."""
        for column in self._columns.values():
            if column.list.choose(card_id):
                if focus:
                    column.list.setFocus()
                self._settle(column)
                return True
        return False

    def _connect(self, step: LoopStep, column: Column) -> None:
        cards = column.list
        cards.opened.connect(self.opened)
        cards.menu_wanted.connect(self.menu_wanted)
        cards.moved.connect(self._move)
        cards.left.connect(self._walk)
        cards.entered_list.connect(self._entered)
        cards.cards.dropped.connect(lambda card_id: self.moved.emit(card_id, step))

    @Slot(object, int)
    def _move(self, card: "LoopCard", side: int) -> None:
        step = _beside(card.step, side)
        if step is not None:
            self.moved.emit(card.id, step)

    @Slot(int)
    def _walk(self, side: int) -> None:
        here = self._of_proxy()
        row = here.list.currentIndex().row()
        step: LoopStep | None = here.step
        while (step := _beside(step, side)) is not None:
            column = self._columns[step]
            if column.list.cards.rowCount():
                column.list.choose_row(row)
                column.list.setFocus()
                self._settle(column)
                return

    @Slot()
    def _entered(self) -> None:
        column = self._focused()
        if column is not None:
            self._settle(column)

    def _settle(self, column: Column) -> None:
        """Remember the column that the keyboard comes back to; only it has a chosen card."""
        self.setFocusProxy(column.list)
        for other in self._columns.values():
            if other is not column:
                other.list.let_go()
        self.ensureWidgetVisible(column, 0, 0)

    def _focused(self) -> Column | None:
        return next((c for c in self._columns.values() if c.list.hasFocus()), None)

    def _of_proxy(self) -> Column:
        return next(c for c in self._columns.values() if c.list is self.focusProxy())


def _beside(step: LoopStep, side: int) -> LoopStep | None:
    at = words.STEPS.index(step) + side
    return words.STEPS[at] if 0 <= at < len(words.STEPS) else None
