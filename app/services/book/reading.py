"""Looks into a book's file without changing a byte of it, straight through the driver.

This is how a file is judged before anything else touches it: which version wrote it, whether the
key is its key, whether it is whole. The driver alone; SQLAlchemy and Alembic stay unloaded.
"""

import errno
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher  # pyright: ignore[reportMissingTypeStubs]

from app.language import _
from app.services.book import driver_errors, files
from app.services.errors import Cancelled, Unavailable

Connection = Any
"""A connection of the driver, which has no types of its own."""

_driver: Any = sqlcipher

DriverError: type[Exception] = _driver.Error

_LOOK_EVERY = 1_000  # of SQLite's steps: some milliseconds

_AS_ERRNO = {8: errno.EROFS, 10: errno.EIO, 13: errno.ENOSPC, 14: errno.EIO}
"""SQLite's READONLY, IOERR, FULL and CANTOPEN."""


@contextmanager
def connected(path: Path, key: bytes | None) -> Generator[Connection, None, None]:
    """Give a connection that can only read; errors within become sentences."""
    with explained(path, _("The book was not changed.")):
        connection = connect(_address(path))
        try:
            unlock(connection, key)
            yield connection
        finally:
            connection.close()


@contextmanager
def explained(path: Path, kept: str) -> Generator[None, None, None]:
    """Turn troubles of the disk, the driver's too, into a sentence that ends with what was kept."""
    try:
        with files.explained(path, kept):
            yield
    except UnicodeDecodeError as error:  # a name in the file that is no text; the driver stumbles
        raise driver_errors.damaged() from error
    except _driver.Error as error:
        number = _AS_ERRNO.get(error.sqlite_errorcode & 0xFF)
        if number is not None:
            if number == errno.EIO and files.is_full(path):
                number = errno.ENOSPC
            raise Unavailable(f"{files.cause(number, path)} {kept}") from error
        sentence = driver_errors.explain(error)
        if sentence is None:
            raise
        raise sentence from error


def connect(address: str) -> Connection:
    """Open a file by its SQLite URI; nothing is read yet."""
    return _driver.connect(address, uri=True, isolation_level=None)


def unlock(connection: Connection, key: bytes | None) -> None:
    """Give a fresh connection its key, quietly."""
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


@contextmanager
def stoppable(connection: Connection, look: Callable[[], object]) -> Generator[None, None, None]:
    """Call ``look`` every few milliseconds of work; Cancelled raised there ends the block.

    The driver itself swallows whatever its handler raises.
    """
    stopped: list[Cancelled] = []

    def ask() -> bool:
        try:
            look()
        except Cancelled as cancelled:
            stopped.append(cancelled)
        return bool(stopped)

    connection.set_progress_handler(ask, _LOOK_EVERY)
    try:
        yield
    except _driver.Error:
        if not stopped:
            raise
    finally:
        connection.set_progress_handler(None, _LOOK_EVERY)
    if stopped:
        raise stopped[0]


def version(path: Path, key: bytes | None) -> str:
    """Return the revision of the book's tables; raise Damaged or NotABook."""
    with connected(path, key) as connection:
        ours = connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
            "AND name IN ('alembic_version', 'customers', 'settings')"
        ).fetchone()
        found = (
            ours == (3,)
            and connection.execute("SELECT version_num FROM alembic_version").fetchone()
        )
    if not found:
        raise files.NotABook(files.not_a_book(path))
    return found[0]


def problems(path: Path, key: bytes | None, look: Callable[[], object] = lambda: None) -> list[str]:
    """Return what is wrong with a book, page by page and row by row; nothing, if it is whole.

    ``look`` is called meanwhile; Cancelled raised there ends it.
    """
    found: list[str] = []
    try:
        with connected(path, key) as connection, stoppable(connection, look):
            if key is not None:
                found += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            found += [
                row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"
            ]
            found += [
                _("A row of “{table}” points to one of “{other}” that is not there.").format(
                    table=table, other=other
                )
                for table, _row, other, _key in connection.execute("PRAGMA foreign_key_check")
            ]
    except driver_errors.Damaged as damaged:
        found.append(str(damaged))
    return found


def row_counts(connection: Connection) -> dict[str, int]:
    """Count the rows of every table that holds records; search indexes hold none of their own."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in names
    }


def address(path: Path, manner: str) -> str:
    """Return the URI of a file, whatever characters are in its name and wherever it lies."""
    place = quote(path.absolute().as_posix())
    host = "//" if place.startswith("//") else ""  # or a network share's name is taken for one
    return f"file:{host}{place}?{manner}"


def _address(path: Path) -> str:
    """Name a file to SQLite so that nothing is made beside it.

    Where a write-ahead log lies beside the book, its last changes are in there and must be read.
    """
    log = path.with_name(path.name + "-wal")
    return address(path, "mode=ro" if log.exists() else "mode=ro&immutable=1")
