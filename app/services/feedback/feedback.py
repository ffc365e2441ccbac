"""Feedback: what a customer told us, in its own words, logged; its loop is in `loops`."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Feedback
from app.models.kinds import FeedbackKind
from app.services.book import recording
from app.services.customers import typed_text, who
from app.services.errors import Invalid


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """What the quick log gives; ``occurred_on`` None is today.

    ``customer`` is a name or external id where ``customer_id`` is not known; ``contact`` an e-mail
    address or a name; ``via`` where it was said: a call, a review site, a survey.
    """

    customer_id: int | None = None
    customer: str = ""
    kind: str = FeedbackKind.COMPLAINT.value
    text: str = ""
    occurred_on: date | None = None
    via: str = ""
    contact_id: int | None = None
    contact: str = ""
    vendor_id: int | None = None
    product: str = ""
    feeling: int | None = None
    owner_id: int | None = None
    due_on: date | None = None


def log(session: Session, draft: FeedbackDraft, today: date) -> int:
    """Store feedback and return its id; raises Invalid and NotFound."""
    if draft.kind not in set(FeedbackKind):
        kinds = ", ".join(kind.value for kind in FeedbackKind)
        raise Invalid("kind", _("The kind is one of {kinds}.").format(kinds=kinds))
    if not draft.text.strip():
        raise Invalid("text", _("Please write down what the customer said."))
    heard_on = draft.occurred_on or today
    if heard_on > today:
        raise Invalid("occurred_on", _("Nobody can have said that in the future."))
    customer = who.customer(session, draft.customer_id, draft.customer, today)
    feedback = Feedback(
        customer_id=customer.id,
        kind=FeedbackKind(draft.kind),
        text=typed_text.kept("text", draft.text),
        occurred_on=heard_on,
        recorded_on=today,
        via=typed_text.line("via", draft.via),
        contact_id=contact(session, customer.id, draft.contact_id, draft.contact),
        vendor_id=draft.vendor_id,
        product=typed_text.line("product", draft.product),
        feeling=typed_text.feeling(draft.feeling),
        owner_id=draft.owner_id,
        due_on=draft.due_on,
    )
    session.add(feedback)
    session.flush()
    recording.describe(session, _label(feedback.kind).format(customer=customer.name))
    return feedback.id


def contact(session: Session, customer_id: int, contact_id: int | None, said: str) -> int | None:
    """Return the contact of this id, or else of this name; None where nobody was named."""
    if contact_id is not None:
        person = session.get(Contact, contact_id)
        if person is None or person.customer_id != customer_id:
            raise Invalid("contact", _("This contact belongs to another customer."))
        return contact_id
    named = who.contacts(session, customer_id, [said])
    return named[0] if named else None


def _label(kind: FeedbackKind) -> str:
    return {
        FeedbackKind.COMPLAINT: _("Logged a complaint of {customer}"),
        FeedbackKind.PRAISE: _("Logged praise from {customer}"),
        FeedbackKind.WISH: _("Logged a wish of {customer}"),
        FeedbackKind.MENTION: _("Logged a public mention by {customer}"),
        FeedbackKind.REMARK: _("Logged a remark of {customer}"),
    }[kind]
