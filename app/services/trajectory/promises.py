"""What our promises say about us: kept, late, broken (docs/method.md, 2)."""

from collections.abc import Iterator

from app.services.trajectory.evidence import Evidence, weigh
from app.services.trajectory.records import Pledge
from app.services.trajectory.table import BROKEN_AFTER, EVIDENCE

NEVER = 1 << 40

# Late and broken add up to what a promise weighs that was declared broken before it was due.
BROKEN_WHEN_LATE = 1 - EVIDENCE["late"].harm / EVIDENCE["broken"].harm


def promise_evidence(pledge: Pledge) -> Iterator[Evidence]:
    """Judge one promise of ours.

    Every line here looks only at what had happened by the day of the evidence it yields: a promise
    moved, done or broken later does not change what already stood.
    """
    done, broken = _no_earlier(pledge.done_on, pledge), _no_earlier(pledge.broken_on, pledge)
    due, moved, moved_due = _dates(pledge, min(done, broken))
    late = _late(due, min(done, broken, moved))
    expired = _expired(due, min(done, moved))
    if moved < NEVER:
        late = min(late, _late(moved_due, min(done, broken)))
        expired = min(expired, _expired(moved_due, done))
    broken = min(broken, expired)

    if late < NEVER:
        yield weigh(pledge.ref, late, "late")
    if broken < NEVER:
        factor = BROKEN_WHEN_LATE if late < NEVER else 1.0
        yield weigh(pledge.ref, broken, "broken", factor=factor)
    # Kept late gives no good: the customer had to wait, and that has been counted. What we say
    # was done after it was broken does not mend it either.
    if done < min(NEVER, late, broken):
        yield weigh(pledge.ref, done, "kept")


def _dates(pledge: Pledge, ended: int) -> tuple[int, int, int]:
    """Return the day it was due first, the day it was moved, and the day it was due then.

    A move after the promise had ended moves nothing. Where nobody knows when it was moved, we
    believe that it was in time. A due date before the day it was set is that day.
    """
    if pledge.moved_on is None:
        return _no_earlier(pledge.due_on, pledge), NEVER, NEVER
    first = _no_earlier(pledge.moved_from, pledge)
    moved = max(pledge.moved_on, pledge.made_on)
    if moved > ended:
        return first, NEVER, NEVER
    return first, moved, NEVER if pledge.due_on is None else max(pledge.due_on, moved)


def _late(due: int, stopped: int) -> int:
    """Return the day a promise became late, unless it was stopped by the day it was due."""
    return due + 1 if due < min(NEVER, stopped) else NEVER


def _expired(due: int, stopped: int) -> int:
    """Return the day a promise counts as broken, unless it was stopped by that day."""
    return due + BROKEN_AFTER if due < NEVER and due + BROKEN_AFTER < stopped else NEVER


def _no_earlier(day: int | None, pledge: Pledge) -> int:
    return NEVER if day is None else max(day, pledge.made_on)
