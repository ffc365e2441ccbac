"""A field that filters while one types, after a rest; Esc empties it, Down goes to the list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.ui import icons

REST = 120  # milliseconds


class SearchField(QLineEdit):
    """Says `searched` when typing rests, at once on Enter, and at once when emptied."""

    searched = Signal(str)
    left_down = Signal()  # Down or Enter: the list below should take the keyboard

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._say)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.removesuffix("…"))
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._typed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._say()
                self.left_down.emit()
            case _:
                super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text:
            self._rest.start()
        else:
            self._say()

    def _say(self) -> None:
        self._rest.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)
