"""The simple ways to rank customers that the method must beat (docs/method.md, 12 and 21).

Each gives a score, higher is worse, from what was known on a day; `calibrate` turns scores into
chances by the firm's own renewals, so that the comparison is fair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.models.kinds import Question
from app.services.trajectory.audit import expit
from app.services.trajectory.impulses import Numbers
from app.services.trajectory.records import Answer, Records

CSAT_DAYS, NPS_DAYS, WAVE_DAYS, RECENT_DAYS = 365, 400, 30, 90
NO_CSAT, NO_NPS = 4.5, 7.5  # what is assumed of customers who never answered
BAD_TICKETS = 0.3  # share of breached or reopened tickets that scores nothing
CONTACTS = ((6, 100.0), (3, 75.0), (1, 40.0), (0, 0.0))  # so many in 90 days score so much
PRIOR_MEAN, PRIOR_SD = np.array([-2.2, 0.6]), np.array([0.6, 0.4])
LEAST_SPREAD = 0.05
FARTHEST = 3.0  # standard deviations beyond which a score says no more
ENOUGH_RENEWALS = 5  # below this the base rate is said


class Baseline(StrEnum):
    """A simple way to forecast; ``base_rate`` says the same of everybody."""

    BASE_RATE = "base_rate"
    CSAT = "csat"
    NPS = "nps"
    RECENCY = "recency"
    EQUAL_WEIGHTS = "equal_weights"
    GUT = "gut"


SCORED = (Baseline.CSAT, Baseline.NPS, Baseline.RECENCY, Baseline.EQUAL_WEIGHTS)

Scores = Mapping[Baseline, float]


def scores(records: Records, start: int, day: int) -> Scores:
    """Return the score of each baseline for a customer on ``day``; higher is worse."""
    talks = [talk for talk in records.talks if talk.two_way and talk.day <= day]
    last = max((talk.day for talk in talks), default=start)
    return {
        Baseline.CSAT: _csat(records.answers, day),
        Baseline.NPS: _nps(records.answers, day),
        Baseline.RECENCY: float(day - last),
        Baseline.EQUAL_WEIGHTS: _scorecard(records, day),
    }


def base_rate(lost: int, decided: int) -> float:
    """Return the firm's own rate of loss, with the weight of ten renewals of which one is lost."""
    return (lost + 1) / (decided + 10)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve from a score to a chance; None where too few renewals are known."""

    middle: float
    spread: float
    curve: tuple[float, float] | None

    def chance(self, score: float, rate: float) -> float:
        """Return the chance of loss for a score; the base ``rate`` where there is no curve."""
        if self.curve is None:
            return rate
        away = min(max((score - self.middle) / self.spread, -FARTHEST), FARTHEST)
        return expit(self.curve[0] + self.curve[1] * away)


def calibrate(known: Sequence[tuple[float, bool]]) -> Calibration:
    """Fit the curve to scores of which the outcome is known, with the priors of the reference."""
    if len(known) < ENOUGH_RENEWALS:
        return Calibration(0.0, 1.0, None)
    values = np.array([value for value, _lost in known])
    lost = np.array([is_lost for _value, is_lost in known], dtype=float)
    middle, spread = float(values.mean()), max(float(values.std()), LEAST_SPREAD)
    x = np.stack([np.ones(len(values)), (values - middle) / spread], axis=1)
    return Calibration(middle, spread, _logistic(x, lost))


def _csat(answers: Sequence[Answer], day: int) -> float:
    """Return how bad the answers about tickets were on average in a year."""
    known = _recent(answers, Question.CSAT, day, CSAT_DAYS)
    return -(_mean(known, 1, 5) if known else NO_CSAT)


def _nps(answers: Sequence[Answer], day: int) -> float:
    """Return how bad the last wave of recommendations was on average."""
    known = _recent(answers, Question.NPS, day, NPS_DAYS)
    if not known:
        return -NO_NPS
    wave = max(answer.day for answer in known)
    return -_mean([answer for answer in known if wave - answer.day < WAVE_DAYS], 0, 10)


def _scorecard(records: Records, day: int) -> float:
    """Return five measures of the last months, each a fifth; what is missing is left out."""
    csat = _recent(records.answers, Question.CSAT, day, RECENT_DAYS)
    nps = _recent(records.answers, Question.NPS, day, CSAT_DAYS)
    tickets = [
        ticket
        for ticket in records.tickets
        if ticket.closed is not None and day - RECENT_DAYS < ticket.closed <= day
    ]
    talks = [talk for talk in records.talks if talk.two_way and day - RECENT_DAYS < talk.day <= day]
    feelings = [talk.feeling for talk in talks if talk.feeling is not None]
    parts = [next(score for least, score in CONTACTS if len(talks) >= least)]
    if csat:
        parts.append(25 * (_mean(csat, 1, 5) - 1))
    if nps:
        parts.append(10 * _mean(nps, 0, 10))
    if tickets:
        bad = sum(ticket.breached or ticket.reopened for ticket in tickets) / len(tickets)
        parts.append(100 * (1 - min(1.0, bad / BAD_TICKETS)))
    if feelings:
        parts.append(25 * (sum(feelings) / len(feelings) + 2))
    return -sum(parts) / len(parts)


def _recent(answers: Sequence[Answer], question: str, day: int, days: int) -> list[Answer]:
    return [one for one in answers if one.question == question and day - days < one.day <= day]


def _mean(answers: Sequence[Answer], low: float, high: float) -> float:
    parts = [(one.score - one.low) / (one.high - one.low) for one in answers]
    return low + (high - low) * sum(parts) / len(parts)


def _logistic(x: Numbers, lost: Numbers) -> tuple[float, float]:
    """Return the most probable intercept and slope; a worse score never helps."""
    params = PRIOR_MEAN.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ params, -30, 30)))
        gradient = x.T @ (p - lost) + (params - PRIOR_MEAN) / PRIOR_SD**2
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(1 / PRIOR_SD**2)
        step = np.linalg.solve(curvature, gradient)
        params = params - step
        params[1] = max(params[1], 0.0)
        if float(np.abs(step).max()) < 1e-9:
            break
    return float(params[0]), float(params[1])
