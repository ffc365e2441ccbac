"""A book that is there: opened, unlocked, or brought back from a backup."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.language import _
from app.services.errors import AppError, NotFound
from app.ui.first_run.controller import NOTHING_TYPED, Controller, Typed
from app.ui.first_run.trouble_page import TroublePage
from app.ui.first_run.unlock_page import UnlockPage
from app.ui.first_run.waiting_page import WaitingPage
from app.ui.tasks import Tasks


class Entering(QObject):
    """Tries; asks for what is missing; tries again with that."""

    step_wanted = Signal(object)
    other_wanted = Signal()
    restore_wanted = Signal()
    given_up = Signal()
    finished = Signal()

    def __init__(self, tasks: Tasks, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._book = Path()
        self._attempt: Callable[[Typed], None] = self._open
        self._page: WaitingPage | UnlockPage | TroublePage | None = None

    def open(self, book: Path) -> None:
        """Open a book with the key that this computer has."""
        self._begin(book, self._open, _("Opening “{name}”…").format(name=book.stem))

    def open_sample(self) -> None:
        """Open the sample company."""
        name = Path(_("Sample company"))
        sentence = _("Making the sample company…")
        self._begin(name, self._open_sample, sentence)

    def restore(self, backup: Path, to: Path) -> None:
        """Bring a backup back under a new name, and open it."""
        sentence = _("Restoring and checking “{name}”…").format(name=backup.stem)
        self._begin(backup, partial(self._restore, to), sentence)

    def explain(self, book: Path, error: Exception) -> None:
        """Show why a book could not be opened (by the program itself, as it began)."""
        self._book, self._attempt, self._page = book, self._open, None
        self._refused(error)

    def _begin(self, book: Path, attempt: Callable[[Typed], None], sentence: str) -> None:
        self._book, self._attempt = book, attempt
        self._page = WaitingPage(sentence)
        self.step_wanted.emit(self._page)
        attempt(NOTHING_TYPED)

    def _open(self, typed: Typed) -> None:
        self._controller.open_book(self._book, typed, self._done, self._refused)

    def _open_sample(self, _typed: Typed) -> None:
        self._controller.open_sample(self._done, self._refused)

    def _restore(self, to: Path, typed: Typed) -> None:
        restored = partial(self._restored, to)
        self._controller.restore(self._book, to, typed, restored, self._refused)

    def _restored(self, to: Path) -> None:
        self.open(to)

    @Slot()
    def _done(self) -> None:
        self._page = None
        self.finished.emit()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        from app.services.book.driver_errors import Damaged  # loaded by whoever raised it
        from app.services.book.unlocking import Locked

        if isinstance(self._page, UnlockPage):
            self._page.ready()
        if not isinstance(error, AppError):
            self.given_up.emit()
            self._tasks.failed.emit(error)
        elif isinstance(error, Locked):
            self._ask(str(error), error.has_passphrase, error.keyring_trouble)
        elif isinstance(self._page, UnlockPage):
            self._page.refuse(error)
        else:
            self._tell(error, offer_code=isinstance(error, Damaged))

    def _ask(self, sentence: str, has_passphrase: bool, keyring_trouble: str) -> None:
        page = UnlockPage(
            self._book, sentence, has_passphrase=has_passphrase, keyring_trouble=keyring_trouble
        )
        page.typed.connect(self._try_again)
        page.back.connect(self.given_up)
        self._show(page)

    def _tell(self, error: AppError, *, offer_code: bool) -> None:
        listed = isinstance(error, NotFound) and self._book in self._controller.recent()
        sentence = str(error)
        page = TroublePage(self._book, sentence, offer_code=offer_code, offer_forgetting=listed)
        page.again_wanted.connect(partial(self._try_again, NOTHING_TYPED))
        page.code_wanted.connect(partial(self._ask, sentence, False, ""))
        page.other_wanted.connect(self.other_wanted)
        page.restore_wanted.connect(self.restore_wanted)
        page.forget_wanted.connect(self._forget)
        page.back.connect(self.given_up)
        self._show(page)

    def _show(self, page: UnlockPage | TroublePage) -> None:
        self._page = page
        self.step_wanted.emit(page)

    @Slot(object)
    def _try_again(self, typed: Typed) -> None:
        if self._page is not None:
            self._page.wait(_("Opening “{name}”…").format(name=self._book.stem))
        self._attempt(typed)

    @Slot()
    def _forget(self) -> None:
        self._controller.forget(self._book)
        self.given_up.emit()
