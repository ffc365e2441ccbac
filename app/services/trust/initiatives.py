"""Initiatives: what a customer and we do jointly, who had the idea, and what came of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Initiative
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One line of the list; ``raised_by`` is customer, us, or "" where nobody knows."""

    id: int
    title: str
    started_on: date | None
    raised_by: str
    status: str
    result: str


@dataclass(slots=True)
class InitiativeDraft:
    """What the form edits; ``id`` is None for a new initiative."""

    customer_id: int
    title: str = ""
    started_on: date | None = None
    raised_by: str = ""
    status: str = ""
    result: str = ""
    id: int | None = None
    version: int | None = None


def of_customer(session: Session, customer_id: int) -> list[InitiativeRow]:
    """Return what a customer and we do jointly, the newest first."""
    query = (
        select(
            Initiative.id, Initiative.title, Initiative.started_on,
            Initiative.raised_by, Initiative.status, Initiative.result,
        )
        .where(Initiative.customer_id == customer_id, Initiative.deleted_at.is_(None))
        .order_by(Initiative.started_on.desc().nulls_last(), Initiative.id.desc())
    )  # fmt: skip
    return [InitiativeRow(*row) for row in session.execute(query)]


def load(session: Session, record_id: int) -> InitiativeDraft:
    """Return an initiative as a form wants it; raises NotFound."""
    found = entries.get(session, Initiative, record_id)
    return InitiativeDraft(
        found.customer_id, found.title, found.started_on, found.raised_by,
        found.status, found.result, found.id, found.version,
    )  # fmt: skip


def save(session: Session, draft: InitiativeDraft, today: date) -> int:
    """Store a new or edited initiative and return its id; raises Invalid and Conflict."""
    sentence = _("Please say what you do together.")
    title = typed_text.name("title", draft.title, sentence)
    if draft.raised_by not in ("", "customer", "us"):
        raise Invalid("raised_by", _("An idea is the customer's or ours."))
    new = Initiative(customer_id=draft.customer_id, recorded_on=today)
    found = entries.for_draft(session, Initiative, draft.id, draft.version, new)
    found.title, found.started_on, found.raised_by = title, draft.started_on, draft.raised_by
    found.status = typed_text.line("status", draft.status)
    found.result = typed_text.line("result", draft.result)
    session.add(found)
    session.flush()
    label = _("Changed an initiative: {text}") if draft.id else _("Noted an initiative: {text}")
    recording.describe(session, label.format(text=entries.short(title)))
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take an initiative off the list; undo brings it back."""
    title = entries.get(session, Initiative, record_id).title
    label = _("Deleted an initiative: {text}").format(text=entries.short(title))
    entries.delete(session, Initiative, record_id, label)
