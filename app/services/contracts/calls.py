"""When a renewal is reviewed, and what is called of it by its chance of loss alone. Pure.

The rule is of odds against what is usual at this firm: a chance that is high everywhere is no sign.
"""

from app.models.kinds import Call

HORIZONS = (180, 90)  # days before the last day to say no from which a renewal is reviewed
USUAL, WORTH = 1 / 12, 36  # the share lost where nothing is known, and renewals that is worth
WATCH, AT_RISK = 1.5, 3.0  # times the usual odds of a loss
DECIDED = 2.0  # the same where there is nothing between safe and at risk
EVEN = 0.5  # a chance from which nothing is safe, however usual


def horizon(days_ahead: int) -> int | None:
    """Return the review that is due so many days before the last day to say no; None: too early."""
    return next((days for days in reversed(HORIZONS) if days_ahead <= days), None)


def choices(horizon: int) -> tuple[Call, ...]:
    """Return what may be called: within 90 days it is one or the other, nobody only watches."""
    return (Call.SAFE, Call.WATCH, Call.AT_RISK) if horizon > 90 else (Call.SAFE, Call.AT_RISK)


def usual(decided: int, lost: int) -> float:
    """Return the share of its renewals that a firm usually loses, 0–1.

    Its own share, drawn towards 1 in 12 by 36 renewals: what the prior of α in docs/method.md, 10
    (8 %, 0.6 of log-odds either way) weighs, 1 / (0.6² · p · (1 − p)).
    """
    return (lost + USUAL * WORTH) / (decided + WORTH)


def computed(p_lost: float, usual_share: float, horizon: int) -> Call:
    """Return the call that a chance of loss amounts to; both chances 0–1."""
    ratio = _odds(p_lost) / _odds(usual_share)
    if Call.WATCH not in choices(horizon):
        return Call.AT_RISK if ratio >= DECIDED or p_lost >= EVEN else Call.SAFE
    if ratio >= AT_RISK or p_lost >= EVEN:
        return Call.AT_RISK
    return Call.WATCH if ratio >= WATCH else Call.SAFE


def _odds(p: float) -> float:
    return p / max(1 - p, 1e-9)
