"""What a customer's records say, as plain values; days are ``date.toordinal()``.

Whoever fills these reads the tables; nothing here or behind it does. A ``ref`` names the record
that a number goes back to: the word of its kind and its id. They are tuples, for a book holds a
million of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from app.models.kinds import AdvocacyKind, FeedbackKind, InteractionKind, Outcome

Ref = tuple[str, int]
One = TypeVar("One")


class Talk(NamedTuple):
    """One interaction; ``people`` are the contacts who took part.

    ``ours`` if we started it; None where nobody noted who did.
    """

    ref: Ref
    day: int
    channel: InteractionKind
    two_way: bool
    ours: bool | None
    feeling: int | None = None
    people: tuple[int, ...] = ()


class Departure(NamedTuple):
    """A contact left the customer, or will."""

    ref: Ref
    day: int
    person: int


class TicketRecord(NamedTuple):
    """A ticket. ``known_on`` is the day we learned of a breach while it was open.

    Of a closed ticket the breach counts as known with its closing: whoever looks back to before
    that day must leave out both.
    """

    ref: Ref
    opened: int
    closed: int | None
    known_on: int
    priority: int | None = None
    breached: bool = False
    reopened: bool = False

    def by(self, day: int) -> "TicketRecord":
        """Return what was known by a day: how a ticket ends is not, while it is open."""
        if self.closed is None or self.closed <= day:
            return self
        return self._replace(closed=None, breached=False, reopened=False)


class Answer(NamedTuple):
    """One answer to one question; ``low`` and ``high`` are the ends of its scale."""

    ref: Ref
    day: int
    question: str
    score: float
    low: float
    high: float
    person: int | None = None


class Invitation(NamedTuple):
    """One question put to somebody, answered or not."""

    ref: Ref
    asked_on: int
    answered_on: int | None
    question: str
    person: int | None = None

    def by(self, day: int) -> "Invitation":
        """Return what was known by a day."""
        if self.answered_on is None or self.answered_on <= day:
            return self
        return self._replace(answered_on=None)


class Loop(NamedTuple):
    """Feedback heard on ``day``, and how far its loop has come."""

    ref: Ref
    day: int
    kind: FeedbackKind
    acted_on: int | None = None
    told_on: int | None = None
    confirmed_on: int | None = None

    def by(self, day: int) -> "Loop":
        """Return what was known by a day."""
        steps = (self.acted_on, self.told_on, self.confirmed_on)
        taken = tuple(_taken(step, day) for step in steps)
        return self if taken == steps else Loop(self.ref, self.day, self.kind, *taken)


class Pledge(NamedTuple):
    """A promise of ours. ``moved_from`` is the day it was due before ``moved_on``."""

    ref: Ref
    made_on: int
    due_on: int | None = None
    done_on: int | None = None
    broken_on: int | None = None
    moved_from: int | None = None
    moved_on: int | None = None

    def by(self, day: int) -> "Pledge":
        """Return what was known by a day."""
        done, broken = _taken(self.done_on, day), _taken(self.broken_on, day)
        if (done, broken) == (self.done_on, self.broken_on):
            return self
        return self._replace(done_on=done, broken_on=broken)


class Decision(NamedTuple):
    """How a renewal was decided."""

    ref: Ref
    day: int
    outcome: Outcome


class Act(NamedTuple):
    """Something the customer did for us."""

    ref: Ref
    day: int
    kind: AdvocacyKind


@dataclass(frozen=True, slots=True)
class Records:
    """All that one customer's records say, in any order."""

    talks: Sequence[Talk] = ()
    departures: Sequence[Departure] = ()
    tickets: Sequence[TicketRecord] = ()
    answers: Sequence[Answer] = ()
    invitations: Sequence[Invitation] = ()
    loops: Sequence[Loop] = ()
    pledges: Sequence[Pledge] = ()
    decisions: Sequence[Decision] = ()
    acts: Sequence[Act] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """The records of one customer, each behind the day on which it became known."""

    talks: Sequence[tuple[int, Talk]] = ()
    departures: Sequence[tuple[int, Departure]] = ()
    tickets: Sequence[tuple[int, TicketRecord]] = ()
    answers: Sequence[tuple[int, Answer]] = ()
    invitations: Sequence[tuple[int, Invitation]] = ()
    loops: Sequence[tuple[int, Loop]] = ()
    pledges: Sequence[tuple[int, Pledge]] = ()
    decisions: Sequence[tuple[int, Decision]] = ()
    acts: Sequence[tuple[int, Act]] = ()

    def by(self, day: int) -> Records:
        """Return what was known at the end of ``day``."""
        return Records(
            talks=_known(self.talks, day),
            departures=_known(self.departures, day),
            tickets=[one.by(day) for one in _known(self.tickets, day)],
            answers=_known(self.answers, day),
            invitations=[one.by(day) for one in _known(self.invitations, day)],
            loops=[one.by(day) for one in _known(self.loops, day)],
            pledges=[one.by(day) for one in _known(self.pledges, day)],
            decisions=_known(self.decisions, day),
            acts=_known(self.acts, day),
        )


def _known(dated: Sequence[tuple[int, One]], day: int) -> list[One]:
    return [record for known_on, record in dated if known_on <= day]


def _taken(step: int | None, day: int) -> int | None:
    """Return the day of a step, None where it had not been taken by ``day``."""
    return step if step is not None and step <= day else None
