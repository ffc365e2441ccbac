"""Paints one step of the story: day, icon, what it was and with whom, its text, its worth."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.ui import formats, icons, theme
from app.ui.customer.timeline_model import NEW_DAY_ROLE, ROW_ROLE, WORTH_ROLE
from app.ui.tokens import Size, Space
from app.ui.widgets.cell import paint_cell

if TYPE_CHECKING:
    from app.services.customers.timeline import TimelineRow

Index = QModelIndex | QPersistentModelIndex
DAY, ICON, WORTH = 92, 18, 44  # widths in device-independent pixels
LEAST = 0.5  # points, below which a step is not worth a number
ICONS = {
    "ticket": "ticket",
    "promise": "promise",
    "expectation": "expectation",
    "competitor": "competitor",
    "feedback": "feedback",
    "response": "survey",
    "advocacy": "star",
    "renewal": "renewals",
    "contact": "contact",
    "stage": "trajectory",
}
LEAD = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAIL = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class TimelineDelegate(QStyledItemDelegate):
    """Two lines where there is a text, one where there is none; today tells which year it is."""

    today: date = date.min

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(theme.font()).height()
        row: TimelineRow = index.data(ROW_ROLE)
        return QSize(0, (2 * line if row.text else line) + 2 * Space.S)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_cell(self, painter, option, index)
        row: TimelineRow = index.data(ROW_ROLE)
        whole: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        room = whole.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        painter.save()
        if index.data(NEW_DAY_ROLE):
            self._paint_day(painter, self._part(whole, room, 0, DAY), row.day)
        picture = self._part(whole, room, DAY, ICON)
        picture.setHeight(min(ICON, room.height()))
        icons.icon(_icon(row)).paint(painter, picture)
        start = DAY + ICON + Space.S
        width = room.width() - start - WORTH - ICON - 2 * Space.S
        self._paint_words(painter, self._part(whole, room, start, width), row)
        if row.feeling is not None:
            face = self._part(whole, room, start + width + Space.S, ICON)
            face.setHeight(min(ICON, room.height()))
            icons.icon(f"feeling{row.feeling}").paint(painter, face)
        self._paint_worth(painter, self._part(whole, room, room.width() - WORTH, WORTH), index)
        painter.restore()

    def _paint_day(self, painter: QPainter, room: QRect, day: date) -> None:
        look = theme.tokens()
        painter.setPen(QColor(look.muted))
        painter.setFont(theme.font())
        line = QRect(room.left(), room.top(), room.width(), painter.fontMetrics().height())
        painter.drawText(line, LEAD, formats.day_and_month(day, self.today))

    def _paint_words(self, painter: QPainter, room: QRect, row: "TimelineRow") -> None:
        look = theme.tokens()
        strong = theme.font(weight=Size.STRONG)
        metrics = QFontMetrics(strong)
        line = QRect(room.left(), room.top(), room.width(), metrics.height())
        who = " · ".join(part for part in (row.contacts, row.colleague) if part)
        painter.setFont(strong)
        painter.setPen(QColor(look.text))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, LEAD, title)
        used = metrics.horizontalAdvance(title) + Space.S
        rest = self._part(line, line, used, line.width() - used)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.muted))
        if rest.width() > Space.XXL:
            painter.drawText(rest, LEAD, _cut(who, rest.width()))
        if row.text:
            below = line.translated(0, line.height())
            painter.drawText(below, LEAD, _cut(" ".join(row.text.split()), below.width()))

    def _paint_worth(self, painter: QPainter, room: QRect, index: Index) -> None:
        worth: float | None = index.data(WORTH_ROLE)
        if worth is None or abs(worth) < LEAST:
            return
        look = theme.tokens()
        painter.setFont(theme.font(weight=Size.STRONG))
        painter.setPen(QColor(look.good if worth > 0 else look.bad))
        line = QRect(room.left(), room.top(), room.width(), painter.fontMetrics().height())
        painter.drawText(line, TRAIL, formats.signed(worth))

    def _part(self, whole: QRect, room: QRect, start: int, width: int) -> QRect:
        """Return a part of the row by its distance from where reading begins."""
        part = QRect(room.left() + start, room.top(), max(0, width), room.height())
        owner: Any = self.parent()
        if not owner.isRightToLeft():
            return part
        part.moveLeft(whole.left() + whole.right() - part.right())
        return part


def _icon(row: "TimelineRow") -> str:
    return row.word if row.kind == "interaction" else ICONS[row.kind]


def _cut(text: str, width: int) -> str:
    metrics = QFontMetrics(theme.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
