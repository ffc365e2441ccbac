"""A line above the page for what went wrong and can be put right: no box to click away."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.language import _
from app.ui import icons
from app.ui.tokens import Space
from app.ui.widgets.icon_label import IconLabel


class Notice(QFrame):
    """Says one sentence until it is closed or another takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do: Callable[[], object] | None = None
        self.setObjectName("notice")
        self._build()
        self.hide()

    def text(self) -> str:
        """Return what is said now."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a button where something can be done about it."""
        self._do = do
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(do is not None)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _build(self) -> None:
        self._text = QLabel(wordWrap=True)
        self._button = QPushButton()
        self._button.setProperty("look", "link")
        self._button.clicked.connect(self._act)
        close = QPushButton(icons.icon("close"), "")
        close.setProperty("look", "quiet")
        close.setAccessibleName(_("Close message"))
        close.setToolTip(_("Close message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.M)
        row.addWidget(IconLabel("alert", 18, "warn"))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)

    def _act(self) -> None:
        do, self._do = self._do, None
        self.hide()
        if do is not None:
            do()
