"""What rests on an action: taking it back would pull the ground from under that.

The history is asked what newer actions did, the book what is there: imports leave no trace of
their rows in the history.
"""

import json
from functools import cache
from typing import Any

from sqlalchemy import Column, exists, inspect, or_, select, text
from sqlalchemy.orm import Session

from app.models.base import Base
from app.services.book import recording
from app.services.customers import references

DERIVED = recording.UNTRACKED | {"risk_snapshots"}
"""Tables whose rows come by themselves, and go with what they refer to."""

_NEWER = """
WITH mine AS MATERIALIZED (SELECT * FROM changes WHERE change_set_id = :done),
newer AS MATERIALIZED (
    SELECT c.* FROM changes AS c JOIN change_sets AS s ON s.id = c.change_set_id
    WHERE c.change_set_id > :done AND s.undone_by_id IS NULL AND s.undoes_id IS NULL
) SELECT EXISTS ("""

_CHANGED = """
    SELECT 1 FROM mine JOIN newer USING (table_name, row_key)
    WHERE 'null' IN (mine."before", mine."after", newer."before", newer."after") OR EXISTS (
        SELECT 1 FROM json_each(mine."after") JOIN json_each(newer."after") USING (key)
    )
)"""

_NAMED = """
    SELECT 1 FROM json_each(:links) AS link
    CROSS JOIN mine ON mine.table_name = link.value ->> 0 AND mine."before" = 'null'
    CROSS JOIN newer ON newer.table_name = link.value ->> 1
    WHERE mine.row_key ->> 0 IN (
        newer."before" ->> (link.value ->> 2), newer."after" ->> (link.value ->> 2)
    )
)"""


def is_built_on(session: Session, change_set: int) -> bool:
    """Tell whether an action that still stands changed the same since, or named what this added.

    That a row is as this left it does not say so: a value may have gone there and back, and who was
    named may be so again once the newer action is taken back.
    """
    values = {"done": change_set, "links": _links()}
    return any(session.scalar(text(_NEWER + asked), values) for asked in (_CHANGED, _NAMED))


def is_referred_to(session: Session, record: Base) -> bool:
    """Tell whether a row refers to a record, other than what is derived from it."""
    columns = _referring(record.__tablename__)
    (number, *_more) = inspect(record).identity or (None,)
    return bool(session.scalar(select(or_(False, *(exists().where(c == number) for c in columns)))))


@cache
def _referring(name: str) -> tuple[Column[Any], ...]:
    """Return the columns that refer to the records of a table and are no derived table's."""
    if name in DERIVED or "id" not in Base.metadata.tables[name].c:
        return ()
    return tuple(one for one in references.to(name) if one.table.name not in DERIVED)


@cache
def _links() -> str:
    """Return which table is referred to by which column of which other."""
    links = [
        (name, column.table.name, column.name)
        for name in Base.metadata.tables
        for column in _referring(name)
    ]
    return json.dumps(links)
