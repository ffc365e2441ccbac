"""How a line of the palette looks: what matched stands out by its weight."""

import re
import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.ui import icons, theme
from app.ui.palette_model import LINE_ROLE, Line
from app.ui.table_model import folded
from app.ui.tokens import RADIUS, Size, Space

Index = QModelIndex | QPersistentModelIndex
HEADING, ONE, TWO = 30, 36, 50
ICON = 18
LEAD = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAIL = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class PaletteDelegate(QStyledItemDelegate):
    """Paints `Line`s; ``words`` are what was typed."""

    words: tuple[str, ...] = ()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE_ROLE)
        return QSize(100, HEADING if line.heading else TWO if line.whose or line.snippet else ONE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.heading:
            self._paint_heading(painter, rect, line.title)
        else:
            state = option.state  # pyright: ignore[reportAttributeAccessIssue]
            self._paint_ground(painter, rect, chosen=bool(state & QStyle.StateFlag.State_Selected))
            self._paint_line(painter, rect, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, title: str) -> None:
        painter.setFont(theme.font(Size.CAPTION, Size.STRONG))
        painter.setPen(QColor(theme.tokens().muted))
        painter.drawText(rect.adjusted(Space.M, Space.S, -Space.M, 0), LEAD, title)

    def _paint_ground(self, painter: QPainter, rect: QRect, *, chosen: bool) -> None:
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().selected))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), RADIUS, RADIUS)

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        look = theme.tokens()
        inner = rect.adjusted(Space.M, 0, -Space.M, 0)
        picture = QRect(inner.left(), inner.center().y() - ICON // 2 + 1, ICON, ICON)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            picture.moveRight(inner.right())
        icons.icon(line.icon).paint(painter, picture)
        painter.setFont(theme.font(Size.CAPTION))
        painter.setPen(QColor(look.muted))
        painter.drawText(inner, TRAIL, line.aside)
        aside = QFontMetrics(painter.font()).horizontalAdvance(line.aside) + Space.L
        lead = ICON + Space.M
        room = inner.adjusted(*((aside, 0, -lead, 0) if mirrored else (lead, 0, -aside, 0)))
        below = " · ".join(p for p in (line.whose, self._around_match(line.snippet)) if p)
        if not below:
            self._paint_words(painter, room, line.title, Size.BODY, look.text)
            return
        half = rect.height() // 2
        upper, lower = QRect(room), QRect(room)
        upper.setBottom(rect.top() + half + 1)
        lower.setTop(rect.top() + half - 1)
        self._paint_words(painter, upper.adjusted(0, 5, 0, 0), line.title, Size.BODY, look.text)
        self._paint_words(painter, lower.adjusted(0, 0, 0, -5), below, Size.CAPTION, look.muted)

    def _paint_words(
        self, painter: QPainter, rect: QRect, text: str, size: float, colour: str
    ) -> None:
        """Paint text word by word, those that match in the strong weight."""
        metrics = QFontMetrics(theme.font(size, Size.STRONG))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(QColor(colour))
        if _is_right_to_left(text):
            # joined and right-to-left scripts are shaped as a whole
            painter.setFont(theme.font(size))
            painter.drawText(rect, LEAD, text)
            return
        at = rect.left()
        for part in re.split(r"(\w+)", text):
            weight = Size.STRONG if self._matches(part) else Size.NORMAL
            painter.setFont(theme.font(size, weight))
            painter.drawText(QRect(at, rect.top(), rect.right() - at, rect.height()), LEAD, part)
            at += painter.fontMetrics().horizontalAdvance(part)

    def _around_match(self, text: str) -> str:
        """Begin a long text a little before what matched, so that it is seen."""
        words = re.finditer(r"\w+", text)
        first = next((word.start() for word in words if self._matches(word[0])), 0)
        start = text.rfind(" ", 0, max(0, first - 20)) + 1
        return f"…{text[start:]}" if start > 0 and first > 40 else text

    def _matches(self, word: str) -> bool:
        own = folded(word)
        return bool(own) and any(own.startswith(typed) for typed in self.words)


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
