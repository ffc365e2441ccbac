"""A line of choices of which at most one holds: number keys, letters or a click pick."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.language import _
from app.ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice: what it stands for, its words, and the key that picks it."""

    value: Any
    words: str
    key: str


class Choices(QWidget):
    """Nothing is chosen until somebody chooses: what is asked must not be answered by us."""

    picked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: Sequence[Offer] = ()
        self._buttons: list[QToolButton] = []
        self._room = FlowLayout(self)
        self.setAccessibleName(name)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer these, none of them chosen."""
        if offers != self._offers:
            for button in self._buttons:
                self._room.takeAt(0)
                button.deleteLater()
            self._offers = offers
            self._buttons = [self._button(at, offer) for at, offer in enumerate(offers)]
        self.choose(None)
        self.setFocusProxy(self._buttons[0])

    def value(self) -> Any:
        """Return what was chosen, or None."""
        pairs = zip(self._buttons, self._offers, strict=True)
        return next((offer.value for button, offer in pairs if button.isChecked()), None)

    def choose(self, value: Any) -> None:
        """Choose one, or none."""
        for button, offer in zip(self._buttons, self._offers, strict=True):
            button.setChecked(value is not None and offer.value == value)
        self.picked.emit()

    def take(self, key: str) -> bool:
        """Choose by a key, and say whether it is one of ours."""
        at = next((n for n, offer in enumerate(self._offers) if key and offer.key == key), None)
        if at is None:
            return False
        self.choose(self._offers[at].value)
        self._buttons[at].setFocus()
        return True

    def _button(self, at: int, offer: Offer) -> QToolButton:
        button = QToolButton()
        button.setText(offer.words)
        button.setCheckable(True)
        button.setProperty("look", "button")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(_("{what} (key {key})").format(what=offer.words, key=offer.key.upper()))
        name = _("{name}: {choice}").format(name=self.accessibleName(), choice=offer.words)
        button.setAccessibleName(name)
        button.clicked.connect(lambda _checked=False, at=at: self.choose(self._offers[at].value))
        self._room.addWidget(button)
        return button
