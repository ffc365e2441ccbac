"""One customer's whole story, the newest first, a page at a time: every step of every record.

A first question finds which steps fall on the page (index entries only, no texts); then each kind
of record on it is read once. So a page costs the same however long the story is, and the number of
questions does not depend on what is on it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from app.services.customers import timeline_records
from app.services.customers.timeline_steps import KINDS, Step, numbered, steps

PAGE = 50
Places = Select[date, str, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the story a row stands: pages go on from here, whatever is added meanwhile."""

    day: date
    moment: str
    step: int
    id: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One step of one record, on the day it was taken.

    ``kind`` and ``id`` name the record as the evidence of a trajectory does; ``step`` is "" or, of
    a record that has several, which ("kept", "told", "closed"). ``word`` is the record's own kind
    ("call", "complaint", "csat"), for an icon. ``text`` is cut at 2,000 characters.
    """

    kind: str
    step: str
    id: int
    day: date
    at: datetime | None
    word: str
    title: str
    text: str
    feeling: int | None
    contacts: str
    colleague: str
    place: Place


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some rows, the newest first, and from where the story goes on to either side, if it does."""

    rows: tuple[TimelineRow, ...]
    older: Place | None
    newer: Place | None


def page(
    session: Session,
    customer_id: int,
    today: date,
    *,
    before: Place | None = None,
    kinds: Collection[str] = (),
    limit: int = PAGE,
) -> TimelinePage:
    """Return the newest rows, or those older than ``before``; ``kinds`` none is all."""
    places = _places(session, customer_id, today, kinds, limit + 1, before=before)
    return _page(session, places[:limit], older=len(places) > limit, newer=before is not None)


def newer(
    session: Session,
    customer_id: int,
    today: date,
    after: Place,
    *,
    kinds: Collection[str] = (),
    limit: int = PAGE,
) -> TimelinePage:
    """Return the rows next newer than ``after``, the newest first like everywhere."""
    places = _places(session, customer_id, today, kinds, limit + 1, after=after)
    return _page(session, places[:limit][::-1], older=True, newer=len(places) > limit)


def around(
    session: Session,
    customer_id: int,
    today: date,
    day: date,
    *,
    kinds: Collection[str] = (),
    limit: int = PAGE,
) -> TimelinePage:
    """Return the rows of a day in the middle of what is around it, to scroll there."""
    end = Place(day + timedelta(days=1), "", 0, 0)
    older = _places(session, customer_id, today, kinds, limit // 2 + 1, before=end)
    later = _places(session, customer_id, today, kinds, limit // 2 + 1, after=end)
    places = [*later[: limit // 2][::-1], *older[: limit // 2]]
    more, most = len(older) > limit // 2, len(later) > limit // 2
    return _page(session, places, older=more, newer=most)


def _page(session: Session, places: list[Place], *, older: bool, newer: bool) -> TimelinePage:
    known = numbered()
    told = timeline_records.tell(session, [(known[one.step].kind, one.id) for one in places])
    rows = tuple(
        _row(known[place.step], place, told[known[place.step].kind, place.id]) for place in places
    )
    return TimelinePage(
        rows,
        places[-1] if places and older else None,
        places[0] if places and newer else None,
    )


def _row(step: Step, place: Place, record: timeline_records.Told) -> TimelineRow:
    return TimelineRow(
        step.kind,
        step.step,
        place.id,
        place.day,
        record.at(step),
        record.word,
        record.title(step),
        record.text(step),
        record.feeling if step.first else None,
        record.contacts,
        record.colleague,
        place,
    )


def _places(
    session: Session,
    customer_id: int,
    today: date,
    kinds: Collection[str],
    limit: int,
    *,
    before: Place | None = None,
    after: Place | None = None,
) -> list[Place]:
    wanted = frozenset(kinds) & KINDS if kinds else KINDS
    if not wanted:
        return []
    edge = before or after
    values: dict[str, Any] = {"customer": customer_id, "today": today, "limit": limit}
    if edge is not None:
        values |= {
            "day": edge.day,
            "moment": edge.moment,
            "step": edge.step,
            "id": edge.id,
        }
    rows = session.execute(_statement(wanted, _way(before, after)), values)
    return [Place(day, moment, step, record_id) for day, moment, step, record_id in rows]


def _way(before: Place | None, after: Place | None) -> str:
    return "older" if before else "newer" if after else "newest"


@cache
def _statement(kinds: frozenset[str], way: str) -> Places:
    """Return the question for the places of a page; built once, since it is the same each time.

    Every step gives as many as the page holds, in the order of its own index, so that a long story
    is never read whole.
    """
    parts = [_branch(step, way).subquery() for step in steps() if step.kind in kinds]
    story = union_all(*(select(part) for part in parts)).subquery("story")
    return _ordered(select(*story.c), list(story.c), way).limit(bindparam("limit"))


def _branch(step: Step, way: str) -> Places:
    """Return the question for one step; records of one day stand in order of their time."""
    moment: ColumnElement[str] = (
        literal_column("''", String())
        if step.moment is None
        else func.coalesce(cast(step.moment, String), "")
    )
    day: ColumnElement[date] = step.day
    record_id: ColumnElement[int] = step.model.id
    number = literal(step.number, literal_execute=True)
    query = select(
        day.label("day"), moment.label("moment"), number.label("step"), record_id.label("id")
    ).where(
        step.model.customer_id == bindparam("customer"),
        step.model.deleted_at.is_(None),
        day.is_not(None),
        *step.where,
    )
    edge_day: ColumnElement[date] = bindparam("day", type_=day.type)
    edge = tuple_(edge_day, bindparam("moment", type_=String()), bindparam("step"), bindparam("id"))
    key = tuple_(day, moment, number, record_id)
    if way == "older":
        query = query.where(day <= edge_day, key < edge)
    elif way == "newer":
        query = query.where(day >= edge_day, key > edge)
    ordered = _ordered(query, [day, moment, record_id], way)
    return ordered.limit(bindparam("limit"))


def _ordered(query: Places, key: Sequence[ColumnElement[Any]], way: str) -> Places:
    return query.order_by(*(key if way == "newer" else [column.desc() for column in key]))
