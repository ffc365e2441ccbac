"""What delegates of tables share: the ground of a cell as the style paints it, without text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui.tokens import Space

Index = QModelIndex | QPersistentModelIndex


def paint_cell(
    delegate: QStyledItemDelegate, painter: QPainter, option: QStyleOptionViewItem, index: Index
) -> None:
    """Paint selection, hover and the line below, as in every other cell."""
    ground = QStyleOptionViewItem(option)
    delegate.initStyleOption(ground, index)
    ground.text = ""  # pyright: ignore[reportAttributeAccessIssue]
    ground.icon = QIcon()  # pyright: ignore[reportAttributeAccessIssue]
    widget = ground.widget  # pyright: ignore[reportAttributeAccessIssue]
    style = widget.style() if widget else QApplication.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, widget)


def cell_rect(option: QStyleOptionViewItem) -> QRect:
    """Return the room inside a cell, as text has it."""
    rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
    return rect.adjusted(Space.S + 3, 0, -Space.S - 3, 0)
