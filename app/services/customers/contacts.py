"""Contacts: the people at a customer, who carries the conversation, and who has left."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.language import _
from app.models import Contact, Interaction, InteractionContact
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries

LATELY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of the list; ``talks`` are this year's two-way contacts, ``share`` of them all."""

    id: int
    name: str
    role: str
    title: str
    email: str
    phone: str
    influence: int | None
    attitude: int | None
    reports_to: str
    left_on: date | None
    may_be_asked: bool | None
    note: str
    last_talk: date | None
    talks: int
    share: float | None = None


@dataclass(slots=True)
class ContactDraft:
    """What the form edits; ``id`` is None for a new contact."""

    customer_id: int
    name: str = ""
    role: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    influence: int | None = None
    attitude: int | None = None
    reports_to_id: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    may_be_asked: bool | None = None
    note: str = ""
    id: int | None = None
    version: int | None = None


TEXTS = ("role", "title", "email", "phone")
PLAIN = ("influence", "attitude", "joined_on", "left_on", "may_be_asked", "reports_to_id")


def of_customer(session: Session, customer_id: int, today: date) -> list[ContactRow]:
    """Return the people at a customer: those we talk with most first, those who left last."""
    talks = _talks(customer_id, today).subquery()
    above = aliased(Contact)
    query = (
        select(
            Contact.id, Contact.name, Contact.role, Contact.title, Contact.email, Contact.phone,
            Contact.influence, Contact.attitude, func.coalesce(above.name, ""),
            Contact.left_on, Contact.may_be_asked, Contact.note,
            talks.c.last, func.coalesce(talks.c.lately, 0),
        )
        .outerjoin(above, above.id == Contact.reports_to_id)
        .outerjoin(talks, talks.c.contact_id == Contact.id)
        .where(Contact.customer_id == customer_id, Contact.deleted_at.is_(None))
    )  # fmt: skip
    rows = [ContactRow(*row) for row in session.execute(query)]
    if total := sum(row.talks for row in rows):
        rows = [replace(row, share=row.talks / total) for row in rows]
    return sorted(rows, key=lambda row: (row.left_on is not None, -row.talks, row.name.casefold()))


def names(session: Session, customer_id: int) -> list[tuple[int, str]]:
    """Return id and name of everybody there, for a field to choose from; those who left last."""
    query = (
        select(Contact.id, Contact.name)
        .where(Contact.customer_id == customer_id, Contact.deleted_at.is_(None))
        .order_by(Contact.left_on.is_not(None), func.lower(Contact.name), Contact.id)
    )
    return list(session.execute(query))


def load(session: Session, contact_id: int) -> ContactDraft:
    """Return a contact as a form wants it; raises NotFound."""
    contact = entries.get(session, Contact, contact_id)
    values: dict[str, Any] = {
        field.name: getattr(contact, field.name) for field in fields(ContactDraft)
    }
    return ContactDraft(**values)


def save(session: Session, draft: ContactDraft, today: date) -> int:
    """Store a new or edited contact and return its id; raises Invalid and Conflict."""
    name = typed_text.name("name", draft.name, _("Please give the contact's name."))
    _check(session, draft)
    new = Contact(customer_id=draft.customer_id, recorded_on=today)
    contact = entries.for_draft(session, Contact, draft.id, draft.version, new)
    contact.name, contact.note = name, typed_text.kept("note", draft.note)
    for text in TEXTS:
        setattr(contact, text, typed_text.line(text, getattr(draft, text)))
    for plain in PLAIN:
        setattr(contact, plain, getattr(draft, plain))
    session.add(contact)
    session.flush()
    label = _("Changed {name}") if draft.id else _("Added {name}")
    recording.describe(session, label.format(name=name))
    return contact.id


def delete(session: Session, contact_id: int) -> None:
    """Take a contact out of sight; undo brings it back. Who only left gets a last day instead."""
    name = entries.get(session, Contact, contact_id).name
    entries.delete(session, Contact, contact_id, _("Deleted {name}").format(name=name))


def _talks(customer_id: int, today: date) -> Select[int, date, int]:
    """Select when each contact last spoke with us, and how often of late."""
    day = Interaction.occurred_on
    return (
        select(
            InteractionContact.contact_id,
            func.max(day).label("last"),
            func.count().filter(day > today - LATELY).label("lately"),
        )
        .join(Interaction, Interaction.id == InteractionContact.interaction_id)
        .where(
            Interaction.customer_id == customer_id,
            Interaction.deleted_at.is_(None),
            Interaction.two_way,
            day <= today,
        )
        .group_by(InteractionContact.contact_id)
    )


def _check(session: Session, draft: ContactDraft) -> None:
    if draft.email.strip() and "@" not in draft.email:
        raise Invalid("email", _("An e-mail address has an @ in it."))
    for field, low, high in (("influence", 0, 5), ("attitude", -2, 2)):
        value = getattr(draft, field)
        if value is not None and not low <= value <= high:
            raise Invalid(
                field, _("This lies between {low} and {high}.").format(low=low, high=high)
            )
    typed_text.day("joined_on", draft.joined_on)
    typed_text.day("left_on", draft.left_on)
    if draft.joined_on and draft.left_on and draft.left_on < draft.joined_on:
        raise Invalid("left_on", _("Nobody leaves before joining."))
    _check_reports(session, draft)


def _check_reports(session: Session, draft: ContactDraft) -> None:
    """Refuse a chain of reports that comes back to where it began."""
    above, seen = draft.reports_to_id, {draft.id}
    while above is not None:
        if above in seen:
            raise Invalid("reports_to_id", _("Nobody reports to themselves, not even in a circle."))
        seen.add(above)
        chief = session.get(Contact, above)
        above = chief.reports_to_id if chief else None
