"""What is painted over a page while files hang above it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.language import _
from app.ui import theme
from app.ui.tokens import RADIUS, Size, Space


class DropHint(QWidget):
    """Lies over its parent; takes no part in anything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, widget: QWidget) -> None:
        """Lie over all of this widget."""
        self.setGeometry(widget.rect())
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        ground = QColor(look.selected)
        ground.setAlphaF(0.92)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(look.accent), 2, Qt.PenStyle.DashLine))
        edge = Space.L
        painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), RADIUS, RADIUS)
        painter.setPen(QColor(look.text))
        painter.setFont(theme.font(Size.TITLE, Size.STRONG))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Drop to open or import"))
        painter.end()
