"""Where a level will be if nothing new happens (docs/method.md, 8).

The same equation with no new facts: evidence fades and uncertainty drifts. No trend is drawn on;
adding the recent slope made forecasts worse in simulation.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from app.services.trajectory.curve import Curve, with_band
from app.services.trajectory.story import State, level_of
from app.services.trajectory.table import (
    BAND_80,
    DRIFT_VARIANCE,
    FLOOR_VARIANCE,
    HALF_LIFE,
    PRIOR_MASS,
    SPREAD_VARIANCE,
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The level expected on a day, with its 80 % band."""

    day: int
    level: float
    sd: float
    low: float
    high: float
    mass: float


def forecast(state: State, day: int) -> Forecast:
    """Return where a customer that stands at ``state`` will be on a later day."""
    fade = 2.0 ** ((state.day - day) / HALF_LIFE)
    level = level_of(state.good * fade, PRIOR_MASS + (state.total - PRIOR_MASS) * fade)
    mass = PRIOR_MASS + (state.mass - PRIOR_MASS) * fade
    drift = DRIFT_VARIANCE * (day - state.day)
    sd = sqrt(FLOOR_VARIANCE + SPREAD_VARIANCE / mass + drift)
    low, high = max(0.0, level - BAND_80 * sd), min(100.0, level + BAND_80 * sd)
    return Forecast(day, level, sd, low, high, mass)


def fan(state: State, last: int) -> Curve:
    """Return the forecast of each day from that of ``state`` to ``last``."""
    days = np.arange(state.day, last + 1, dtype=np.int64)
    ahead = days - state.day
    fade = np.exp2(-ahead / HALF_LIFE)
    total = PRIOR_MASS + (state.total - PRIOR_MASS) * fade
    level = level_of(state.good * fade, total)
    mass = PRIOR_MASS + (state.mass - PRIOR_MASS) * fade
    variance = FLOOR_VARIANCE + SPREAD_VARIANCE / mass + DRIFT_VARIANCE * ahead
    return with_band(days, level, variance)
