"""Whether the file that was opened still is the one of that name.

A drive can be pulled out, a folder moved, and a sync service can put another file in the book's
place, all while it is open. The system goes on writing to the file it has in hand, which nobody
would ever find again. So this is looked at before each write; it costs some microseconds.
"""

import logging
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from app.language import _
from app.services.book import files, raw
from app.services.errors import Unavailable

log = logging.getLogger(__name__)

_Known = tuple[int, int] | None
"""What the system knows a file by; None for one that is not there."""


class Found(Enum):
    """What lies where the book was opened."""

    SAME = auto()
    NOTHING = auto()
    BACK = auto()  # the same file on a drive that was away: what is in hand is dead
    ANOTHER = auto()


class Replaced(Unavailable):
    """Another program put another file in the place of the open book."""


class Presence:
    """Knows the file that was opened; ``path`` is where it was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._known: _Known = None
        self._raw: tuple[int, int] | None = None  # what is kept of its bytes
        self._known_log: _Known = None

    def remember(self) -> None:
        """Take the file that lies there for the one that is open, unless one is known already."""
        if self._known is None:
            self._known = _look(self._path)
        if self._raw is None and self._known is not None:
            self._raw = raw.keep(self._path)
        self.remember_log()

    def remember_log(self) -> None:
        """Take the log that lies there for the open file's own, while that is in its place."""
        if _look(self._path) == self._known:
            self._known_log = _look(self._log)

    def forget(self) -> None:
        """Know none, until the next is opened; to be called once SQLite has closed the file."""
        self._known = None
        raw.let_go(self._raw)
        self._raw = None

    def found(self) -> Found:
        """Tell what lies there now; where nothing was remembered, all is well."""
        now = _look(self._path)
        if self._known is None or now == self._known:
            return Found.SAME
        if now is None:
            return Found.NOTHING
        return Found.BACK if now[1] == self._known[1] else Found.ANOTHER

    @contextmanager
    def log_kept(self) -> Generator[None, None, None]:
        """Keep the log that lies there while the file in hand is closed.

        SQLite knows a file by its number alone and would take the log of a drive that came back
        for its own, which it removes at the end; what was written last is only in there.
        """
        spare = files.beside(self._path, "log")
        if not self._log.exists():
            yield
            return
        shutil.copyfile(self._log, spare)
        try:
            yield
        finally:
            if self._log.exists():
                spare.unlink()
            else:
                spare.rename(self._log)

    def take_log_away(self) -> None:
        """Remove the log of the file that was open, lest it be read into the one there now."""
        if self._known_log is not None and _look(self._log) == self._known_log:
            files.remove_log(self._path)

    def apart(self) -> Path:
        """Return a free name beside the book for what it was in this window."""
        return files.unused(self._path, _("{name} as it was here").format(name=self._path.stem))


def gone(path: Path) -> Unavailable:
    """Say that the book is not where it was opened."""
    return Unavailable(
        _(
            "“{name}” is no longer in “{folder}”: its drive may be disconnected, or the folder was "
            "moved. Nothing was written. Bring it back and try again."
        ).format(name=path.name, folder=path.parent)
    )


def replaced(path: Path, kept: Path) -> Replaced:
    """Say that another file took the book's place, and where the book is kept."""
    log.info("another file took the place of the open book")
    return Replaced(
        _(
            "Another program, perhaps a sync service, has put another file in the place of "
            "“{name}”. Your last change was not written. The book as it was here is kept as "
            "“{kept}”. Open the one that you want to go on with."
        ).format(name=path.name, kept=kept.name)
    )


def replaced_meanwhile(path: Path) -> Unavailable:
    """Say that of two files that had the book's name, the one opened is not the book."""
    return Unavailable(
        _(
            "Another file took the place of “{name}” at this moment, for instance because its key "
            "was changed. Nothing was written. Open it again."
        ).format(name=path.name)
    )


def _look(path: Path) -> _Known:
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino
