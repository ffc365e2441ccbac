"""Where the past names a person: in the history, in what imports would restore, in old labels.

Rows that are no longer there count as well: redo would bring them back. What belongs to another
customer stays as it is.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.models import Change, ChangeSet, Contact, Customer, InteractionContact
from app.models.base import Base
from app.services.book import recording
from app.services.customers import forgetting
from app.services.customers.forgetting import AT_ONCE, Image
from app.services.customers.naming import GONE
from app.services.customers.person_file import TEXTS, KnownAs

COLUMNS = {texts.table: texts.columns for texts in TEXTS}
NOBODYS = 0  # in place of a customer's id
APART = "\0"  # between two texts, so that no name is made of both


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to look for: the records and what they are called, whose they are, what is linked."""

    own: frozenset[int]
    known: KnownAs
    whose: frozenset[int]
    linked: Mapping[str, Collection[int]]


def forget(session: Session, person: Person) -> set[str]:
    """Take a person out of the past, and return the words that stood there."""
    concerned, actions = _changes(session, person)
    _forget_labels(session, person, actions)
    words = forgetting.images(session, concerned)
    return words | forgetting.imported(session, partial(_concerns, session, person))


def once_linked(session: Session, own: Collection[int]) -> set[int]:
    """Return the conversations in which a person took part as far as the history remembers."""
    mine = or_(*(Change.row_key.endswith(f", {one}]") for one in own))
    table = InteractionContact.__tablename__
    keys = session.scalars(select(Change.row_key).where(Change.table_name == table, mine))
    return {json.loads(key)[0] for key in keys}


def _changes(session: Session, person: Person) -> tuple[Sequence[int], set[int]]:
    """Return the changes that concern a person and the actions that they are part of."""
    columns = (Change.table_name, Change.row_key, Change.before, Change.after)
    query = select(Change.id, Change.change_set_id, *columns).where(
        Change.table_name.in_(COLUMNS), ~Change.moved
    )
    concerned: list[int] = []
    actions: set[int] = set()
    for number, action, table, key, before, after in session.execute(
        query, execution_options={"yield_per": AT_ONCE}
    ):
        if _concerns(session, person, table, json.loads(key)[0], before or {}, after or {}):
            concerned.append(number)
            actions.add(action)
    return concerned, actions


def _concerns(session: Session, person: Person, table: str, row: int, *images: Image) -> bool:
    """Tell whether what a row was is the person, or names the person."""
    if table == Contact.__tablename__ and row in person.own:
        return True
    linked = row in person.linked.get(table, ()) or any(
        image.get("contact_id") in person.own for image in images
    )
    names = person.known.linked if linked else person.known.anywhere
    if not names.stand_in(APART.join(forgetting.texts(*images))):
        return False
    owner = _owner(session, table, row)
    if owner is None:
        return True
    said = (image.get(column) or "" for image in images for column in COLUMNS.get(table, ()))
    return owner in person.whose and any(map(names.stand_in, said))


def _owner(session: Session, table: str, row: int) -> int | None:
    """Return the customer whose a row is; None where it is no longer there, or was an import."""
    if table == recording.IMPORTS:
        return None
    columns = Base.metadata.tables[table].c
    if table != Customer.__tablename__ and "customer_id" not in columns:
        return NOBODYS
    owner = columns["id" if table == Customer.__tablename__ else "customer_id"]
    return session.scalar(select(owner).where(columns.id == row))


def _forget_labels(session: Session, person: Person, actions: Collection[int]) -> None:
    """Take the name out of what actions on this customer were called."""
    query = select(ChangeSet.id, ChangeSet.label).where(ChangeSet.label != "")
    said: dict[int, str] = {}
    for number, label in session.execute(query, execution_options={"yield_per": AT_ONCE}):
        without = _label_without(person, label, concerned=number in actions)
        if without != label and (number in actions or _is_on(session, number, person.whose)):
            said[number] = without
    for number, label in said.items():
        session.execute(update(ChangeSet).where(ChangeSet.id == number).values(label=label))


def _label_without(person: Person, label: str, *, concerned: bool) -> str:
    """Return a label without the name; if it was cut in a text that names the person, its end too.

    Part of the name may stand there.
    """
    if concerned and label.endswith(GONE):
        return f"{person.known.linked.without(label.rpartition(' ')[0])} {GONE}"
    return person.known.anywhere.without(label)


def _is_on(session: Session, action: int, whose: Collection[int]) -> bool:
    """Tell whether an action may have touched one of these customers: not only other rows."""
    mine = (Change.change_set_id == action, ~Change.moved)
    rows = session.execute(select(Change.table_name, Change.row_key).where(*mine)).all()
    owners = (_owner(session, table, json.loads(key)[0]) for table, key in rows)
    return not rows or any(owner is None or owner in whose for owner in owners)
