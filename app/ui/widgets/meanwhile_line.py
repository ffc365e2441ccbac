"""The sentence under a field that somebody else changed meanwhile, and the way to take theirs."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.language import _
from app.ui.tokens import Space


class MeanwhileLine(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(wordWrap=True)
        self._text.setProperty("look", "caption")
        self._take = QPushButton(_("Take theirs"), autoDefault=False)
        self._take.setProperty("look", "link")
        self._take.clicked.connect(self._taken)
        self._do: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._text, 1)
        row.addWidget(self._take)
        self.hide()

    def say(self, sentence: str, take: Callable[[], object] | None = None) -> None:
        """Say it, and offer ``take``; an empty sentence takes everything back."""
        self._text.setText(sentence)
        self._do = take
        self._take.setVisible(take is not None)
        self._take.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """Return what is said."""
        return self._text.text()

    def _taken(self) -> None:
        if self._do is not None:
            self._do()
        self.say("")
