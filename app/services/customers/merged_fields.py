"""What two records say, field by field, and what one says that stands for both.

What is not chosen is not lost: it stays with the record that went, where an import that says it
once more finds it said.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.models import Contact, Customer

CUSTOMER = (
    "name",
    "owner_id",
    "stage",
    "since",
    "segment",
    "seats",
    "city",
    "country",
    "website",
    "email",
    "phone",
    "language",
    "ease",
    "cadence_days",
)
CONTACT = (
    "name",
    "email",
    "phone",
    "role",
    "title",
    "influence",
    "attitude",
    "joined_on",
    "left_on",
)
STILL_HERE = "left_on"
"""The field of which empty says something: who has not left is here."""


@dataclass(frozen=True, slots=True)
class Choices:
    """In which fields the word of the one that goes wins; ``versions``: of both, when compared."""

    theirs: frozenset[str] = frozenset()
    versions: tuple[int, int] | None = None


KEPT = Choices()


def is_empty(value: Any) -> bool:
    """Tell whether a field says nothing."""
    return value is None or value == ""


def differ(field: str, mine: Any, theirs: Any) -> bool:
    """Tell whether somebody may choose between two values."""
    if mine == theirs:
        return False
    return field == STILL_HERE or not (is_empty(mine) or is_empty(theirs))


def settle(
    kept: Customer | Contact,
    other: Customer | Contact,
    names: Collection[str],
    theirs: Collection[str],
) -> None:
    """Let ``kept`` say what both say; of what was not chosen, ``other`` keeps the memory."""
    for name in names:
        mine, its = getattr(kept, name), getattr(other, name)
        if differ(name, mine, its):
            if name in theirs:
                setattr(kept, name, its)
                setattr(other, name, mine)
        elif is_empty(mine) and not is_empty(its):
            setattr(kept, name, its)
    kept.note = joined(kept.note, other.note)
    kept.recorded_on = min(kept.recorded_on, other.recorded_on)


def joined(mine: str, theirs: str) -> str:
    """Return both notes below each other, each word of them once."""
    if theirs.strip() in mine:
        return mine
    return theirs if mine.strip() in theirs else f"{mine.rstrip()}\n\n{theirs.lstrip()}"


def hand_over_ids(session: Session, pairs: Collection[tuple[Any, Any]]) -> None:
    """Give the external id of the one that goes to the one that has none, and flush.

    A record of each source has it once, so that it has to be let go before it is taken.
    """
    given: dict[int, tuple[Any, str, str]] = {}
    for kept, other in pairs:
        if other.external_id and not kept.external_id and kept.id not in given:
            given[kept.id] = (kept, other.source, other.external_id)
            other.external_id = None
    session.flush()
    for kept, source, code in given.values():
        kept.source, kept.external_id = source, code
    session.flush()
