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
    or a member of an enumeration of each would take longer than to read them. Each record comes
    with its customer and the day it became known.
    """

    session: Session
    as_of: date
    only: list[int] | None

    def talks(self) -> Iterable[tuple[int, int, records.Talk]]:
        """Interactions, with who took part: one row for each of them."""
        found: dict[int, tuple[int, int, records.Talk]] = {}
        for row in self._rows("talks"):
            record_id, customer_id, known_on, day, kind, two_way, direction, feeling, person = row
            known = found.get(record_id)
            if known is not None:
                people = tuple(sorted((*known[2].people, person)))
                found[record_id] = customer_id, known[1], known[2]._replace(people=people)
                continue
            ref = ("interaction", record_id)
            ours = None if direction is None else direction == Direction.OUT
            people = () if person is None else (person,)
            channel = CHANNELS[kind]
            talk = records.Talk(ref, _ordinal(day), channel, two_way, ours, feeling, people)
            found[record_id] = customer_id, _ordinal(known_on), talk
        return found.values()

    def departures(self) -> Iterable[tuple[int, int, records.Departure]]:
        """Contacts who left."""
        for record_id, customer_id, known_on, left_on in self._rows("departures"):
            departure = records.Departure(("contact", record_id), _ordinal(left_on), record_id)
            yield customer_id, _ordinal(known_on), departure

    def tickets(self) -> Iterable[tuple[int, int, records.TicketRecord]]:
        """Tickets, open and closed; how one ended is not known while it was open."""
        for row in self._rows("tickets"):
            record_id, customer_id, recorded_on, opened, closed, priority, breached, times = row
            known_on = _ordinal(recorded_on)
            ticket = records.TicketRecord(
                ("ticket", record_id),
                _ordinal(opened),
                _perhaps(closed),
                known_on,
                priority or 3,
                bool(breached),
                times > 0,
            )
            yield customer_id, known_on, ticket.by(self._last)

    def answers(self) -> Iterable[tuple[int, int, records.Answer]]:
        """Answers to questions."""
        for row in self._rows("answers"):
            record_id, customer_id, known_on, day, question, score, low, high, person = row
            ref = ("response", record_id)
            answer = records.Answer(ref, _ordinal(day), question, score, low, high, person)
            yield customer_id, _ordinal(known_on), answer

    def invitations(self) -> Iterable[tuple[int, int, records.Invitation]]:
        """Questions put to somebody, answered or not."""
        for row in self._rows("invitations"):
            record_id, customer_id, known_on, day, question, score, asked, person = row
            answered = None if score is None else _ordinal(day)
            ref = ("response", record_id)
            invitation = records.Invitation(ref, _ordinal(asked), answered, question, person)
            yield customer_id, _ordinal(known_on), invitation.by(self._last)

    def loops(self) -> Iterable[tuple[int, int, records.Loop]]:
        """Feedback and how far its loop has come."""
        for record_id, customer_id, known_on, day, kind, *steps in self._rows("loops"):
            ref = ("feedback", record_id)
            loop = records.Loop(ref, _ordinal(day), kind, *map(_perhaps, steps))
            yield customer_id, _ordinal(known_on), loop.by(self._last)

    def pledges(self) -> Iterable[tuple[int, int, records.Pledge]]:
        """Promises of ours."""
        for record_id, customer_id, known_on, made, *days in self._rows("pledges"):
            ref = ("promise", record_id)
            pledge = records.Pledge(ref, _ordinal(made), *map(_perhaps, days))
            yield customer_id, _ordinal(known_on), pledge.by(self._last)

    def decisions(self) -> Iterable[tuple[int, int, records.Decision]]:
        """Renewals that were decided."""
        for record_id, customer_id, known_on, due, decided, outcome in self._rows("decisions"):
            decision = records.Decision(("renewal", record_id), _ordinal(decided or due), outcome)
            yield customer_id, _ordinal(known_on), decision

    def acts(self) -> Iterable[tuple[int, int, records.Act]]:
        """What customers did for us."""
        for record_id, customer_id, known_on, day, kind in self._rows("acts"):
            act = records.Act(("advocacy", record_id), _ordinal(day), kind)
            yield customer_id, _ordinal(known_on), act

    def _rows(self, kind: str) -> Iterable[Any]:
        narrowed = self.only is not None
        values = {"as_of": self.as_of} | ({"only": self.only} if narrowed else {})
        # past the ORM: columns need none of its loading, and a page waits for these rows
        return self.session.connection().execute(_query(kind, narrowed=narrowed), values).all()

    @property
    def _last(self) -> int:
        return self.as_of.toordinal()


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _perhaps(day: str | None) -> int | None:
    return _ordinal(day) if day is not None else None


@cache
def _query(kind: str, *, narrowed: bool) -> Select[*tuple[Any, ...]]:
    """Return what is asked for a kind of fact; built once, as building takes longer than asking."""
    model, columns, *more = _asked()[kind]
    told = map(_plain, (model.recorded_on, *columns))
    query = select(model.id, model.customer_id, *told).where(
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
    """Return each kind's table, columns (beside id, customer and day known), and conditions."""
    talk, ticket, answer, told = Interaction, Ticket, Response, Feedback
    return {
        "talks": (talk, (
            talk.occurred_on, type_coerce(talk.kind, String), talk.two_way,
            type_coerce(talk.direction, String), talk.feeling, InteractionContact.contact_id,
        )),
        "departures": (Contact, (Contact.left_on,), Contact.left_on.is_not(None)),
        "tickets": (ticket, (
            ticket.opened_on, ticket.closed_on, ticket.priority, ticket.sla_breached,
            ticket.reopened,
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
