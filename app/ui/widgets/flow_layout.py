"""Lays parts out like words: side by side, and on to the next line where there is no room."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

from app.ui.tokens import Space


class FlowLayout(QLayout):
    """After Qt's own flow layout example; mirrored in right-to-left windows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(Space.S)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins: QMargins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        at, tallest = QPoint(room.topLeft()), 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(room.width(), item.sizeHint().height()))
            if at.x() + size.width() > room.right() + 1 and at.x() > room.left():
                at, tallest = QPoint(room.left(), at.y() + tallest + self.spacing()), 0
            if move:
                item.setGeometry(self._mirrored(QRect(at, size), room))
            at.setX(at.x() + size.width() + self.spacing())
            tallest = max(tallest, size.height())
        return at.y() + tallest - rect.top() + margins.bottom()

    def _mirrored(self, part: QRect, room: QRect) -> QRect:
        owner = self.parentWidget()
        if owner is None or not owner.isRightToLeft():
            return part
        return QRect(QPoint(room.left() + room.right() - part.right(), part.top()), part.size())
