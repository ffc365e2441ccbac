"""Backups that nobody has to think of: where they lie, when one is due, which of them stay.

Each book has a folder of its own below the folder chosen, named after the book and, so that two
books of one name stay apart, after where it lies.
"""

import hashlib
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import _
from app.services.book import backup, files, reading, retention
from app.services.book.backup import Backup
from app.services.errors import AppError
from app.services.progress import Progress, silent

if TYPE_CHECKING:
    from app.services.book.database import Database

log = logging.getLogger(__name__)

_STAMP = "%Y-%m-%d %H.%M.%S"
_NAMED = re.compile(r".+ (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)")
_STATE = """
SELECT (SELECT version_num FROM alembic_version) || '/'
    || (SELECT coalesce(max(id), 0) FROM change_sets) || '/'
    || (SELECT coalesce(max(id), 0) FROM import_batches) || '/'
    || (SELECT count(undone_at) FROM import_batches) || '/'
    || coalesce((SELECT value FROM settings WHERE key = 'gone_for_good'), 0),
    (SELECT json_extract(value, '$') FROM settings WHERE key = 'sample')
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that is there; ``made`` is what the clock here said, without a zone."""

    path: Path
    made: datetime
    size: int


def folder_of(root: Path, book: Path) -> Path:
    """Return where the backups of a book lie."""
    where = hashlib.sha256(str(files.real(book)).encode()).hexdigest()[:6]
    return root / f"{book.stem} {where}"


def kept(root: Path, book: Path) -> list[Kept]:
    """Return the automatic backups of a book, the newest first."""
    return _found(folder_of(root, book).glob(f"*{files.SUFFIX}"))


def every(root: Path) -> list[Kept]:
    """Return the automatic backups of all books, the newest first."""
    return _found(root.glob(f"*/*{files.SUFFIX}"))


def newest(root: Path, book: Path, now: datetime) -> Kept | None:
    """Return the last backup; one dated ahead of a clock since set back only where it is alone."""
    there = kept(root, book)
    return next((each for each in there if each.made <= now), there[0] if there else None)


def is_due(database: "Database", root: Path, now: datetime) -> bool:
    """Tell whether the book holds anything that its last backup does not.

    The sample company is nobody's: it is made anew rather than kept.
    """
    mark, is_sample = _state(database.path, database.key)
    last = newest(root, database.path, now)
    return not is_sample and not (last and _holds(last.path, database.key, mark))


def keep_daily(
    database: "Database", root: Path, now: datetime, progress: Progress = silent
) -> Backup | None:
    """Like `keep_one`, but only where there is no backup of today."""
    last = newest(root, database.path, now)
    if last is not None and last.made.date() == now.date():
        return None
    return keep_one(database, root, now, progress)


def keep_one(
    database: "Database", root: Path, now: datetime, progress: Progress = silent
) -> Backup | None:
    """Write a proved backup and thin out the older ones; None where nothing changed since.

    ``now`` is the time here, without a zone. Raises Cancelled through ``progress``; whatever
    fails, the backups that were there stay.
    """
    if not is_due(database, root, now):
        return None
    folder = folder_of(root, database.path)
    with files.explained(folder, _("No backup was written; the book is as it was.")):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for half_made in folder.glob(".~*"):  # of a program that was killed
            half_made.unlink(missing_ok=True)
    name = f"{database.path.stem} {now.strftime(_STAMP)}{files.SUFFIX}"
    made = backup.back_up(database, folder / name, progress)
    _thin(root, database.path, now)
    return made


def _holds(backup_file: Path, key: bytes | None, mark: str) -> bool:
    """Compare marks; a backup that cannot be read, or not with this key, counts as none."""
    try:
        return _state(backup_file, key)[0] == mark
    except (AppError, reading.DriverError):
        return False


def _state(path: Path, key: bytes | None) -> tuple[str, bool]:
    """Return what changes with every change of a user's, and whether it is the sample company."""
    with reading.connected(path, key) as connection:
        mark, is_sample = connection.execute(_STATE).fetchone()
    return mark, bool(is_sample)


def _thin(root: Path, book: Path, now: datetime) -> None:
    there = {str(each.path): each.made for each in kept(root, book)}
    gone = retention.surplus(there, now)
    for name in gone:
        with suppress(OSError):  # another program looks at it: it goes the next time
            Path(name).unlink()
    log.info("keeping %d backups, %d went", len(there) - len(gone), len(gone))


def _found(paths: Iterable[Path]) -> list[Kept]:
    there: list[Kept] = []
    for path in paths:
        named = _NAMED.fullmatch(path.stem)
        with suppress(OSError, ValueError):  # gone meanwhile, or no day of any calendar
            if named and not path.name.startswith(".~"):
                made = datetime.strptime(named[1], _STAMP)  # noqa: DTZ007 – as the clock here said
                there.append(Kept(path, made, path.stat().st_size))
    return sorted(there, key=lambda each: (each.made, each.path), reverse=True)
