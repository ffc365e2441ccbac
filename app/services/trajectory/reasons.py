"""What a level is made of, and what moved it: exact to the last fact (docs/method.md, 6).

Nothing here is fitted or approximated: contributions add up to the level, steps to the change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

import numpy as np

from app.services.trajectory.evidence import Evidence
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
    walk = _Walk(story, first)
    impulses = story.impulses
    begin, end = impulses.count(first), impulses.count(last)
    by_day: defaultdict[int, list[int]] = defaultdict(list)
    for place, day in enumerate(impulses.day[begin:end].tolist(), start=begin):
        by_day[day].append(place)
    talks = {day for day in story.talk_days if first < day <= last}
    for day in sorted({*by_day, *talks, last} - {first}):
        walk.to(day, by_day[day])
    return Change(
        story.at(first), story.at(last), walk.steps(), fsum(walk.fading), fsum(walk.quiet)
    )


def foremost(effects: Iterable[Effect], count: int) -> Foremost:
    """Return the ``count`` largest effects, either way; with the rest they keep their sum."""
    ordered = sorted(effects, key=lambda one: (-abs(one.points), one.day, one.ref or ("", 0)))
    rest = ordered[count:]
    return Foremost(tuple(ordered[:count]), len(rest), fsum(one.points for one in rest))


class _Walk:
    """Goes through a story day by day with the sums in hand."""

    def __init__(self, story: Story, day: int) -> None:
        state = story.at(day)
        self._story = story
        self._day, self._level = day, state.level
        self._good, self._harm, self._quiet = state.good, state.harm, state.quiet
        self._points: defaultdict[int, list[float]] = defaultdict(list)
        self._resumed: list[Effect] = []
        self.fading: list[float] = []
        self.quiet: list[float] = []

    def to(self, day: int, places: list[int]) -> None:
        """Let time pass until ``day``, then take its impulses."""
        fade = 2.0 ** ((self._day - day) / HALF_LIFE)
        self._good, self._harm = self._good * fade, self._harm * fade
        faded = self._level_with(self._quiet)
        self.fading.append(faded - self._level)
        still = self._story.rhythm.quiet(day, before=True).weight
        level = self._level_with(still)
        self.quiet.append(level - faded)
        self._step(day, places, still, level)

    def steps(self) -> tuple[Effect, ...]:
        """Return what each cause moved, in the order of days."""
        evidence = self._story.evidence
        moved = [_effect(evidence[place], fsum(points)) for place, points in self._points.items()]
        moved = [one for one in moved if one.points]
        return tuple(sorted([*moved, *self._resumed], key=lambda one: one.day))

    def _step(self, day: int, places: list[int], still: float, level: float) -> None:
        sums = self._story.impulses.sums[:, places]
        good, harm = sums[0].tolist(), sums[1].tolist()
        self._good, self._harm = self._good + fsum(good), self._harm + fsum(harm)
        self._quiet = self._story.rhythm.quiet(day).weight
        total = self._total_with(self._quiet)
        causes = self._story.impulses.cause[places].tolist()
        for cause, more_good, more_harm in zip(causes, good, harm, strict=True):
            points = (100 * more_good - (more_good + more_harm) * level) / total
            self._points[cause].append(points)
        if self._quiet != still:
            points = (still - self._quiet) * level / total
            self._resumed.append(self._talk(day, points))
        self._day, self._level = day, level_of(self._good, total)

    def _talk(self, day: int, points: float) -> Effect:
        """Credit the end of a silence to the first talk of the day."""
        talks = (one for one in self._story.evidence if one.day == day)
        ref = next((one.ref for one in talks if one.kind.startswith("tone")), None)
        return Effect(ref, "resumed", "", day, Group.SILENCE, points)

    def _level_with(self, quiet: float) -> float:
        return level_of(self._good, self._total_with(quiet))

    def _total_with(self, quiet: float) -> float:
        return PRIOR_MASS + self._good + self._harm + quiet


def _effect(fact: Evidence, points: float) -> Effect:
    return Effect(fact.ref, fact.kind, fact.detail, fact.day, fact.group, points)


def _groups(effects: Iterable[Effect], silence: float) -> dict[Group, float]:
    points: defaultdict[Group, list[float]] = defaultdict(list)
    for effect in effects:
        points[effect.group].append(effect.points)
    points[Group.SILENCE].append(silence)
    return {group: fsum(points[group]) for group in Group}
