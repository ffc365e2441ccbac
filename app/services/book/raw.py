"""The bytes of a book's file, read without letting go of the locks that SQLite has on it.

A POSIX system drops every lock that a program has on a file as soon as the program closes that file
anywhere. Another program that closes the book then takes it for its own, and removes the log into
which this one goes on writing. So a file has one descriptor for whoever reads its bytes, which is
closed only when nobody reads, and no book is open from it.
"""

import io
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import BinaryIO, cast

from typing_extensions import Buffer, override

_File = tuple[int, int]  # device and number

_guard = Lock()


@dataclass
class _Kept:
    """The descriptors of a file, of which the first is read, and how many need them."""

    descriptors: list[int] = field(default_factory=list[int])
    users: int = 0


_kept: dict[_File, _Kept] = {}


@contextmanager
def opened(path: Path) -> Generator[BinaryIO, None, None]:
    """Give a file's bytes from the beginning; raises OSError as opening it does."""
    which = keep(path)
    if which is None:
        with path.open("rb") as file:
            yield file
        return
    try:
        yield cast("BinaryIO", io.BufferedReader(_Bytes(_kept[which].descriptors[0])))
    finally:
        let_go(which)


def try_to_write(path: Path) -> None:
    """Open a file for writing, and leave it as it is; raises OSError."""
    if sys.platform == "win32":
        path.open("r+b").close()
        return
    with _guard:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        kept = _kept.get(_number(os.fstat(descriptor)))
        if kept is None:
            os.close(descriptor)
        else:
            kept.descriptors.append(descriptor)


def sync(path: Path) -> None:
    """Have the system write all of a finished file, which is open nowhere, to its drive."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def keep(path: Path) -> _File | None:
    """Close no descriptor of a file until `let_go`; return which file it is.

    Return None where locks are those of one handle, and nothing has to be kept.
    """
    if sys.platform == "win32":
        return None
    with _guard:
        known = _number(path.stat())
        if known not in _kept:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            known = _number(os.fstat(descriptor))  # another file may have its name by now
            _kept.setdefault(known, _Kept()).descriptors.append(descriptor)
        _kept[known].users += 1
        return known


def let_go(which: _File | None) -> None:
    """Close the descriptors if nobody else needs them."""
    if which is None:
        return
    with _guard:
        kept = _kept[which]
        kept.users -= 1
        if not kept.users:
            for descriptor in kept.descriptors:
                os.close(descriptor)
            del _kept[which]


def _number(found: os.stat_result) -> _File:
    return found.st_dev, found.st_ino


class _Bytes(io.RawIOBase):
    """Reads through a descriptor that others read at other places, and never closes it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._place = descriptor, 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer).cast("B")
        found = os.pread(self._descriptor, len(room), self._place)
        room[: len(found)] = found
        self._place += len(found)
        return len(found)
