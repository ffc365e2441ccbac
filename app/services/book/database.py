"""The one place that opens books, begins transactions and says what changed."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from app.language import _
from app.models.base import Base
from app.services.book import driver_errors, files, presence, reading, recording, settings
from app.services.book.presence import Found, Presence, Replaced
from app.services.errors import Conflict

CACHE_KIB = 32_768
WAIT_MS = 5_000


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: the tables it touched, its name for people, its change set for undo.

    ``rows`` are those that it wrote one by one, each by its table and the first column of its key;
    ``in_bulk`` are the tables of which it wrote rows that nobody counted.
    """

    tables: frozenset[str]
    label: str = ""
    change_set: int | None = None
    rows: frozenset[recording.Row] = frozenset()
    in_bulk: frozenset[str] = frozenset()


def _nobody(_committed: Committed) -> None:
    """Stand in where nobody listens."""


class Database:
    """One open book: hands out sessions and tells ``on_commit`` what each commit did.

    ``key`` is the raw 256-bit key, or None for a book that is not encrypted. ``actor`` is the
    colleague at the keyboard, for the history.
    """

    def __init__(self, path: Path, key: bytes | None = None, *, actor: str = "") -> None:
        self.path = path
        self.key = key
        self.actor = actor
        self.on_commit: Callable[[Committed], None] = _nobody
        self._presence = Presence(path)
        self._replaced: Replaced | None = None
        self.engine = _engine(path, key, self._presence)
        self._readers = sessionmaker(self.engine, expire_on_commit=False)
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
        self._kept = settings.Kept()
        for sessions in (self._readers, self._writers):
            sessions.configure(info={settings.KEPT: self._kept})
        recording.listen(self._writers)

    @contextmanager
    def read(self) -> Generator[Session, None, None]:
        """Give a session whose changes, if any, are dropped."""
        if self._replaced is not None:
            raise self._replaced
        with _explained(self.path), self._readers() as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session, None, None]:
        """Give a session that commits at the end of the block, or rolls all of it back."""
        self._must_be_in_place()
        with _explained(self.path), self._writers() as session:
            record = recording.watch(session, self.actor)
            with session.begin():
                session.connection(execution_options={"writing": True})
                yield session
                session.flush()
                change_set = record.write(session)
        self._presence.remember_log()
        if settings.TABLE in record.tables:
            self._kept.settings = None
        if record.tables:
            self.on_commit(_committed(record, change_set))

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded into it."""
        self.engine.dispose()
        self._presence.forget()
        _forget_writes(self.engine.dialect)

    def _must_be_in_place(self) -> None:
        """Refuse to write into a file that nobody would find again."""
        if self._replaced is not None:
            raise self._replaced
        match self._presence.found():
            case Found.NOTHING:
                raise presence.gone(self.path)
            case Found.BACK:
                with reading.explained(self.path, _("Nothing was written.")):
                    self._take_up_again()
            case Found.ANOTHER:
                with reading.explained(self.path, _("Nothing was written.")):
                    self._keep_apart()
            case Found.SAME:
                pass

    def _take_up_again(self) -> None:
        """Open anew what lies on a drive that was away; all that was acknowledged is on it."""
        with self._presence.log_kept():
            self.engine.dispose()
        self._presence.forget()

    def _keep_apart(self) -> None:
        """Save what only this window has, and let go of the file that another one replaced."""
        kept = self._presence.apart()
        half_made = files.beside(kept, "new")
        connection = self.engine.raw_connection()
        try:
            files.remove(half_made)
            connection.cursor().execute("VACUUM INTO ?", (str(half_made),))
            files.settle(half_made, kept)
        finally:
            connection.close()
            files.remove(half_made)
        self.engine.dispose()
        self._presence.take_log_away()
        self._replaced = presence.replaced(self.path, kept)
        raise self._replaced


def _committed(record: recording.Record, change_set: int | None) -> Committed:
    return Committed(
        frozenset(record.tables),
        record.label,
        change_set,
        frozenset(record.rows),
        frozenset(record.in_bulk),
    )


@contextmanager
def _explained(path: Path) -> Generator[None, None, None]:
    try:
        yield
    except StaleDataError as error:
        raise Conflict(driver_errors.changed_meanwhile()) from error
    except DBAPIError as error:
        explained = driver_errors.explain(error.orig, path)
        if explained is None:
            raise
        raise explained from error


def _engine(path: Path, key: bytes | None, place: Presence) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), module=sqlcipher)

    @event.listens_for(engine, "do_connect")
    def _before_connect(*_how: object) -> None:  # pyright: ignore[reportUnusedFunction]
        place.remember()  # now: opening may wait for who is putting another file in its place

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        prepare(connection, key)
        place.remember()
        if place.found() is Found.ANOTHER:
            connection.close()
            raise presence.replaced_meanwhile(path)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _forget_writes(dialect: Dialect) -> None:
    """Drop what writing through a closed engine left with the models.

    SQLAlchemy's mappers outlive the engines and keep a hundred compiled statements each, with all
    that belongs to the engine's dialect: a window locked and unlocked again and again, which opens
    its book anew each time, grew by half a MiB with each. Nothing public leads to them.
    """
    for mapper in Base.registry.mappers:
        cache: dict[Any, Any] = mapper._compiled_cache  # noqa: SLF001  # pyright: ignore
        for key in [key for key in cache if key[0] is dialect]:
            del cache[key]


def prepare(connection: Any, key: bytes | None) -> None:
    """Make a fresh driver connection ours: the key first, then how it is to behave.

    ``synchronous=FULL``: what was acknowledged survives a power cut, not only a crash.
    """
    connection.isolation_level = None
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in (
        "foreign_keys=ON",
        f"busy_timeout={WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "temp_store=MEMORY",
        f"cache_size=-{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")
