"""What had been learnt by any day, for looking back (docs/method.md, 12)."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

from app.services.trajectory.fitting import Decided, fit
from app.services.trajectory.risk import RiskModel

GROWTH = 100  # fitted anew with each outcome, and once that is less than one in so many, with those

Row = TypeVar("Row")
Fitted = TypeVar("Fitted")


class Learner(Generic[Row, Fitted]):
    """Fits something to what was known by a day, each time it would have been fitted then.

    The days on which it is fitted anew depend on the outcomes alone, never on which day was asked
    for first, so that the same renewals always give the same numbers.
    """

    def __init__(
        self, known_on: Sequence[int], rows: Sequence[Row], fit: Callable[[Sequence[Row]], Fitted]
    ) -> None:
        """Take the rows in the order of the days on which they became known."""
        self._days, self._rows, self._fit = known_on, rows, fit
        self._points = [0]
        while self._points[-1] < len(rows):
            last = self._points[-1]
            self._points.append(min(last + max(1, last // GROWTH), len(rows)))
        self._found: dict[int, Fitted] = {}

    def on(self, day: int) -> Fitted:
        """Return what had been learnt by the end of ``day``."""
        known = bisect_right(self._days, day)
        count = self._points[bisect_right(self._points, known) - 1]
        if count not in self._found:
            self._found[count] = self._fit(self._rows[:count])
        return self._found[count]


def of_risk(decided: Iterable[Decided]) -> Learner[Decided, RiskModel]:
    """Return the learner of the risk model."""
    rows = sorted(decided, key=attrgetter("known_on", "features", "outcome", "monthly"))
    return Learner([row.known_on for row in rows], rows, fit)
