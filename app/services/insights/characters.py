"""Characters: what kinds of relationships the firm has, as the rules of docs/method.md read them.

Counts only: a character is a label with its reasons, never a score.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models.kinds import Character
from app.services.insights import known, statistics
from app.services.insights.known import Known
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of

ORDER = tuple(Character)
UNKNOWN = "unknown"
SOUND = (Character.PARTNER, Character.HEALTHY)
STRAINED = (Character.CAPTIVE, Character.STRUGGLING, Character.COMBATIVE, Character.INDIFFERENT)
GROUPS = {"sound": SOUND, "strained": STRAINED}


@dataclass(frozen=True, slots=True)
class CharacterCount:
    """The customers of one character; ``character`` None: it is not known yet.

    ``share`` is of the customers we serve, 0–1, with its 90 % interval; ``level`` is their mean
    standing; ``value`` is per year in minor units.
    """

    id: str
    character: Character | None
    n: int
    share: statistics.Estimate
    level: float | None
    value: int


@dataclass(frozen=True, slots=True)
class Characters(Insight):
    """How many customers there are of each character, in the order of the method's rules."""

    currency: str
    counts: tuple[CharacterCount, ...]


def characters(session: Session, as_of: date) -> Characters:
    """Return the characters of the customers we serve, as the roll-up knows them."""
    served = [one for one in known.customers(session, as_of) if one.served]
    groups: defaultdict[Character | None, list[Known]] = defaultdict(list)
    for one in served:
        groups[one.character].append(one)
    counts = tuple(
        _count(character, groups[character], len(served))
        for character in (*ORDER, None)
        if groups[character]
    )
    told = len(served) - len(groups[None])
    return Characters(
        as_of,
        told,
        _finding(groups, told),
        _(
            "Each relationship is read by fixed rules from its own facts: standing, conflict, "
            "advocacy, who begins the talks, how deep they are, silence. It says what kind of "
            "relationship it is, not how good. Talks that nobody logged look like indifference."
        ),
        _figures(groups, len(served)) if told else (),
        known.currency(session),
        counts,
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers of a character, "sound" or "strained", with the signs that decided."""
    wanted: tuple[Character | None, ...] = GROUPS.get(figure_id) or (
        None if figure_id == UNKNOWN else Character(figure_id),
    )
    rows = [
        FactRow(
            f"customer:{one.id}", one.id, one.name, one.last_two_way,
            " · ".join(one.signs) or _standing(one), one.owner,
        )
        for one in known.customers(session, as_of)
        if one.served and one.character in wanted
    ]  # fmt: skip
    named = character_words()
    return facts_of(", ".join(named[one] for one in wanted), rows)


def character_words() -> dict[Character | None, str]:
    """Return the characters in words."""
    return {
        Character.PARTNER: _("Partner"),
        Character.HEALTHY: _("Healthy"),
        Character.TRANSACTIONAL: _("Transactional"),
        Character.CAPTIVE: _("Dependent and captive"),
        Character.STRUGGLING: _("Struggling for common ground"),
        Character.COMBATIVE: _("Combative"),
        Character.INDIFFERENT: _("Indifferent"),
        Character.MIXED: _("Mixed"),
        Character.TOO_LITTLE: _("Too little known"),
        None: _("Not known yet"),
    }


def _count(character: Character | None, some: list[Known], served: int) -> CharacterCount:
    levels = [one.level for one in some if one.level is not None]
    return CharacterCount(
        character.value if character else UNKNOWN,
        character,
        len(some),
        statistics.share(len(some), served),
        sum(levels) / len(levels) if levels else None,
        sum(one.value or 0 for one in some),
    )


def _figures(groups: dict[Character | None, list[Known]], served: int) -> tuple[Figure, ...]:
    sound = sum(len(groups.get(one, [])) for one in SOUND)
    strained = sum(len(groups.get(one, [])) for one in STRAINED)
    return (
        Figure("sound", _("Sound"), Unit.COUNT, served, sound, words=_("partner or healthy")),
        Figure(
            "strained", _("Ask for attention"), Unit.COUNT, served, strained,
            words=_("captive, struggling, combative or indifferent"),
        ),
    )  # fmt: skip


def _finding(groups: dict[Character | None, list[Known]], told: int) -> str:
    if not told:
        return ""
    words = character_words()
    named = {one: some for one, some in groups.items() if one is not None and some}
    most = max(named, key=lambda one: len(named[one]))
    strained = sum(len(named.get(one, [])) for one in STRAINED)
    return ngettext(
        "Most relationships are “{most}” ({count} of {all}); {n} asks for attention.",
        "Most relationships are “{most}” ({count} of {all}); {n} ask for attention.",
        strained,
    ).format(most=words[most], count=len(named[most]), all=told, n=strained)


def _standing(one: Known) -> str:
    if one.level is None:
        return _("being computed")
    return _("standing {level}").format(level=round(one.level))
