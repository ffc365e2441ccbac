"""What the owner of the sample company thinks: how easily customers could leave, and what they are.

No file of ours carries these, so that they are written past the import.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.models import CharacterOverrule, Colleague, Customer
from app.models.kinds import Character
from app.services.sample.cast import COLLEAGUES
from app.services.sample.profiles import OTHERS, STORIES

EASES = {"captive": -2, "bargain": 2, "champion_left": 1}  # by story


class Word(NamedTuple):
    """The owner's word on the customer of a story, so many days ago."""

    plot: str
    character: Character
    reason: str
    ago: int
    withdrawn_ago: int | None = None


WORDS = (
    Word(
        "complainer",
        Character.HEALTHY,
        "He complains because he stays: renewed every year since 2011, and we have supper there",
        130,
    ),
    Word(
        "champion_left",
        Character.PARTNER,
        "Their head of IT defends us to the board and brings us along to everything",
        410,
        70,
    ),
)


def judge(session: Session, today: date) -> None:
    """Write down the owner's judgements on customers that the book has already."""
    for name, ease in _eases():
        session.execute(update(Customer).where(Customer.name == name).values(ease=ease))
    owner = session.scalars(select(Colleague.id).where(Colleague.name == COLLEAGUES[0][0])).one()
    rows = [_row(session, word, owner, today) for word in WORDS]
    session.execute(insert(CharacterOverrule), rows)


def _eases() -> Iterable[tuple[str, int]]:
    for profile in (*STORIES, *OTHERS):
        if profile.plot in EASES:
            yield profile.name, EASES[profile.plot]


def _row(session: Session, word: Word, owner: int, today: date) -> dict[str, Any]:
    name = next(profile.name for profile in STORIES if profile.plot == word.plot)
    said, withdrawn = today - timedelta(word.ago), word.withdrawn_ago
    return {
        "customer_id": session.scalars(select(Customer.id).where(Customer.name == name)).one(),
        "character": word.character,
        "reason": word.reason,
        "set_on": said,
        "recorded_on": said,
        "set_by_id": owner,
        "withdrawn_on": None if withdrawn is None else today - timedelta(withdrawn),
    }
