"""A book that nobody else can read or write while a copy of it is made that takes its place.

Whoever has it open, or opens it meanwhile, would go on writing into the file that is replaced, and
lose all of it.
"""

import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.services.book import files, raw, reading
from app.services.errors import Unavailable

_BUSY = 5  # SQLite's number for a file that another program has


@dataclass(frozen=True, slots=True)
class Held:
    """A book with all of it in its file, and the one connection through which it is open."""

    path: Path
    connection: reading.Connection

    def copy_to(self, copy: Path) -> None:
        """Write the file's bytes as they are, never over another file."""
        with raw.opened(self.path) as content, copy.open("xb") as file:
            shutil.copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())

    def give_way(self, finished: Path) -> None:
        """Put a finished file in the book's place; whoever waited for it finds that one."""
        if sys.platform == "win32":  # a file that is open keeps its place there
            self.connection.close()
        files.remove_log(self.path)
        files.replace(finished, self.path)


@contextmanager
def held(path: Path, key: bytes | None, in_use: str) -> Generator[Held, None, None]:
    """Keep all others out until the block ends; raise the sentence ``in_use`` if one is in."""
    with raw.opened(path):
        connection = reading.connect(reading.address(path, "mode=rw"))
        try:
            reading.unlock(connection, key)
            if not _taken(connection):
                raise Unavailable(in_use)
            yield Held(path, connection)
        finally:
            connection.close()


def _taken(connection: reading.Connection) -> bool:
    """Lock the file itself, with all that stood in its log folded into it."""
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        connection.execute("BEGIN EXCLUSIVE")
    except reading.DriverError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != _BUSY:
            raise
        return False
    return not busy
