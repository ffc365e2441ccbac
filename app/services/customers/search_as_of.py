"""Find words as of a past day: only in what had happened, and was written down, by then."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.base import Base
from app.services.customers import search
from app.services.customers.search import Found
from app.services.customers.search_sources import NUMBERS, SOURCES

EVERYTHING = 100_000  # results looked through
AT_ONCE = 5_000


def found(session: Session, text: str, as_of: date, limit: int) -> list[Found]:
    """Return what could have been found on that day."""
    every = search.search(session, text, limit=EVERYTHING).found
    known = _recorded(session, every, as_of)
    return [
        one
        for one in every
        if (one.kind, one.id) in known and (one.day is None or one.day <= as_of)
    ][:limit]


def _recorded(session: Session, found: Iterable[Found], as_of: date) -> set[tuple[str, int]]:
    """Return the kinds and ids of those that were recorded by then."""
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for one in found:
        ids[one.kind].append(one.id)
    known: set[tuple[str, int]] = set()
    for kind, wanted in ids.items():
        table = Base.metadata.tables[SOURCES[NUMBERS[kind]].table]
        for start in range(0, len(wanted), AT_ONCE):
            query = select(table.c.id).where(
                table.c.id.in_(wanted[start : start + AT_ONCE]), table.c.recorded_on <= as_of
            )
            known.update((kind, record) for record in session.scalars(query))
    return known
