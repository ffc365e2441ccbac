"""A new book, step by step: what it is, where no keyring works its passphrase, its code."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.language import _
from app.services.errors import AppError, Cancelled
from app.ui.first_run.code_proof import groups_to_ask
from app.ui.first_run.controller import NOTHING_TYPED, Controller, Typed, Wishes
from app.ui.first_run.new_book_page import NewBookPage
from app.ui.first_run.passphrase_page import PassphrasePage
from app.ui.first_run.recovery_page import RecoveryPage
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book.opening import NewBook


class Making(QObject):
    """Shows each step when the one before it is done."""

    step_wanted = Signal(object)
    given_up = Signal()
    finished = Signal()

    def __init__(self, tasks: Tasks, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._files: Sequence[Path] = ()
        self._made: NewBook | None = None
        self._typed = NOTHING_TYPED

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Ask what the book is to be; ``files`` are imported into it at the end."""
        self._files = files
        self._typed = NOTHING_TYPED
        self._page = self._asking = NewBookPage(self._controller.documents())
        self._asking.set_files(files)
        self._asking.wished.connect(self._make)
        self._asking.back.connect(self.given_up)
        self.step_wanted.emit(self._asking)

    @Slot(object)
    def _make(self, wishes: Wishes) -> None:
        self._page.wait(_("Making the book and its key…"))
        self._controller.create_book(wishes, self._is_made, self._refused)

    @Slot(object)
    def _is_made(self, made: "NewBook") -> None:
        self._made = made
        if made.keyring_trouble:
            self._page = PassphrasePage(made.keyring_trouble)
            self._page.given.connect(self._protect)
            self.step_wanted.emit(self._page)
        else:
            self._show_code()

    @Slot(str)
    def _protect(self, passphrase: str) -> None:
        if self._made is not None:
            self._page.wait(_("Locking the key with the passphrase…"))
            self._typed = Typed(passphrase=passphrase)
            path, code = self._made.path, self._made.recovery_code
            self._controller.protect(path, code, passphrase, self._show_code, self._refused)

    @Slot()
    def _show_code(self) -> None:
        if self._made is not None:
            path, code = self._made.path, self._made.recovery_code
            folder = self._controller.documents()
            self._page = RecoveryPage(self._tasks, path, code, folder, groups_to_ask(code))
            self._page.kept.connect(self._open)
            self.step_wanted.emit(self._page)

    @Slot()
    def _open(self) -> None:
        if self._made is not None:
            self._page.wait(_("Opening the book…"))
            self._controller.open_book(self._made.path, self._typed, self._opened, self._refused)

    @Slot()
    def _opened(self) -> None:
        files, self._files = self._files, ()
        self._made, self._typed = None, NOTHING_TYPED
        self.finished.emit()
        if files:
            self._controller.import_files(files)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._page.ready()
        if not isinstance(error, AppError):
            self._tasks.failed.emit(error)
        elif isinstance(self._page, NewBookPage | PassphrasePage):
            self._page.refuse(error)
        elif not isinstance(error, Cancelled):
            self._page.say(str(error))
