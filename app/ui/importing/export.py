"""Export everything: all of the book as files, into a folder of the user's choice."""

from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui import file_dialogs, formats
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.exporting import book, template
else:
    book = later("app.services.exporting.book")
    template = later("app.services.exporting.template")


class Export(QObject):
    """Does what File ▸ Export everything… and Save a workbook to fill in… ask for.

    `said` carries the sentence that tells what was written; what fails, the window tells.
    """

    said = Signal(str)

    def __init__(self, tasks: Tasks, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._folder, self._window = tasks, folder, window
        self._to = folder

    def ask_folder(self) -> None:
        """Ask for a folder, and write the whole book into it."""
        title = _("Export everything to which folder?")
        file_dialogs.choose_folder(self._window, title, self._folder, self.export_to)

    def export_to(self, folder: Path) -> None:
        """Write a file per kind of record into this folder."""
        self._to = folder
        self._tasks.read_long(
            book.export_book, folder, label=_("Exporting the book"), done=self._exported
        )

    def ask_template(self) -> None:
        """Ask for a name, and save the workbook to fill in."""
        name = self._folder / _("Rapport to fill in.xlsx")
        title, kinds = _("Save a workbook to fill in"), _("Excel workbook (*.xlsx)")
        file_dialogs.choose_new(self._window, title, name, kinds, self.save_template)

    def save_template(self, path: Path) -> None:
        """Write the workbook to fill in."""
        self._to = path
        self._tasks.background(
            template.write_template, path, label=_("Saving the workbook"), done=self._saved
        )

    @Slot(object)
    def _exported(self, files: list[tuple[str, int]]) -> None:
        rows = sum(count for _name, count in files)
        sentence = ngettext(
            "Exported {n} record to “{folder}”.", "Exported {n} records to “{folder}”.", rows
        )
        self.said.emit(sentence.format(n=formats.number(rows), folder=self._to))

    @Slot(object)
    def _saved(self, _nothing: object) -> None:
        self.said.emit(_("Saved “{file}”. Fill it in, then import it.").format(file=self._to.name))
