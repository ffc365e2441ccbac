"""Reads each kind of fact once, for however many customers, as the trajectory's plain records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, String, bindparam, cast, select, type_coerce
from sqlalchemy.orm import Session

from app.models import (
    AdvocacyAct,
    Contact,
    Feedback,
    Interaction,
    InteractionContact,
    Promise,
    Renewal,
    Response,
    Ticket,
)
from app.models.kinds import Direction, InteractionKind, PromiseDirection
from app.services.trajectory import records

CHANNELS: dict[str, InteractionKind] = {kind.value: kind for kind in InteractionKind}


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads what was recorded by ``as_of`` of the customers ``only``, or of all where None.

    Days come as texts, most of them many times over, and words as they are stored: to make a date
    or a member of an enumeration of each would take longer than to read them.
    """

    session: Session
    as_of: date
    only: list[int] | None

    def talks(self) -> Iterable[tuple[int, records.Talk]]:
        """Interactions, with who took part: one row for each of them."""
        found: dict[int, tuple[int, records.Talk]] = {}
        for record_id, customer_id, day, kind, two_way, direction, feeling, person in self._rows(
            "talks"
        ):
            known = found.get(record_id)
            if known is not None:
                people = tuple(sorted((*known[1].people, person)))
                found[record_id] = customer_id, known[1]._replace(people=people)
                continue
            ref = ("interaction", record_id)
            ours = None if direction is None else direction == Direction.OUT
            people = () if person is None else (person,)
            channel = CHANNELS[kind]
            talk = records.Talk(ref, _ordinal(day), channel, two_way, ours, feeling, people)
            found[record_id] = customer_id, talk
        return found.values()

    def departures(self) -> Iterable[tuple[int, records.Departure]]:
        """Contacts who left."""
        for record_id, customer_id, left_on in self._rows("departures"):
            ref = ("contact", record_id)
            yield customer_id, records.Departure(ref, _ordinal(left_on), record_id)

    def tickets(self) -> Iterable[tuple[int, records.TicketRecord]]:
        """Tickets, open and closed."""
        for record_id, customer_id, opened, closed, known, priority, breached, times in self._rows(
            "tickets"
        ):
            yield (
                customer_id,
                records.TicketRecord(
                    ("ticket", record_id),
                    _ordinal(opened),
                    self._by(closed),
                    _ordinal(known),
                    priority or 3,
                    bool(breached),
                    times > 0,
                ),
            )

    def answers(self) -> Iterable[tuple[int, records.Answer]]:
        """Answers to questions."""
        for record_id, customer_id, day, question, score, low, high, person in self._rows(
            "answers"
        ):
            ref = ("response", record_id)
            answer = records.Answer(ref, _ordinal(day), question, score, low, high, person)
            yield customer_id, answer

    def invitations(self) -> Iterable[tuple[int, records.Invitation]]:
        """Questions put to somebody, answered or not."""
        for record_id, customer_id, day, question, score, asked, person in self._rows(
            "invitations"
        ):
            ref = ("response", record_id)
            answered = None if score is None else self._by(day)
            yield (
                customer_id,
                records.Invitation(ref, _ordinal(asked), answered, question, person),
            )

    def loops(self) -> Iterable[tuple[int, records.Loop]]:
        """Feedback and how far its loop has come."""
        for record_id, customer_id, day, kind, acted, told, confirmed in self._rows("loops"):
            steps = (self._by(acted), self._by(told), self._by(confirmed))
            yield customer_id, records.Loop(("feedback", record_id), _ordinal(day), kind, *steps)

    def pledges(self) -> Iterable[tuple[int, records.Pledge]]:
        """Promises of ours."""
        for record_id, customer_id, made, due, done, broken, moved_from, moved in self._rows(
            "pledges"
        ):
            yield (
                customer_id,
                records.Pledge(
                    ("promise", record_id),
                    _ordinal(made),
                    _perhaps(due),
                    self._by(done),
                    self._by(broken),
                    _perhaps(moved_from),
                    _perhaps(moved),
                ),
            )

    def decisions(self) -> Iterable[tuple[int, records.Decision]]:
        """Renewals that were decided."""
        for record_id, customer_id, due, decided, outcome in self._rows("decisions"):
            day = _ordinal(decided or due)
            yield customer_id, records.Decision(("renewal", record_id), day, outcome)

    def acts(self) -> Iterable[tuple[int, records.Act]]:
        """What customers did for us."""
        for record_id, customer_id, day, kind in self._rows("acts"):
            yield customer_id, records.Act(("advocacy", record_id), _ordinal(day), kind)

    def _rows(self, kind: str) -> Iterable[Any]:
        narrowed = self.only is not None
        values = {"as_of": self.as_of} | ({"only": self.only} if narrowed else {})
        # past the ORM: columns need none of its loading, and a page waits for these rows
        return self.session.connection().execute(_query(kind, narrowed=narrowed), values).all()

    def _by(self, day: str | None) -> int | None:
        """Return the day of a step, None where it had not been taken yet."""
        taken = _perhaps(day)
        return taken if taken is not None and taken <= self.as_of.toordinal() else None


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _perhaps(day: str | None) -> int | None:
    return _ordinal(day) if day is not None else None


@cache
def _query(kind: str, *, narrowed: bool) -> Select[*tuple[Any, ...]]:
    """Return what is asked for a kind of fact; built once, as building takes longer than asking."""
    model, columns, *more = _asked()[kind]
    query = select(model.id, model.customer_id, *map(_plain, columns)).where(
        model.deleted_at.is_(None), model.recorded_on <= bindparam("as_of"), *more
    )
    if kind == "talks":
        query = query.outerjoin(InteractionContact)
    if narrowed:
        query = query.where(model.customer_id.in_(bindparam("only", expanding=True)))
    return query


def _plain(column: Any) -> Any:
    return cast(column, String) if isinstance(column.type, Date) else column


def _asked() -> dict[str, tuple[Any, ...]]:
    """Return for each kind its table, the columns beside id and customer, and which of its rows."""
    talk, ticket, answer, told = Interaction, Ticket, Response, Feedback
    return {
        "talks": (talk, (
            talk.occurred_on, type_coerce(talk.kind, String), talk.two_way,
            type_coerce(talk.direction, String), talk.feeling, InteractionContact.contact_id,
        )),
        "departures": (Contact, (Contact.left_on,), Contact.left_on.is_not(None)),
        "tickets": (ticket, (
            ticket.opened_on, ticket.closed_on, ticket.recorded_on, ticket.priority,
            ticket.sla_breached, ticket.reopened,
        )),
        "answers": (answer, (
            answer.occurred_on, answer.question, answer.score, answer.low, answer.high,
            answer.contact_id,
        ), answer.score.is_not(None)),
        "invitations": (answer, (
            answer.occurred_on, answer.question, answer.score, answer.asked_on, answer.contact_id,
        ), answer.asked_on.is_not(None)),
        "loops": (told, (
            told.occurred_on, told.kind, told.acted_on, told.told_on, told.confirmed_on,
        )),
        "pledges": (Promise, (
            Promise.made_on, Promise.due_on, Promise.done_on, Promise.broken_on,
            Promise.moved_from, Promise.moved_on,
        ), Promise.direction == PromiseDirection.OURS),
        "decisions": (Renewal, (
            Renewal.due_on, Renewal.decided_on, Renewal.outcome,
        ), Renewal.outcome.is_not(None)),
        "acts": (AdvocacyAct, (AdvocacyAct.occurred_on, AdvocacyAct.kind)),
    }  # fmt: skip
