"""What stands in a small list where nothing is yet: a sentence, a hint, the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.tokens import Space


class Nothing(QWidget):
    """As `EmptyState`, but low enough for half a page."""

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        button: str = "",
        do: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        column.setSpacing(Space.XS)
        column.addStretch(1)
        for text, look in ((sentence, "strong"), (hint, "muted")):
            if text:
                label = QLabel(text, wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
                label.setProperty("look", look)
                column.addWidget(label)
        if do is not None:
            step = QPushButton(button)
            step.setProperty("look", "link")
            step.clicked.connect(lambda _checked=False: do())
            column.addWidget(step, 0, Qt.AlignmentFlag.AlignHCenter)
            self.setFocusProxy(step)
        column.addStretch(2)
