"""Copies of a book that are proved before they count, and bringing one back beside the book."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import _, ngettext
from app.services.book import files, raw, reading
from app.services.errors import Unavailable
from app.services.progress import Progress, silent

if TYPE_CHECKING:
    from app.services.book.database import Database

log = logging.getLogger(__name__)

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Backup:
    """A proved copy, and how many records are in it."""

    path: Path
    records: int


def back_up(database: "Database", target: Path, progress: Progress = silent) -> Backup:
    """Write a copy, encrypted with the same key, never over a file that is there.

    It has its name only once it was opened, checked page by page, and counted. Work goes on
    meanwhile: the copy is the book as it was at one moment. Raises Cancelled through ``progress``.
    """
    target = files.named(target.absolute())
    if target.exists():
        raise files.already_there(target)
    half_made = files.half_made(target)
    with reading.explained(target, _("No backup was written; the book is as it was.")):
        try:
            records = _write(database, half_made, progress)
            progress(1, 1)
            files.remove_abandoned(half_made)
            files.settle(half_made, target)
        finally:
            files.remove(half_made)
    log.info("backed up %d records", records)
    return Backup(target, records)


def restore(backup: Path, to: Path, key: bytes | None) -> Backup:
    """Bring a backup back as a book of its own, never over a file that is there."""
    to = files.named(to.absolute())
    files.must_be_a_book(backup)
    if to.exists():
        raise files.already_there(to)
    half_made = files.beside(to, "new")
    with reading.explained(to, _("Nothing was restored; the backup is as it was.")):
        try:
            _copy(backup, half_made, key)
            records = _prove(half_made, key, backup.name)
            files.settle(half_made, to)
        finally:
            files.remove(half_made)
    log.info("restored %d records", records)
    return Backup(to, records)


def check(path: Path, key: bytes | None) -> list[str]:
    """Return what is wrong with a book; it is only read, and may be open meanwhile."""
    files.must_be_a_book(path)
    return reading.problems(path, key)


def _write(database: "Database", half_made: Path, progress: Progress) -> int:
    """Copy until nobody wrote between counting and copying, and prove the copy."""
    for _try in range(_TRIES):
        files.remove(half_made)
        with reading.connected(database.path, database.key) as book:
            before = _moment(book)
            counts = reading.row_counts(book)
            with reading.explained(half_made, _("No backup was written; the book is as it was.")):
                _vacuum(book, database.path, half_made, progress)
            quiet = _moment(book) == before
        if quiet:
            name = database.path.name
            return _prove(half_made, database.key, name, counts, lambda: progress(1, 2))
    raise Unavailable(
        _("The book was being written all the time, so no backup was made. Try again later.")
    )


def _vacuum(book: reading.Connection, path: Path, half_made: Path, progress: Progress) -> None:
    """Copy in one go, telling how far it is."""
    size = max(1, path.stat().st_size)

    def look() -> None:
        # proving takes about as long as copying
        progress(half_made.stat().st_size if half_made.exists() else 0, 2 * size)

    with reading.stoppable(book, look):
        book.execute("VACUUM INTO ?", (str(half_made),))


def _moment(book: reading.Connection) -> int:
    """Return a number that changes when anybody else commits."""
    return book.execute("PRAGMA data_version").fetchone()[0]


def _prove(
    copy: Path,
    key: bytes | None,
    name: str,
    expected: dict[str, int] | None = None,
    look: Callable[[], object] = lambda: None,
) -> int:
    problems = reading.problems(copy, key, look)
    if problems:
        raise Unavailable(
            ngettext(
                "The copy of “{name}” has {count} problem, so it was not kept: {first}",
                "The copy of “{name}” has {count} problems, so it was not kept. First: {first}",
                len(problems),
            ).format(name=name, count=len(problems), first=problems[0])
        )
    with reading.connected(copy, key) as connection:
        counts = reading.row_counts(connection)
    if expected is not None and counts != expected:
        raise Unavailable(
            _("The copy of “{name}” does not hold all of it, so it was not kept.").format(name=name)
        )
    return sum(counts.values())


def _copy(backup: Path, half_made: Path, key: bytes | None) -> None:
    """Copy the bytes; changes that still stand in a log beside the backup belong to it."""
    files.remove(half_made)
    with raw.opened(backup) as content, half_made.open("xb") as copy:  # it may be the open book
        shutil.copyfileobj(content, copy)
    log_beside = backup.with_name(backup.name + "-wal")
    if log_beside.exists():
        shutil.copyfile(log_beside, half_made.with_name(half_made.name + "-wal"))
        _fold(half_made, key)


def _fold(copy: Path, key: bytes | None) -> None:
    """Move what stands in the log beside a copy that nobody else has into its file."""
    connection = reading.connect(reading.address(copy, "mode=rw"))
    try:
        reading.unlock(connection, key)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
