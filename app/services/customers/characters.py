"""What a customer's page says of its character: the signs with their facts, and what would turn it.

Computed when somebody asks; lists read what the standings keep of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.language import _
from app.models.kinds import Character
from app.services.customers import customers, facts, overrules
from app.services.customers.overrules import OverruleRow
from app.services.errors import NotFound
from app.services.trajectory import character, character_words, turning, witnesses, words
from app.services.trajectory.character import Verdict
from app.services.trajectory.signs import Observed, Sign, observe
from app.services.trajectory.turning import Turn
from app.services.trajectory.witnesses import Witness

FACTS = 3  # of each sign


@dataclass(frozen=True, slots=True)
class FactLink:
    """A dated fact, by the kind and id of its record in the timeline."""

    day: date
    kind: str
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class SignRow:
    """A sign in words with its figure, its foremost facts, and how many more there are."""

    text: str
    facts: tuple[FactLink, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What it would be, and if what: all of these; if nothing, today's signs only have to last."""

    character: Character
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CharacterView:
    """The character of a relationship as of a day; the owner's word stands before the computed."""

    customer_id: int
    name: str
    character: Character
    computed: Character
    second: Character | None
    signs: tuple[SignRow, ...]
    turns: tuple[TurnRow, ...]
    overrule: OverruleRow | None
    history: tuple[OverruleRow, ...]


def view(session: Session, customer_id: int, as_of: date) -> CharacterView:
    """Return the character of a relationship and all that explains it.

    Raises NotFound where the customer was not known by then.
    """
    loaded = facts.load(session, as_of, [customer_id])
    if not loaded:
        raise NotFound(_("This customer was not known on that day."))
    known = loaded[0]
    story = facts.story(known, as_of, facts.listening_from(session, as_of))
    observed = observe(story, known.records, known.ease)
    found = character.judge(observed, as_of.toordinal())
    said = overrules.history(session, customer_id, as_of)
    standing = next((row for row in said if row.withdrawn_on is None), None)
    return CharacterView(
        customer_id,
        customers.get(session, customer_id).name,
        standing.character if standing else found.character,
        found.character,
        found.second,
        tuple(_signs(observed, found, as_of)),
        tuple(_turn(turn) for turn in turning.turns(found)),
        standing,
        tuple(said),
    )


def _signs(observed: Observed, found: Verdict, as_of: date) -> Iterable[SignRow]:
    for sign in found.deciding:
        yield _sign(observed, found, sign, as_of.toordinal())


def _sign(observed: Observed, found: Verdict, sign: Sign, day: int) -> SignRow:
    behind = list(dict.fromkeys(witnesses.behind(observed, sign, day)))
    return SignRow(
        character_words.sign(observed, day, found.signs, sign),
        tuple(_link(one) for one in behind[:FACTS]),
        max(len(behind) - FACTS, 0),
    )


def _link(one: Witness) -> FactLink:
    kind, record_id = one.ref
    return FactLink(date.fromordinal(one.day), kind, record_id, words.reason(one.kind, one.detail))


def _turn(turn: Turn) -> TurnRow:
    moving = {move.sign for move in turn.moves}
    said = [
        character_words.move(move)
        for move in turn.moves
        if move.sign is not Sign.BITS or Sign.TALK not in moving  # whoever talks is not silent
    ]
    return TurnRow(turn.character, tuple(said))
