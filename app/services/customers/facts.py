"""What is known of customers by a day, and the story that the trajectory reads from it.

A constant number of queries, however many customers. ``as_of`` is the day of knowledge: what was
recorded later is not seen, and of a promise, a loop or a ticket only the steps taken by then.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.models import Customer, Interaction, Pause
from app.services.customers.fact_reading import Reading
from app.services.trajectory.records import Records
from app.services.trajectory.story import Story, tell


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


def load(session: Session, as_of: date, customer_ids: Sequence[int] | None = None) -> list[Facts]:
    """Return the facts of these customers, or of all, known by ``as_of``, in order of id."""
    narrowed = customer_ids is not None
    values = {"as_of": as_of} | ({"only": list(customer_ids)} if narrowed else {})
    found = {
        row.id: Facts(row.id, row.since, row.ease or 0, row.cadence_days)
        for row in session.connection().execute(_customers(narrowed=narrowed), values)
    }
    reading = Reading(session, as_of, None if customer_ids is None else list(found))
    by_kind = {
        kind: _grouped(read())
        for kind, read in {
            "talks": reading.talks,
            "departures": reading.departures,
            "tickets": reading.tickets,
            "answers": reading.answers,
            "invitations": reading.invitations,
            "loops": reading.loops,
            "pledges": reading.pledges,
            "decisions": reading.decisions,
            "acts": reading.acts,
        }.items()
    }
    for facts in found.values():
        facts.records = Records(
            **{kind: groups.get(facts.customer_id, ()) for kind, groups in by_kind.items()}
        )
    _add_pauses(session, found)
    return list(found.values())


def listening_from(session: Session, as_of: date) -> date | None:
    """Return the day of the first interaction in the book: before it, silence says nothing."""
    return session.scalar(_first_day(), {"as_of": as_of})


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


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for customer_id, record in pairs:
        groups[customer_id].append(record)
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
