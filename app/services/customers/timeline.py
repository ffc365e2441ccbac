"""One customer's whole story, the newest first, a page at a time: every step of every record.

A first question finds which steps fall on the page (`timeline_places`); then each kind of record on
it is read once (`timeline_records`). So a page costs the same however long the story is, and the
number of questions does not depend on what is on it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.services.book.database import Committed
from app.services.customers import timeline_places, timeline_records
from app.services.customers.timeline_places import Place
from app.services.customers.timeline_steps import Step, numbered, tables

PAGE = 50

# on rows of others
NAMING = frozenset({"contacts", "colleagues", "competitors", "contracts", "surveys"})

Record = tuple[str, int]  # its kind and its id


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
    places = timeline_places.on_a_page(session, customer_id, today, kinds, limit + 1, before=before)
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
    places = timeline_places.on_a_page(session, customer_id, today, kinds, limit + 1, after=after)
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
    end, half = Place(day + timedelta(days=1), "", 0, 0), limit // 2
    read = timeline_places.on_a_page
    older = read(session, customer_id, today, kinds, half + 1, before=end)
    later = read(session, customer_id, today, kinds, half + 1, after=end)
    places = [*later[:half][::-1], *older[:half]]
    return _page(session, places, older=len(older) > half, newer=len(later) > half)


def rows_of(
    session: Session,
    customer_id: int,
    today: date,
    records: Iterable[Record],
    *,
    kinds: Collection[str] = (),
) -> tuple[TimelineRow, ...]:
    """Return every row of these records of a customer as they stand now, the newest first.

    What an open page needs after a commit: a tenth of what reading all of it anew would cost.
    """
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, record_id in records:
        if not kinds or kind in kinds:
            ids[kind].add(record_id)
    return _rows(session, timeline_places.of_records(session, customer_id, today, ids))


def moved(committed: Committed) -> frozenset[Record] | None:
    """Return the records whose rows a commit may have changed; None where that may be any."""
    kinds = tables()
    if committed.tables & NAMING or committed.in_bulk & kinds.keys():
        return None
    return frozenset((kinds[table], key) for table, key in committed.rows if table in kinds)


def _page(session: Session, places: list[Place], *, older: bool, newer: bool) -> TimelinePage:
    return TimelinePage(
        _rows(session, places),
        places[-1] if places and older else None,
        places[0] if places and newer else None,
    )


def _rows(session: Session, places: list[Place]) -> tuple[TimelineRow, ...]:
    known = numbered()
    told = timeline_records.tell(session, [(known[one.step].kind, one.id) for one in places])
    return tuple(
        _row(known[place.step], place, told[known[place.step].kind, place.id]) for place in places
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
