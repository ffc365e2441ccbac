"""The sentence under a field that was refused; takes no room while there is nothing to say."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget


class ErrorLine(QLabel):
    """Says what is wrong with ``field`` and marks its border."""

    def __init__(self, field: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setProperty("look", "error")
        self.setWordWrap(True)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say it, or for an empty sentence take everything back."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        if self._field is not None:
            self._field.setProperty("wrong", bool(sentence))
            self._field.setAccessibleDescription(sentence)
            self._field.style().unpolish(self._field)
            self._field.style().polish(self._field)
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
