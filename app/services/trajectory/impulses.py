"""Evidence as impulses: what each day adds to good and harm, once and for all.

What a departure or a closed loop takes from earlier evidence (ρ in docs/method.md, 3) is an
impulse of its own, negative and on its own day. So all that counts on a day are the impulses up to
it, each simply decaying, and the past never has to be looked at again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.services.trajectory.evidence import Evidence
from app.services.trajectory.records import Ref
from app.services.trajectory.table import CONFIRMED_KEEP, HALF_LIFE, LEFT_KEEP, TOLD_KEEP

REPAIRABLE = ("complaint", "ignored")

Days = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


class Impulses(NamedTuple):
    """Impulses sorted by day. The rows of ``sums`` are good, harm and evidence in hand.

    ``fact`` is the place of the evidence whose weight it is, ``cause`` of what put or took it.
    """

    day: Days
    sums: Numbers
    fact: Days
    cause: Days

    def count(self, day: int) -> int:
        """Count the impulses up to the end of ``day``."""
        return int(np.searchsorted(self.day, day, side="right"))

    def decayed(self, day: int) -> Numbers:
        """Return what is left on ``day`` of each impulse up to it, in three rows."""
        count = self.count(day)
        return self.sums[:, :count] * np.exp2((self.day[:count] - day) / HALF_LIFE)


class _Cut(NamedTuple):
    """A share that something took from a fact's weight."""

    day: int
    share: float
    cause: int


def impulses_of(evidence: Sequence[Evidence]) -> Impulses:
    """Turn evidence, in the order in which it is counted, into impulses."""
    good = np.array([fact.good for fact in evidence], dtype=np.float64)
    harm = np.array([fact.harm for fact in evidence], dtype=np.float64)
    # A departure is a circumstance, not a measurement: it must not narrow the band.
    measured = np.array([fact.kind != "left" for fact in evidence], dtype=np.float64)
    days = np.array([fact.day for fact in evidence], dtype=np.int64)
    places = np.arange(len(evidence), dtype=np.int64)
    whole = Impulses(days, np.array([good, harm, (good + harm) * measured]), places, places)
    cuts = list(_cuts(evidence))
    return _with_cuts(whole, cuts) if cuts else whole


def _cuts(evidence: Sequence[Evidence]) -> Iterator[tuple[int, _Cut]]:
    """Find what was taken from which fact, by its place."""
    left, mended = _departures(evidence), _loops(evidence)
    for place, fact in enumerate(evidence):
        if left and fact.people and fact.kind != "left":
            for cut in _departed(fact, left):
                yield place, cut
        elif fact.link is not None and fact.kind in REPAIRABLE:
            for cut in mended.get(fact.link, ()):
                yield place, cut


def _with_cuts(whole: Impulses, cuts: Sequence[tuple[int, _Cut]]) -> Impulses:
    """Add what was taken as negative impulses; on one day, they come after the evidence."""
    fact = np.array([place for place, _cut in cuts], dtype=np.int64)
    day = np.array([cut.day for _place, cut in cuts], dtype=np.int64)
    share = np.array([cut.share for _place, cut in cuts])
    taken = whole.sums[:, fact] * (-share * np.exp2((whole.day[fact] - day) / HALF_LIFE))
    days = np.concatenate([whole.day, day])
    order = np.argsort(days, kind="stable")
    return Impulses(
        days[order],
        # laid out as without cuts: sums along a row round alike only if it lies alike in memory
        np.ascontiguousarray(np.concatenate([whole.sums, taken], axis=1)[:, order]),
        np.concatenate([whole.fact, fact])[order],
        np.concatenate([whole.cause, [cut.cause for _place, cut in cuts]])[order],
    )


def _departures(evidence: Sequence[Evidence]) -> Mapping[int, _Cut]:
    left: dict[int, _Cut] = {}
    for place, fact in enumerate(evidence):
        if fact.kind == "left":
            left.setdefault(fact.people[0], _Cut(fact.day, 1 - LEFT_KEEP, place))
    return left


def _departed(fact: Evidence, left: Mapping[int, _Cut]) -> list[_Cut]:
    """Take their parts of a fact away from those owners who left on its day or later."""
    parts = len(fact.people)
    return [
        cut._replace(share=cut.share / parts)
        for person in fact.people
        if (cut := left.get(person)) is not None and cut.day >= fact.day
    ]


def _loops(evidence: Sequence[Evidence]) -> Mapping[Ref, list[_Cut]]:
    """Find what telling and confirming took from each complaint: never more than 0.9 of it.

    The rules date neither before what it mends: who is told is not ignored any more.
    """
    kept: defaultdict[Ref, float] = defaultdict(lambda: 1.0)
    mended: defaultdict[Ref, list[_Cut]] = defaultdict(list)
    keeps = {"told": TOLD_KEEP, "confirmed": CONFIRMED_KEEP}
    steps = [(fact, place) for place, fact in enumerate(evidence) if fact.kind in keeps]
    # Told and confirmed on the same day is told first, as it is in life.
    for fact, place in sorted(steps, key=lambda step: (step[0].day, step[0].kind != "told")):
        keep = keeps[fact.kind]
        if fact.link is not None and keep < kept[fact.link]:
            mended[fact.link].append(_Cut(fact.day, kept[fact.link] - keep, place))
            kept[fact.link] = keep
    return mended
