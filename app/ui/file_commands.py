"""The File menu: books opened and made, data in and out, backups."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from app.language import _, ngettext
from app.ui import formats
from app.ui.later import later

if TYPE_CHECKING:
    from app.services.book import backup
    from app.services.exporting import book as book_files
    from app.services.exporting import left_out
    from app.ui import file_dialogs
    from app.ui.application import Application
else:
    backup = later("app.services.book.backup")
    book_files = later("app.services.exporting.book")
    left_out = later("app.services.exporting.left_out")
    file_dialogs = later("app.ui.file_dialogs")  # Qt's own takes 17 ms to come


class FileCommands(QObject):
    """Connects the actions of File to what does them."""

    def __init__(self, program: "Application") -> None:
        super().__init__(program)
        self._program = program
        self._window, self._tasks = program.window, program.tasks
        self._is_backing_up = False
        for action, do in {
            "new_book": self._new_book,
            "open_book": self._open_book,
            "import": self.import_files,
            "template": self._template,
            "export": self._export,
            "back_up": self._back_up,
            "restore": self.restore,
        }.items():
            self._window.commands.on(action, do)

    def import_files(self, files: Sequence[Path] = ()) -> None:
        """Open the import window, with files already chosen where some were dropped."""
        from app.ui.importing.dialog import ImportDialog

        dialog = ImportDialog(
            self._tasks, self._program.today, self._documents(), tuple(files), self._window
        )
        dialog.open()

    def open_asked(self, book: Path) -> None:
        """Open a book that another start of the program was given."""
        if not (self._program.is_open() and _is_same(book, self._program.book().path)):
            self.when_free(_("“{name}”").format(name=book.stem), partial(self._open, book))

    def when_free(self, what: str, do: Callable[[], object]) -> None:
        """Open something at once, or offer it where a dialog would lose what is typed in it."""
        if QApplication.activeModalWidget() is None:
            do()
        else:
            sentence = _("Close what is open here to go to {what}.").format(what=what)
            self._window.notify(sentence, _("Open it"), do)

    def _new_book(self) -> None:
        self._program.first_run().new_book(over_a_book=self._program.is_open())

    def _open_book(self) -> None:
        title = _("Open a book")
        kinds = file_dialogs.book_files()
        file_dialogs.choose(self._window, title, self._documents(), kinds, self._open)

    def _open(self, path: Path) -> None:
        self._program.first_run().open(path, over_a_book=self._program.is_open())

    def _template(self) -> None:
        from app.ui.importing import template

        template.ask(self._window, self._tasks, self._documents(), self._window.say)

    def _export(self) -> None:
        title = _("Export everything into a folder")
        file_dialogs.choose_folder(self._window, title, self._documents(), self._export_to)

    def _export_to(self, folder: Path) -> None:
        label, told = _("Exporting the book"), partial(self._exported, folder)
        self._tasks.read_long(book_files.export_book, folder, label=label, done=told)

    def _exported(self, folder: Path, written: list[tuple[str, int]]) -> None:
        rows = sum(count for _name, count in written)
        sentence = ngettext(
            "Exported {n} record to “{folder}”.", "Exported {n} records to “{folder}”.", rows
        )
        said = sentence.format(n=formats.number(rows), folder=folder.name)
        self._tasks.read(left_out.left_out, done=partial(self._tell_export, said))

    def _tell_export(self, said: str, missing: str) -> None:
        if missing:
            self._window.notify(f"{said} {missing}")
        else:
            self._window.say(said)

    def _back_up(self) -> None:
        if self._is_backing_up:  # pressed twice
            return
        self._is_backing_up = True
        database = self._program.database()
        moment = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        name = f"{database.path.stem} backup {moment}{database.path.suffix}"
        target = database.path.with_name(name)
        self._tasks.background(
            backup.back_up, database, target,
            label=_("Backing up"), done=self._backed_up, failed=self._not_backed_up,
        )  # fmt: skip

    @Slot(object)
    def _not_backed_up(self, error: Exception) -> None:
        self._is_backing_up = False
        self._tasks.failed.emit(error)

    @Slot(object)
    def _backed_up(self, made: Any) -> None:
        self._is_backing_up = False
        sentence = _("Backed up and proved: {name}, {n} records.")
        self._window.say(sentence.format(name=made.path.name, n=made.records))

    @Slot()
    def restore(self) -> None:
        """Show the backups there are."""
        from app.ui.restore_dialog import RestoreDialog

        program = self._program
        dialog = RestoreDialog(self._tasks, program.backups, self._documents(), self._window)
        dialog.wanted.connect(self._restore_to)
        dialog.open()

    @Slot(object, object)
    def _restore_to(self, chosen: Path, to: Path) -> None:
        self._program.first_run().restore(chosen, to, over_a_book=self._program.is_open())

    def _documents(self) -> Path:
        return self._program.books.documents()


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
