"""The rows that were not taken: file, line and reason, to read, copy or save."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import AppError
from app.ui import file_dialogs, formats, icons
from app.ui.later import later
from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.exporting import csv_file
    from app.services.importing.service import FileReport
else:
    csv_file = later("app.services.exporting.csv_file")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that was not taken."""

    id: int
    file: str
    line: int
    reason: str


class RefusedList(QWidget):
    """Nothing of it is lost: what is shown can be taken along."""

    def __init__(self, tasks: Tasks, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._folder = tasks, folder
        self._rows: list[RefusedRow] = []
        self._table = Table[RefusedRow](
            "refused",
            _("Rows that are not taken"),
            [
                Column("file", _("File"), lambda row: row.file, width=150),
                Column(
                    "line",
                    _("Line"),
                    lambda row: formats.number(row.line),
                    sort=lambda row: row.line,
                    align="end",
                    width=70,
                ),
                Column(
                    "reason",
                    _("Why it was not taken"),
                    lambda row: row.reason,
                    tooltip=lambda row: row.reason,
                    stretch=True,
                ),
            ],
        )
        self._said = QLabel()
        self._said.setProperty("look", "caption")
        self._trouble = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._table, 1)
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())

    def show_reports(self, reports: "Iterable[FileReport]") -> int:
        """Show what was refused of these files, and return how much that is."""
        found = [(one.file, row.line, row.reason) for one in reports for row in one.rejected]
        self._rows = [RefusedRow(n, *row) for n, row in enumerate(found)]
        self._table.set_rows(self._rows)
        self._said.clear()
        self._trouble.say("")
        return len(found)

    def _buttons(self) -> QHBoxLayout:
        copy = QPushButton(icons.icon("copy"), _("Copy"))
        copy.clicked.connect(self._copy)
        save = QPushButton(icons.icon("export"), _("Save as CSV…"))
        save.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (copy, save):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(self._said, 1)
        return row

    def _copy(self) -> None:
        lines = [f"{row.file}\t{row.line}\t{row.reason}" for row in self._rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._said.setText(_("Copied."))

    def _choose(self) -> None:
        name = self._folder / _("refused rows.csv")
        kinds = _("CSV (*.csv)")
        file_dialogs.choose_new(self, _("Save the refused rows"), name, kinds, self.save)

    def save(self, path: Path) -> None:
        """Write the list to a CSV file."""
        rows = [(row.file, str(row.line), row.reason) for row in self._rows]
        header = ("file", "line", "reason")
        self._tasks.background(
            csv_file.export_rows, path, header, rows, done=self._saved, failed=self._refused
        )

    @Slot(object)
    def _saved(self, _count: int) -> None:
        self._trouble.say("")
        self._said.setText(_("Saved."))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)
