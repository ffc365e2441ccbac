"""The answers to one question side by side, with words at both ends: a digit picks."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.feedback.questions import Worded
from app.ui import formats
from app.ui.tokens import Space

MOST = 10
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScaleRow(QWidget):
    """Digits pick (1, then 0, is ten), the arrows move, Backspace takes back."""

    picked = Signal()
    skipped = Signal()  # S
    back = Signal()  # B
    done = Signal()  # Enter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = 0, MOST
        self._score: int | None = None
        self._one_typed = False  # a 1 that a 0 may follow
        self._group = QButtonGroup(self, exclusive=False)
        self._worst, self._best = QLabel(), QLabel()
        row, ends = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(Space.XS)
        for score in range(MOST + 1):
            row.addWidget(self._button(score), 1)
        for label in (self._worst, self._best):
            label.setProperty("look", "caption")
        ends.addWidget(self._worst)
        ends.addStretch(1)
        ends.addWidget(self._best)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addLayout(ends)
        self._group.idClicked.connect(self._clicked)

    @property
    def score(self) -> int | None:
        """What was picked, if anything."""
        return self._score

    def ask(self, question: Worded, score: int | None) -> None:
        """Offer the answers to a question, with the one given before."""
        self._low, self._high = question.low, question.high
        ends = (
            (self._worst, question.low, question.worst),
            (self._best, question.high, question.best),
        )
        for label, end, words in ends:
            label.setText(_("{score} = {words}").format(score=formats.number(end), words=words))
        for button in self._group.buttons():
            value = self._group.id(button)
            button.setVisible(self._low <= value <= self._high)
            button.setAccessibleName(self._spoken(question, value))
        self._hold(score)

    def answer(self, score: int | None) -> None:
        """Let this answer hold, or none."""
        self._hold(score)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # before the buttons see a key: arrows would only move the focus, and Enter might pick
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        key, typed = Qt.Key(event.key()), event.text()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        step = -step if self.isRightToLeft() else step
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        if key in ENTER:
            self.done.emit()
        elif typed.isdecimal():
            self._digit(int(typed))
        elif step:
            here = self._low - 1 if self._score is None else self._score
            self._pick(min(max(here + step, self._low), self._high))
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._pick(None)
        elif key == Qt.Key.Key_S:
            self.skipped.emit()
        elif key == Qt.Key.Key_B:
            self.back.emit()
        else:
            return False
        return True

    def _digit(self, digit: int) -> None:
        ten = digit == 0 and self._one_typed and self._high == MOST
        score = MOST if ten else digit
        if self._low <= score <= self._high:
            self._pick(score)
            self._one_typed = score == 1

    def _clicked(self, score: int) -> None:
        self._pick(None if score == self._score else score)

    def _pick(self, score: int | None) -> None:
        self._hold(score)
        self.setFocus()
        self.picked.emit()

    def _hold(self, score: int | None) -> None:
        """Let one hold; Tab goes to that one, the arrows to the others: as with radio buttons."""
        self._score, self._one_typed = score, False
        proxy = self._low if score is None else score
        for button in self._group.buttons():
            value = self._group.id(button)
            button.setChecked(value == score)
            policy = Qt.FocusPolicy.StrongFocus if value == proxy else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(self._group.button(proxy))

    def _spoken(self, question: Worded, value: int) -> str:
        spoken = _("{score} of {high}").format(score=value, high=question.high)
        words = {question.low: question.worst, question.high: question.best}.get(value)
        return _("{score}, {words}").format(score=spoken, words=words) if words else spoken

    def _button(self, score: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "button")
        button.setText(formats.number(score))
        button.setCheckable(True)
        button.setSizePolicy(
            button.sizePolicy().Policy.Expanding, button.sizePolicy().verticalPolicy()
        )
        button.installEventFilter(self)
        self._group.addButton(button, score)
        return button
