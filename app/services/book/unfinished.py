"""What somebody had begun to write and has not stored: kept in the book, so that no crash takes it.

Written past the history: nobody has said yet that it is so, and nothing else follows from it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.models import Unfinished
from app.services.book import history


def found(session: Session, place: str) -> dict[str, dict[str, Any]]:
    """Return what somebody left unfinished, by the name of the window in which it stood."""
    query = select(Unfinished.what, Unfinished.said).where(Unfinished.place == place)
    return {what: dict(said) for what, said in session.execute(query)}


def keep(session: Session, place: str, what: str, said: Mapping[str, Any] | None) -> None:
    """Keep this in place of what was kept of the window before; None for nothing.

    ``said`` holds only what JSON can.
    """
    connection = session.connection()
    connection.execute(delete(Unfinished).where(Unfinished.place == place, Unfinished.what == what))
    if said is not None:
        values = {"place": place, "what": what, "said": dict(said)}
        connection.execute(insert(Unfinished).values(values))


def let_go(session: Session, now: datetime) -> None:
    """Drop what nobody has come back to for as long as changes can be undone; ``now`` is aware."""
    old = Unfinished.kept_at < now - history.KEPT
    session.connection().execute(delete(Unfinished).where(old))


def forget(session: Session, is_meant: Callable[[str], bool]) -> None:
    """Drop whatever holds a text that is meant, whoever had begun it."""
    for row in session.scalars(select(Unfinished)).all():
        if any(map(is_meant, _texts(row.said))):
            keep(session, row.place, row.what, None)


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for one in said.values():  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(one)
    elif isinstance(said, list):
        for one in said:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(one)
