"""What would make a relationship another one: which sign would have to move, and how far.

A move is looked for on the signs of today, all others left as they are, and means that the sign
stays there for a month (a character is the mean of a month).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from app.models.kinds import Character
from app.services.trajectory.character import (
    LEAST_FIT,
    WAYS,
    Term,
    Verdict,
    Way,
    memberships,
    ranked,
)
from app.services.trajectory.signs import Sign, Signs

TOLD = 2
STEPS = 10  # between two bends of the rules
UNFIT = 0.3
TARGETS = (0.36, 0.45, 0.55, 0.65, 0.75, 0.85, 1.0)
ONE_CALL = 0.25
WHOLE = frozenset({Sign.TALK, Sign.EASE})  # signs that move by whole numbers
BETTER_LOW = frozenset({Sign.HEAT, Sign.BITS})
FIXED = frozenset({Sign.MASS, Sign.AGE})


class Move(NamedTuple):
    """A sign and where it would have to be."""

    sign: Sign
    now: float
    then: float


class Turn(NamedTuple):
    """What it would be, and the moves that make it so; none: today's signs only have to last."""

    character: Character
    moves: tuple[Move, ...]


def turns(verdict: Verdict) -> tuple[Turn, ...]:
    """Return the nearest other characters; of one of which too little is known, none.

    Where no sign alone leads to another, the first turn says what would make it fit no longer
    (then it is mixed), and the second what several signs would have to be together.
    """
    if verdict.character is Character.TOO_LITTLE:
        return ()
    today = label(verdict.signs)
    if today not in (verdict.character, Character.MIXED):
        return (Turn(today, ()),)
    found = dict[Character, Turn]()
    for turn in sorted(_single(verdict), key=cost):
        found.setdefault(turn.character, turn)
    if not found.keys() - {Character.MIXED}:
        together = min(_together(verdict), key=cost, default=None)
        return (*found.values(), *([together] if together else []))
    named = [turn for turn in found.values() if turn.character is not Character.MIXED]
    return tuple(named)[:TOLD]


def label(signs: Signs) -> Character:
    """Return the character that follows if these signs last."""
    fits = memberships(signs)
    first = ranked(fits)[0]
    return first if fits[first] >= LEAST_FIT else Character.MIXED


def cost(turn: Turn) -> float:
    """Return how far the signs have to move, in widths of the rules that ask for them.

    One call ends a silence, however long it was.
    """
    return sum(
        ONE_CALL
        if move.sign is Sign.BITS and move.then < move.now
        else abs(move.then - move.now) / WIDTHS[move.sign]
        for move in turn.moves
    )


def _single(verdict: Verdict) -> Iterator[Turn]:
    """Find what the move of one sign alone would make of it, up and down."""
    for sign, values in VALUES.items():
        if sign is Sign.EASE and verdict.character is not Character.CAPTIVE:
            continue  # the owner's own judgement is nothing to be brought about
        now = getattr(verdict.signs, sign)
        higher = [value for value in values if value > now]
        lower = [value for value in reversed(values) if value < now]
        for way_out in (higher, lower):
            for value in way_out:
                other = label(verdict.signs._replace(**{sign.value: value}))
                if other is not verdict.character:
                    yield Turn(other, (Move(sign, now, value),))
                    if other is not Character.MIXED:
                        break


def _together(verdict: Verdict) -> Iterator[Turn]:
    """Find what several signs would have to be for each other character, none of them worse."""
    for way in WAYS:
        if way.character is not verdict.character:
            for target in TARGETS:
                moved = _met(way, verdict.signs, target)
                if label(moved) is verdict.character:
                    moved = _left(verdict.character, moved)
                moves = _moves(verdict.signs, moved)
                if label(moved) is way.character and not any(map(_worse, moves)):
                    yield Turn(way.character, moves)
                    break  # the nearest of this way


def _worse(move: Move) -> bool:
    """Tell whether nobody would work towards a move; what is judged cannot be worked towards."""
    if move.sign in (Sign.EASE, Sign.MIX):
        return move.sign is Sign.EASE
    return (move.then > move.now) is (move.sign in BETTER_LOW)


def _met(way: Way, signs: Signs, target: float) -> Signs:
    """Return the signs with each that the way asks for moved until it fits so well."""
    wanted = min(1.0, target / way.most)
    for term in way.terms:
        if term.fit(signs) < wanted:
            signs = signs._replace(**{term.sign.value: _value(term, signs, wanted)})
    return signs


def _left(character: Character, signs: Signs) -> Signs:
    """Return the signs moved as little as may be, and to the better, so that it fits no longer."""
    for way in WAYS:
        if way.character is character and way.fit(signs) >= LEAST_FIT:
            moves = [
                Move(term.sign, getattr(signs, term.sign), _value(term, signs, UNFIT / way.most))
                for term in way.terms
            ]
            better = [Turn(character, (move,)) for move in moves if not _worse(move)]
            if better:
                (move,) = min(better, key=cost).moves
                signs = signs._replace(**{move.sign.value: move.then})
    return signs


def _value(term: Term, signs: Signs, fit: float) -> float:
    """Return the value at which a term fits so well; whole, and beyond it, where signs are."""
    value = term.met(fit)
    if term.sign not in WHOLE:
        return value
    return float(ceil(value) if value > getattr(signs, term.sign) else floor(value))


def _moves(before: Signs, after: Signs) -> tuple[Move, ...]:
    pairs = zip(Sign, before, after, strict=True)
    return tuple(Move(sign, now, then) for sign, now, then in pairs if now != then)


def _bends(sign: Sign) -> list[float]:
    """Return the values at which the rules for a sign bend."""
    terms = [term for way in WAYS for term in way.terms if term.sign is sign]
    return sorted({end for term in terms for end in (term.start, term.end)})


def _values(sign: Sign) -> Sequence[float]:
    """Return the values of a sign that are tried: between all bends, and just beyond them."""
    bends = _bends(sign)
    if sign in WHOLE:
        return [float(n) for n in range(round(bends[0] - 0.5), round(bends[-1] + 1.5))]
    between = {
        low + (high - low) * n / STEPS for low, high in pairwise(bends) for n in range(STEPS)
    }
    return sorted(between | {bends[-1]})


MOVING = [sign for sign in Sign if sign not in FIXED]
VALUES = {sign: _values(sign) for sign in MOVING}
WIDTHS = {
    sign: min(abs(term.end - term.start) for way in WAYS for term in way.terms if term.sign is sign)
    for sign in MOVING
}
