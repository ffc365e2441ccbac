"""Reads each kind of fact once, for however many customers, as the trajectory's plain records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

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
from app.models.kinds import Direction, PromiseDirection
from app.services.trajectory import records


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads what was recorded by ``as_of`` of the customers ``only``, or of all where None."""

    session: Session
    as_of: date
    only: list[int] | None

    def talks(self) -> Iterable[tuple[int, records.Talk]]:
        """Interactions, with who took part."""
        people = self._people()
        for row in self._rows(
            Interaction,
            Interaction.occurred_on,
            Interaction.kind,
            Interaction.two_way,
            Interaction.direction,
            Interaction.feeling,
        ):
            yield (
                row.customer_id,
                records.Talk(
                    ("interaction", row.id),
                    row.occurred_on.toordinal(),
                    row.kind,
                    row.two_way,
                    row.direction is Direction.OUT,
                    row.feeling,
                    people.get(row.id, ()),
                ),
            )

    def departures(self) -> Iterable[tuple[int, records.Departure]]:
        """Contacts who left."""
        for row in self._rows(Contact, Contact.left_on):
            if row.left_on is not None:
                yield (
                    row.customer_id,
                    records.Departure(("contact", row.id), row.left_on.toordinal(), row.id),
                )

    def tickets(self) -> Iterable[tuple[int, records.TicketRecord]]:
        """Tickets, open and closed; how a ticket ended is not known before it is closed."""
        for row in self._rows(
            Ticket,
            Ticket.opened_on,
            Ticket.closed_on,
            Ticket.recorded_on,
            Ticket.priority,
            Ticket.sla_breached,
            Ticket.reopened,
        ):
            known = row.closed_on is None or row.closed_on <= self.as_of
            yield (
                row.customer_id,
                records.TicketRecord(
                    ("ticket", row.id),
                    row.opened_on.toordinal(),
                    self._by(row.closed_on),
                    row.recorded_on.toordinal(),
                    row.priority or 3,
                    known and bool(row.sla_breached),
                    known and row.reopened > 0,
                ),
            )

    def answers(self) -> Iterable[tuple[int, records.Answer]]:
        """Answers to questions."""
        for row in self._rows(
            Response,
            Response.occurred_on,
            Response.question,
            Response.score,
            Response.low,
            Response.high,
            Response.contact_id,
            where=Response.score.is_not(None),
        ):
            yield (
                row.customer_id,
                records.Answer(
                    ("response", row.id),
                    row.occurred_on.toordinal(),
                    row.question,
                    row.score,
                    row.low,
                    row.high,
                    row.contact_id,
                ),
            )

    def invitations(self) -> Iterable[tuple[int, records.Invitation]]:
        """Questions put to somebody, answered or not."""
        for row in self._rows(
            Response,
            Response.occurred_on,
            Response.question,
            Response.score,
            Response.asked_on,
            Response.contact_id,
            where=Response.asked_on.is_not(None),
        ):
            answered = None if row.score is None else self._by(row.occurred_on)
            yield (
                row.customer_id,
                records.Invitation(
                    ("response", row.id),
                    row.asked_on.toordinal(),
                    answered,
                    row.question,
                    row.contact_id,
                ),
            )

    def loops(self) -> Iterable[tuple[int, records.Loop]]:
        """Feedback and how far its loop has come."""
        for row in self._rows(
            Feedback,
            Feedback.occurred_on,
            Feedback.kind,
            Feedback.acted_on,
            Feedback.told_on,
            Feedback.confirmed_on,
        ):
            yield (
                row.customer_id,
                records.Loop(
                    ("feedback", row.id),
                    row.occurred_on.toordinal(),
                    row.kind,
                    self._by(row.acted_on),
                    self._by(row.told_on),
                    self._by(row.confirmed_on),
                ),
            )

    def pledges(self) -> Iterable[tuple[int, records.Pledge]]:
        """Promises of ours."""
        for row in self._rows(
            Promise,
            Promise.made_on,
            Promise.due_on,
            Promise.done_on,
            Promise.broken_on,
            Promise.moved_from,
            Promise.moved_on,
            where=Promise.direction == PromiseDirection.OURS,
        ):
            yield (
                row.customer_id,
                records.Pledge(
                    ("promise", row.id),
                    row.made_on.toordinal(),
                    _ordinal(row.due_on),
                    self._by(row.done_on),
                    self._by(row.broken_on),
                    _ordinal(row.moved_from),
                    _ordinal(row.moved_on),
                ),
            )

    def decisions(self) -> Iterable[tuple[int, records.Decision]]:
        """Renewals that were decided."""
        for row in self._rows(
            Renewal,
            Renewal.due_on,
            Renewal.decided_on,
            Renewal.outcome,
            where=Renewal.outcome.is_not(None),
        ):
            day = (row.decided_on or row.due_on).toordinal()
            yield row.customer_id, records.Decision(("renewal", row.id), day, row.outcome)

    def acts(self) -> Iterable[tuple[int, records.Act]]:
        """What customers did for us."""
        for row in self._rows(AdvocacyAct, AdvocacyAct.occurred_on, AdvocacyAct.kind):
            day = row.occurred_on.toordinal()
            yield row.customer_id, records.Act(("advocacy", row.id), day, row.kind)

    def _rows(
        self,
        model: type[Any],
        *columns: InstrumentedAttribute[Any],
        where: ColumnElement[bool] | None = None,
    ) -> Iterable[Any]:
        query = select(model.id, model.customer_id, *columns).where(
            model.deleted_at.is_(None), model.recorded_on <= self.as_of
        )
        if where is not None:
            query = query.where(where)
        if self.only is not None:
            query = query.where(model.customer_id.in_(self.only))
        return self.session.execute(query)

    def _people(self) -> dict[int, tuple[int, ...]]:
        query = select(InteractionContact.interaction_id, InteractionContact.contact_id)
        if self.only is not None:
            query = query.join(
                Interaction, Interaction.id == InteractionContact.interaction_id
            ).where(Interaction.customer_id.in_(self.only))
        people: dict[int, list[int]] = defaultdict(list)
        for interaction_id, contact_id in self.session.execute(query):
            people[interaction_id].append(contact_id)
        return {key: tuple(sorted(value)) for key, value in people.items()}

    def _by(self, day: date | None) -> int | None:
        """Return the day of a step, None where it had not been taken yet."""
        return day.toordinal() if day is not None and day <= self.as_of else None


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None
