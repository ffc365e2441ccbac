"""While a book is opened: nothing for the blink that it usually takes, then what is going on."""

from PySide6.QtWidgets import QWidget

from app.ui.first_run.step import Step


class WaitingPage(Step):
    """Says what it waits for, if it takes long enough to be read."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_back(offered=False)
        self.wait(sentence)
