"""What kind of relationship it is: a label with its reasons, never a score (docs/method.md, 13).

Each character is a rule that anybody can read: signs that must be high enough or low enough, and
it fits as well as the worst of them does. The label never enters the risk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.models.kinds import Character
from app.services.trajectory.signs import NOTHING, Observed, Sign, Signs, signs_on

LOOKED_BACK = (0, 15, 30)  # days: the mean of these, so that a label does not flicker
LEAST_FIT = 0.35  # below which nothing fits
CLOSE = 0.12  # within which the second is named as well
LEAST_AGE, LEAST_MASS, HEARD_BITS = 120, 4.5, 3.0
FEWEST, MOST = 2, 3  # signs that are told


class Term(NamedTuple):
    """A sign that must be high, or low: it fits not at all at one end, and wholly at the other."""

    sign: Sign
    high: bool
    start: float
    end: float

    def fit(self, signs: Signs) -> float:
        """Return how well the sign fits, 0–1."""
        part = (getattr(signs, self.sign) - self.start) / (self.end - self.start)
        part = 0.0 if part < 0 else min(part, 1.0)
        return part if self.high else 1 - part

    def met(self, fit: float) -> float:
        """Return the value at which the sign fits so well."""
        part = fit if self.high else 1 - fit
        return self.start + part * (self.end - self.start)


class Way(NamedTuple):
    """One way to be of a character: all terms must hold; ``most`` is how well it can fit."""

    character: Character
    most: float
    terms: tuple[Term, ...]

    def fit(self, signs: Signs) -> float:
        """Return how well the way fits, 0–1."""
        least = 1.0
        for term in self.terms:
            least = min(least, term.fit(signs))
            if not least:
                break
        return self.most * least


def up(sign: Sign, start: float, end: float) -> Term:
    """Want a sign to be high."""
    return Term(sign, True, start, end)


def down(sign: Sign, start: float, end: float) -> Term:
    """Want a sign to be low."""
    return Term(sign, False, start, end)


LEVEL, BITS, HEAT, ADVOCACY = Sign.LEVEL, Sign.BITS, Sign.HEAT, Sign.ADVOCACY
CALM_AND_UNPRAISED = (down(HEAT, 0.6, 1.4), down(ADVOCACY, 0.4, 1.0))

# In each way the signs that tell most come first. Who is indifferent has gone quiet, or hardly
# talks and does not answer.
WAYS = (
    Way(Character.PARTNER, 1.0, (
        up(LEVEL, 64, 74), up(ADVOCACY, 0.4, 1.0), up(Sign.INITIATIVE, 0.15, 0.3),
        down(HEAT, 0.6, 1.5),
    )),
    Way(Character.HEALTHY, 0.8, (
        up(LEVEL, 56, 66), down(HEAT, 0.8, 1.8), down(BITS, 3, 5),
    )),
    Way(Character.TRANSACTIONAL, 0.85, (
        up(Sign.TALK, 0, 2), down(Sign.DEPTH, 0.6, 1.4), down(Sign.INITIATIVE, 0.25, 0.45),
        down(ADVOCACY, 0.4, 1.0), up(LEVEL, 42, 52), down(LEVEL, 68, 78), down(HEAT, 0.5, 1.2),
        down(BITS, 3, 5),
    )),
    Way(Character.CAPTIVE, 1.0, (
        down(Sign.EASE, -1.5, -0.5), down(LEVEL, 50, 60),
    )),
    Way(Character.STRUGGLING, 1.0, (
        up(HEAT, 0.2, 0.8), up(Sign.MIX, 0.25, 0.45), up(Sign.TALK, 2, 5), down(LEVEL, 56, 64),
        up(LEVEL, 26, 36), down(Sign.TONE, 0.5, 0.9), down(HEAT, 3.0, 4.5),
    )),
    Way(Character.COMBATIVE, 1.0, (
        up(HEAT, 1.2, 2.4), down(Sign.TONE, -0.5, 0.0), down(LEVEL, 40, 55),
    )),
    Way(Character.INDIFFERENT, 1.0, (up(BITS, 2.5, 4.5), *CALM_AND_UNPRAISED)),
    Way(Character.INDIFFERENT, 1.0, (
        down(Sign.TALK, 1, 4), down(Sign.RESPONSE, 0.25, 0.45), *CALM_AND_UNPRAISED,
    )),
)  # fmt: skip
NAMED = tuple(dict.fromkeys(way.character for way in WAYS))

Fits = Mapping[Character, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The character of a relationship at the end of a day.

    ``second`` is a runner-up that fits nearly as well; of a mixed one, what comes nearest.
    ``deciding`` are the two or three signs that say most, of a mixed one those that hold the
    nearest back.
    """

    character: Character
    second: Character | None
    fits: Fits
    signs: Signs
    deciding: tuple[Sign, ...]


def judge(observed: Observed, day: int) -> Verdict:
    """Return the character at the end of ``day``; nothing later is looked at."""
    start = observed.story.start
    seen = [signs_on(observed, day - ago) for ago in LOOKED_BACK if day - ago >= start or not ago]
    fits = mean([memberships(signs) for signs in seen])
    now = seen[0]
    if missing := too_little(now):
        return Verdict(Character.TOO_LITTLE, None, fits, now, missing)
    first, second = ranked(fits)[:2]
    if fits[first] < LEAST_FIT:
        return Verdict(Character.MIXED, first, fits, now, _holding_back(first, seen))
    close = second if fits[first] - fits[second] < CLOSE else None
    return Verdict(first, close, fits, now, _deciding(first, seen))


def memberships(signs: Signs) -> dict[Character, float]:
    """Return how well each character fits, 0–1."""
    fits = dict.fromkeys(NAMED, 0.0)
    for way in WAYS:
        fits[way.character] = max(fits[way.character], way.fit(signs))
    return fits


def mean(each: Sequence[Fits]) -> dict[Character, float]:
    """Return the mean of what fitted on several days."""
    return {one: sum(fits[one] for fits in each) / len(each) for one in NAMED}


def ranked(fits: Fits) -> list[Character]:
    """Return the characters, what fits best first; of equals, the more telling."""
    return sorted(NAMED, key=lambda one: -fits[one])


def too_little(signs: Signs) -> tuple[Sign, ...]:
    """Return what there is too little of to speak of a character: history, or evidence."""
    short: list[Sign] = []
    if signs.age < LEAST_AGE:
        short.append(Sign.AGE)
    if signs.mass < LEAST_MASS and signs.bits < HEARD_BITS:
        short.append(Sign.MASS)
    return tuple(short)


def _deciding(character: Character, seen: Sequence[Signs]) -> tuple[Sign, ...]:
    """Return the signs that make a way fit better than if nothing were known, then the others."""
    way = _best_way(character, seen)
    gains = [_mean_fit(term, seen) - term.fit(NOTHING) for term in way.terms]
    order = sorted(range(len(gains)), key=lambda place: (-max(gains[place], 0.0), place))
    told = list(dict.fromkeys(way.terms[place].sign for place in order))
    saying = sum(gain > 0 for gain in gains)
    return tuple(told[: min(max(saying, FEWEST), MOST)])


def _holding_back(character: Character, seen: Sequence[Signs]) -> tuple[Sign, ...]:
    """Return the signs that fit a way the least."""
    way = _best_way(character, seen)
    order = sorted(way.terms, key=lambda term: _mean_fit(term, seen))
    short = sum(way.most * _mean_fit(term, seen) < LEAST_FIT for term in order)
    told = list(dict.fromkeys(term.sign for term in order))
    return tuple(told[: min(max(short, FEWEST), MOST)])


def _best_way(character: Character, seen: Sequence[Signs]) -> Way:
    ways = [way for way in WAYS if way.character is character]
    return max(ways, key=lambda way: sum(way.fit(signs) for signs in seen))


def _mean_fit(term: Term, seen: Sequence[Signs]) -> float:
    return sum(term.fit(signs) for signs in seen) / len(seen)
