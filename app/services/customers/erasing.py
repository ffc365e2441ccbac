"""Erasing one person at their wish: for good, with no way back, history included.

What stays is what the firm needs without the person: that there was a call on that day and how it
went, what was agreed, what was answered. The person's name, address and everything said of them as
a person goes, also from the history and from what imports remember. What cannot be reached from
here (backups, exports, other programs) is the caller's to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Glance, Interaction
from app.models.base import Base, now
from app.services.book import recording, unfinished
from app.services.customers import aliases, forgetting, freshness, traces, vocabulary
from app.services.customers.naming import Names
from app.services.customers.person_file import TEXTS, KnownAs, Texts, Told, all_of, known_as, told
from app.services.customers.traces import Person
from app.services.trust import entries

EMPTIED = ("email", "phone", "role", "title", "note")
ADDRESSES = ("email", "phone")
UNKNOWN = ("influence", "attitude", "reports_to_id", "external_id")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records named the person, and how many stay without the name."""

    named: int
    kept: int


def erase(session: Session, contact_id: int, today: date) -> Erased:
    """Erase a contact and whoever was merged into it; raises NotFound.

    Not to be undone: no image of before is kept.
    """
    contact = entries.get(session, Contact, contact_id)
    records = all_of(session, contact)
    known = known_as(session, records)
    found = {texts: told(session, texts, records, known.anywhere) for texts in TEXTS}
    person = _person(session, records, known, found)
    words = vocabulary.words_of(
        getattr(one, column) for one in records for column in ("name", *EMPTIED)
    )
    named = 0
    for texts, one in ((texts, one) for texts, some in found.items() for one in some):
        names = known.linked if one.linked else known.anywhere
        both = zip(texts.columns, one.texts, strict=True)
        said = tuple(_without(names, column, text) for column, text in both)
        if said != one.texts:
            named += 1
            words |= vocabulary.words_of(one.texts)
            _replace(session, texts.table, one, dict(zip(texts.columns, said, strict=True)))
    for one in records:
        _empty(session, one, today)
    words |= traces.forget(session, person)
    unfinished.forget(session, known.anywhere.stand_in)
    _forget_caches(session, contact.customer_id)
    vocabulary.unlearn(session, words)
    forgetting.mark(session)
    session.expire_all()
    recording.announce(session, *(texts.table for texts in TEXTS))
    return Erased(named, sum(map(len, found.values())))


def _person(
    session: Session,
    records: Sequence[Contact],
    known: KnownAs,
    found: Mapping[Texts, Sequence[Told]],
) -> Person:
    """Return whom to look for in the past."""
    own, customer = frozenset(one.id for one in records), records[0].customer_id
    whose = frozenset((customer, *aliases.merged_into(session, customer)))
    linked = {texts.table: {one.id for one in some if one.linked} for texts, some in found.items()}
    linked[Interaction.__tablename__] |= traces.once_linked(session, own)
    return Person(own, known, whose, linked)


def _without(names: Names, column: str, text: str) -> str:
    """Return a text without the person; an address that was the person's is none any more."""
    said = names.without(text)
    return "" if said != text and column in ADDRESSES else said


def _replace(session: Session, name: str, one: Told, values: dict[str, Any]) -> None:
    """Store texts past the history."""
    table = Base.metadata.tables[name]
    stamps = {"version": table.c.version + 1, "changed_at": now()}
    session.execute(update(table).where(table.c.id == one.id).values(**values, **stamps))


def _empty(session: Session, contact: Contact, today: date) -> None:
    """Leave of the person only the place in the story: when they came and went."""
    table = Base.metadata.tables["contacts"]
    values: dict[str, Any] = {"name": _("Erased person"), "may_be_asked": False}
    values |= dict.fromkeys(EMPTIED, "") | dict.fromkeys(UNKNOWN)
    values |= {"erased_on": today, "version": table.c.version + 1, "changed_at": now()}
    session.execute(update(table).where(table.c.id == contact.id).values(values))


def _forget_caches(session: Session, customer_id: int) -> None:
    """Drop what pages showed last; it is made anew."""
    session.execute(delete(Glance))
    freshness.mark_stale(session, {customer_id})
