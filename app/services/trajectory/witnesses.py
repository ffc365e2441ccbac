"""The dated facts behind a sign, the most telling first: what its figure opens to."""

from collections.abc import Callable, Iterable, Mapping
from math import copysign
from typing import NamedTuple

from app.services.trajectory import reasons
from app.services.trajectory.evidence import Evidence
from app.services.trajectory.reasons import BASELINE, Effect
from app.services.trajectory.records import Ref, Talk
from app.services.trajectory.rules import TONES
from app.services.trajectory.signs import (
    ASKED,
    ASKED_WITHIN,
    DEEP,
    TALKED_WITHIN,
    Observed,
    Sign,
    praised,
    tense,
)
from app.services.trajectory.table import HALF_LIFE

FAINT = 0.05  # what has faded below this is not counted in words any more


class Witness(NamedTuple):
    """A dated fact; ``kind`` and ``detail`` are what `words.reason` takes."""

    ref: Ref
    day: int
    kind: str
    detail: str


def behind(observed: Observed, sign: Sign, day: int) -> list[Witness]:
    """Return the facts behind a sign on ``day``; none where the owner's word or time decides."""
    find = FOUND_BY.get(sign)
    return find(observed, day) if find else []


def _conflict(observed: Observed, day: int) -> list[Witness]:
    return _heaviest(tense(observed, day))


def _advocacy(observed: Observed, day: int) -> list[Witness]:
    return _heaviest(praised(observed, day))


def _begun_by_them(observed: Observed, day: int) -> list[Witness]:
    return _newest(talk for talk in observed.year(day) if talk.ours is False)


def _deep(observed: Observed, day: int) -> list[Witness]:
    return _newest(talk for talk in observed.year(day) if talk.channel in DEEP)


def _felt(observed: Observed, day: int) -> list[Witness]:
    """Find the talks that colour the tone most, one way or the other."""
    felt = [talk for talk in observed.year(day) if talk.feeling]

    def weight(talk: Talk) -> float:
        return abs(talk.feeling or 0) * 2.0 ** ((talk.day - day) / HALF_LIFE)

    return [_talk(talk) for talk in sorted(felt, key=lambda talk: (-weight(talk), talk.ref))]


def _asked(observed: Observed, day: int) -> list[Witness]:
    """Find the surveys about the relationship, those without an answer first."""
    within = [
        fact
        for fact in observed.story.evidence
        if day - ASKED_WITHIN < fact.day <= day and fact.kind in ASKED
    ]
    within.sort(key=lambda fact: (fact.kind != "no_answer", -fact.day, fact.ref))
    return [_of(fact) for fact in within]


def _talked(observed: Observed, day: int) -> list[Witness]:
    return _newest(talk for talk in observed.year(day) if talk.day > day - TALKED_WITHIN)


def _last_talk(observed: Observed, day: int) -> list[Witness]:
    return _newest(observed.talks[: observed.until(day)][-1:])


def _level(observed: Observed, day: int) -> list[Witness]:
    """Find what moved the level furthest from where everybody begins, on the side it lies."""
    why = reasons.standing(observed.story, day)
    side = copysign(1, why.state.level - BASELINE)
    return [_effect(one) for one in _largest(why.effects) if one.points * side > 0]


def _good_and_bad(observed: Observed, day: int) -> list[Witness]:
    """Find the largest on each side in turn."""
    largest = _largest(reasons.standing(observed.story, day).effects)
    good = [one for one in largest if one.points > 0]
    bad = [one for one in largest if one.points < 0]
    both = [one for pair in zip(bad, good, strict=False) for one in pair]
    return [_effect(one) for one in both]


FOUND_BY: Mapping[Sign, Callable[[Observed, int], list[Witness]]] = {
    Sign.LEVEL: _level,
    Sign.BITS: _last_talk,
    Sign.HEAT: _conflict,
    Sign.ADVOCACY: _advocacy,
    Sign.INITIATIVE: _begun_by_them,
    Sign.DEPTH: _deep,
    Sign.TONE: _felt,
    Sign.RESPONSE: _asked,
    Sign.TALK: _talked,
    Sign.MIX: _good_and_bad,
}


def _heaviest(left: Iterable[tuple[float, Evidence]]) -> list[Witness]:
    counting = [(weight, fact) for weight, fact in left if weight >= FAINT]
    counting.sort(key=lambda one: (-one[0], -one[1].day, one[1].ref, one[1].kind))
    return [_of(fact) for _weight, fact in counting]


def _largest(effects: Iterable[Effect]) -> list[Effect]:
    return sorted(effects, key=lambda one: (-abs(one.points), -one.day, one.ref or ("", 0)))


def _newest(talks: Iterable[Talk]) -> list[Witness]:
    return [_talk(talk) for talk in sorted(talks, key=lambda t: (-t.day, t.ref))]


def _talk(talk: Talk) -> Witness:
    return Witness(talk.ref, talk.day, TONES[talk.feeling], talk.channel)


def _of(fact: Evidence) -> Witness:
    return Witness(fact.ref, fact.day, fact.kind, fact.detail)


def _effect(effect: Effect) -> Witness:
    return Witness(effect.ref or ("", 0), effect.day, effect.kind, effect.detail)
