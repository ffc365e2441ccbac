"""The chance that a renewal is lost or reduced (docs/method.md, 9 and 10).

    z = α + β·x1 + γ·x2 + δ·x3     P(lost) = σ(z)     P(lost or reduced) = σ(z + e^τ)

An ordinal logistic model with informative priors and signs that cannot turn: it speaks with no
decided renewal at all, and learns from the first. Fitted by Newton to its most probable values,
with Laplace's covariance; the ranges are MacKay's 1992.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, pi, sqrt
from typing import NamedTuple

from app.services.trajectory.story import Story
from app.services.trajectory.table import BAND_80

LAG = 180  # days over which a fall counts by itself
MONTH_TO_MONTH = log(90 / 365)  # what a contract that can end in 90 days adds, until it is learnt
ENOUGH_LOSSES = 5  # below this, a risk is mostly the prior
TELLING = 0.25  # share of its slopes below which what is known beforehand tells nothing here
USUAL_REDUCTION, REDUCTION_PRIOR = 0.3, 5  # share of the value, and renewals it is worth


class Features(NamedTuple):
    """What a risk is made from: tens of points below the norm, tens fallen, ease of leaving."""

    below: float
    fallen: float
    ease: float = 0.0


@dataclass(frozen=True, slots=True)
class Terms:
    """The log-odds of a loss, in parts that add up to them; ``monthly`` is the contract's."""

    base: float
    level: float
    fall: float
    ease: float
    monthly: float = 0.0


@dataclass(frozen=True, slots=True)
class Prediction:
    """The chances of a loss and of a reduction; ``low`` and ``high`` are the 80 % range."""

    p_lost: float
    p_reduced: float
    low: float
    high: float
    z: float
    terms: Terms


@dataclass(frozen=True, slots=True)
class RiskModel:
    """α, β, γ, δ, τ and their covariance, and from how many decided renewals they were learnt.

    A sixth parameter is what a contract from month to month adds, once that is learnt. ``signs``
    is how far the evidence is believed, as a share of the method's slopes.
    """

    params: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    decided: int = 0
    lost: int = 0
    signs: float = 1.0

    @property
    def mostly_prior(self) -> bool:
        """Whether too few losses are known for this to be the firm's own experience."""
        return self.lost < ENOUGH_LOSSES

    @property
    def tells_apart(self) -> bool:
        """Whether what is known beforehand tells those who leave from those who stay."""
        return self.signs >= TELLING

    def predict(self, features: Features, sd: float, *, monthly: bool = False) -> Prediction:
        """Return the risk of a decision for which the level is forecast with ``sd`` points.

        ``monthly``: the contract may end at any month, and is judged for the next ninety days.
        """
        alpha, beta, gamma, delta, tau, *learnt = self.params
        extra = learnt[0] if learnt else MONTH_TO_MONTH
        x = (1.0, *features, 0.0, *(float(monthly) for _ in learnt))
        terms = Terms(alpha, beta * x[1], gamma * x[2], delta * x[3], extra if monthly else 0.0)
        z = terms.base + terms.level + terms.fall + terms.ease + terms.monthly
        variance = sum(
            x[i] * self.covariance[i][j] * x[j] for i in range(len(x)) for j in range(len(x))
        )
        shrink = 1 / sqrt(1 + pi * variance / 8)
        lost = sigmoid(shrink * z)
        worse = sigmoid(shrink * (z + exp(tau)))
        width = BAND_80 * sqrt(variance + (beta * sd / 10) ** 2)
        return Prediction(lost, worse - lost, sigmoid(z - width), sigmoid(z + width), z, terms)

    def odds_multiplier(self, points: float) -> float:
        """Return by how much a fact worth so many points multiplies the odds of a loss."""
        return exp(-self.params[1] * points / 10)


def features_of(story: Story, day: int, ease: float = 0.0) -> Features:
    """Return a customer's features as they stood on ``day``."""
    now = story.at(day).level
    then = story.at(max(story.start, day - LAG)).level
    return Features((60 - now) / 10, min(max((then - now) / 10, -2.0), 2.0), ease)


def usual_reduction(reductions: Sequence[float]) -> float:
    """Return the share of its value that a reduced renewal loses, from those seen so far."""
    seen = USUAL_REDUCTION * REDUCTION_PRIOR + sum(reductions)
    return seen / (REDUCTION_PRIOR + len(reductions))


def sigmoid(z: float) -> float:
    """Return the chance that has these log-odds."""
    return 1 / (1 + exp(-z)) if z > -700 else 0.0
