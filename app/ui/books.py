"""Opens and makes books for the window, off its thread: what the first pages ask for."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.services.book import preferences
from app.services.book.files import book_id
from app.services.book.paths import Profile
from app.services.book.preferences import Preferences
from app.services.errors import AppError
from app.ui.first_run.controller import Done, Failed, Typed, Wishes
from app.ui.job import tell
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book.database import Database
    from app.services.book.opening import Book, NewBook
    from app.services.contracts import colleagues
    from app.services.contracts.colleagues import ColleagueDraft
    from app.services.today.rows import Glance
else:
    from app.ui.later import later

    colleagues = later("app.services.contracts.colleagues")

SAMPLE = "Sample company.rapport"


class Opened:
    """An open book as `Tasks` wants it: the doors of its database, and closing lets go of all."""

    def __init__(self, book: "Book") -> None:
        self.book = book

    @property
    def database(self) -> "Database":
        """The doors to the data."""
        return self.book.database

    @property
    def on_commit(self) -> Callable[[Any], None]:
        """Who is told of commits."""
        return self.database.on_commit

    @on_commit.setter
    def on_commit(self, tell: Callable[[Any], None]) -> None:
        self.database.on_commit = tell

    def read(self) -> AbstractContextManager[Any]:
        """Give a session whose changes are dropped."""
        return self.database.read()

    def write(self) -> AbstractContextManager[Any]:
        """Give a session that commits at the end of the block."""
        return self.database.write()

    def close(self) -> None:
        """Close the file and release its lock."""
        self.book.close()


class Books(QObject):
    """Implements `first_run.controller.Controller` but for importing, which needs the window."""

    opened = Signal(object)  # Opened
    import_wanted = Signal(list)  # of pathlib.Path

    def __init__(
        self, tasks: Tasks, profile: Profile, today: Callable[[], date], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks, self._profile, self._today = tasks, profile, today

    def documents(self) -> Path:
        """Return the folder in which file dialogs begin."""
        return self._profile.documents

    def recent(self) -> Sequence[Path]:
        """Return the books opened lately, the last one first."""
        return [Path(name) for name in self._preferences().recent_books]

    def last(self) -> Path | None:
        """Return the book that was open last, if it is still there."""
        name = self._preferences().last_book
        return Path(name) if name and Path(name).exists() else None

    def forget(self, path: Path) -> None:
        """Take a book off the list of recent ones."""
        preferences.change(
            self._profile.preferences, lambda known: preferences.forgotten(known, path)
        )

    def create_book(
        self, wishes: Wishes, done: "Callable[[NewBook], object]", failed: Failed
    ) -> None:
        """Make an encrypted book; it is not opened yet."""
        self._tasks.background(_create, wishes, self._profile, done=done, failed=failed)

    def protect(
        self, path: Path, recovery_code: str, passphrase: str, done: Done, failed: Failed
    ) -> None:
        """Keep the key of a book on this computer under a passphrase."""
        self._tasks.background(
            _protect, path, recovery_code, passphrase, self._profile,
            done=partial(_call, done), failed=failed,
        )  # fmt: skip

    def open_book(self, path: Path, typed: Typed, done: Done, failed: Failed) -> None:
        """Open a book on the worker; `opened` tells the window before ``done()`` is called."""
        self._tasks.open(
            partial(_open, path, typed, self._profile), partial(self._came, done), failed
        )

    def open_again(
        self, path: Path, typed: Typed, done: Callable[[Opened], object], failed: Failed
    ) -> None:
        """Open a book that was let go of; only ``done`` is told, for the window stays as it was."""
        self._tasks.open(partial(_open, path, typed, self._profile), done, failed)

    def open_sample(self, done: Done, failed: Failed) -> None:
        """Open the sample company, made anew where the one here ends on another day."""
        folder = self._profile.data
        self._tasks.open(
            partial(_sample, folder / SAMPLE, self._profile, self._today()),
            partial(self._came, done),
            failed,
        )

    def read_glance(self, path: Path, done: "Callable[[Glance | None], object]") -> None:
        """Read what Today showed last; of a book without encryption at once, else beside."""
        asked = (path, self.you(), self._today())
        if not path.exists():  # opening it will say so
            done(None)
        elif book_id(path) is None:
            done(_glance(*asked))
        else:
            self._tasks.background(_glance, *asked, done=done)

    def you(self) -> int | None:
        """Return the colleague who sits here, None for everybody; of the book opened last."""
        known = self._preferences()
        return known.me.get(known.last_book)

    def keep_you(self, colleague_id: int | None) -> None:
        """Remember who sits here."""
        preferences.change(self._profile.preferences, partial(_with_you, colleague_id))

    def place(self) -> str:
        """Return the name under which a book knows this user on this computer."""
        known = self._preferences()
        if not known.place:
            with suppress(AppError):  # a full disk, perhaps: one without a name is known too
                known = preferences.change(self._profile.preferences, preferences.placed)
        return known.place

    def sign(self, opened: Opened) -> None:
        """Have the history name who sits here."""
        you = self.you()
        if you is not None:
            self._tasks.read(colleagues.load, you, done=partial(_sign, opened))

    def restore(self, backup: Path, to: Path, typed: Typed, done: Done, failed: Failed) -> None:
        """Bring a backup back as a book beside the others, not opened yet."""
        self._tasks.background(
            _restore, backup, to, typed, self._profile, done=partial(_call, done), failed=failed
        )

    def import_files(self, files: Sequence[Path]) -> None:
        """Begin to import into the book that is open now."""
        self.import_wanted.emit(list(files))

    def _came(self, done: Done, book: Opened) -> None:
        path = book.book.path
        try:
            preferences.change(
                self._profile.preferences, lambda known: preferences.opened(known, path)
            )
        except AppError as error:  # a full disk, perhaps: the book is open all the same
            self._tasks.failed.emit(error)
        self.opened.emit(book)
        tell(done)

    def _preferences(self) -> Preferences:
        return preferences.load(self._profile.preferences)


def _glance(path: Path, you: int | None, today: date) -> "Glance | None":
    """Return what Today showed last; where the key is not at hand, opening will ask for it."""
    from app.services.today import glance

    name, key = book_id(path), None
    if name is not None:
        from app.services.book import keys
        from app.services.book.keys import KeyringUnavailable

        try:
            key = keys.find(name)
        except KeyringUnavailable:
            return None
        if key is None:
            return None
    return glance.read(path, key, you, today)


def _with_you(colleague_id: int | None, known: Preferences) -> Preferences:
    me = {book: who for book, who in known.me.items() if book != known.last_book}
    return replace(known, me=me if colleague_id is None else {**me, known.last_book: colleague_id})


def _sign(opened: Opened, you: "ColleagueDraft") -> None:
    opened.database.actor = you.name


def _call(done: Done, _outcome: object) -> None:
    tell(done)


def _create(wishes: Wishes, profile: Profile) -> "NewBook":
    from app.services.book import opening
    from app.services.book.settings import BookSettings

    settings = BookSettings(wishes.company, wishes.currency, wishes.zone)
    return opening.create(wishes.path, profile, settings=settings)


def _protect(path: Path, recovery_code: str, passphrase: str, profile: Profile) -> None:
    from app.services.book import unlocking
    from app.services.book.files import book_id
    from app.services.book.passphrase import Slots

    key = unlocking.key_of(path, profile, unlocking.Unlock(recovery_code))
    name = book_id(path)
    if key is not None and name is not None:
        Slots(profile.keys).store(name, key, passphrase)


def _open(path: Path, typed: Typed, profile: Profile) -> Opened:
    from app.services.book import opening
    from app.services.book.unlocking import Unlock

    return Opened(opening.open_book(path, profile, Unlock(typed.recovery_code, typed.passphrase)))


def _sample(path: Path, profile: Profile, today: date) -> Opened:
    """Make the sample company if there is none of this day; what was tried out in it stays."""
    from app.services.book import opening
    from app.services.sample import book as sample

    dated = path.with_stem(f"{path.stem} {today.isoformat()}")
    if not dated.exists():
        dated.parent.mkdir(parents=True, exist_ok=True)
        sample.write(dated, profile, today)
        for older in path.parent.glob(f"{path.stem} *{path.suffix}"):
            if older != dated:
                older.unlink()
    return Opened(opening.open_book(dated, profile))


def _restore(backup_file: Path, to: Path, typed: Typed, profile: Profile) -> None:
    from app.services.book import backup, unlocking

    unlock = unlocking.Unlock(typed.recovery_code, typed.passphrase)
    backup.restore(backup_file, to, unlocking.key_of(backup_file, profile, unlock))
