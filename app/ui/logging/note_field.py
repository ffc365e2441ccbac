"""The field for what was said: Enter is done, Shift+Enter begins a new line."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

REST = 120  # milliseconds without a key, after which the note is read
LINE_ENDS = {0x2029: "\n", 0x2028: "\n"}  # how Qt keeps them
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteField(QPlainTextEdit):
    """``rested`` says that there is something new to read; ``done`` that Enter was pressed."""

    rested = Signal()
    done = Signal()

    def __init__(self, hint: str, lines: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(lines * self.fontMetrics().lineSpacing() + 16)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.rested)
        self.textChanged.connect(self._rest.start)

    def text(self) -> str:
        """Return what was typed, exactly: Qt's plain text would turn fixed blanks into others."""
        return self.document().toRawText().translate(LINE_ENDS)

    def settle(self) -> None:
        """Read what was typed now, without waiting for a rest."""
        if self._rest.isActive():
            self._rest.stop()
            self.rested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.done.emit()
        elif event.key() in ENTER:
            self.insertPlainText("\n")  # Qt's own would be a line separator, not a line end
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)
