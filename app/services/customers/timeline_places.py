"""Where the rows of a customer's story stand: which steps fall on a page, and in what order.

Index entries only, no texts: what the rows say is read by `timeline_records`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from app.services.customers.timeline_steps import KINDS, Step, steps

Places = Select[date, str, int, int]
SomePlaces = CompoundSelect[date, str, int, int]


class Place(NamedTuple):
    """Where in the story a row stands: pages go on from here, whatever is added meanwhile."""

    day: date
    moment: str
    step: int
    id: int


def on_a_page(
    session: Session,
    customer_id: int,
    today: date,
    kinds: Collection[str],
    limit: int,
    *,
    before: Place | None = None,
    after: Place | None = None,
) -> list[Place]:
    """Return the newest places, or those next older than ``before``, or next newer than ``after``.

    The newest first, but for those newer than ``after``. ``kinds`` none is all.
    """
    wanted = frozenset(kinds) & KINDS if kinds else KINDS
    if not wanted:
        return []
    edge = before or after
    values: dict[str, Any] = {"customer": customer_id, "today": today, "limit": limit}
    if edge is not None:
        values |= edge._asdict()
    way = "older" if before else "newer" if after else "newest"
    return _read(session, _page(wanted, way), values)


def of_records(
    session: Session, customer_id: int, today: date, records: Mapping[str, Iterable[int]]
) -> list[Place]:
    """Return every place of these records of a customer, named by kind, the newest first."""
    found: list[Place] = []
    for kind, ids in records.items():
        values = {"customer": customer_id, "today": today, "ids": sorted(ids)}
        found += _read(session, _records(kind), values)
    return sorted(found, reverse=True)


def _read(session: Session, query: Places | SomePlaces, values: Mapping[str, Any]) -> list[Place]:
    # past the ORM: columns need none of its loading, and a page waits for these rows
    return [Place(*row) for row in session.connection().execute(query, values)]


# The questions are built once: that takes longer than to answer them.


@cache
def _page(kinds: frozenset[str], way: str) -> Places:
    """Return the question for the places of a page.

    Every step gives as many as the page holds, in the order of its own index, so that a long story
    is never read whole.
    """
    parts = [_on_a_page(step, way).subquery() for step in steps() if step.kind in kinds]
    story = union_all(*(select(part) for part in parts)).subquery("story")
    return _ordered(select(*story.c), list(story.c), way).limit(bindparam("limit"))


@cache
def _records(kind: str) -> SomePlaces:
    """Return the question for the places of some records of a kind."""
    ids: ColumnElement[int] = bindparam("ids", expanding=True)
    theirs = [step for step in steps() if step.kind == kind]
    return union_all(*(_taken(step).where(step.model.id.in_(ids)) for step in theirs))


def _on_a_page(step: Step, way: str) -> Places:
    """Return the question for one step; records of one day stand in order of their time."""
    day, moment, number, record_id = _key(step)
    edge_day: ColumnElement[date] = bindparam("day", type_=day.type)
    edge = tuple_(edge_day, bindparam("moment", type_=String()), bindparam("step"), bindparam("id"))
    key = tuple_(day, moment, number, record_id)
    query = _taken(step)
    if way == "older":
        query = query.where(day <= edge_day, key < edge)
    elif way == "newer":
        query = query.where(day >= edge_day, key > edge)
    ordered = _ordered(query, [day, moment, record_id], way)
    return ordered.limit(bindparam("limit"))


def _taken(step: Step) -> Places:
    """Return the question for where a customer's records took a step."""
    day, moment, number, record_id = _key(step)
    return select(
        day.label("day"), moment.label("moment"), number.label("step"), record_id.label("id")
    ).where(
        step.model.customer_id == bindparam("customer"),
        step.model.deleted_at.is_(None),
        day.is_not(None),
        *step.where,
    )


def _key(
    step: Step,
) -> tuple[ColumnElement[date], ColumnElement[str], ColumnElement[int], ColumnElement[int]]:
    moment: ColumnElement[str] = (
        literal_column("''", String())
        if step.moment is None
        else func.coalesce(cast(step.moment, String), "")
    )
    number = literal_column(str(step.number), Integer())
    return step.day, moment, number, step.model.id


def _ordered(query: Places, key: Sequence[ColumnElement[Any]], way: str) -> Places:
    return query.order_by(*(key if way == "newer" else [column.desc() for column in key]))
