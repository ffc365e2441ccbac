"""What Settings does with the open book as a file, and with its key on this computer.

Nothing here waits: ``done`` or ``failed`` is called later, on the screen's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.language import _
from app.services.book.paths import Profile
from app.services.errors import AppError
from app.ui.books import Opened
from app.ui.job import tell
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book.backup import Backup
    from app.services.book.opening import Book

Failed = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class BookFacts:
    """The open book as a file.

    ``keyring_trouble`` is why this computer's keyring does not have the key, "" where it has.
    """

    path: Path
    size: int
    encrypted: bool
    has_passphrase: bool
    keyring_trouble: str


class Keeper(QObject):
    """``book`` gives the book that is open; asked anew each time, for another may be by then."""

    reopened = Signal(object)  # books.Opened
    lost = Signal(object, object)  # the path of a book that could not be opened again, and why

    def __init__(
        self, tasks: Tasks, profile: Profile, book: "Callable[[], Book]", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks, self._profile, self._book = tasks, profile, book

    def documents(self) -> Path:
        """Return the folder in which file dialogs begin."""
        return self._profile.documents

    def path(self) -> Path:
        """Return where the book lies."""
        return self._book().path

    def facts(self, done: Callable[[BookFacts], object], failed: Failed) -> None:
        """Look at the file and at what this computer knows of its key.

        Not while the book is let go of: an answer from before may ask for it, and who comes back
        asks anew.
        """
        if not self._tasks.is_opening:
            self._tasks.background(_facts, self._book(), self._profile, done=done, failed=failed)

    def reveal_code(self, passphrase: str, done: Callable[[str], object], failed: Failed) -> None:
        """Give the recovery code, once the keyring or the passphrase has given the key again.

        ``failed`` gets `Locked` where a passphrase must be typed, `Invalid` for a wrong one.
        """
        book = self._book()
        self._tasks.background(_code, book, self._profile, passphrase, done=done, failed=failed)

    def set_passphrase(
        self,
        passphrase: str,
        done: Callable[[object], object],
        failed: Failed,
        *,
        always: bool = False,
    ) -> None:
        """Keep the key on this computer under this passphrase, in place of an earlier one.

        ``always``: it is asked for whenever the book opens, for the keyring forgets the key.
        """
        work = partial(_protect, self._book(), self._profile, passphrase, always)
        self._tasks.background(work, done=done, failed=failed)

    def new_code(self, done: Callable[[str], object]) -> None:
        """Make a new key, and give it as a recovery code; nothing uses it yet."""
        self._tasks.background(_new_code, done=done)

    def change_key(
        self, code: str, passphrase: str, done: Callable[[], object], failed: Failed
    ) -> None:
        """Encrypt the book with the key that a recovery code stands for.

        It is closed for that and opened again, whether it worked or not; other work waits.
        """
        book, troubles = self._book(), list[Exception]()

        def came(opened: Opened) -> None:
            self.reopened.emit(opened)
            tell(failed, troubles[0]) if troubles else tell(done)

        self._tasks.let_go()
        self._tasks.open(
            partial(_change_key, book, code, passphrase, self._profile, troubles),
            came,
            partial(self.lost.emit, book.path),
        )

    def remove_passphrase(self, done: Callable[[object], object], failed: Failed) -> None:
        """Forget the passphrase; refused where the keyring does not have the key either."""
        self._tasks.background(_unprotect, self._book(), self._profile, done=done, failed=failed)

    def back_up(self, target: Path, done: "Callable[[Backup], object]", failed: Failed) -> None:
        """Write a proved copy."""
        self._tasks.background(
            _back_up, self._book(), target, label=_("Backing up"), done=done, failed=failed
        )

    def check(self, done: Callable[[list[str]], object], failed: Failed) -> None:
        """Read the whole file; give what is wrong with it, nothing for a sound one."""
        self._tasks.background(
            _check, self._book(), label=_("Checking the book"), done=done, failed=failed
        )


def _facts(book: "Book", profile: Profile) -> BookFacts:
    from app.services.book.passphrase import Slots

    parts = (book.path, book.path.with_name(book.path.name + "-wal"))
    size = sum(part.stat().st_size for part in parts if part.exists())
    has_passphrase = book.book_id is not None and Slots(profile.keys).has(book.book_id)
    encrypted = book.book_id is not None
    return BookFacts(book.path, size, encrypted, has_passphrase, _keyring_trouble(book))


def _keyring_trouble(book: "Book") -> str:
    from app.services.book import keys
    from app.services.book.keys import KeyringUnavailable

    if book.book_id is None:
        return ""
    try:
        if keys.find(book.book_id) == book.database.key:
            return ""
    except KeyringUnavailable as error:
        return str(error)
    return _("This computer's keyring does not have the key.")


def _code(book: "Book", profile: Profile, passphrase: str) -> str:
    from app.services.book import recovery, unlocking

    key = unlocking.key_of(book.path, profile, unlocking.Unlock(passphrase=passphrase))
    return recovery.write(key) if key else ""


def _protect(book: "Book", profile: Profile, passphrase: str, always: bool) -> None:
    from app.services.book import keys
    from app.services.book.passphrase import Slots

    if book.book_id is not None and book.database.key is not None:
        Slots(profile.keys).store(book.book_id, book.database.key, passphrase, always=always)
        if always:
            keys.forget(book.book_id)


def _unprotect(book: "Book", profile: Profile) -> None:
    from app.services.book import keys
    from app.services.book.keys import KeyringUnavailable
    from app.services.book.passphrase import Slots
    from app.services.errors import Unavailable

    if book.book_id is None or book.database.key is None:
        return
    try:
        keys.keep(book.book_id, book.database.key)
    except KeyringUnavailable as error:
        raise Unavailable(
            _(
                "Only the passphrase opens this book here, for the keyring does not keep its key. "
                "The passphrase was kept."
            )
        ) from error
    Slots(profile.keys).remove(book.book_id)


def _new_code() -> str:
    from app.services.book import keys, recovery

    return recovery.write(keys.new())


def _change_key(
    book: "Book", code: str, passphrase: str, profile: Profile, troubles: list[Exception]
) -> Opened:
    """Change the key, or note why not; open the book with whichever key it has then."""
    from app.services.book import locking, opening, recovery, rekeying
    from app.services.book.unlocking import Unlock

    key = book.database.key or b""
    try:
        with locking.hold(book.path, profile.locks):
            rekeying.change_key(book.path, key, recovery.read(code), profile, passphrase=passphrase)
        opens = code
    except AppError as error:
        troubles.append(error)
        opens = recovery.write(key)
    return Opened(opening.open_book(book.path, profile, Unlock(recovery_code=opens)))


def _back_up(book: "Book", target: Path) -> "Backup":
    from app.services.book import backup

    return backup.back_up(book.database, target)


def _check(book: "Book") -> list[str]:
    from app.services.book import backup

    return backup.check(book.path, book.database.key)
