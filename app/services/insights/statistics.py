"""The small statistics behind every figure: each comes with its interval, or not at all. Pure.

All intervals are 90 %, two-sided (docs/method.md, 14–17).
"""

from collections.abc import Sequence
from math import exp, sqrt
from typing import NamedTuple

Z = 1.645  # standard deviations on each side of a 90 % interval
WITHIN = 0.9  # points by which the answers of one customer differ, on a scale of five
OURS = 0.5  # and by which our own ratings do
PSEUDO_ANSWERS = 2.0  # answers at the firm's mean that every customer is given beforehand


class Estimate(NamedTuple):
    """A value and the ends of its 90 % interval."""

    value: float
    low: float
    high: float


def wilson(hits: int, count: int, z: float = Z) -> tuple[float, float]:
    """Return the ends of Wilson's interval for a share, 0–1; of nothing: all that is possible."""
    if count <= 0:
        return 0.0, 1.0
    share = hits / count
    shrink = 1 + z * z / count
    middle = (share + z * z / (2 * count)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, count: int) -> Estimate:
    """Return a share with Wilson's interval; of nothing: 0, and all that is possible."""
    return Estimate(hits / count if count else 0.0, *wilson(hits, count))


def nps(
    votes: Sequence[float], population: int | None = None, z: float = Z
) -> tuple[float | None, float, float]:
    """Return the score, −100…100, and the ends of its interval; None without any vote.

    ``votes`` are one per customer, −1…1. Adjusted Wald (Rocks 2016: ¾ promoter, ¾ detractor and
    1½ passive added), narrowed by how many of the ``population`` have voted.
    """
    count = len(votes)
    if not count:
        return None, -100.0, 100.0
    added = count + 3.0
    mean = sum(votes) / added
    variance = (sum(vote * vote for vote in votes) + 1.5) / added - mean * mean
    half = z * sqrt(variance / added) * _unasked(count, population)
    low, high = max(-100.0, 100 * (mean - half)), min(100.0, 100 * (mean + half))
    return 100 * sum(votes) / count, low, high


def rate_ratio(
    after: int, days_after: float, before: int, days_before: float, z: float = Z
) -> Estimate:
    """Return how many times as often something happened after as before, by days looked at.

    Half an event is added to both; the interval is log-normal.
    """
    ratio = ((after + 0.5) / days_after) / ((before + 0.5) / days_before)
    spread = z * sqrt(1 / (after + 0.5) + 1 / (before + 0.5))
    return Estimate(ratio, ratio * exp(-spread), ratio * exp(spread))


def gap(
    ours: Sequence[float], theirs: Sequence[float], firm_mean: float | None = None, z: float = Z
) -> Estimate | None:
    """Return our rating minus the customer's, on a scale of 1–5; None where either is unknown.

    The customer's mean is drawn towards the firm's by two answers, so that one answer alone says
    little.
    """
    if not ours or not theirs:
        return None
    count = len(theirs)
    mean = sum(theirs) / count if firm_mean is None else firm_mean
    drawn = (sum(theirs) + PSEUDO_ANSWERS * mean) / (count + PSEUDO_ANSWERS)
    found = sum(ours) / len(ours) - drawn
    half = z * sqrt(WITHIN**2 / (count + PSEUDO_ANSWERS) + OURS**2 / len(ours))
    return Estimate(found, found - half, found + half)


def mean(values: Sequence[float], z: float = Z) -> Estimate | None:
    """Return the mean ± z·sd/√n; None of fewer than two values, whose spread nobody knows."""
    count = len(values)
    if count < 2:
        return None
    middle = sum(values) / count
    variance = sum((value - middle) ** 2 for value in values) / (count - 1)
    half = z * sqrt(variance / count)
    return Estimate(middle, middle - half, middle + half)


def ratio_of_means(above: Sequence[float], below: Sequence[float], z: float = Z) -> Estimate | None:
    """Return Σ above ÷ Σ below of paired values ≥ 0; None of fewer than two pairs or of nothing.

    The interval is that of the ratio's logarithm by the delta method, so it knows how differently
    the pairs behave.
    """
    count = len(below)
    up, down = sum(above) / max(count, 1), sum(below) / max(count, 1)
    if count < 2 or not up or not down:
        return None
    spread = sum((one / up - other / down) ** 2 for one, other in zip(above, below, strict=True))
    half = z * sqrt(spread / (count - 1) / count)
    return Estimate(up / down, up / down * exp(-half), up / down * exp(half))


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, or the mean of the two in the middle; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _unasked(count: int, population: int | None) -> float:
    """Return the finite-population factor: 1 where nobody knows it, 0 where all have voted."""
    if population is None or population == 0:
        return 1.0
    if count >= population:
        return 0.0
    return sqrt((population - count) / (population - 1))
