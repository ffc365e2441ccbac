"""Tickets of a customer: imported from the help desk or noted by hand, and how they were rated."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Contact, Response, Ticket
from app.models.kinds import Question
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One line of the list; ``priority`` 1 is urgent, ``csat`` is the last answer, 1–5."""

    id: int
    number: str
    title: str
    opened_on: date
    closed_on: date | None
    priority: int | None
    status: str
    queue: str
    contact: str
    colleague: str
    reopened: int
    sla_breached: bool | None
    csat: float | None


@dataclass(slots=True)
class TicketDraft:
    """What the form edits; ``id`` is None for a new ticket."""

    customer_id: int
    title: str = ""
    priority: int | None = 3
    opened_on: date | None = None
    closed_on: date | None = None
    contact_id: int | None = None
    colleague_id: int | None = None
    queue: str = ""
    reopened: int | None = 0
    sla_breached: bool | None = None
    status: str = ""
    id: int | None = None
    version: int | None = None


def of_customer(session: Session, customer_id: int) -> list[TicketRow]:
    """Return a customer's tickets: the open ones first, then the newest."""
    rated = (
        select(Response.ticket_id, func.max(Response.id).label("last"))
        .where(
            Response.customer_id == customer_id,
            Response.deleted_at.is_(None),
            Response.question == Question.CSAT,
            Response.score.is_not(None),
            Response.high == 5,
        )
        .group_by(Response.ticket_id)
        .subquery()
    )
    query = (
        select(
            Ticket.id, func.coalesce(Ticket.external_id, ""), Ticket.title, Ticket.opened_on,
            Ticket.closed_on, Ticket.priority, Ticket.status, Ticket.queue,
            func.coalesce(Contact.name, ""), func.coalesce(Colleague.name, ""),
            Ticket.reopened, Ticket.sla_breached, Response.score,
        )
        .outerjoin(Contact, Contact.id == Ticket.contact_id)
        .outerjoin(Colleague, Colleague.id == Ticket.colleague_id)
        .outerjoin(rated, rated.c.ticket_id == Ticket.id)
        .outerjoin(Response, Response.id == rated.c.last)
        .where(Ticket.customer_id == customer_id, Ticket.deleted_at.is_(None))
        .order_by(Ticket.closed_on.is_not(None), Ticket.opened_on.desc(), Ticket.id.desc())
    )  # fmt: skip
    return [TicketRow(*row) for row in session.execute(query)]


def load(session: Session, record_id: int) -> TicketDraft:
    """Return a ticket as a form wants it; raises NotFound."""
    found = entries.get(session, Ticket, record_id)
    return TicketDraft(
        found.customer_id, found.title, found.priority, found.opened_on, found.closed_on,
        found.contact_id, found.colleague_id, found.queue, found.reopened, found.sla_breached,
        found.status, found.id, found.version,
    )  # fmt: skip


def save(session: Session, draft: TicketDraft, today: date) -> int:
    """Store a new or edited ticket and return its id; raises Invalid and Conflict."""
    title = typed_text.required("title", draft.title, _("Please say what it is about."))
    _check(draft, today)
    new = Ticket(customer_id=draft.customer_id, recorded_on=today)
    found = entries.for_draft(session, Ticket, draft.id, draft.version, new)
    found.title, found.priority, found.queue = (
        title,
        draft.priority,
        typed_text.line("queue", draft.queue),
    )
    _set_days(found, draft.opened_on or today, draft.closed_on)
    found.contact_id, found.colleague_id = draft.contact_id, draft.colleague_id
    found.reopened, found.sla_breached = draft.reopened or 0, draft.sla_breached
    found.status = typed_text.line("status", draft.status)
    session.add(found)
    session.flush()
    label = _("Changed a ticket: {text}") if draft.id else _("Noted a ticket: {text}")
    recording.describe(session, label.format(text=entries.short(title)))
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take a ticket off the list; undo brings it back."""
    title = entries.get(session, Ticket, record_id).title
    label = _("Deleted a ticket: {text}").format(text=entries.short(title))
    entries.delete(session, Ticket, record_id, label)


def _check(draft: TicketDraft, today: date) -> None:
    opened_on = draft.opened_on or today
    if draft.priority is not None and not 1 <= draft.priority <= 4:
        raise Invalid("priority", _("Priorities go from 1, urgent, to 4, low."))
    if opened_on > today:
        raise Invalid("opened_on", _("That day has not come yet."))
    if draft.closed_on is not None and draft.closed_on < opened_on:
        raise Invalid("closed_on", _("A ticket cannot be closed before it was opened."))
    if (draft.reopened or 0) < 0:
        raise Invalid("reopened", _("How often it came back is zero or more."))


def _set_days(ticket: Ticket, opened_on: date, closed_on: date | None) -> None:
    """Set the days; an instant that no longer lies on its day is not known any more."""
    if ticket.opened_on != opened_on:
        ticket.opened_on, ticket.opened = opened_on, None
    if ticket.closed_on != closed_on:
        ticket.closed_on, ticket.closed = closed_on, None
