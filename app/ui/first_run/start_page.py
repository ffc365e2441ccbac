"""Where Rapport begins: a new book, one that is there, the sample, or a spreadsheet."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

import app
from app.language import _
from app.ui import actions, icons
from app.ui.first_run.choice import Choice
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

PICTURE = 56
RECENT = 4
COLUMN = 420


class StartPage(QWidget):
    """Four ways to begin, and the books opened lately."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    import_wanted = Signal()
    book_wanted = Signal(object)  # pathlib.Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(Space.S)
        self._trouble = ErrorLine()
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._recent_side = QWidget()
        self._recent_side.setMaximumWidth(COLUMN)
        self._build()

    def set_recent(self, books: Sequence[Path]) -> None:
        """List the books opened lately, the last one first."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for book in books[:RECENT]:
            entry = Choice(
                "book",
                book.stem,
                str(book.parent),
                ink="muted",
                elide=Qt.TextElideMode.ElideMiddle,
            )
            entry.setToolTip(str(book))
            entry.clicked.connect(partial(self.book_wanted.emit, book))
            self._recent.addWidget(entry)
        self._recent.addStretch(1)
        self._recent_side.setVisible(bool(books))
        self._begin.setVisible(bool(books))

    def say(self, sentence: str) -> None:
        """Say what could not be taken; nothing for an empty sentence."""
        self._trouble.say(sentence)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        outer.addStretch(2)
        outer.addLayout(_heading())
        outer.addSpacing(Space.XL)
        sides = QHBoxLayout()
        sides.setSpacing(Space.XL)
        sides.addStretch(1)
        sides.addWidget(self._ways(), 100)
        sides.addWidget(self._lately(), 100)
        sides.addStretch(1)
        outer.addLayout(sides)
        outer.addSpacing(Space.L)
        outer.addWidget(_centred(_("Or drop a book, a CSV file or a workbook here."), "caption"))
        outer.addWidget(self._trouble)
        outer.addStretch(3)

    def _ways(self) -> QWidget:
        side = QWidget()
        side.setMaximumWidth(COLUMN)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._begin = _caption(_("Begin"))
        column.addWidget(self._begin)
        ways = self._offered()
        for entry in ways:
            column.addWidget(entry)
        column.addStretch(1)
        self.setFocusProxy(ways[0])
        return side

    def _offered(self) -> list[Choice]:
        new = Choice("plus", _("New book"), _("One encrypted file for your firm, on your disk"))
        new.setToolTip(actions.with_keys(_("New book"), QKeySequence.StandardKey.New))
        new.clicked.connect(self.new_wanted)
        opened = Choice("folder", _("Open"), _("A book that is already there"))
        opened.setToolTip(actions.with_keys(_("Open"), QKeySequence.StandardKey.Open))
        opened.clicked.connect(self.open_wanted)
        sample = Choice(
            "trajectory",
            _("Look at the sample company"),
            _("Sixty invented customers, nothing to set up"),
        )
        sample.clicked.connect(self.sample_wanted)
        imported = Choice(
            "import", _("Import from a spreadsheet"), _("Customers and history, CSV or Excel")
        )
        imported.clicked.connect(self.import_wanted)
        return [new, opened, sample, imported]

    def _lately(self) -> QWidget:
        column = QVBoxLayout(self._recent_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(_caption(_("Open again")))
        column.addLayout(self._recent, 1)
        self._recent_side.hide()
        return self._recent_side


def _heading() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.S)
    picture = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
    picture.setPixmap(icons.app_icon().pixmap(PICTURE, PICTURE))
    column.addWidget(picture)
    column.addWidget(_centred(app.NAME, "display"))
    words = _("Where you stand with every customer, and what to do about it today.")
    column.addWidget(_centred(words, "muted"))
    return column


def _centred(text: str, look: str) -> QLabel:
    label = QLabel(text, wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
    label.setProperty("look", look)
    return label


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("look", "caption")
    return label
