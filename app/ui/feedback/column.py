"""One column of the board: its heading, how many cards, how old, and the cards."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.models.kinds import LoopStep
from app.ui import formats
from app.ui.feedback import words
from app.ui.feedback.card_delegate import CardDelegate
from app.ui.feedback.card_model import CardModel
from app.ui.tokens import Space
from app.ui.widgets.count_badge import CountBadge
from app.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.feedback.loops import LoopCard

LEAST = 176
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardList(QListView):
    """Left and right go to the next column, with Ctrl they take the card along."""

    opened = Signal(object)  # LoopCard
    moved = Signal(object, int)  # LoopCard, how many columns to the end of the line
    left = Signal(int)  # which neighbour is wanted
    menu_wanted = Signal(object, QPoint)  # LoopCard, where on the screen
    entered_list = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self.setAccessibleName(name)
        self.setProperty("look", "plain")
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self, self.cards))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.doubleClicked.connect(self._open)

    def current(self) -> "LoopCard | None":
        """Return the chosen card."""
        index = self.currentIndex()
        return self.cards.cards[index.row()] if index.isValid() else None

    def choose(self, card_id: int) -> bool:
        """Choose a card by its id, if it is here."""
        row = self.cards.find(card_id)
        if row is not None:
            self.setCurrentIndex(self.cards.index(row))
        return row is not None

    def let_go(self) -> None:
        """Have no card chosen: another column has."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def choose_row(self, row: int) -> None:
        """Choose the card at this height, or the last."""
        if self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(max(0, min(row, self.cards.rowCount() - 1))))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current()
        side = SIDES.get(Qt.Key(event.key()), 0) * (-1 if self.isRightToLeft() else 1)
        if side and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if card is not None:
                self.moved.emit(card, side)
        elif side:
            self.left.emit(side)
        elif event.key() in ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered_list.emit()
        if not self.currentIndex().isValid():
            self.choose_row(0)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self.current()
        if card is not None:
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            middle = self.visualRect(self.currentIndex()).center()
            where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(middle)
            self.menu_wanted.emit(card, where)

    def _open(self) -> None:
        card = self.current()
        if card is not None:
            self.opened.emit(card)


class Column(QWidget):
    """A heading above a list of cards."""

    def __init__(self, step: LoopStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        title = words.columns()[step]
        self.setMinimumWidth(LEAST)
        self.list = CardList(title)
        self._badge = CountBadge()
        self._age = ElidedLabel()
        self._age.setProperty("look", "caption")
        name = QLabel(title)
        name.setProperty("look", "strong")
        name.setToolTip(words.meanings()[step])
        above = QHBoxLayout()
        above.setSpacing(Space.S)
        above.addWidget(name)
        above.addWidget(self._badge)
        above.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(above)
        column.addWidget(self._age)
        column.addSpacing(Space.XS)
        column.addWidget(self.list, 1)

    def show_cards(self, cards: "Sequence[LoopCard]", today: date) -> None:
        """Show other cards; the place stays."""
        scrolled = self.list.verticalScrollBar().value()
        row = self.list.currentIndex().row()
        current = self.list.current()
        self._badge.set_count(len(cards))
        self._age.setText(words.age(cards) or words.meanings()[self.step])
        self.list.setAccessibleDescription(
            f"{words.meanings()[self.step]}. {formats.number(len(cards))}. {words.age(cards)}"
        )
        self.list.cards.show_cards(cards, today)
        if current is not None and not self.list.choose(current.id):
            self.list.choose_row(row)
        elif current is None and self.list.hasFocus():
            self.list.choose_row(0)
        self.list.verticalScrollBar().setValue(scrolled)
