"""Expectations: what a customer wants of us, in its own words, and how well it is met."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Expectation
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """One line of the list; ``weight`` 1–5, ``met`` 0–4, None where nobody asked yet."""

    id: int
    text: str
    contact: str
    raised_on: date | None
    weight: int | None
    met: int | None
    asked_on: date | None


@dataclass(slots=True)
class ExpectationDraft:
    """What the form edits; ``id`` is None for a new expectation."""

    customer_id: int
    text: str = ""
    raised_on: date | None = None
    contact_id: int | None = None
    weight: int | None = None
    met: int | None = None
    asked_on: date | None = None
    id: int | None = None
    version: int | None = None


def of_customer(session: Session, customer_id: int) -> list[ExpectationRow]:
    """Return what a customer expects, the weightiest first."""
    query = (
        select(
            Expectation.id, Expectation.text, func.coalesce(Contact.name, ""),
            Expectation.raised_on, Expectation.weight, Expectation.met, Expectation.asked_on,
        )
        .outerjoin(Contact, Contact.id == Expectation.contact_id)
        .where(Expectation.customer_id == customer_id, Expectation.deleted_at.is_(None))
        .order_by(Expectation.weight.desc().nulls_last(), Expectation.id)
    )  # fmt: skip
    return [ExpectationRow(*row) for row in session.execute(query)]


def load(session: Session, record_id: int) -> ExpectationDraft:
    """Return an expectation as a form wants it; raises NotFound."""
    found = entries.get(session, Expectation, record_id)
    return ExpectationDraft(
        found.customer_id, found.text, found.raised_on, found.contact_id,
        found.weight, found.met, found.asked_on, found.id, found.version,
    )  # fmt: skip


def save(session: Session, draft: ExpectationDraft, today: date) -> int:
    """Store a new or edited expectation and return its id; raises Invalid and Conflict."""
    sentence = _("Please say what the customer expects, in its own words.")
    text = typed_text.required("text", draft.text, sentence)
    for field in ("raised_on", "asked_on"):
        day = getattr(draft, field)
        if day is not None and day > today:
            raise Invalid(field, _("That day has not come yet."))
    new = Expectation(customer_id=draft.customer_id, recorded_on=today, raised_on=today)
    found = entries.for_draft(session, Expectation, draft.id, draft.version, new)
    found.text, found.contact_id = text, draft.contact_id
    found.raised_on = draft.raised_on or found.raised_on
    found.weight, found.met = draft.weight, draft.met
    asked = draft.met is not None and draft.asked_on is None
    found.asked_on = today if asked else draft.asked_on
    session.add(found)
    session.flush()
    label = _("Changed an expectation: {text}") if draft.id else _("Noted an expectation: {text}")
    recording.describe(session, label.format(text=entries.short(text)))
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take an expectation off the list; undo brings it back."""
    text = entries.get(session, Expectation, record_id).text
    label = _("Deleted an expectation: {text}").format(text=entries.short(text))
    entries.delete(session, Expectation, record_id, label)
