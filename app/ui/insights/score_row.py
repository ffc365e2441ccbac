"""One question with the scores 1 to 5 beside it; a digit picks, the arrows move."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.tokens import Space

LOWEST, HIGHEST = 1, 5


class ScoreRow(QWidget):
    """Holds no score until one is picked."""

    picked = Signal(int)

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        name = QLabel(question)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(name, 1)
        for score in range(LOWEST, HIGHEST + 1):
            button = QToolButton()
            button.setProperty("look", "button")
            button.setText(formats.number(score))
            button.setCheckable(True)
            button.setAccessibleName(
                _("{question}: {score} of 5").format(question=question, score=score)
            )
            self._group.addButton(button, score)
            row.addWidget(button)
        self._group.idClicked.connect(self.picked)
        self.setFocusProxy(self._group.button(LOWEST))

    @property
    def score(self) -> int | None:
        """What was picked, if anything."""
        found = self._group.checkedId()
        return found if found >= LOWEST else None

    @Slot(int)
    def pick(self, score: int) -> None:
        """Let this score hold, and put the keyboard on it."""
        button = self._group.button(score)
        button.setChecked(True)
        button.setFocus()
        self.picked.emit(score)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and LOWEST <= int(event.text()) <= HIGHEST:
            self.pick(int(event.text()))
        else:
            super().keyPressEvent(event)
