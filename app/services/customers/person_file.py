"""Everything the book says of one person: to show, to hand out, and to find what to erase.

What is linked to the person, and what names the person in a text about the same customer: by full
name, e-mail address or telephone number, those of before included. Each table is asked once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, false, literal, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Change, Contact, Customer, ImportBatch, InteractionContact
from app.models.base import Base
from app.services.customers import aliases, naming
from app.services.customers.naming import Names
from app.services.exporting import csv_file
from app.services.trust import entries

CALLED = ("name", "email", "phone")


class Texts(NamedTuple):
    """Where a table says things in free text, and on which day it happened."""

    table: str
    kind: str
    day: str
    columns: tuple[str, ...]


TEXTS = (
    Texts("customers", "customer", "since", ("note", "email", "phone")),
    Texts("interactions", "interaction", "occurred_on", ("note",)),
    Texts("tickets", "ticket", "opened_on", ("title",)),
    Texts("feedback", "feedback", "occurred_on", ("text", "via", "product", "action", "outcome")),
    Texts("responses", "response", "occurred_on", ("comment",)),
    Texts("promises", "promise", "made_on", ("text", "via")),
    Texts("expectations", "expectation", "raised_on", ("text",)),
    Texts("goals", "goal", "set_on", ("text", "our_part")),
    Texts("initiatives", "initiative", "started_on", ("title", "result")),
    Texts("advocacy_acts", "advocacy", "occurred_on", ("note", "outcome")),
    Texts("competitor_mentions", "competitor", "occurred_on", ("product", "note")),
    Texts("contacts", "contact", "joined_on", ("role", "title", "note")),
    Texts("contracts", "contract", "starts", ("title", "product", "note")),
    Texts("renewals", "renewal", "due_on", ("reason", "next_step", "note")),
    Texts("renewal_reviews", "review", "due_on", ("note", "action")),
    Texts("stages", "stage", "entered_on", ("evidence",)),
    Texts("pauses", "pause", "from_on", ("reason",)),
    Texts("character_overrules", "character", "set_on", ("reason",)),
)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One record that concerns the person; ``feeling`` −2 to 2 where one was noted."""

    id: int
    kind: str
    day: date | None
    text: str
    feeling: int | None
    linked: bool


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that is known of one person; ``fields`` are what its own record says, in words.

    ``names`` are what the person is found by in texts, and what goes from them when it is erased.
    """

    contact_id: int
    name: str
    customer: str
    fields: tuple[tuple[str, str], ...]
    lines: tuple[PersonLine, ...]
    names: tuple[str, ...]


def person(session: Session, contact_id: int) -> PersonFile:
    """Return what the book says of a contact, the newest first; raises NotFound."""
    contact = entries.get(session, Contact, contact_id)
    records = all_of(session, contact)
    names = known_as(session, records).anywhere
    lines = [line for texts in TEXTS for line in _lines(session, texts, records, names)]
    whose = select(Customer.name).where(Customer.id == contact.customer_id)
    return PersonFile(
        contact.id,
        contact.name,
        session.scalars(whose).one(),
        tuple((n, value) for one in records for n, value in _fields(session, one) if value),
        tuple(sorted(lines, key=lambda line: (line.day or date.min, line.id), reverse=True)),
        tuple(names.all),
    )


def export(session: Session, contact_id: int, path: Path, words: Sequence[tuple[str, str]]) -> int:
    """Write it as a table for a spreadsheet and return how many rows it has.

    ``words`` are the kinds of records and what people call them.
    """
    found, called = person(session, contact_id), dict(words)
    rows = [("", name, value) for name, value in found.fields]
    rows += [
        (line.day.isoformat() if line.day else "", called.get(line.kind, line.kind), line.text)
        for line in found.lines
    ]
    return csv_file.export_rows(path, (_("Day"), _("What"), _("Text")), rows)


def all_of(session: Session, contact: Contact) -> list[Contact]:
    """Return the record of a person, and those that were merged into it."""
    records, ids = [contact], [contact.id]
    while ids:
        query = select(Contact).where(Contact.merged_into_id.in_(ids)).order_by(Contact.id)
        merged = session.scalars(query).all()
        records += merged
        ids = [one.id for one in merged]
    return records


class KnownAs(NamedTuple):
    """What points to a person: in any text, and in one that is linked to the person."""

    anywhere: Names
    linked: Names


def known_as(session: Session, records: Sequence[Contact]) -> KnownAs:
    """Return what a person is and was called, as far as history and imports remember."""
    images: list[dict[str, Any]] = [
        {name: getattr(one, name) for name in CALLED} for one in records
    ]
    mine = Change.row_key.in_([f"[{one.id}]" for one in records])
    query = select(Change.before, Change.after).where(
        Change.table_name == Contact.__tablename__, mine, ~Change.moved
    )
    images += [image for row in session.execute(query) for image in row if image]
    for one in records:
        values = ImportBatch.before["changed", Contact.__tablename__, str(one.id), "values"]
        images += [image for image in session.scalars(select(values)) if image]
    said = {image[name] for image in images for name in CALLED if image.get(name)}
    words = {word for image in images for word in naming.words_of(image.get("name") or "")}
    return KnownAs(Names(said), Names(said, words))


class Told(NamedTuple):
    """A record that concerns the person, with its texts in the order of `Texts.columns`."""

    id: int
    day: date | None
    feeling: int | None
    linked: bool
    deleted: bool
    texts: tuple[str, ...]


def told(session: Session, texts: Texts, records: Sequence[Contact], names: Names) -> list[Told]:
    """Return the records of one table that concern a person, deleted ones too.

    ``records`` are the person's own, as `all_of` has them.

    What names the person is found here and not by the database, which knows no capital Ö.
    """
    table = Base.metadata.tables[texts.table]
    own, whose = [one.id for one in records], [records[0].customer_id]
    if texts.kind == "customer":
        whose += aliases.merged_into(session, whose[0])
    query = select(
        table.c.id,
        table.c[texts.day],
        table.c.feeling if "feeling" in table.c else literal(None),
        _linked(table, own),
        table.c.deleted_at.is_not(None),
        *(table.c[name] for name in texts.columns),
    ).where(table.c["id" if texts.kind == "customer" else "customer_id"].in_(whose))
    if texts.table == "contacts":
        query = query.where(table.c.id.not_in(own))
    rows: Any = session.execute(query)
    found = (
        Told(number, day, felt, by_link, gone, tuple(text or "" for text in said))
        for number, day, felt, by_link, gone, *said in rows
    )
    return [one for one in found if one.linked or any(map(names.stand_in, one.texts))]


def _linked(table: Table, own: Sequence[int]) -> ColumnElement[bool]:
    if table.name == "interactions":
        took_part = select(InteractionContact.interaction_id).where(
            InteractionContact.contact_id.in_(own)
        )
        return table.c.id.in_(took_part)
    return table.c.contact_id.in_(own) if "contact_id" in table.c else false()


def _lines(
    session: Session, texts: Texts, records: Sequence[Contact], names: Names
) -> list[PersonLine]:
    return [
        PersonLine(one.id, texts.kind, one.day, _text(one.texts), one.feeling, bool(one.linked))
        for one in told(session, texts, records, names)
        if not one.deleted
    ]


def _text(parts: Sequence[Any]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _fields(session: Session, contact: Contact) -> list[tuple[str, str]]:
    """Return what the person's own record says; what we think of them is part of it."""
    chief = session.get(Contact, contact.reports_to_id) if contact.reports_to_id else None
    return [
        (_("Name"), contact.name),
        (_("E-mail"), contact.email),
        (_("Phone"), contact.phone),
        (_("Role"), contact.role),
        (_("Job title"), contact.title),
        (_("Influence, 0 to 5"), _number(contact.influence)),
        (_("Attitude to us, −2 to 2"), _number(contact.attitude)),
        (_("Reports to"), chief.name if chief else ""),
        (_("Joined on"), contact.joined_on.isoformat() if contact.joined_on else ""),
        (_("Left on"), contact.left_on.isoformat() if contact.left_on else ""),
        (_("Note"), contact.note),
    ]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
