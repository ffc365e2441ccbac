"""The level of every day, for charts: the same numbers as `Story.at`, all at once."""

from dataclasses import dataclass

import numpy as np

from app.services.trajectory.impulses import Days, Numbers
from app.services.trajectory.story import Story, level_of
from app.services.trajectory.table import (
    BAND_80,
    FLOOR_VARIANCE,
    HALF_LIFE,
    PRIOR_MASS,
    SPREAD_VARIANCE,
)


@dataclass(frozen=True, slots=True)
class Curve:
    """A level with its 80 % band, one point a day."""

    day: Days
    level: Numbers
    low: Numbers
    high: Numbers


def curve(story: Story, first: int, last: int) -> Curve:
    """Return the level and band at the end of each day from ``first`` to ``last``."""
    days = np.arange(first, last + 1, dtype=np.int64)
    good, harm, mass = sums(story, days)
    total = PRIOR_MASS + good + harm + story.rhythm.weights(days)
    level = level_of(good, total)
    return with_band(days, level, FLOOR_VARIANCE + SPREAD_VARIANCE / (PRIOR_MASS + mass))


def with_band(days: Days, level: Numbers, variance: Numbers) -> Curve:
    """Return a curve with its 80 % band, which is clipped to what a level can be."""
    width = BAND_80 * np.sqrt(variance)
    return Curve(days, level, np.maximum(level - width, 0.0), np.minimum(level + width, 100.0))


def sums(story: Story, days: Days) -> Numbers:
    """Return good, harm and evidence in hand at the end of each of these days, in three rows.

    The days follow each other.

    Instead of decaying day by day, everything is grown to the last day, summed up, and decayed
    back: powers of two, so that nothing is lost within the three centuries that a float spans.
    """
    first, last = int(days[0]), int(days[-1])
    impulses = story.impulses
    begin, end = impulses.count(first), impulses.count(last)
    grown = impulses.sums[:, begin:end] * np.exp2((impulses.day[begin:end] - last) / HALF_LIFE)
    steps = np.zeros((3, len(days)))
    places = impulses.day[begin:end] - first
    for row in range(3):
        steps[row] = np.bincount(places, grown[row], minlength=len(days))
    steps[:, 0] = impulses.decayed(first).sum(axis=1) * 2.0 ** ((first - last) / HALF_LIFE)
    return np.cumsum(steps, axis=1) * np.exp2((last - days) / HALF_LIFE)
