"""The heading of a section: its name, the one sentence to remember, and how it was worked out."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui import icons
from app.ui.tokens import Space


class Heading(QWidget):
    """``button`` is what can be done from here, if anything; the method is shown when asked for."""

    done = Signal()

    def __init__(self, title: str, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel(title)
        name.setProperty("look", "title")
        self.how = QPushButton(icons.icon("info"), _("How it is worked out"))
        self.how.setCheckable(True)
        self.how.setProperty("look", "quiet")
        self.how.toggled.connect(self._show_method)
        self.act = QPushButton(button)
        self.act.setVisible(bool(button))
        self.act.clicked.connect(self.done)
        self._finding, self._method = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._method.setProperty("look", "caption")
        self._method.hide()
        for label in (self._finding, self._method):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = self._row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(self.how)
        row.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._finding)
        column.addWidget(self._method)

    def put_beside(self, widget: QWidget) -> None:
        """Let this stand beside the name."""
        self._row.insertSpacing(1, Space.S)
        self._row.insertWidget(2, widget)

    def say(self, finding: str, method: str) -> None:
        """Say this."""
        self._finding.setText(finding)
        self._method.setText(method)

    @Slot(bool)
    def _show_method(self, shown: bool) -> None:
        self._method.setVisible(shown)
