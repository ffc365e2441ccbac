"""Which way a level went in half a year, if evidence allows to say (docs/method.md, 7).

In simulation a 90-day arrow was right 74 times of 100, a half-year one 83 (falling) and 77
(rising): that is why it is half a year.
"""

from dataclasses import dataclass
from math import sqrt

from app.models.kinds import TrendDirection
from app.services.trajectory.story import State, Story
from app.services.trajectory.table import HALF_LIFE, PRIOR_MASS, SPREAD_VARIANCE

LAG = 180  # days
SETTLING = 30  # days of history before the first of the two levels
LEAST_POINTS = 5.0
SURE = 1.645  # standard deviations: 95 % on one side
LEAST_FRESH = 0.15  # share of the evidence in hand that is newer than the lag
GROWN_SILENCE = 0.3


@dataclass(frozen=True, slots=True)
class Trend:
    """How far a level went, how sure that is, and the share of evidence that is new."""

    direction: TrendDirection
    change: float
    sd: float | None
    fresh: float


def trend(story: Story, day: int) -> Trend:
    """Return which way the level went in the 180 days up to ``day``."""
    if day - LAG < story.start + SETTLING:
        return Trend(TrendDirection.TOO_EARLY, 0.0, None, 0.0)
    now, then = story.at(day), story.at(day - LAG)
    fresh = _fresh(now, then)
    moved = now.level - then.level
    if fresh < LEAST_FRESH and not _circumstances(story, now, then):
        return Trend(TrendDirection.TOO_LITTLE, moved, None, fresh)
    fresh = max(fresh, LEAST_FRESH)
    # Only the fresh share can have moved the level; its own error and that of the older level.
    sd = fresh * sqrt(SPREAD_VARIANCE / (fresh * now.mass) + SPREAD_VARIANCE / then.mass)
    enough = max(LEAST_POINTS, SURE * sd)
    if moved > enough:
        return Trend(TrendDirection.RISING, moved, sd, fresh)
    if moved < -enough:
        return Trend(TrendDirection.FALLING, moved, sd, fresh)
    return Trend(TrendDirection.STEADY, moved, sd, fresh)


def _fresh(now: State, then: State) -> float:
    """Return the share of the evidence in hand that came after ``then``."""
    older = (then.mass - PRIOR_MASS) * 2.0 ** ((then.day - now.day) / HALF_LIFE)
    return max(0.0, now.mass - PRIOR_MASS - older) / now.mass


def _circumstances(story: Story, now: State, then: State) -> bool:
    """Tell whether silence grew or somebody left: a move that needs no new evidence."""
    return now.quiet > then.quiet + GROWN_SILENCE or any(
        fact.kind == "left" and then.day < fact.day <= now.day for fact in story.evidence
    )
