"""A word in a rounded box: a stage, a state. The word says it, the hue only helps."""

from typing import Literal

from PySide6.QtWidgets import QLabel, QWidget

Tone = Literal["neutral", "accent", "good", "warn", "bad"]


class Pill(QLabel):
    """A short word with a tone."""

    def __init__(self, text: str, tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "pill")
        self.setProperty("tone", tone)

    def set(self, text: str, tone: Tone = "neutral") -> None:
        """Say another word, in another tone."""
        self.setText(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
