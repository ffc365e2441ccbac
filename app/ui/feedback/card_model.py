"""The cards of one column; a card can be dragged from here and dropped here."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from app.ui.feedback import words

if TYPE_CHECKING:
    from app.services.feedback.loops import LoopCard

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CARD = "application/x-rapport-card"


class CardModel(QAbstractListModel):
    """Plain cards in the order they came: the oldest first."""

    dropped = Signal(int)  # the id of a card that came from elsewhere

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[LoopCard] = ()
        self.today = date.min

    def show_cards(self, cards: "Sequence[LoopCard]", today: date) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards, self.today = cards, today
        self.endResetModel()

    def find(self, card_id: int) -> int | None:
        """Return where a card stands."""
        return next((n for n, card in enumerate(self.cards) if card.id == card_id), None)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.cards)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.spoken(card, self.today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return card.text
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    @override
    def mimeTypes(self) -> list[str]:
        return [CARD]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(CARD, QByteArray(str(self.cards[indexes[0].row()].id).encode()))
        return data

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        card_id = int(bytes(data.data(CARD).data()))
        if self.find(card_id) is None:
            self.dropped.emit(card_id)
        return True

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        # a copy: the book says what moved, so the view must not take anything out by itself
        return Qt.DropAction.CopyAction
