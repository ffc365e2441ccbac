"""A row of choices of which one holds: one key picks, the arrows move."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from app.language import _
from app.ui import icons
from app.ui.tokens import Space

SIGN = 18


@dataclass(frozen=True)
class Choice:
    """One choice; the letter after ``&`` in its text is its key."""

    value: str
    text: str
    icon: str = ""

    @property
    def key(self) -> str:
        """The letter that picks it."""
        _before, _sign, after = self.text.partition("&")
        return after[:1].lower()


class ChoiceRow(QWidget):
    """``settled`` says that a key picked, so that the cursor may go on to the next field."""

    picked = Signal(str)
    settled = Signal()

    def __init__(self, name: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._held = 0
        # not exclusive: Qt would move the focus of such a group by itself, and we not hear of it
        self._group = QButtonGroup(self, exclusive=False)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for n, choice in enumerate(self._choices):
            row.addWidget(self._button(n, choice, name))
        row.addStretch(1)
        self._group.idClicked.connect(self._hold)
        self._hold(0)

    def value(self) -> str:
        """Return what holds."""
        return self._choices[self._held].value

    def pick(self, value: str) -> None:
        """Let this one hold."""
        self._hold([choice.value for choice in self._choices].index(value))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # before the buttons see a key: arrows would only move the focus among them
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        keys = [choice.key for choice in self._choices]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        step = -step if self.isRightToLeft() else step
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and event.text() and event.text().lower() in keys:
            self._hold(keys.index(event.text().lower()))
            self.settled.emit()
            return True
        if step:
            n = (self._held + step) % len(self._choices)
            self._hold(n)
            self._group.button(n).setFocus()
        return bool(step)

    def _hold(self, n: int) -> None:
        """Let one hold; Tab goes to that one, the arrows to the others: as with radio buttons."""
        before, self._held = self._held, n
        for other in self._group.buttons():
            held = self._group.id(other) == n
            other.setChecked(held)
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if held else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._group.button(n))
        if n != before:
            self.picked.emit(self._choices[n].value)

    def _button(self, n: int, choice: Choice, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "button")
        word = choice.text.replace("&", "")
        button.setText(choice.text)
        if choice.icon:
            button.setIcon(icons.icon(choice.icon))
            button.setIconSize(QSize(SIGN, SIGN))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.installEventFilter(self)
        button.setAccessibleName(_("{name}: {choice}").format(name=name, choice=word))
        if choice.key:
            button.setToolTip(_("{what} (key {key})").format(what=word, key=choice.key.upper()))
        self._group.addButton(button, n)
        return button
