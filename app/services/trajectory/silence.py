"""How surprising a customer's silence is, against its own rhythm (docs/method.md, 4).

Gaps between talks follow a Gamma–Poisson (Lomax) law: P(gap > s) = (b / (b + s))^a, and the
surprise is −log2 of that, in bits.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log2

import numpy as np

from app.services.trajectory.impulses import Days, Numbers
from app.services.trajectory.table import (
    GAPS_REMEMBERED,
    SAME_TALK,
    SILENCE_FREE_BITS,
    SILENCE_MOST_BITS,
    SILENCE_WEIGHT,
    USUAL_GAP,
    USUAL_GAP_COUNT,
)

Pause = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quiet:
    """A running silence; ``weight`` is what it takes from the level."""

    bits: float
    weight: float
    days: int
    usual_gap: float


class Rhythm:
    """The gaps between a customer's talks, known as of every day.

    The running silence is no gap yet, else silence would become normal; a talk makes it one. Days
    of a declared pause count neither as silence nor as part of a finished gap: a customer's
    holiday says nothing about its rhythm.
    """

    def __init__(
        self,
        talk_days: Iterable[int],
        start: int,
        listening_from: int | None,
        pauses: Iterable[Pause] = (),
        cadence: int | None = None,
    ) -> None:
        self._days = sorted(set(talk_days))
        self._listening_from = listening_from
        self._pauses = _merged(pauses)
        # One entry more than talks: the first is the time before the first of them.
        self._since = [start, *self._days]
        self._shapes, self._scales = self._learn(USUAL_GAP if cadence is None else float(cadence))

    def quiet(self, day: int, *, before: bool = False) -> Quiet:
        """Return the silence at the end of ``day``, or just before anything happened on it."""
        place = bisect_left(self._days, day) if before else bisect_right(self._days, day)
        shape, scale = self._shapes[place], self._scales[place]
        days = 0
        if self._listening_from is not None:
            since = max(self._since[place], self._listening_from)
            days = max(0, day - since - self._paused(since, day))
        bits = shape * log2(1 + days / scale)
        return Quiet(bits, _weight(bits), days, scale / (shape - 1))

    def weights(self, days: Days, *, before: bool = False) -> Numbers:
        """Return what silence takes from the level on each of many days, as `quiet` does of one."""
        if self._listening_from is None:
            return np.zeros(len(days))
        side = "left" if before else "right"
        place = np.searchsorted(np.array(self._days, dtype=np.int64), days, side=side)
        since = np.maximum(np.array(self._since, dtype=np.int64)[place], self._listening_from)
        silent = days - since
        for first, last in self._pauses:
            within = np.minimum(days, last) - np.maximum(since, first - 1)
            silent = silent - np.maximum(within, 0)
        bits = np.array(self._shapes)[place] * np.log2(
            1 + np.maximum(silent, 0) / np.array(self._scales)[place]
        )
        surprising = np.clip(bits - SILENCE_FREE_BITS, 0.0, SILENCE_MOST_BITS)
        return SILENCE_WEIGHT * surprising

    def quiet_from(self, day: int) -> int | None:
        """Return the first day on which the silence running on ``day`` says something.

        That is the day it reaches the free bits, if nothing happens until then; it may have been
        long ago. None if silence is not judged.
        """
        if self._listening_from is None:
            return None
        place = bisect_right(self._days, day)
        since = max(self._since[place], self._listening_from)
        shape, scale = self._shapes[place], self._scales[place]
        found = since + ceil(scale * (2.0 ** (SILENCE_FREE_BITS / shape) - 1))
        for first, last in self._pauses:
            begins = max(first, since + 1)
            if begins <= min(last, found):
                found += last - begins + 1
        return found

    def _learn(self, usual: float) -> tuple[list[float], list[float]]:
        """Return a and b of the law after each talk."""
        gaps: deque[int] = deque(maxlen=GAPS_REMEMBERED)
        shapes, scales = [USUAL_GAP_COUNT], [USUAL_GAP_COUNT * usual]
        for index, day in enumerate(self._days):
            if index:
                last = self._days[index - 1]
                gap = day - last - self._paused(last, day)
                if gap > SAME_TALK:
                    gaps.append(gap)
            shapes.append(USUAL_GAP_COUNT + len(gaps))
            scales.append(USUAL_GAP_COUNT * usual + sum(gaps))
        return shapes, scales

    def _paused(self, since: int, day: int) -> int:
        """Count the paused days after ``since``, up to and with ``day``."""
        return sum(max(0, min(day, last) - max(since, first - 1)) for first, last in self._pauses)


def _weight(bits: float) -> float:
    return SILENCE_WEIGHT * min(max(bits - SILENCE_FREE_BITS, 0.0), SILENCE_MOST_BITS)


def _merged(pauses: Iterable[Pause]) -> Sequence[Pause]:
    """Join pauses that overlap, so that no day is taken off twice."""
    joined: list[Pause] = []
    for first, last in sorted(pauses):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        elif last >= first:
            joined.append((first, last))
    return joined
