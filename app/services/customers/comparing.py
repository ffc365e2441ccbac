"""Two customers, or two contacts of one, side by side: what a merge asks, and what it moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Colleague, Contact, Interaction, InteractionContact
from app.models.base import Base
from app.services.customers import customers, details, merged_people, references
from app.services.customers.merged_fields import CONTACT, CUSTOMER, differ, is_empty
from app.services.importing.matching import folded
from app.services.trust import entries

COUNTED = (Interaction.__tablename__, *(model.__tablename__ for model in details.COUNTED))
"""Tables of which people want to know how much moves, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both; ``open``: they contradict each other, so that somebody may choose."""

    field: str
    mine: Any
    theirs: Any
    open: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What stands to be merged; ``moving``: how much of each table goes over to the kept one.

    ``people`` are those whom both know, and who become one as well.
    """

    kept_id: int
    other_id: int
    kept: str
    other: str
    fields: tuple[Compared, ...]
    moving: tuple[tuple[str, int], ...]
    people: tuple[str, ...]
    versions: tuple[int, int]


def of_customers(session: Session, kept_id: int, other_id: int) -> Comparison:
    """Compare two customers; raises NotFound."""
    kept, other = customers.get(session, kept_id), customers.get(session, other_id)
    owners = select(Colleague.id, Colleague.name).where(
        Colleague.id.in_([one.owner_id for one in (kept, other) if one.owner_id])
    )
    names = dict(session.execute(owners).all())
    same = merged_people.pairs(session, kept_id, other_id)
    people = select(Contact.name).where(Contact.id.in_(same.values())).order_by(Contact.name)
    return Comparison(
        kept_id,
        other_id,
        kept.name,
        other.name,
        tuple(_fields(kept, other, (*CUSTOMER, "external_id", "note"), CUSTOMER, names)),
        _moving(session, other_id),
        tuple(session.scalars(people)),
        (kept.version, other.version),
    )


def of_contacts(session: Session, kept_id: int, other_id: int) -> Comparison:
    """Compare two people; raises NotFound."""
    kept, other = (entries.get(session, Contact, one) for one in (kept_id, other_id))
    return Comparison(
        kept_id,
        other_id,
        kept.name,
        other.name,
        tuple(_fields(kept, other, (*CONTACT, "note"), CONTACT, {})),
        _links(session, other_id),
        (),
        (kept.version, other.version),
    )


def _fields(
    kept: Any, other: Any, names: Iterable[str], chosen: Iterable[str], owners: dict[int, str]
) -> Iterable[Compared]:
    """Return the fields in which either says something; an owner by name."""
    for name in names:
        mine, theirs = getattr(kept, name), getattr(other, name)
        if is_empty(mine) and is_empty(theirs):
            continue
        open_ = name in chosen and differ(name, mine, theirs)
        if name == "owner_id":
            mine, theirs = owners.get(mine, ""), owners.get(theirs, "")
        yield Compared(name, mine, theirs, open_)


def _moving(session: Session, customer_id: int) -> tuple[tuple[str, int], ...]:
    """Count what the customer that goes has, in one query."""
    tables = [Base.metadata.tables[name] for name in COUNTED]
    counts = [
        select(func.count())
        .where(table.c.customer_id == customer_id, table.c.deleted_at.is_(None))
        .scalar_subquery()
        .label(table.name)
        for table in tables
    ]
    found = session.execute(select(*counts)).one()
    return tuple((name, count) for name, count in zip(COUNTED, found, strict=True) if count)


def _links(session: Session, contact_id: int) -> tuple[tuple[str, int], ...]:
    """Count what names the person who goes, in one query."""
    talks = InteractionContact.__tablename__
    columns = [
        column
        for column in references.to("contacts")
        if column.table.name in (*COUNTED, talks) and column.table.name != Contact.__tablename__
    ]
    counts = [
        select(func.count()).where(column == contact_id).scalar_subquery() for column in columns
    ]
    found = dict(
        zip((c.table.name for c in columns), session.execute(select(*counts)).one(), strict=True)
    )
    found[Interaction.__tablename__] = found.pop(talks)
    return tuple((name, found[name]) for name in COUNTED if found.get(name))


def others_there(session: Session, contact_id: int) -> tuple[str, list[tuple[int, str]]]:
    """Return a contact's name, and who else of the customer it may be: namesakes first."""
    contact = entries.get(session, Contact, contact_id)
    query = select(Contact.id, Contact.name, Contact.email).where(
        Contact.customer_id == contact.customer_id,
        Contact.id != contact_id,
        Contact.deleted_at.is_(None),
        Contact.erased_on.is_(None),
    )
    mine = set(folded(contact.name).split())
    others = sorted(
        session.execute(query),
        key=lambda one: (-len(mine & set(folded(one.name).split())), folded(one.name), one.id),
    )
    return contact.name, [
        (one.id, f"{one.name} ({one.email})" if one.email else one.name) for one in others
    ]
