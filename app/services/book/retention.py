"""Which automatic backups stay: the newest of each of the last days, weeks and months.

Pure: stamps in, names out. Nothing here reads a clock or touches a file.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12


def surplus(made: Mapping[str, datetime], now: datetime) -> set[str]:
    """Return the names that may go; ``made`` says when each was written, as the clock stood.

    Kept are the newest of the last 7 days, 4 weeks (from Monday) and 12 months that have any, so
    that the newest always stays, and a long pause thins nothing out. What is dated after ``now``
    was written before the clock was set back: it stays, and takes nobody's place.
    """
    past = sorted((name for name in made if made[name] <= now), key=lambda name: (made[name], name))
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    stay: set[str] = set()
    for count, period in periods:
        newest = {period(made[name]): name for name in past}  # later ones take the place
        stay.update(list(newest.values())[-count:])
    return set(past) - stay
