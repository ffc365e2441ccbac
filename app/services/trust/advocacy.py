"""Advocacy: what a customer did to speak for us; whether we had asked, and whether we thanked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import AdvocacyAct, Contact
from app.models.kinds import AdvocacyKind
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(frozen=True, slots=True)
class AdvocacyRow:
    """One line of the list."""

    id: int
    occurred_on: date
    kind: AdvocacyKind
    contact: str
    asked_on: date | None
    thanked_on: date | None
    outcome: str
    note: str


@dataclass(slots=True)
class AdvocacyDraft:
    """What the form edits; ``id`` is None for a new act."""

    customer_id: int
    kind: AdvocacyKind | None = None
    occurred_on: date | None = None
    contact_id: int | None = None
    asked_on: date | None = None
    thanked_on: date | None = None
    outcome: str = ""
    note: str = ""
    id: int | None = None
    version: int | None = None


def of_customer(session: Session, customer_id: int) -> list[AdvocacyRow]:
    """Return what a customer did for us, the newest first."""
    query = (
        select(
            AdvocacyAct.id, AdvocacyAct.occurred_on, AdvocacyAct.kind,
            func.coalesce(Contact.name, ""), AdvocacyAct.asked_on,
            AdvocacyAct.thanked_on, AdvocacyAct.outcome, AdvocacyAct.note,
        )
        .outerjoin(Contact, Contact.id == AdvocacyAct.contact_id)
        .where(AdvocacyAct.customer_id == customer_id, AdvocacyAct.deleted_at.is_(None))
        .order_by(AdvocacyAct.occurred_on.desc(), AdvocacyAct.id.desc())
    )  # fmt: skip
    return [AdvocacyRow(*row) for row in session.execute(query)]


def load(session: Session, record_id: int) -> AdvocacyDraft:
    """Return an act as a form wants it; raises NotFound."""
    found = entries.get(session, AdvocacyAct, record_id)
    return AdvocacyDraft(
        found.customer_id, found.kind, found.occurred_on, found.contact_id, found.asked_on,
        found.thanked_on, found.outcome, found.note, found.id, found.version,
    )  # fmt: skip


def save(session: Session, draft: AdvocacyDraft, today: date) -> int:
    """Store a new or edited act and return its id; raises Invalid and Conflict."""
    occurred_on = draft.occurred_on or today
    if draft.kind is None:
        raise Invalid("kind", _("Please say what the customer did."))
    for field, day in (("occurred_on", occurred_on), ("thanked_on", draft.thanked_on)):
        if day is not None and day > today:
            raise Invalid(field, _("That day has not come yet."))
    if draft.thanked_on is not None and draft.thanked_on < occurred_on:
        raise Invalid("thanked_on", _("We cannot have thanked before it happened."))
    new = AdvocacyAct(customer_id=draft.customer_id, recorded_on=today)
    found = entries.for_draft(session, AdvocacyAct, draft.id, draft.version, new)
    found.kind, found.occurred_on = AdvocacyKind(draft.kind), occurred_on
    found.contact_id, found.asked_on = draft.contact_id, draft.asked_on
    found.thanked_on = draft.thanked_on
    found.outcome = typed_text.line("outcome", draft.outcome)
    found.note = typed_text.kept("note", draft.note)
    session.add(found)
    session.flush()
    label = _("Changed an advocacy act") if draft.id else _("Noted an advocacy act")
    recording.describe(session, label)
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take an act off the list; undo brings it back."""
    entries.delete(session, AdvocacyAct, record_id, _("Deleted an advocacy act"))
