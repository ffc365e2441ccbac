"""How it went, with the keys of the quick log: 1 to 5 pick and go on, + and − move."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from app.ui.widgets.feeling_picker import FeelingPicker


class FeelingRow(FeelingPicker):
    """``settled`` says that a number was picked, so that the cursor may go on."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for button in self.findChildren(QToolButton):
            if button is not self.focusProxy():  # Tab stops here once, not five times
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"+": 1, "=": 1, "-": -1, "−": -1}.get(event.text(), 0)
        if step:
            self.pick(min(2, max(-2, (self.feeling() or 0) + step)))
            return
        super().keyPressEvent(event)
        if event.text() and event.text() in "12345":
            self.settled.emit()
