"""Learning the risk model from decided renewals (docs/method.md, 10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.models.kinds import Outcome
from app.services.trajectory.impulses import Numbers
from app.services.trajectory.risk import ENOUGH_LOSSES, MONTH_TO_MONTH, Features, RiskModel

# Each parameter's prior mean and standard deviation, and the least it may be. α: 8 % are lost at
# level 60 (3–20 %). β: 30 points apart multiply the odds by six. A lower level, a fall and an easy
# way out can never make a loss less likely.
MEAN = np.array([-2.4, 0.60, 0.15, 0.30, 0.0])
SD = np.array([0.6, 0.20, 0.10, 0.15, 0.4])
LEAST = np.array([-9.0, 0.10, 0.0, 0.0, -2.0])

# What a contract from month to month adds to the log-odds, learnt from the fifth loss on.
MONTHLY_SD, MONTHLY_LEAST = 0.5, -9.0

OUTCOME_HALF_LIFE = 730  # days after which an outcome teaches half as much as the newest
SIGNS = (1, 2)  # the places of β and γ: what the evidence says
NO_SLOPE = 1e-3  # how far β and γ may lie from nothing where the evidence says nothing
LEAST_SIGNS = 0.02  # share of the slopes that always stays, so that a lower level never helps

# A customer that no longer considers us is lost, and more so.
LOSSES = (Outcome.LOST, Outcome.NO_LONGER_CONSIDERED)

TINY = 1e-12
MOST_STEPS = 100


class Decided(NamedTuple):
    """A decided renewal, with what was known ninety days before its decision.

    ``known_on`` is the day, as an ordinal, from which its outcome could teach.
    """

    features: Features
    outcome: Outcome
    monthly: bool = False
    known_on: int = 0


@dataclass(frozen=True)
class _Prior:
    """Mean, standard deviation and least value of each parameter; the last of them is τ."""

    mean: Numbers
    sd: Numbers
    least: Numbers

    def with_signs(self, share: float) -> "_Prior":
        """Return the prior of one who believes so much of what the evidence says."""
        factor = np.ones(len(self.mean))
        factor[list(SIGNS)] = share
        return _Prior(self.mean * factor, self.sd * factor, self.least * factor)

    def without_signs(self) -> "_Prior":
        """Return the prior of one who believes that the evidence says nothing."""
        mean, sd, least = self.mean.copy(), self.sd.copy(), self.least.copy()
        places = list(SIGNS)
        mean[places], sd[places], least[places] = 0.0, NO_SLOPE, -1.0
        return _Prior(mean, sd, least)


class _Renewals(NamedTuple):
    """Renewals as rows: features behind a column of ones, a fixed part, what became, weights."""

    x: Numbers
    offset: Numbers
    lost: Numbers
    reduced: Numbers
    weight: Numbers


class _Slopes(NamedTuple):
    gradient: Numbers
    curvature: Numbers


class _Found(NamedTuple):
    """The most probable parameters, their covariance, and the log of the evidence for them."""

    params: Numbers
    covariance: Numbers
    evidence: float


def fit(decided: Iterable[Decided] = ()) -> RiskModel:
    """Return the most probable model after these renewals, in whatever order they come.

    With fewer than five losses this is the prior of the method, corrected by what is known. From
    then on it also learns what a contract from month to month means here, and how far to believe
    the evidence at all: by the share of the ratio of evidences, at most 1, of a model in which it
    speaks and one in which it says nothing (MacKay 1992; Laplace's approximation).
    """
    rows = sorted(decided)
    lost = sum(row.outcome in LOSSES for row in rows)
    learns_more = lost >= ENOUGH_LOSSES
    renewals, prior = _table(rows, monthly=learns_more), _prior(monthly=learns_more)
    found, signs = _climb(prior, renewals), 1.0
    if learns_more:
        doubt = _climb(prior.without_signs(), renewals).evidence - found.evidence
        signs = max(LEAST_SIGNS, float(np.exp(-max(doubt, 0.0))))
        if signs < 1:
            found = _climb(prior.with_signs(signs), renewals)
    return _model(found, len(rows), lost, signs)


def _model(found: _Found, decided: int, lost: int, signs: float) -> RiskModel:
    """Return the model with τ as its fifth parameter; what a monthly contract adds comes after."""
    count = len(found.params)
    order = [0, 1, 2, 3, count - 1, *range(4, count - 1)]
    covariance = found.covariance[np.ix_(order, order)].tolist()
    return RiskModel(
        tuple(found.params[order].tolist()),
        tuple(tuple(row) for row in covariance),
        decided,
        lost,
        signs,
    )


def _prior(*, monthly: bool) -> _Prior:
    if not monthly:
        return _Prior(MEAN, SD, LEAST)
    return _Prior(
        np.insert(MEAN, 4, MONTH_TO_MONTH),
        np.insert(SD, 4, MONTHLY_SD),
        np.insert(LEAST, 4, MONTHLY_LEAST),
    )


def _table(rows: list[Decided], *, monthly: bool) -> _Renewals:
    from_month = np.array([row.monthly for row in rows], dtype=float)
    x = np.array([(1.0, *row.features) for row in rows]).reshape(-1, 4)
    offset = from_month * MONTH_TO_MONTH
    if monthly:
        x, offset = np.column_stack([x, from_month]), np.zeros(len(rows))
    lost = np.array([row.outcome in LOSSES for row in rows], dtype=float)
    reduced = np.array([row.outcome is Outcome.REDUCED for row in rows], dtype=float)
    days = np.array([row.known_on for row in rows], dtype=float)
    age = days.max(initial=0.0) - days
    return _Renewals(x, offset, lost, reduced, np.exp2(-age / OUTCOME_HALF_LIFE))


def _climb(prior: _Prior, renewals: _Renewals) -> _Found:
    """Return the most probable parameters under a prior, by Newton's method."""
    params = prior.mean.copy()
    loss = _loss(params, prior, renewals)
    for _ in range(MOST_STEPS):
        step = _newton_step(params, prior, _slopes(params, prior, renewals))
        params, loss, moved = _descend(params, step, loss, prior, renewals)
        if moved < 1e-10:
            break
    curvature = _slopes(params, prior, renewals).curvature
    evidence = -loss - 0.5 * float(np.linalg.slogdet(curvature)[1]) - float(np.log(prior.sd).sum())
    return _Found(params, np.linalg.inv(curvature).astype(np.float64), evidence)


def _newton_step(params: Numbers, prior: _Prior, slopes: _Slopes) -> Numbers:
    """Return Newton's step, with parameters left where they lie on their bounds and push out."""
    held = (params <= prior.least + TINY) & (slopes.gradient > 0)
    free = np.flatnonzero(~held)
    step = np.zeros(len(params))
    step[free] = np.linalg.solve(slopes.curvature[np.ix_(free, free)], -slopes.gradient[free])
    return step


def _descend(
    params: Numbers, step: Numbers, loss: float, prior: _Prior, renewals: _Renewals
) -> tuple[Numbers, float, float]:
    """Take the step, or as many halvings of it as make things better."""
    length = 1.0
    while True:
        tried = np.maximum(prior.least, params + length * step)
        tried_loss = _loss(tried, prior, renewals)
        if tried_loss <= loss or length < 1e-8:
            return tried, tried_loss, float(np.abs(tried - params).max())
        length /= 2


def _chances(params: Numbers, renewals: _Renewals) -> tuple[Numbers, Numbers]:
    """Return P(lost) and P(lost or reduced) of each renewal."""
    z = renewals.x @ params[:-1] + renewals.offset
    return _sigmoid(z), _sigmoid(z + np.exp(params[-1]))


def _loss(params: Numbers, prior: _Prior, renewals: _Renewals) -> float:
    """Return the negative log of the posterior, up to a constant."""
    lost, worse = _chances(params, renewals)
    likely = np.where(
        renewals.lost > 0, lost, np.where(renewals.reduced > 0, worse - lost, 1 - worse)
    )
    distance = 0.5 * (((params - prior.mean) / prior.sd) ** 2).sum()
    return float(distance - (renewals.weight * np.log(np.maximum(likely, TINY))).sum())


def _slopes(params: Numbers, prior: _Prior, renewals: _Renewals) -> _Slopes:
    """Return the first and second derivatives of the loss.

    Each renewal's loss depends on z and on τ only, so its derivatives by these two come first;
    with u = σ(z) and v = σ(z + e^τ) it is −log u if lost, −log(v − u) if reduced, else −log(1 − v).
    """
    x, _offset, is_lost, is_reduced, weight = renewals
    is_kept = 1 - is_lost - is_reduced
    gap = np.exp(params[-1])
    u, v = _chances(params, renewals)
    du, dv = u * (1 - u), v * (1 - v)
    ddu, ddv = du * (1 - 2 * u), dv * (1 - 2 * v)
    between = np.maximum(v - u, TINY)
    z_, t_ = (dv - du) / between, dv * gap / between

    by_z = -is_lost * (1 - u) - is_reduced * z_ + is_kept * v
    by_t = -is_reduced * t_ + is_kept * v * gap
    by_zz = is_lost * du + is_reduced * (z_**2 - (ddv - ddu) / between) + is_kept * dv
    by_zt = is_reduced * (z_ * t_ - ddv * gap / between) + is_kept * dv * gap
    by_tt = is_reduced * (t_**2 - (ddv * gap**2 + dv * gap) / between)
    by_tt = by_tt + is_kept * (dv * gap**2 + v * gap)

    last = len(params) - 1
    curvature = np.zeros((last + 1, last + 1))
    curvature[:last, :last] = (x * (weight * by_zz)[:, None]).T @ x
    curvature[:last, last] = curvature[last, :last] = x.T @ (weight * by_zt)
    curvature[last, last] = (weight * by_tt).sum()
    gradient = np.append(x.T @ (weight * by_z), (weight * by_t).sum())
    pull = (params - prior.mean) / prior.sd**2
    return _Slopes(gradient + pull, curvature + np.diag(1 / prior.sd**2))


def _sigmoid(z: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(z, -700.0, 700.0)))
