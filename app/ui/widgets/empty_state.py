"""What stands where nothing is yet: what will be here, and the first step towards it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.tokens import Space
from app.ui.widgets.icon_label import IconLabel

PICTURE = 40


class EmptyState(QWidget):
    """An icon, a sentence, a line of explanation, and a button; centred in what room there is."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        detail: str = "",
        button: str = "",
        do: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XXL, Space.XL, Space.XXL)
        column.setSpacing(Space.M)
        column.addStretch(1)
        column.addWidget(IconLabel(icon, PICTURE), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, look in ((sentence, "title"), (detail, "muted")):
            if text:
                column.addWidget(_line(text, look))
        self.button = QPushButton(button)
        self.button.setProperty("look", "main")
        self.button.setVisible(do is not None)
        if do is not None:
            self.button.clicked.connect(lambda _checked=False: do())
            self.setFocusProxy(self.button)
        column.addSpacing(Space.XS)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


def _line(text: str, look: str) -> QLabel:
    label = QLabel(text, wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
    label.setProperty("look", look)
    return label
