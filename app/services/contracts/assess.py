"""What a renewal is worth worrying about: its risk from where the customer stands. Pure.

Lists take the standing from the roll-up, a day in the past computes it afresh; both end here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from app.services.contracts.renewal_rows import Reason
from app.services.contracts.terms import Decision
from app.services.trajectory import risk as risks
from app.services.trajectory.risk import Features, Prediction, RiskModel
from app.services.trajectory.table import (
    DRIFT_VARIANCE,
    FLOOR_VARIANCE,
    HALF_LIFE,
    NORM,
    PRIOR_MASS,
    SPREAD_VARIANCE,
)

MOST_TENS = 2.0  # tens of points fallen or risen beyond which a move says no more


@dataclass(frozen=True, slots=True)
class LevelState:
    """Where a customer stands: level and sd in points, evidence in hand, points fallen in 180 d.

    ``ease`` is how easily it could leave, as seen on that day; None where it is as seen now.
    """

    level: float
    sd: float
    mass: float
    fall: float
    reasons: tuple[Reason, ...] = ()
    ease: int | None = None


@dataclass(frozen=True, slots=True)
class RenewalRisk:
    """The chances of a loss and of a reduction; ``low`` and ``high`` are the loss's 80 % range."""

    p_lost: float
    p_reduced: float
    low: float
    high: float


NOTHING_KNOWN = LevelState(
    100 * NORM, sqrt(FLOOR_VARIANCE + SPREAD_VARIANCE / PRIOR_MASS), PRIOR_MASS, 0.0
)


def assess(
    decision: Decision, state: LevelState, ease: int, today: date, model: RiskModel
) -> RenewalRisk:
    """Return the risk of a decision as seen on ``today`` (docs/method.md, 9 and 10)."""
    found = predict(decision, state, ease, today, model)
    return RenewalRisk(found.p_lost, found.p_reduced, found.low, found.high)


def predict(
    decision: Decision, state: LevelState, ease: int, today: date, model: RiskModel
) -> Prediction:
    """Return the same with the terms that it is made of."""
    fallen = min(max(state.fall / 10, -MOST_TENS), MOST_TENS)
    features = Features((100 * NORM - state.level) / 10, fallen, ease)
    ahead = max((decision.decide_by - today).days, 0)
    return model.predict(features, sd_ahead(state.mass, ahead), monthly=decision.monthly)


def sd_ahead(mass: float, days: int) -> float:
    """Return how unsure the level is ``days`` ahead if nothing new comes in (docs/method.md, 8)."""
    kept = PRIOR_MASS + (mass - PRIOR_MASS) * 2.0 ** (-days / HALF_LIFE)
    return sqrt(FLOOR_VARIANCE + SPREAD_VARIANCE / kept + DRIFT_VARIANCE * days)


def value_at_risk(value: int | None, risk: RenewalRisk, reductions: Sequence[float]) -> int | None:
    """Return the expected loss of a year, in minor units.

    ``reductions`` are the shares that reduced renewals of this firm lost so far.
    """
    if value is None:
        return None
    return round(value * (risk.p_lost + risks.usual_reduction(reductions) * risk.p_reduced))
