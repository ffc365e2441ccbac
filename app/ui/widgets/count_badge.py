"""A number in a rounded box: how many things wait somewhere."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui import formats, theme
from app.ui.tokens import Size, Space

HEIGHT = 20
MOST = 999


def badge_text(count: int) -> str:
    """Return the number, or that it is more than anybody counts."""
    return formats.number(count) if count <= MOST else f"{formats.number(MOST)}+"


def badge_width(count: int) -> int:
    """Return how wide the badge of this number is."""
    text = badge_text(count)
    width = QFontMetrics(theme.font(Size.CAPTION, Size.STRONG)).horizontalAdvance(text)
    return max(HEIGHT, width + 2 * Space.S - 4)


def paint_badge(painter: QPainter, rect: QRect, count: int) -> None:
    """Paint a badge into ``rect``."""
    look = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.border))
    painter.drawRoundedRect(rect, HEIGHT / 2, HEIGHT / 2)
    painter.setPen(QColor(look.text))
    painter.setFont(theme.font(Size.CAPTION, Size.STRONG))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, badge_text(count))


class CountBadge(QWidget):
    """The badge as a widget of its own, beside a heading."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show this number; nothing for none."""
        self._count = count
        self.setFixedSize(QSize(badge_width(count), HEIGHT))
        self.setAccessibleName(badge_text(count))
        self.setVisible(count > 0)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._count)
        painter.end()
