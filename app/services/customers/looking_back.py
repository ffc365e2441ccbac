"""What was known of a customer so many days before each of its renewals was decided.

Loads each customer's facts once, in portions, and reads them again for every day asked for.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.services.contracts.decided import DecidedRenewal
from app.services.customers import facts
from app.services.progress import Progress, silent
from app.services.trajectory import baselines
from app.services.trajectory.baselines import Scores
from app.services.trajectory.risk import Features, features_of

AT_ONCE = 100  # customers


@dataclass(frozen=True, slots=True)
class Look:
    """What was known of a decided renewal on a day before its decision.

    Level and sd in points, ``mass`` the evidence in hand; ``scores`` are those of the baselines.
    ``listening`` is since when the firm was recording its interactions, as known on that day.
    """

    renewal: DecidedRenewal
    horizon: int
    as_of: date
    level: float
    sd: float
    mass: float
    features: Features
    scores: Scores
    listening: date | None


class Listening:
    """Since when the firm had been recording its interactions, as it was known on any day."""

    def __init__(self, session: Session, last: date) -> None:
        self._steps = facts.listening_since(session, last)

    def on(self, day: date) -> date | None:
        """Return the first interaction known by a day."""
        place = bisect_right(self._steps, (day, date.max))
        return self._steps[place - 1][1] if place else None


def looks(
    session: Session,
    renewals: Sequence[DecidedRenewal],
    horizons: Sequence[int],
    last: date,
    progress: Progress = silent,
) -> Iterator[Look]:
    """Yield every renewal as it looked from each of these distances in days.

    ``last`` is the day after which nothing is read at all.
    """
    listening = Listening(session, last)
    by_customer: dict[int, list[DecidedRenewal]] = {}
    for renewal in renewals:
        by_customer.setdefault(renewal.customer_id, []).append(renewal)
    customers = sorted(by_customer)
    for start in range(0, len(customers), AT_ONCE):
        progress(start, len(customers))
        portion = customers[start : start + AT_ONCE]
        for history in facts.histories(session, last, portion):
            for renewal in by_customer[history.facts.customer_id]:
                for horizon in horizons:
                    yield _look(history, renewal, horizon, listening)


def _look(
    history: facts.History, renewal: DecidedRenewal, horizon: int, listening: Listening
) -> Look:
    as_of = renewal.seen_from(horizon)
    since = listening.on(as_of)
    known = history.by(as_of)
    story = facts.story(known, as_of, since)
    day = as_of.toordinal()
    state = story.at(day)
    features = features_of(story, day, known.ease)
    scores = baselines.scores(known.records, story.start, day)
    return Look(renewal, horizon, as_of, state.level, state.sd, state.mass, features, scores, since)
