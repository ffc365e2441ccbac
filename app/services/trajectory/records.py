"""What a customer's records say, as plain values; days are ``date.toordinal()``.

Whoever fills these reads the tables; nothing here or behind it does. A ``ref`` names the record
that a number goes back to: the word of its kind and its id. They are tuples, for a book holds a
million of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.models.kinds import AdvocacyKind, FeedbackKind, InteractionKind, Outcome

Ref = tuple[str, int]


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


class Loop(NamedTuple):
    """Feedback heard on ``day``, and how far its loop has come."""

    ref: Ref
    day: int
    kind: FeedbackKind
    acted_on: int | None = None
    told_on: int | None = None
    confirmed_on: int | None = None


class Pledge(NamedTuple):
    """A promise of ours. ``moved_from`` is the day it was due before ``moved_on``."""

    ref: Ref
    made_on: int
    due_on: int | None = None
    done_on: int | None = None
    broken_on: int | None = None
    moved_from: int | None = None
    moved_on: int | None = None


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
