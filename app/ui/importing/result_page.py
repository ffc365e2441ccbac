"""What an import did, what it did not take, and the way to take all of it back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.ui import formats, icons
from app.ui.importing import words
from app.ui.importing.refused_list import RefusedList
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.section_title import SectionTitle

if TYPE_CHECKING:
    from app.services.importing.service import ImportReport

PICTURE = 28


class ResultPage(QWidget):
    """`undo_wanted` carries the batch."""

    undo_wanted = Signal(int)
    more_wanted = Signal()
    finished = Signal()

    def __init__(self, tasks: Tasks, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch: int | None = None
        self._refused = RefusedList(tasks, folder)
        self._build()

    def show_report(self, report: "ImportReport") -> None:
        """Say what was done."""
        self._batch = report.batch
        self.undo.setVisible(report.batch is not None)
        self.undo.setEnabled(True)
        self._trouble.say("")
        done = sum(one.created + one.updated for one in report.files)
        if report.batch is None:
            self._say("info", _("Nothing was new: the book holds all of it already."))
        else:
            sentence = ngettext("{n} record was taken in.", "{n} records were taken in.", done)
            self._say("check", sentence.format(n=formats.number(done)))
        self._fill(report)
        count = self._refused.show_reports(report.files)
        self._refused_title.set_count(count)
        self._refused_title.setVisible(count > 0)
        self._refused.setVisible(count > 0)
        self._room.setVisible(count == 0)

    def say_undone(self, sentence: str) -> None:
        """Say what became of the records."""
        self._say("undo", sentence)
        self.undo.hide()
        for part in (self._files, self._refused_title, self._refused):
            part.hide()
        self._room.show()

    def refuse(self, sentence: str) -> None:
        """Say why it could not be undone."""
        self._trouble.say(sentence)
        self.undo.setEnabled(True)

    def _say(self, icon: str, sentence: str) -> None:
        self._picture.show_icon(icon, "good" if icon == "check" else "muted")
        self._sentence.setText(sentence)

    def _fill(self, report: "ImportReport") -> None:
        grid = self._grid
        while item := grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for row, one in enumerate(report.files):
            kind = QLabel(words.kinds().get(one.kind, one.kind))
            kind.setProperty("look", "muted")
            grid.addWidget(ElidedLabel(one.file), row, 0)
            grid.addWidget(kind, row, 1)
            grid.addWidget(QLabel(words.counts([one])), row, 2)
        self._files.show()

    def _undo_it(self) -> None:
        if self._batch is not None:
            self.undo.setEnabled(False)
            self.undo_wanted.emit(self._batch)

    def _build(self) -> None:
        self._picture = IconLabel("check", PICTURE, "good")
        self._sentence = QLabel(wordWrap=True)
        self._sentence.setProperty("look", "title")
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._picture)
        head.addWidget(self._sentence, 1)
        self._files = QWidget()
        self._grid = QGridLayout(self._files)
        self._grid.setContentsMargins(PICTURE + Space.M, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setColumnStretch(2, 1)
        self._refused_title = SectionTitle(_("Not taken"))
        self._room = QWidget()
        self._trouble = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._files)
        column.addWidget(self._refused_title)
        column.addWidget(self._refused, 1)
        column.addWidget(self._room, 1)
        column.addWidget(self._trouble)
        column.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        self.undo = QPushButton(icons.icon("undo"), _("Undo this import"))
        self.undo.clicked.connect(self._undo_it)
        more = QPushButton(_("Import more…"))
        more.clicked.connect(self.more_wanted)
        self.main = QPushButton(_("Done"))
        self.main.setProperty("look", "main")
        self.main.clicked.connect(self.finished)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(more)
        row.addWidget(self.main)
        for button in (self.undo, more):
            button.setAutoDefault(False)
        self.setFocusProxy(self.main)
        return row
