"""What is known of customers by a day, and the story that the trajectory reads from it.

A constant number of queries, however many customers. ``as_of`` is the day of knowledge: what was
recorded later is not seen, and of a promise, a loop or a ticket only the steps taken by then.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.models import Customer, Interaction, Pause
from app.services.customers import earlier_ease
from app.services.customers.earlier_ease import Views
from app.services.customers.fact_reading import Reading
from app.services.trajectory.records import Dated, Records
from app.services.trajectory.story import Story, tell

WALKED_AT_ONCE = 50


@dataclass(slots=True)
class Facts:
    """Everything that is known of one customer by a day; ``ease`` of leaving is −2 to 2."""

    customer_id: int
    since: date | None
    ease: int
    cadence_days: int | None
    records: Records = field(default_factory=Records)
    pauses: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @property
    def last_two_way(self) -> date | None:
        """The last day on which both sides spoke."""
        last = max((talk.day for talk in self.records.talks if talk.two_way), default=None)
        return date.fromordinal(last) if last is not None else None

    @property
    def first_day(self) -> int | None:
        """The day of the oldest fact, as an ordinal."""
        known = self.records
        dated = (known.talks, known.answers, known.loops, known.decisions, known.acts)
        days = [record.day for group in dated for record in group]
        days += [ticket.opened for ticket in known.tickets]
        days += [pledge.made_on for pledge in known.pledges]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of a customer, with the day on which each record became known."""

    facts: Facts
    dated: Dated
    eases: Views

    def by(self, day: date) -> Facts:
        """Return what was known at the end of a day."""
        ease = earlier_ease.on(day, self.facts.customer_id, self.facts.ease, self.eases)
        return replace(self.facts, ease=ease, records=self.dated.by(day.toordinal()))


def load(session: Session, as_of: date, customer_ids: Sequence[int] | None = None) -> list[Facts]:
    """Return the facts of these customers, or of all, known by ``as_of``, in order of id."""
    narrowed = customer_ids is not None
    values = {"as_of": as_of} | ({"only": list(customer_ids)} if narrowed else {})
    eases = earlier_ease.views(session, as_of, customer_ids)
    found = {
        row.id: Facts(
            row.id,
            row.since,
            earlier_ease.on(as_of, row.id, row.ease or 0, eases),
            row.cadence_days,
        )
        for row in session.connection().execute(_customers(narrowed=narrowed), values)
    }
    reading = Reading(session, as_of, None if customer_ids is None else list(found))
    by_kind = {kind: _grouped(read()) for kind, read in _reads(reading).items()}
    for facts in found.values():
        facts.records = Records(
            **{kind: groups.get(facts.customer_id, ()) for kind, groups in by_kind.items()}
        )
    _add_pauses(session, found)
    return list(found.values())


def histories(session: Session, last: date, customer_ids: Sequence[int]) -> list[History]:
    """Return all that was known of these customers by ``last``, for looks from any day before."""
    query = select(Customer.id, Customer.since, Customer.ease, Customer.cadence_days).where(
        Customer.id.in_(customer_ids), Customer.deleted_at.is_(None)
    )
    found = {
        row.id: Facts(row.id, row.since, row.ease or 0, row.cadence_days)
        for row in session.execute(query.order_by(Customer.id))
    }
    _add_pauses(session, found)
    eases = earlier_ease.views(session, date.min, customer_ids)
    by_kind = {
        kind: _dated(read()) for kind, read in _reads(Reading(session, last, list(found))).items()
    }
    return [
        History(
            facts,
            Dated(**{kind: groups.get(key, ()) for kind, groups in by_kind.items()}),
            eases,
        )
        for key, facts in found.items()
    ]


def listening_from(session: Session, as_of: date) -> date | None:
    """Return the day of the first interaction in the book: before it, silence says nothing."""
    return session.scalar(_first_day(), {"as_of": as_of})


def listening_since(session: Session, last: date) -> list[tuple[date, date]]:
    """Return when `listening_from` changed, up to ``last``: (known on, first interaction) pairs.

    Walks the interactions from the oldest on, which usually ends with the first of them: nothing
    that became known later than an older one changes anything.
    """
    steps: list[tuple[date, date]] = []
    query = _first_days().execution_options(yield_per=WALKED_AT_ONCE)
    for occurred_on, recorded_on in session.execute(query, {"as_of": last}):
        if not steps or recorded_on < steps[-1][0]:
            steps.append((recorded_on, occurred_on))
        if occurred_on >= steps[-1][0]:
            break
    return steps[::-1]


# The questions are built once, as building takes longer than asking.


@cache
def _customers(*, narrowed: bool) -> Select[*tuple[Any, ...]]:
    query = select(Customer.id, Customer.since, Customer.ease, Customer.cadence_days).where(
        Customer.deleted_at.is_(None), Customer.recorded_on <= bindparam("as_of")
    )
    if narrowed:
        query = query.where(Customer.id.in_(bindparam("only", expanding=True)))
    return query.order_by(Customer.id)


@cache
def _first_days() -> Select[date, date]:
    return (
        _first_day().with_only_columns(Interaction.occurred_on, Interaction.recorded_on).limit(None)
    )


@cache
def _first_day() -> Select[date]:
    return (
        select(Interaction.occurred_on)
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(
            Customer.deleted_at.is_(None),
            Interaction.deleted_at.is_(None),
            Interaction.recorded_on <= bindparam("as_of"),
        )
        .order_by(Interaction.occurred_on)
        .limit(1)
    )


def story(facts: Facts, as_of: date, listening: date | None) -> Story:
    """Return the story that the mathematics reads (METHOD §1 says where it starts).

    It starts when we began to serve the customer, but not before interactions were recorded: old
    customers imported without their history must not look silent.
    """
    day = as_of.toordinal()
    first = facts.first_day if facts.first_day is not None else day
    since = facts.since.toordinal() if facts.since else first
    start = min(max(since, listening.toordinal()) if listening else since, day)
    return tell(
        facts.records,
        start,
        start if listening and listening <= as_of else None,
        tuple(facts.pauses),
        facts.cadence_days,
    )


def _reads(reading: Reading) -> dict[str, Callable[[], Iterable[tuple[int, int, Any]]]]:
    """Return how each kind of record is read."""
    return {
        "talks": reading.talks,
        "departures": reading.departures,
        "tickets": reading.tickets,
        "answers": reading.answers,
        "invitations": reading.invitations,
        "loops": reading.loops,
        "pledges": reading.pledges,
        "decisions": reading.decisions,
        "acts": reading.acts,
    }


def _grouped(found: Iterable[tuple[int, int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for customer_id, _known_on, record in found:
        groups[customer_id].append(record)
    return groups


def _dated(found: Iterable[tuple[int, int, Any]]) -> dict[int, list[tuple[int, Any]]]:
    groups: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for customer_id, known_on, record in found:
        groups[customer_id].append((known_on, record))
    return groups


@cache
def _pauses() -> Select[int, date, date]:
    return select(Pause.customer_id, Pause.from_on, Pause.until_on).where(
        Pause.deleted_at.is_(None)
    )


def _add_pauses(session: Session, found: dict[int, Facts]) -> None:
    for row in session.connection().execute(_pauses()):
        facts = found.get(row.customer_id)
        if facts is not None:
            facts.pauses.append((row.from_on.toordinal(), row.until_on.toordinal()))
