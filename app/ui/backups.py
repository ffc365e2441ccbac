"""Automatic backups of the open book: once a day, and before it is closed; and how they went."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.language import _
from app.services.book import preferences
from app.services.book.paths import Profile
from app.services.errors import AppError, Cancelled
from app.ui.job import Job
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book import automatic
    from app.services.book.automatic import Kept
    from app.services.book.look import Look
    from app.services.book.opening import Book
else:
    automatic = later("app.services.book.automatic")

SOON = 60_000  # milliseconds: nobody who has just begun is held up
EVERY_HOUR = 3_600_000
LATE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Backed:
    """How it stands: the last backup, how many there are and how large; the last trouble."""

    folder: Path
    last: datetime | None
    count: int
    size: int
    trouble: str


class Backups(QObject):
    """``book`` gives what is open, None where nothing is; ``now`` the time here, without a zone."""

    ended = Signal()  # a backup was made, was not needed, or failed
    late = Signal(str)  # none could be made, and the last is old

    def __init__(
        self,
        tasks: Tasks,
        profile: Profile,
        book: "Callable[[], Book | None]",
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._profile = tasks, profile
        self._book, self._now = book, now
        self._trouble = ""
        self._job: Job | None = None
        self._under_way = self._again = False
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._hourly = QTimer(self, interval=EVERY_HOUR)
        for timer in (self._soon, self._hourly):
            timer.timeout.connect(self.daily)

    def begin(self) -> None:
        """A book was opened: look soon, then every hour, whether today has its backup."""
        self._trouble = ""
        self._soon.start()
        self._hourly.start()

    def stop(self) -> None:
        """Look no more."""
        self._soon.stop()
        self._hourly.stop()

    def folder(self) -> Path:
        """Return where backups go, below which each book has its own folder."""
        chosen = preferences.load(self._profile.preferences).backup_folder
        return Path(chosen) if chosen else self.usual_folder()

    def usual_folder(self) -> Path:
        """Return where backups go unless another folder was chosen."""
        return self._profile.backups

    def choose(self, folder: Path | None) -> None:
        """Put backups elsewhere from now on, None for the usual place; make one there at once."""
        usual = folder is None or folder == self._profile.backups
        name = "" if usual else str(folder)
        preferences.change(
            self._profile.preferences, lambda known: replace(known, backup_folder=name)
        )
        self.make()

    def state(self, done: Callable[[Backed], object]) -> None:
        """Look how it stands with the book that is open."""
        book = self._book()
        if book is not None:
            work = partial(_state, self.folder(), book.path, self._now(), self._trouble)
            self._tasks.background(work, done=done)

    def list(self, done: "Callable[[list[Kept]], object]") -> None:
        """List the automatic backups of every book, the newest first."""
        folders = {self.folder(), self.usual_folder()}
        self._tasks.background(_every, folders, done=done)

    def look(
        self, path: Path, done: "Callable[[Look], object]", failed: Callable[[Exception], object]
    ) -> None:
        """Look at what is in a backup; ``failed`` gets `Locked` where its key is not at hand."""
        work = partial(_look, path, self._profile, self._book())
        self._tasks.background(work, done=done, failed=failed)

    @Slot()
    def daily(self) -> None:
        """Make today's backup, if there is none and something changed."""
        self._make(automatic.keep_daily)

    def make(self) -> Job | None:
        """Make one if anything changed, and where one is under way, another after it; then `ended`.

        That one may have been begun before the last change was made.
        """
        self._again = self._job is not None
        return self._make(automatic.keep_one)

    def _make(self, keep: "Callable[..., object]") -> Job | None:
        book = self._book()
        if book is None or self._job is not None:
            return self._job
        self._under_way = True
        job = self._tasks.background_long(
            keep, book.database, self.folder(), self._now(),
            label=_("Backing up the book"), done=self._made, failed=self._failed,
        )  # fmt: skip
        self._job = job if self._under_way else None  # over already, where tasks are done at once
        return self._job

    @Slot(object)
    def _made(self, _made: object) -> None:
        again = self._again
        self._over()
        self._trouble = ""
        if not (again and self.make()):
            self.ended.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._over()
        if not isinstance(error, AppError):
            self._tasks.failed.emit(error)
        elif not isinstance(error, Cancelled):
            self._trouble = str(error)
            self.state(self._complain)
        self.ended.emit()

    def _over(self) -> None:
        self._job, self._under_way, self._again = None, False, False

    @Slot(object)
    def _complain(self, state: Backed) -> None:
        if state.trouble and (state.last is None or self._now() - state.last > LATE):
            self.late.emit(late_words(state, self._now()))


def late_words(state: Backed, now: datetime) -> str:
    """Say how old the last good backup is, and why there is no newer one."""
    if state.last is None:
        return _("There is no backup of this book yet. {why}").format(why=state.trouble)
    from app.ui import formats

    age = formats.duration((now - state.last).days)
    return _("The last good backup is {age} old. {why}").format(age=age, why=state.trouble)


def _every(folders: set[Path]) -> "list[Kept]":
    found: list[Kept] = [each for folder in folders for each in automatic.every(folder)]
    return sorted(found, key=lambda each: each.made, reverse=True)


def _look(path: Path, profile: Profile, book: "Book | None") -> "Look":
    """Use the key of the open book where it is its backup, else ask the keyring."""
    from app.services.book import files, look, unlocking

    files.must_be_a_book(path)
    if book is not None and book.book_id is not None and files.book_id(path) == book.book_id:
        key = book.database.key
    else:
        key = unlocking.key_of(path, profile)
    return look.look(path, key)


def _state(root: Path, book: Path, now: datetime, trouble: str) -> Backed:
    there: list[Kept] = automatic.kept(root, book)
    last: Kept | None = automatic.newest(root, book, now)
    size = sum(each.size for each in there)
    return Backed(root, last.made if last else None, len(there), size, trouble)
