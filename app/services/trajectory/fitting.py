"""Learning the risk model from decided renewals (docs/method.md, 10)."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from app.models.kinds import Outcome
from app.services.trajectory.impulses import Numbers
from app.services.trajectory.risk import Features, RiskModel

# Each parameter's prior mean and standard deviation, and the least it may be. α: 8 % are lost at
# level 60 (3–20 %). β: 30 points apart multiply the odds by six. A lower level, a fall and an easy
# way out can never make a loss less likely.
MEAN = np.array([-2.4, 0.60, 0.15, 0.30, 0.0])
SD = np.array([0.6, 0.20, 0.10, 0.15, 0.4])
LEAST = np.array([-9.0, 0.10, 0.0, 0.0, -2.0])

# A customer that no longer considers us is lost, and more so.
LOSSES = (Outcome.LOST, Outcome.NO_LONGER_CONSIDERED)

TINY = 1e-12
MOST_STEPS = 100


class Decided(NamedTuple):
    """A decided renewal, with the features that were known ninety days before its decision."""

    features: Features
    outcome: Outcome


class _Renewals(NamedTuple):
    """The features of renewals as rows, with a column of ones, and what became of them."""

    x: Numbers
    lost: Numbers
    reduced: Numbers


class _Slopes(NamedTuple):
    gradient: Numbers
    curvature: Numbers


def fit(decided: Iterable[Decided] = ()) -> RiskModel:
    """Return the most probable model after these renewals, in whatever order they come."""
    rows = sorted(decided)
    renewals = _table(rows)
    params = MEAN.copy()
    loss = _loss(params, renewals)
    for _ in range(MOST_STEPS):
        step = _newton_step(params, _slopes(params, renewals))
        params, loss, moved = _descend(params, step, loss, renewals)
        if moved < 1e-10:
            break
    covariance = np.linalg.inv(_slopes(params, renewals).curvature)
    alpha, beta, gamma, delta, tau = params.tolist()
    return RiskModel(
        (alpha, beta, gamma, delta, tau),
        tuple(tuple(row) for row in covariance.tolist()),
        len(rows),
        sum(row.outcome in LOSSES for row in rows),
    )


def _table(rows: list[Decided]) -> _Renewals:
    x = np.array([(1.0, *row.features) for row in rows]).reshape(-1, 4)
    lost = np.array([row.outcome in LOSSES for row in rows], dtype=float)
    reduced = np.array([row.outcome is Outcome.REDUCED for row in rows], dtype=float)
    return _Renewals(x, lost, reduced)


def _newton_step(params: Numbers, slopes: _Slopes) -> Numbers:
    """Return Newton's step, with parameters left where they lie on their bounds and push out."""
    held = (params <= LEAST + TINY) & (slopes.gradient > 0)
    free = np.flatnonzero(~held)
    step = np.zeros(len(params))
    step[free] = np.linalg.solve(slopes.curvature[np.ix_(free, free)], -slopes.gradient[free])
    return step


def _descend(
    params: Numbers, step: Numbers, loss: float, renewals: _Renewals
) -> tuple[Numbers, float, float]:
    """Take the step, or as many halvings of it as make things better."""
    length = 1.0
    while True:
        tried = np.maximum(LEAST, params + length * step)
        tried_loss = _loss(tried, renewals)
        if tried_loss <= loss or length < 1e-8:
            return tried, tried_loss, float(np.abs(tried - params).max())
        length /= 2


def _chances(params: Numbers, x: Numbers) -> tuple[Numbers, Numbers]:
    """Return P(lost) and P(lost or reduced) of each renewal."""
    z = x @ params[:4]
    return _sigmoid(z), _sigmoid(z + np.exp(params[4]))


def _loss(params: Numbers, renewals: _Renewals) -> float:
    """Return the negative log of the posterior, up to a constant."""
    lost, worse = _chances(params, renewals.x)
    likely = np.where(
        renewals.lost > 0, lost, np.where(renewals.reduced > 0, worse - lost, 1 - worse)
    )
    prior = 0.5 * (((params - MEAN) / SD) ** 2).sum()
    return float(prior - np.log(np.maximum(likely, TINY)).sum())


def _slopes(params: Numbers, renewals: _Renewals) -> _Slopes:
    """Return the first and second derivatives of the loss.

    Each renewal's loss depends on z and on τ only, so its derivatives by these two come first;
    with u = σ(z) and v = σ(z + e^τ) it is −log u if lost, −log(v − u) if reduced, else −log(1 − v).
    """
    x, is_lost, is_reduced = renewals
    is_kept = 1 - is_lost - is_reduced
    gap = np.exp(params[4])
    u, v = _chances(params, x)
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

    curvature = np.zeros((5, 5))
    curvature[:4, :4] = (x * by_zz[:, None]).T @ x
    curvature[:4, 4] = curvature[4, :4] = x.T @ by_zt
    curvature[4, 4] = by_tt.sum()
    gradient = np.append(x.T @ by_z, by_t.sum())
    return _Slopes(gradient + (params - MEAN) / SD**2, curvature + np.diag(1 / SD**2))


def _sigmoid(z: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(z, -700.0, 700.0)))
