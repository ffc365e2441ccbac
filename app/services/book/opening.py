"""Making and opening books: everything between a path the user chose and a Database."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.language import _
from app.models import ChangeSet
from app.services.book import (
    drives,
    files,
    keys,
    locking,
    migrating,
    reading,
    recovery,
    surroundings,
    unlocking,
)
from app.services.book import settings as book_settings
from app.services.book.database import Database
from app.services.book.paths import Profile
from app.services.book.settings import BookSettings
from app.services.book.unlocking import NOTHING_TYPED, Unlock
from app.services.errors import Unavailable

NEW_BOOK_SETTINGS = BookSettings()

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewBook:
    """A book just made. Its recovery code must be saved: nothing else opens it elsewhere.

    With ``keyring_trouble``, this computer does not know the key: a passphrase is needed.
    """

    path: Path
    book_id: str | None
    recovery_code: str = field(repr=False)
    keyring_trouble: str


@dataclass(frozen=True, slots=True)
class Book:
    """An open book. ``kept`` is the old file, where opening brought it to this version.

    ``warnings`` are sentences on what lies around it that its user should know.
    """

    path: Path
    book_id: str | None
    database: Database
    kept: Path | None
    keyring_trouble: str
    warnings: tuple[str, ...]
    _lock: locking.BookLock | None

    def recovery_code(self) -> str:
        """Return the code to save once more; empty for a book that is not encrypted."""
        return recovery.write(self.database.key) if self.database.key else ""

    def close(self) -> None:
        """Close the file, then let others have it."""
        try:
            self.database.close()
        finally:
            if self._lock:
                self._lock.release()

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()


def create(
    path: Path,
    profile: Profile,
    *,
    plain: bool = False,
    passphrase: str = "",
    settings: BookSettings = NEW_BOOK_SETTINGS,
    fill: Callable[[Session], object] | None = None,
    keyring_seconds: float = keys.DEADLINE,
) -> NewBook:
    """Make a book, never over a file that is there; ``fill`` writes what else it begins with.

    Its key goes to the keyring and, if a passphrase is given, into a slot on this computer.
    Should anything fail, there is no book and no part of one.
    """
    path = files.named(path.absolute())
    if path.exists() or path.is_symlink():
        raise files.already_there(path)
    key = None if plain else keys.new()
    half_made = files.beside(path, "new")
    with reading.explained(path, _("No book was made.")):
        files.must_be_writable(path)
        with locking.hold(path, profile.locks):
            try:
                files.remove(half_made)  # of an earlier try that was cut off
                migrating.upgrade(half_made, key)
                _begin(half_made, key, settings, fill)
                book_id = files.book_id(half_made)
                trouble = ""
                if book_id and key:
                    trouble = unlocking.remember(
                        book_id, key, profile,
                        passphrase=passphrase, keyring_seconds=keyring_seconds,
                    )  # fmt: skip
                files.settle(half_made, path)
            finally:
                files.remove(half_made)
    log.info("made a book, encrypted: %s", key is not None)
    return NewBook(path, book_id, recovery.write(key) if key else "", trouble)


def open_book(
    path: Path,
    profile: Profile,
    unlock: Unlock = NOTHING_TYPED,
    *,
    alone: bool = True,
    keyring_seconds: float = keys.DEADLINE,
) -> Book:
    """Open a book, bringing an older one to this version first.

    ``alone`` holds it for this window; a command that only passes by does without, unless the book
    lies on a network drive: what SQLite shares between programs ends at this computer.
    """
    path = files.real(path)
    files.must_be_a_book(path)
    network = drives.is_network(path)
    with reading.explained(path, _("The book was not changed.")):
        lock = locking.hold(path, profile.locks) if alone or network else None
        try:
            return _open(path, profile, unlock, lock, keyring_seconds, network=network)
        except BaseException:
            if lock:
                lock.release()
            raise


def _begin(
    half_made: Path,
    key: bytes | None,
    settings: BookSettings,
    fill: Callable[[Session], object] | None,
) -> None:
    """Write what the book begins with; that cannot be undone, for there was nothing before."""
    database = Database(half_made, key)
    try:
        with database.write() as session:
            book_settings.save(session, settings)
            if fill:
                fill(session)
        with database.write() as session:
            session.execute(delete(ChangeSet))
    except Unavailable as error:
        raise Unavailable(_("{cause} No book was made.").format(cause=error)) from error
    finally:
        database.close()


def _open(
    path: Path,
    profile: Profile,
    unlock: Unlock,
    lock: locking.BookLock | None,
    keyring_seconds: float,
    *,
    network: bool,
) -> Book:
    if lock:
        # half made, of a program that was killed
        for purpose in ("new", "migrating", "rekeying"):
            files.remove(files.beside(path, purpose))
    book_id = files.book_id(path)
    key = unlocking.key_of(path, profile, unlock, keyring_seconds=keyring_seconds)
    current = migrating.is_current(path, key)
    files.must_be_writable(path)
    kept = None if current else _bring_up_to_date(path, key, profile, lock)
    database = Database(path, key)
    try:
        with database.read() as session:
            session.connection()  # troubles of the file show now, not at the first click
        trouble = ""
        if unlock.recovery_code and book_id and key:  # so that it need not be typed next time
            trouble = unlocking.remember(book_id, key, profile, keyring_seconds=keyring_seconds)
    except BaseException:
        database.close()
        raise
    log.info("opened a book, encrypted: %s", key is not None)
    locked = lock is not None and lock.beside
    warnings = surroundings.warnings(path, book_id, network=network, locked=locked)
    return Book(path, book_id, database, kept, trouble, warnings, lock)


def _bring_up_to_date(
    path: Path, key: bytes | None, profile: Profile, lock: locking.BookLock | None
) -> Path:
    if lock:
        return migrating.bring_up_to_date(path, key)
    with locking.hold(path, profile.locks):
        return migrating.bring_up_to_date(path, key)
