"""Says that what stands below was begun before, and offers to begin anew."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.language import _


class BegunLine(QWidget):
    """Hidden until something had been begun."""

    anew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QLabel(_("Here is what you had begun."))
        words.setProperty("look", "muted")
        self.button = QPushButton(_("Begin anew"), autoDefault=False)
        self.button.setProperty("look", "link")
        self.button.clicked.connect(self.anew)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()
