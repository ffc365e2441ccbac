"""Promises as they stood on a day: only what was recorded, kept, moved or broken by then."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Colleague, Customer, Promise
from app.models.kinds import PromiseDirection, PromiseState
from app.services.trust.promises import state_of

WAITING = frozenset({PromiseState.OPEN, PromiseState.LATE})
KEPT = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE})


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as it stands; ``by`` is who of us gave it, ``settled_on`` when it was settled."""

    customer_id: int
    text: str
    made_on: date
    due_on: date | None
    direction: PromiseDirection
    state: PromiseState
    by: str
    settled_on: date | None

    @property
    def waits(self) -> bool:
        """Whether it still has to be kept."""
        return self.state in WAITING


@dataclass(frozen=True, slots=True)
class Kept:
    """Of so many promises ``due``, how many were kept, and how many of these late."""

    due: int
    kept: int
    late: int


def of_customers(
    session: Session, customer_ids: Collection[int], as_of: date
) -> dict[int, list[PromiseLine]]:
    """Return the promises of these customers, by customer: those that wait first, by due day."""
    query = _promises(as_of).where(Promise.customer_id.in_(customer_ids))
    found: defaultdict[int, list[PromiseLine]] = defaultdict(list)
    for line in _lines(session, query, as_of):
        found[line.customer_id].append(line)
    return found


def naming(session: Session, text: str, as_of: date) -> list[PromiseLine]:
    """Return the promises, of either side and any customer, whose words hold ``text``."""
    query = _promises(as_of).where(Promise.text.icontains(text, autoescape=True))
    return _lines(session, query, as_of)


def kept_of_due(lines: Collection[PromiseLine], first: date, last: date) -> Kept:
    """Return what became of our promises that fell due between two days."""
    due = [
        line.state
        for line in lines
        if line.direction is PromiseDirection.OURS
        and line.state is not PromiseState.OPEN
        and first <= (line.due_on or line.settled_on or last) <= last
    ]
    late = due.count(PromiseState.KEPT_LATE)
    return Kept(len(due), due.count(PromiseState.KEPT) + late, late)


def _promises(as_of: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Promise.customer_id, Promise.text, Promise.made_on, Promise.due_on,
            Promise.direction, Promise.done_on, Promise.broken_on, Promise.moved_from,
            Promise.moved_on, Colleague.name,
        )
        .join(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Colleague, Colleague.id == Promise.colleague_id)
        .where(
            Promise.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
            Promise.recorded_on <= as_of,
            Promise.made_on <= as_of,
        )
        .order_by(Promise.id)
    )  # fmt: skip


def _lines(session: Session, query: Select[*tuple[Any, ...]], as_of: date) -> list[PromiseLine]:
    return sorted((_line(row, as_of) for row in session.execute(query)), key=_waiting_first)


def _line(row: Any, as_of: date) -> PromiseLine:
    moved_later = row.moved_on is not None and row.moved_on > as_of
    due = row.moved_from if moved_later else row.due_on
    state = state_of(due, row.done_on, row.broken_on, as_of)
    settled = row.done_on if state in KEPT else row.broken_on
    return PromiseLine(
        row.customer_id, row.text, row.made_on, due, row.direction, state, row.name or "",
        settled if settled is not None and settled <= as_of else None,
    )  # fmt: skip


def _waiting_first(line: PromiseLine) -> tuple[bool, int]:
    if line.waits:
        return False, (line.due_on or date.max).toordinal()
    return True, -(line.settled_on or line.due_on or line.made_on).toordinal()
