"""What a level is made of, and what moved it: exact to the last fact (docs/method.md, 6).

Nothing here is fitted or approximated: contributions add up to the level, steps to the change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

import numpy as np

from app.services.trajectory.curve import sums
from app.services.trajectory.evidence import Evidence
from app.services.trajectory.impulses import Days, Numbers
from app.services.trajectory.records import Ref
from app.services.trajectory.story import State, Story, level_of
from app.services.trajectory.table import HALF_LIFE, NORM, PRIOR_MASS, Group

BASELINE = 100 * NORM


class Effect(NamedTuple):
    """Points that one piece of evidence is worth, or moved the level by.

    ``ref`` is None where no single record stands behind it.
    """

    ref: Ref | None
    kind: str
    detail: str
    day: int
    group: Group
    points: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a level is what it is: baseline + effects + silence = level."""

    state: State
    effects: tuple[Effect, ...]
    silence: float
    groups: Mapping[Group, float]


@dataclass(frozen=True, slots=True)
class Change:
    """Why a level moved between two days: steps + fading + silence = last − first level."""

    first: State
    last: State
    steps: tuple[Effect, ...]
    fading: float
    silence: float


@dataclass(frozen=True, slots=True)
class Foremost:
    """The largest effects, and how many smaller ones come to how many points."""

    effects: tuple[Effect, ...]
    smaller: int
    smaller_points: float


def standing(story: Story, day: int) -> Standing:
    """Open the level of ``day`` into what each piece of evidence contributes to it."""
    state = story.at(day)
    impulses = story.impulses
    decayed = impulses.decayed(day)
    facts = impulses.fact[: decayed.shape[1]]
    good, harm, _mass = (np.bincount(facts, row, len(story.evidence)) for row in decayed)
    points = (100 * (good * (1 - NORM) - harm * NORM) / state.total).tolist()
    effects = tuple(
        _effect(fact, points[place])
        for place, fact in enumerate(story.evidence)
        if fact.day <= day and (fact.good or fact.harm)
    )
    silence = -100 * state.quiet * NORM / state.total
    return Standing(state, effects, silence, _groups(effects, silence))


def change(story: Story, first: int, last: int) -> Change:
    """Walk from ``first`` to ``last`` and book every move of the level where it belongs.

    On each day with facts, time passes first (older evidence fades, silence grows), then each fact
    makes its step from the level that was left.
    """
    begin, end = story.impulses.count(first), story.impulses.count(last)
    talks = [day for day in story.talk_days if first < day <= last]
    days = np.unique(np.concatenate([story.impulses.day[begin:end], [*talks, last]]).astype(int))
    walk = _walked(story, first, days[days > first])
    steps = sorted([*_moved(story, walk, begin, end), *_resumed(story, walk)], key=_day)
    return Change(
        story.at(first),
        story.at(last),
        tuple(steps),
        fsum((walk.faded - walk.ends[:-1]).tolist()),
        fsum((walk.level - walk.faded).tolist()),
    )


def foremost(effects: Iterable[Effect], count: int) -> Foremost:
    """Return the ``count`` largest effects, either way; with the rest they keep their sum."""
    ordered = sorted(effects, key=lambda one: (-abs(one.points), one.day, one.ref or ("", 0)))
    rest = ordered[count:]
    return Foremost(tuple(ordered[:count]), len(rest), fsum(one.points for one in rest))


class _Walk(NamedTuple):
    """The stops of a walk, all at once: one number a day, and in ``ends`` one before the first.

    ``faded`` is the level when only evidence had faded, ``level`` when silence had grown too; from
    there the facts of the day step. ``total`` is what is in hand after them, ``ended`` the weight
    of silence that their talks took away.
    """

    days: Days
    ends: Numbers
    faded: Numbers
    level: Numbers
    total: Numbers
    ended: Numbers


def _walked(story: Story, first: int, days: Days) -> _Walk:
    stops = np.concatenate([[first], days]).astype(np.int64)
    every = np.arange(first, stops[-1] + 1, dtype=np.int64)
    good, harm, _mass = sums(story, every)[:, stops - first]
    quiet, still = story.rhythm.weights(stops), story.rhythm.weights(days, before=True)
    total = PRIOR_MASS + good + harm + quiet
    fade = np.exp2(-np.diff(stops) / HALF_LIFE)
    good_left, harm_left = good[:-1] * fade, harm[:-1] * fade
    left = PRIOR_MASS + good_left + harm_left
    return _Walk(
        days,
        level_of(good, total),
        level_of(good_left, left + quiet[:-1]),
        level_of(good_left, left + still),
        total[1:],
        still - quiet[1:],
    )


def _moved(story: Story, walk: _Walk, begin: int, end: int) -> list[Effect]:
    """Return what each piece of evidence moved, whatever it was that it put or took."""
    good, harm, _mass = story.impulses.sums[:, begin:end]
    stop = np.searchsorted(walk.days, story.impulses.day[begin:end])
    points = (100 * good - (good + harm) * walk.level[stop]) / walk.total[stop]
    causes = story.impulses.cause[begin:end]
    by_cause = np.bincount(causes, points, minlength=len(story.evidence))
    return [
        _effect(story.evidence[place], float(by_cause[place])) for place in np.flatnonzero(by_cause)
    ]


def _resumed(story: Story, walk: _Walk) -> list[Effect]:
    """Credit the end of each silence to the first talk of its day."""
    points = walk.ended * walk.level / walk.total
    first_talks: dict[int, Ref | None] = {}
    for one in story.evidence:
        if one.kind.startswith("tone"):
            first_talks.setdefault(one.day, one.ref)
    return [
        Effect(first_talks.get(day), "resumed", "", day, Group.SILENCE, float(points[place]))
        for place, day in enumerate(walk.days.tolist())
        if points[place]
    ]


def _day(effect: Effect) -> int:
    return effect.day


def _effect(fact: Evidence, points: float) -> Effect:
    return Effect(fact.ref, fact.kind, fact.detail, fact.day, fact.group, points)


def _groups(effects: Iterable[Effect], silence: float) -> dict[Group, float]:
    points: defaultdict[Group, list[float]] = defaultdict(list)
    for effect in effects:
        points[effect.group].append(effect.points)
    points[Group.SILENCE].append(silence)
    return {group: fsum(points[group]) for group in Group}
