"""A picture that says nothing by itself: it stands beside words, and follows light and dark."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.tokens import Ink


class IconLabel(QWidget):
    """Paints one icon at one size."""

    def __init__(
        self, name: str, size: int = 18, ink: Ink = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.show_icon(name, ink)

    def show_icon(self, name: str, ink: Ink = "muted") -> None:
        """Show another picture."""
        self._icon = icons.icon(name, ink)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
