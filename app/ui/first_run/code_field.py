"""A field for a recovery code, in whatever way it is typed or pasted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from app.language import _
from app.ui import theme

LENGTH = 56
LINES = 3


class CodeField(QPlainTextEdit):
    """Blanks, dashes and case do not matter. Enter means done: a code need not have lines."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.fixed_font())
        self.setTabChangesFocus(True)
        self.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX …")
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + 12)

    def code(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def progress(self) -> str:
        """Say how far the typing is."""
        count = sum(letter.isalnum() for letter in self.code())
        return _("{count} of {length} characters").format(count=count, length=LENGTH)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)
