"""Where an import begins: files to choose or drop, a workbook to fill in, earlier imports."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui import icons
from app.ui.tokens import Space
from app.ui.widgets.icon_label import IconLabel

PICTURE = 40


class ChoosePage(QWidget):
    """Says what can be imported."""

    files_wanted = Signal()
    template_wanted = Signal()
    past_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(1)
        column.addWidget(IconLabel("import", PICTURE, "accent"), 0, centre)
        for text, look in (
            (_("Drop CSV files or a workbook here"), "title"),
            (
                _(
                    "Customers, contacts, contracts, tickets, calls and more. You see what would "
                    "happen before anything is taken in, and can take all of it back afterwards."
                ),
                "muted",
            ),
        ):
            label = QLabel(text, wordWrap=True, alignment=centre)
            label.setProperty("look", look)
            column.addWidget(label)
        self._said = QLabel(wordWrap=True, alignment=centre)
        self._said.setProperty("look", "caption")
        column.addWidget(self._said)
        column.addSpacing(Space.S)
        self.main = QPushButton(_("Choose files…"))
        self.main.setProperty("look", "main")
        self.main.clicked.connect(self.files_wanted)
        column.addWidget(self.main, 0, centre)
        column.addStretch(2)
        column.addLayout(self._others())
        self.setFocusProxy(self.main)

    def say(self, sentence: str) -> None:
        """Say what was done, or nothing."""
        self._said.setText(sentence)

    def _others(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for icon, title, signal in (
            ("note", _("Save a workbook to fill in…"), self.template_wanted),
            ("clock", _("Earlier imports"), self.past_wanted),
        ):
            button = QPushButton(icons.icon(icon), title)
            button.setProperty("look", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row
