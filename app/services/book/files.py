"""A book as a file: what kind it is, told without opening it, and how files change in one step."""

import errno
import os
import re
import secrets
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path

from app.language import _
from app.services.book import raw
from app.services.errors import Conflict, NotFound, Unavailable

SUFFIX = ".rapport"
SALT_BYTES = 16

ABANDONED = 86_400  # seconds

_SQLITE_HEADER = b"SQLite format 3\x00"
_SAMPLE_BYTES = 4096
_LEAST_BYTES = 512
_ROOM = 65_536  # bytes: two of SQLite's indexes of its log
_ENDINGS = ("", "-wal", "-shm", "-journal")  # of a database and what SQLite keeps beside it
_OTHER_FORMATS = re.compile(  # by so much that hardly one of a thousand million salts begins so
    rb"PK\x03\x04|%PDF|\x89PNG|\xff\xd8\xff[\xdb\xe0\xe1]|7z\xbc\xaf"
    rb"|\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]",
    re.DOTALL,
)


class Kind(Enum):
    """What lies at a path."""

    MISSING = auto()
    EMPTY = auto()
    PLAIN = auto()
    ENCRYPTED = auto()
    SOMETHING_ELSE = auto()


class NotABook(Unavailable):
    """The file is something else than a book; nobody's key would open it."""


def kind_of(path: Path) -> Kind:
    """Tell what lies there from its first bytes alone."""
    if not path.exists():
        return Kind.MISSING
    if not path.is_file():
        return Kind.SOMETHING_ELSE
    with raw.opened(path) as file:
        start = file.read(_SAMPLE_BYTES)
    if not start:
        return Kind.EMPTY
    if start.startswith(_SQLITE_HEADER):
        return Kind.PLAIN
    if _OTHER_FORMATS.match(start) or not _looks_random(start):
        return Kind.SOMETHING_ELSE
    return Kind.ENCRYPTED


def must_be_a_book(path: Path) -> Kind:
    """Return PLAIN or ENCRYPTED, or raise the sentence for what it is instead."""
    with explained(path, _("Nothing was changed.")):
        kind = kind_of(path)
    name = path.name
    if kind is Kind.MISSING:
        raise NotFound(
            _(
                "There is no book “{name}” in “{folder}”. It may have been moved or renamed, or "
                "its drive is not connected."
            ).format(name=name, folder=path.parent)
        )
    if kind is Kind.EMPTY:
        raise NotABook(
            _(
                "“{name}” is empty: there is nothing in it to open. It was left as it is. Open a "
                "backup of the book instead, or make a new book under another name."
            ).format(name=name)
        )
    if kind is Kind.SOMETHING_ELSE:
        raise NotABook(not_a_book(path))
    return kind


def not_a_book(path: Path) -> str:
    """Say that a file is no book of ours."""
    return _(
        "“{name}” is not a Rapport book, or its beginning is damaged. It was left as it is. "
        "If it was a book once, restore a backup of it."
    ).format(name=path.name)


def book_id(path: Path) -> str | None:
    """Return an encrypted book's salt in hex, which its copies and backups share; None if plain."""
    with raw.opened(path) as file:
        start = file.read(SALT_BYTES)
    return None if start == _SQLITE_HEADER else start.hex()


def real(path: Path) -> Path:
    """Return the file itself, so that its lock and its copies lie beside it and not its link."""
    return path.resolve() if path.is_symlink() else path.absolute()


def named(path: Path) -> Path:
    """Add our suffix to a name that was typed without one."""
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def beside(path: Path, purpose: str) -> Path:
    """Return the hidden name beside a book under which a lock or a half-made copy lies."""
    return path.with_name(f".~{path.name}-{purpose}")


def half_made(path: Path) -> Path:
    """Return a name beside a file under which it is made; no two that make it share one."""
    return beside(path, f"new-{secrets.token_hex(4)}")


def remove_abandoned(half_made: Path) -> None:
    """Remove what a program that was killed left half made beside this file, a day before it.

    What is younger may still be under way somewhere.
    """
    with suppress(OSError):  # gone by now, or not ours to touch: it is only tidied up
        now = half_made.stat().st_mtime  # as the drive's clock has it
        for path in half_made.parent.glob(f".~*-new-{'[0-9a-f]' * 8}*"):
            if now - path.stat().st_mtime > ABANDONED:
                path.unlink()


def unused(path: Path, title: str) -> Path:
    """Return the name beside a book that ``title`` makes, numbered where something has it."""
    number = 1
    while True:
        again = f" ({number})" if number > 1 else ""
        found = path.with_name(f"{title}{again}{path.suffix}")
        if not _lying_at(found):
            return found
        number += 1


def settle(finished: Path, target: Path) -> None:
    """Give a finished file its name, in one step and never over another file.

    What SQLite left of an earlier file of that name is moved aside: it would be read into this one.
    """
    raw.sync(finished)
    if target.exists():
        raise already_there(target)
    _set_aside(target)
    try:
        os.link(finished, target)
    except FileExistsError:
        raise already_there(target) from None
    except OSError:  # a drive without hard links, such as FAT or some network shares
        if target.exists():
            raise already_there(target) from None
        finished.rename(target)
    else:
        finished.unlink()
    sync_folder(target.parent)


def already_there(target: Path) -> Conflict:
    """Say that a name is taken."""
    return Conflict(
        _(
            "There is already a file “{name}” in “{folder}”. It was not touched and nothing was "
            "written. Choose another name."
        ).format(name=target.name, folder=target.parent)
    )


def replace(finished: Path, target: Path) -> None:
    """Put a finished file in the place of the one of that name, in one step."""
    raw.sync(finished)
    finished.replace(target)
    sync_folder(target.parent)


def remove(half_made: Path) -> None:
    """Remove a half-made book with what SQLite left beside it."""
    for ending in _ENDINGS:
        half_made.with_name(half_made.name + ending).unlink(missing_ok=True)


def _set_aside(missing: Path) -> None:
    """Rename what lies beside a file that is not there; its last changes may be only in there."""
    endings = _lying_at(missing)
    if endings:
        kept = unused(missing, _("{name} left over").format(name=missing.stem))
        for ending in endings:
            missing.with_name(missing.name + ending).rename(kept.with_name(kept.name + ending))


def _lying_at(path: Path) -> list[str]:
    return [each for each in _ENDINGS if path.with_name(path.name + each).exists()]


def remove_log(path: Path) -> None:
    """Remove what SQLite left beside a file whose log is empty or belongs to no file any more."""
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def write_private(path: Path, text: str) -> None:
    """Write a small file, readable by this user only: the old one stays until the new is whole."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 – a handle, not a path
            file.write(text)
        replace(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def explained(path: Path, kept: str) -> Generator[None, None, None]:
    """Turn a disk's troubles into a sentence that ends with what was ``kept``."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"{cause(error.errno, path)} {kept}") from error


def is_full(path: Path) -> bool:
    """Tell whether a file's drive has no room left to speak of."""
    import shutil  # only where there is trouble

    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def cause(number: int | None, path: Path) -> str:
    """Say what an error of the disk means, and what to do."""
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        sentence = _("The disk is full; free some space in “{folder}” and try again.")
    elif number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        sentence = _(
            "“{name}” or its folder “{folder}” is read-only, or belongs to another user. Make it "
            "writable, or copy the book to a folder of yours."
        )
    elif number in {errno.ENOENT, errno.ENOTDIR}:
        sentence = _("The folder “{folder}” is not there. Its drive may not be connected.")
    elif number == errno.ENAMETOOLONG:
        sentence = _("The name “{name}” is too long for its drive. Choose a shorter one.")
    else:
        sentence = _(
            "The drive of “{name}” does not answer. Check it or the network, and try again."
        )
    return sentence.format(name=path.name, folder=path.parent)


def _looks_random(start: bytes) -> bool:
    """Tell cipher text from any document: its bytes are evenly spread (Pearson's chi-square).

    Over 256 values an even spread gives 255 ± 23; text, images and tables give thousands.
    """
    if len(start) < _LEAST_BYTES:
        return False
    expected = len(start) / 256
    return sum((start.count(value) - expected) ** 2 / expected for value in range(256)) < 500


def must_be_writable(path: Path) -> None:
    """Try it, for what systems say about rights is not always so; SQLite needs the folder too."""
    if path.exists():
        raw.try_to_write(path)
    import tempfile  # at the window's start nothing is written yet

    with tempfile.TemporaryFile(dir=path.parent):
        pass


def sync_folder(folder: Path) -> None:
    """Make a new name last through a power cut; Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network shares cannot; the name is there all the same
            os.fsync(handle)
    finally:
        os.close(handle)
