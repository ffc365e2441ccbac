"""The observable signs of a relationship, which its character follows from (docs/method.md, 13)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from operator import attrgetter
from typing import NamedTuple

from app.models.kinds import InteractionKind
from app.services.trajectory.evidence import Evidence
from app.services.trajectory.records import Records, Talk
from app.services.trajectory.story import Story
from app.services.trajectory.table import EVIDENCE, HALF_LIFE

CONFLICT = {
    "tone-1": 0.5, "tone-2": 1.0, "complaint": 0.7, "ignored": 0.6, "nps0-4": 1.0, "csat1": 0.6,
    "csat2": 0.3,
}  # fmt: skip
ADVOCACY = {"referral": 1.0, "advocacy": 1.0, "praise": 0.6, "upsold": 0.8, "nps9-10": 0.25}
ASKED = frozenset(kind for kind in EVIDENCE if kind.startswith(("nps", "rel", "no_answer")))
TELLING = CONFLICT.keys() | ADVOCACY.keys() | ASKED
LONG_MEMORY = 2 * HALF_LIFE  # days after which speaking for us counts half
DEEP = frozenset({InteractionKind.MEETING, InteractionKind.VISIT, InteractionKind.REVIEW})
YEAR, ASKED_WITHIN, TALKED_WITHIN = 365, 540, 120  # days


class Sign(StrEnum):
    """A sign by the name of its field in `Signs`."""

    LEVEL = "level"
    MASS = "mass"
    BITS = "bits"
    HEAT = "heat"
    ADVOCACY = "advocacy"
    INITIATIVE = "initiative"
    DEPTH = "depth"
    TONE = "tone"
    RESPONSE = "response"
    TALK = "talk"
    MIX = "mix"
    EASE = "ease"
    AGE = "age"


class Signs(NamedTuple):
    """What can be seen of a relationship at the end of a day.

    ``level`` is in points, ``mass`` the evidence in hand, ``bits`` the surprise of the silence;
    ``heat``, ``advocacy`` and ``depth`` are decayed sums of conflict, of speaking for us, of
    meetings; ``initiative`` is the share of a year's talks that they started, ``response`` of a
    year and a half's surveys that they answered, both drawn towards a prior; ``tone`` is −2 to 2;
    ``talk`` counts days of contact in four months; ``mix`` is the smaller of good and harm over
    the larger; ``ease`` of leaving is −2 to 2, the owner's word; ``age`` counts days of history.
    """

    level: float
    mass: float
    bits: float
    heat: float
    advocacy: float
    initiative: float
    depth: float
    tone: float
    response: float
    talk: float
    mix: float
    ease: float
    age: float


NOTHING = Signs(60.0, 3.0, 0.0, 0.0, 0.0, 1 / 3, 0.0, 0.0, 0.4, 0.0, 0.0, 0.0, 0.0)
"""The signs of a relationship of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What signs are read from: sorted once, looked at on as many days as one likes."""

    story: Story
    ease: float
    conflict: Sequence[Evidence]
    advocacy: Sequence[Evidence]
    talks: Sequence[Talk]
    talk_days: Sequence[int]
    answered: Sequence[int]
    unanswered: Sequence[int]

    def year(self, day: int) -> Sequence[Talk]:
        """Return the two-way talks of the year that ends with ``day``."""
        return self.talks[bisect_right(self.talk_days, day - YEAR) : self.until(day)]

    def until(self, day: int) -> int:
        """Count the two-way talks up to the end of ``day``."""
        return bisect_right(self.talk_days, day)

    def surveys(self, day: int) -> tuple[int, int]:
        """Return how many surveys about the relationship were answered, and how many were not."""
        first = day - ASKED_WITHIN
        return _between(self.answered, first, day), _between(self.unanswered, first, day)

    def days_talked(self, day: int) -> int:
        """Count the days of contact in the four months that end with ``day``."""
        days = self.story.talk_days
        return bisect_right(days, day) - bisect_right(days, day - TALKED_WITHIN)


def observe(story: Story, records: Records, ease: float = 0.0) -> Observed:
    """Sort out what signs are read from; ``records`` are those that the story tells."""
    talks = sorted((talk for talk in records.talks if talk.two_way), key=attrgetter("day", "ref"))
    telling = [fact for fact in story.evidence if fact.kind in TELLING]
    asked = [fact for fact in telling if fact.kind in ASKED]
    return Observed(
        story,
        ease,
        [fact for fact in telling if fact.kind in CONFLICT],
        [fact for fact in telling if fact.kind in ADVOCACY],
        talks,
        [talk.day for talk in talks],
        _answered(asked),
        [fact.day for fact in asked if fact.kind == "no_answer"],
    )


def signs_on(observed: Observed, day: int) -> Signs:
    """Read the signs at the end of ``day``; nothing later is looked at."""
    story = observed.story
    state = story.at(day)
    year = observed.year(day)
    known = [talk for talk in year if talk.ours is not None]
    felt = [(talk.feeling, _left(talk.day, day)) for talk in year if talk.feeling is not None]
    answered, unanswered = observed.surveys(day)
    return Signs(
        level=state.level,
        mass=state.mass,
        bits=state.bits,
        heat=fsum(left for left, _fact in tense(observed, day)),
        advocacy=fsum(left for left, _fact in praised(observed, day)),
        initiative=(sum(not talk.ours for talk in known) + 1) / (len(known) + 3),
        depth=fsum(_left(talk.day, day) for talk in year if talk.channel in DEEP),
        tone=fsum(feeling * left for feeling, left in felt) / (fsum(left for _, left in felt) + 1),
        response=(answered + 1) / (answered + unanswered + 2.5),
        talk=observed.days_talked(day),
        mix=min(state.good, state.harm) / max(state.good, state.harm, 1e-9),
        ease=observed.ease,
        age=day - story.start,
    )


def tense(observed: Observed, day: int) -> list[tuple[float, Evidence]]:
    """Return the moments of conflict up to ``day``, and what is left of each on that day."""
    return [
        (CONFLICT[fact.kind] * 2.0 ** ((fact.day - day) / HALF_LIFE), fact)
        for fact in observed.conflict
        if fact.day <= day
    ]


def praised(observed: Observed, day: int) -> list[tuple[float, Evidence]]:
    """Return when they spoke for us up to ``day``, and what is left of each time on that day."""
    return [
        (ADVOCACY[fact.kind] * 2.0 ** ((fact.day - day) / LONG_MEMORY), fact)
        for fact in observed.advocacy
        if fact.day <= day
    ]


def _left(fact: int, day: int) -> float:
    return 2.0 ** ((fact - day) / HALF_LIFE)


def _answered(asked: Iterable[Evidence]) -> list[int]:
    """Return a day for each answered survey, in order.

    The four questions about the relationship are one survey: of those that one person answered on
    a day, the question answered most often tells how many surveys that were.
    """
    each = Counter(
        (fact.day, fact.kind[:3], fact.people, fact.detail)
        for fact in asked
        if fact.kind != "no_answer"
    )
    surveys: dict[tuple[int, str, tuple[int, ...]], int] = {}
    for (day, about, people, _question), count in each.items():
        survey = day, about, people
        surveys[survey] = max(surveys.get(survey, 0), count)
    return sorted(day for (day, _about, _people), count in surveys.items() for _ in range(count))


def _between(days: Sequence[int], first: int, last: int) -> int:
    """Count the days after ``first``, up to and with ``last``."""
    return bisect_right(days, last) - bisect_right(days, first)
