"""A customer's story: its evidence, and the level that follows from it (docs/method.md, 3).

    level = 100 · (3 · 0.60 + G) / (3 + G + B + q)        sd = √(75 + 645 / E)

G and B are the sums of good and harm, halved every 120 days; q is silence; E is the evidence in
hand, to which departures and silence add nothing. This is the power-discount dynamic Beta model
of Smith 1979 and West, Harrison & Migon 1985, with a prior that does not fade.
"""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import TypeVar

from app.services.trajectory.evidence import Evidence
from app.services.trajectory.impulses import Impulses, Numbers, impulses_of
from app.services.trajectory.records import Records
from app.services.trajectory.rules import evidence_of, talk_days
from app.services.trajectory.silence import Pause, Rhythm
from app.services.trajectory.table import (
    BAND_80,
    FLOOR_VARIANCE,
    NORM,
    PRIOR_MASS,
    SPREAD_VARIANCE,
)

Number = TypeVar("Number", float, Numbers)


@dataclass(frozen=True, slots=True)
class State:
    """Where a customer stands at the end of a day, in points, with its 80 % band.

    ``mass`` is the evidence in hand and ``quiet`` the weight of silence; the level is made of
    ``good``, ``harm`` and their ``total`` with the prior and silence.
    """

    day: int
    level: float
    sd: float
    low: float
    high: float
    mass: float
    bits: float
    quiet: float
    usual_gap: float
    days_silent: int
    good: float
    harm: float
    total: float


@dataclass(frozen=True)
class Story:
    """All that is known of a customer, as `tell` puts it together.

    ``evidence`` is in the order of `in_order`; ``start`` is the day the history begins.
    Silence is judged from ``listening_from`` on, the day from which its interactions have really
    been recorded; if None, never. ``pauses`` are first and last days of agreed quiet, ``cadence``
    the days agreed between one contact and the next.
    """

    evidence: tuple[Evidence, ...]
    talk_days: tuple[int, ...]
    start: int
    listening_from: int | None
    pauses: tuple[Pause, ...] = ()
    cadence: int | None = None

    @cached_property
    def rhythm(self) -> Rhythm:
        """How often the customer and we talk."""
        return Rhythm(self.talk_days, self.start, self.listening_from, self.pauses, self.cadence)

    @cached_property
    def impulses(self) -> Impulses:
        """What each day of the story adds to good and harm."""
        return impulses_of(self.evidence)

    def at(self, day: int) -> State:
        """Return where the customer stands at the end of ``day``; nothing later is looked at."""
        good, harm, mass = self.impulses.decayed(day).sum(axis=1).tolist()
        quiet = self.rhythm.quiet(day)
        total = PRIOR_MASS + good + harm + quiet.weight
        mass += PRIOR_MASS
        level = level_of(good, total)
        sd = sqrt(FLOOR_VARIANCE + SPREAD_VARIANCE / mass)
        return State(
            day=day,
            level=level,
            sd=sd,
            low=max(0.0, level - BAND_80 * sd),
            high=min(100.0, level + BAND_80 * sd),
            mass=mass,
            bits=quiet.bits,
            quiet=quiet.weight,
            usual_gap=quiet.usual_gap,
            days_silent=quiet.days,
            good=good,
            harm=harm,
            total=total,
        )


def tell(
    records: Records,
    start: int,
    listening_from: int | None,
    pauses: tuple[Pause, ...] = (),
    cadence: int | None = None,
) -> Story:
    """Make a story of what the records say."""
    return Story(
        evidence_of(records), talk_days(records.talks), start, listening_from, pauses, cadence
    )


def quiet_from(story: Story, day: int) -> int | None:
    """Return the day from which the silence running on ``day`` says something, if any may."""
    return story.rhythm.quiet_from(day)


def level_of(good: Number, total: Number) -> Number:
    """Return the good share of the total in points, the prior's included."""
    return 100 * (PRIOR_MASS * NORM + good) / total
