"""What a set of renewals is expected to lose, and how far that may stray. Pure.

Of each renewal a year's value is lost whole (p), a usual share r of it (q), or nothing: p, q, r
and the ranges are those of docs/method.md, 10. No growth counts: what another customer adds does
not make good a loss, so no part is below zero or above what the contract is worth today.

    mean   = Σ V·(p + r·q)
    chance = Σ V²·(p + r²·q − (p + r·q)²)                 each is decided by itself
    range  = ½·(Σ V·s)² + ½·Σ V²·s²     s = (high − low) / (2·1.2816) of the 80 % range of p
    interval (80 %) = mean ± 1.2816·√(chance + range), within 0 … Σ V

The first is the variance of a weighted Poisson-binomial sum. The second says that the chances
themselves are only estimated: half of a range's variance comes from the model, in which all err
together, half from each customer's own standing. At the priors the two are equal: 0.6² of α's
log-odds, and (β·sd/10)² = 0.6² at an ordinary sd of 10 points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from app.services.trajectory.table import BAND_80

SHARED = 0.5  # of the variance of a range: the model's part, in which all renewals err together


@dataclass(frozen=True, slots=True)
class Stake:
    """One renewal: its value a year in minor units, chances 0–1, ``low`` … ``high`` 80 % of p."""

    value: int
    p_lost: float
    p_reduced: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What stakes come to, in minor units a year; ``low`` … ``high`` hold the loss in 4 of 5."""

    count: int
    value: int
    at_risk: int
    low: int
    high: int

    @property
    def kept(self) -> int:
        """What is expected to go on: never more than what it is worth today."""
        return self.value - self.at_risk


def expected(stakes: Sequence[Stake], reduction: float) -> Expected:
    """Return what these renewals, all of one currency, are expected to lose.

    ``reduction`` is the share of its value that a reduced renewal loses, 0–1.
    """
    value = sum(stake.value for stake in stakes)
    mean = fsum(stake.value * share(stake, reduction) for stake in stakes)
    width = BAND_80 * sqrt(_chance(stakes, reduction) + _range(stakes))
    return Expected(
        len(stakes),
        value,
        round(min(mean, value)),
        round(max(mean - width, 0.0)),
        round(min(mean + width, value)),
    )


def share(stake: Stake, reduction: float) -> float:
    """Return the share of its value that a renewal is expected to lose, within 0 … 1."""
    return min(max(stake.p_lost + reduction * stake.p_reduced, 0.0), 1.0)


def _chance(stakes: Sequence[Stake], reduction: float) -> float:
    return fsum(
        stake.value**2
        * max(
            stake.p_lost + reduction**2 * stake.p_reduced - share(stake, reduction) ** 2,
            0.0,
        )
        for stake in stakes
    )


def _range(stakes: Sequence[Stake]) -> float:
    sds = [stake.value * (stake.high - stake.low) / (2 * BAND_80) for stake in stakes]
    return SHARED * fsum(sds) ** 2 + (1 - SHARED) * fsum(sd**2 for sd in sds)
