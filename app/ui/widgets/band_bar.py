"""A standing with its band: the number, where it surely lies between 0 and 100, and the word."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.ui import formats, theme
from app.ui.table_model import PAINT_ROLE
from app.ui.tokens import Size, Space
from app.ui.widgets.cell import cell_rect, paint_cell

Index = QModelIndex | QPersistentModelIndex
BAR, TRACK, TICK = 72, 6, 3
LEAD = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAIL = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class BandValue:
    """A level from 0 to 100, the ends of its band, and the word for it."""

    level: float
    low: float
    high: float
    word: str = ""


def paint_band(painter: QPainter, rect: QRect, value: BandValue) -> None:
    """Paint number, bar and word side by side; what has no room is left out from the end."""
    look = theme.tokens()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.save()
    strong = theme.font(weight=Size.STRONG)
    number = QRect(rect.left(), rect.top(), QFontMetrics(strong).horizontalAdvance("100"), 0)
    number.setHeight(rect.height())
    bar = QRect(number.right() + Space.S, rect.top(), BAR, rect.height())
    word = QRect(bar.right() + Space.S, rect.top(), 0, rect.height())
    word.setRight(rect.right())
    if mirrored:
        number, bar, word = (_mirrored(part, rect) for part in (number, bar, word))
    painter.setFont(strong)
    painter.setPen(QColor(look.text))
    painter.drawText(number, TRAIL, formats.number(value.level))
    if rect.contains(bar):
        _paint_bar(painter, QRectF(bar), value, mirrored=mirrored)
    if value.word and word.width() > Space.XL:
        painter.setFont(theme.font())
        painter.setPen(QColor(look.muted))
        fitting = QFontMetrics(theme.font()).elidedText(
            value.word, Qt.TextElideMode.ElideRight, word.width()
        )
        painter.drawText(word, LEAD, fitting)
    painter.restore()


def _paint_bar(painter: QPainter, bar: QRectF, value: BandValue, *, mirrored: bool) -> None:
    look = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = bar.center().y()

    def span(start: float, end: float, height: float) -> QRectF:
        left, right = (bar.width() * min(100.0, max(0.0, n)) / 100 for n in (start, end))
        if mirrored:
            left, right = bar.width() - right, bar.width() - left
        return QRectF(bar.left() + left, middle - height / 2, right - left, height)

    painter.setBrush(QColor(look.hover))
    painter.drawRoundedRect(span(0, 100, TRACK), TRACK / 2, TRACK / 2)
    painter.setBrush(QColor(look.band))
    painter.drawRoundedRect(span(value.low, value.high, TRACK), TRACK / 2, TRACK / 2)
    painter.setBrush(QColor(look.accent))
    centre = span(value.level, value.level, 0).left()
    painter.drawRoundedRect(QRectF(centre - TICK / 2, middle - 6, TICK, 12), 1.5, 1.5)


def _mirrored(part: QRect, whole: QRect) -> QRect:
    left = whole.left() + whole.right() - part.right()
    return QRect(left, part.top(), part.width(), part.height())


class BandBar(QWidget):
    """The standing as a widget, for a customer's heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: BandValue | None = None

    def show_value(self, value: BandValue | None, words: str) -> None:
        """Show another standing; ``words`` say it for a screen reader and in the tooltip."""
        self._value = value
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(weight=Size.STRONG))
        word = metrics.horizontalAdvance(self._value.word if self._value else "")
        width = metrics.horizontalAdvance("100") + BAR + word + 3 * Space.S
        return QSize(width, max(22, metrics.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._value is not None:
            painter = QPainter(self)
            paint_band(painter, self.rect(), self._value)
            painter.end()


class BandBarDelegate(QStyledItemDelegate):
    """Paints a column whose ``paint`` gives a `BandValue`; its ``text`` is for reading aloud."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_cell(self, painter, option, index)
        value = index.data(PAINT_ROLE)
        if value is not None:
            paint_band(painter, cell_rect(option), value)
