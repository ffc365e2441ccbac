"""Erasing one person at their wish: for good, with no way back, history included.

What stays is what the firm needs without the person: that there was a call on that day and how it
went, what was agreed, what was answered. The person's name, address and everything said of them as
a person goes, also from the history and from what imports remember. What cannot be reached from
here (backups, exports, other programs) is the caller's to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.language import _
from app.models import Change, ChangeSet, Contact, Glance, ImportBatch
from app.models.base import Base, now
from app.services.book import recording, unfinished
from app.services.customers import freshness, vocabulary
from app.services.customers.naming import Names
from app.services.customers.person_file import TEXTS, Told, all_of, known_as, told
from app.services.trust import entries

EMPTIED = ("email", "phone", "role", "title", "note")
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
    said_of = [getattr(one, column) for one in records for column in ("name", *EMPTIED)]
    named, kept = 0, 0
    for texts in TEXTS:
        for one in told(session, texts, records, known.anywhere):
            names = known.linked if one.linked else known.anywhere
            said = [names.without(part) for part in one.texts]
            kept += 1
            if said != list(one.texts):
                named += 1
                _replace(session, texts.table, one, dict(zip(texts.columns, said, strict=True)))
    for one in records:
        _empty(session, one, today)
    _forget_labels(session, known.anywhere)
    unfinished.forget(session, known.anywhere.stand_in)
    _forget_caches(session, contact.customer_id)
    _unlearn(session, said_of)
    session.expire_all()
    recording.announce(session, *(texts.table for texts in TEXTS))
    return Erased(named, kept)


def _replace(session: Session, name: str, one: Told, values: dict[str, Any]) -> None:
    """Store texts past the history, and forget what they were."""
    table = Base.metadata.tables[name]
    stamps = {"version": table.c.version + 1, "changed_at": now()}
    session.execute(update(table).where(table.c.id == one.id).values(**values, **stamps))
    _forget_images(session, name, one.id)


def _empty(session: Session, contact: Contact, today: date) -> None:
    """Leave of the person only the place in the story: when they came and went."""
    table = Base.metadata.tables["contacts"]
    values: dict[str, Any] = {"name": _("Erased person"), "may_be_asked": False}
    values |= dict.fromkeys(EMPTIED, "") | dict.fromkeys(UNKNOWN)
    values |= {"erased_on": today, "version": table.c.version + 1, "changed_at": now()}
    session.execute(update(table).where(table.c.id == contact.id).values(values))
    _forget_images(session, "contacts", contact.id)


def _forget_images(session: Session, table: str, record_id: int) -> None:
    """Take a record out of the history, and out of what imports would restore."""
    mine = (Change.table_name == table, Change.row_key == f"[{record_id}]", ~Change.moved)
    session.execute(delete(Change).where(*mine))
    for batch in session.scalars(select(ImportBatch).where(ImportBatch.undone_at.is_(None))):
        rows = batch.before["changed"].get(table, {})
        if str(record_id) in rows:
            left = {key: was for key, was in rows.items() if key != str(record_id)}
            batch.before = batch.before | {"changed": batch.before["changed"] | {table: left}}


def _forget_labels(session: Session, names: Names) -> None:
    """Take the name out of what actions were called."""
    labels = session.execute(select(ChangeSet.id, ChangeSet.label).where(ChangeSet.label != ""))
    for number, label in [row for row in labels if names.stand_in(row.label)]:
        called = update(ChangeSet).where(ChangeSet.id == number)
        session.execute(called.values(label=names.without(label)))


def _forget_caches(session: Session, customer_id: int) -> None:
    """Drop what pages showed last; it is made anew."""
    session.execute(delete(Glance))
    freshness.mark_stale(session, {customer_id})


def _unlearn(session: Session, said: Iterable[str]) -> None:
    """Forget words of the name that stand nowhere else, so that search does not suggest them."""
    vocabulary.unlearn(session, vocabulary.words_of(said))
