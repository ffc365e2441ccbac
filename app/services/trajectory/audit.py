"""Were we right? What forecasts were worth, once the outcomes are known (docs/method.md, 12).

Ranking by concordance with the interval of Hanley and McNeil (1982) on the logit scale; the level
of the numbers by what was expected against what came, in three equal groups with the intervals of
Wilson (1927); skill against the base rate known then, by paired differences. No Hosmer–Lemeshow
test (Van Calster et al. 2019).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, exp, log, sqrt
from typing import NamedTuple

from app.services.trajectory.risk import sigmoid

SURE = 1.645  # standard deviations on each side of a 90 % interval
ENOUGH_LOST, ENOUGH_KEPT = 5, 10
GROUPS = 3
TOP_SHARE = 0.2
LEAST = 1e-4  # a forecast is never punished for more certainty than this


class Judged(NamedTuple):
    """A forecast with what came: chance of loss, the base rate known then, value in minor units."""

    p_lost: float
    base_rate: float
    lost: bool
    value: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """The chance that a lost renewal was ranked above a kept one, with its 90 % interval.

    ``chance`` is the one-sided probability (Mann–Whitney) of so good a ranking by mere luck.
    """

    concordance: float
    low: float
    high: float
    chance: float


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """Forecasts of one size together: the mean chance said, the share lost with its 90 % range."""

    predicted: float
    observed: float
    low: float
    high: float
    n: int
    lost: int


@dataclass(frozen=True, slots=True)
class Skill:
    """How much smaller the squared error is than the base rate's, as a share; 90 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a series of forecasts was worth.

    ``z`` is (observed − expected) in standard deviations: beyond ±1.645 the numbers were too low
    or too high. Only counts are there where too few outcomes are known; see `enough`.
    """

    decided: int
    lost: int
    expected: float
    z: float | None
    ranking: Ranking | None = None
    brier: float | None = None
    log_loss: float | None = None
    skill: Skill | None = None
    calibration: tuple[CalibrationGroup, ...] = ()
    top_fifth: float | None = None

    @property
    def enough(self) -> bool:
        """Whether so many outcomes allow a verdict."""
        return is_enough(self.lost, self.decided)


def is_enough(lost: int, decided: int) -> bool:
    """Return whether a verdict may be given: five losses and ten that were kept."""
    return lost >= ENOUGH_LOST and decided - lost >= ENOUGH_KEPT


def judge(rows: Sequence[Judged]) -> Verdict:
    """Return what these forecasts were worth, or just their counts where they are too few."""
    lost = sum(row.lost for row in rows)
    expected = sum(row.p_lost for row in rows)
    spread = sqrt(sum(row.p_lost * (1 - row.p_lost) for row in rows))
    z = (lost - expected) / spread if spread else None
    if not is_enough(lost, len(rows)):
        return Verdict(len(rows), lost, expected, z)
    return Verdict(
        len(rows),
        lost,
        expected,
        z,
        concordance([row.p_lost for row in rows], [row.lost for row in rows]),
        brier(rows),
        log_loss(rows),
        skill(rows),
        calibration(rows),
        captured(rows),
    )


def concordance(risks: Sequence[float], lost: Sequence[bool]) -> Ranking | None:
    """Return how well losses were ranked, ties counting half; None without a loss or a kept one."""
    gone = [risk for risk, is_lost in zip(risks, lost, strict=True) if is_lost]
    kept = sorted(risk for risk, is_lost in zip(risks, lost, strict=True) if not is_lost)
    m, n = len(gone), len(kept)
    if not m or not n:
        return None
    wins = sum(bisect_left(kept, risk) + bisect_right(kept, risk) for risk in gone) / 2
    found = wins / (m * n)
    chance = 0.5 * erfc((found - 0.5) / sqrt((m + n + 1) / (12 * m * n)) / sqrt(2))
    inside = min(max(found, 0.5 / (m * n)), 1 - 0.5 / (m * n))
    both_gone, both_kept = inside / (2 - inside), 2 * inside**2 / (1 + inside)
    variance = inside * (1 - inside)
    variance += (m - 1) * (both_gone - inside**2) + (n - 1) * (both_kept - inside**2)
    middle = log(inside / (1 - inside))
    width = SURE * sqrt(variance / (m * n)) / (inside * (1 - inside))
    return Ranking(found, sigmoid(middle - width), sigmoid(middle + width), chance)


def wilson(count: int, n: int) -> tuple[float, float]:
    """Return the 90 % interval of a share."""
    if n <= 0:
        return 0.0, 1.0
    share, square = count / n, SURE**2
    middle = share + square / (2 * n)
    width = SURE * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return max(0.0, (middle - width) / whole), min(1.0, (middle + width) / whole)


def brier(rows: Sequence[Judged]) -> float:
    """Return the mean squared error of the chances."""
    return sum((row.p_lost - row.lost) ** 2 for row in rows) / len(rows)


def log_loss(rows: Sequence[Judged]) -> float:
    """Return the mean −log of the chance given to what came."""
    total = 0.0
    for row in rows:
        p = min(max(row.p_lost, LEAST), 1 - LEAST)
        total -= log(p if row.lost else 1 - p)
    return total / len(rows)


def skill(rows: Sequence[Judged]) -> Skill | None:
    """Return the gain over saying the base rate each time, with its paired interval."""
    n = len(rows)
    gains = [(row.base_rate - row.lost) ** 2 - (row.p_lost - row.lost) ** 2 for row in rows]
    reference = sum((row.base_rate - row.lost) ** 2 for row in rows) / n
    if reference <= 0:
        return None
    mean = sum(gains) / n
    error = sqrt(sum((gain - mean) ** 2 for gain in gains) / max(1, n - 1) / n)
    low, high = (mean - SURE * error) / reference, (mean + SURE * error) / reference
    return Skill(mean / reference, low, high)


def calibration(rows: Sequence[Judged]) -> tuple[CalibrationGroup, ...]:
    """Return the safest, the middle and the riskiest third: what was said and what came."""
    return tuple(_group([rows[at] for at in group]) for group in thirds(rows))


def thirds(rows: Sequence[Judged]) -> list[list[int]]:
    """Return which forecasts are in the safest, the middle and the riskiest third."""
    ordered = sorted(range(len(rows)), key=lambda at: rows[at])
    edges = [round(len(ordered) * part / GROUPS) for part in range(GROUPS + 1)]
    return [ordered[first:last] for first, last in pairwise(edges)]


def calibration_error(groups: Sequence[CalibrationGroup]) -> float:
    """Return the mean distance between what was said and what came, weighted by counts."""
    n = sum(group.n for group in groups)
    return sum(group.n * abs(group.predicted - group.observed) for group in groups) / n


def captured(rows: Sequence[Judged]) -> float | None:
    """Return the share of the lost value in the fifth with the most value at risk.

    Counts losses where no value is known; None without a loss.
    """
    weights = _weights(rows)
    whole = sum(weight for row, weight in zip(rows, weights, strict=True) if row.lost)
    if not whole:
        return None
    return sum(weights[at] for at in riskiest_fifth(rows) if rows[at].lost) / whole


def riskiest_fifth(rows: Sequence[Judged]) -> list[int]:
    """Return which forecasts are in the fifth with the most value at risk, the most first."""
    weights = _weights(rows)
    ordered = sorted(
        range(len(rows)), key=lambda at: (-rows[at].p_lost * weights[at], -weights[at])
    )
    return ordered[: max(1, round(TOP_SHARE * len(rows)))]


def surprise(p_lost: float, *, lost: bool) -> float:
    """Return how surprising an outcome was, in bits of −log2 of the chance given to it."""
    p = min(max(p_lost, LEAST), 1 - LEAST)
    return -log(p if lost else 1 - p) / log(2)


def expit(score: float) -> float:
    """Return the chance of a score on the log-odds scale, kept from the ends."""
    return 1 / (1 + exp(-min(max(score, -30.0), 30.0)))


def _weights(rows: Sequence[Judged]) -> list[int]:
    return [row.value for row in rows] if any(row.value for row in rows) else [1] * len(rows)


def _group(rows: Sequence[Judged]) -> CalibrationGroup:
    n, lost = len(rows), sum(row.lost for row in rows)
    low, high = wilson(lost, n)
    predicted = sum(row.p_lost for row in rows) / n
    return CalibrationGroup(predicted, lost / n, low, high, n, lost)
