"""What is laid on the table when a customer and we review how it goes.

The customer reads it. So what nobody would say to its face is not even read from the book: no
standing, no risk, no character, no feelings, no notes, and nobody's name in what was said.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Customer, Expectation, Feedback, Goal, Initiative, Ticket
from app.models.kinds import FeedbackKind, PromiseDirection
from app.services.book import settings
from app.services.contracts import held
from app.services.errors import NotFound
from app.services.reports import ledger
from app.services.reports.ledger import Kept, PromiseLine

YEAR = timedelta(days=365)
ASK_AGAIN = timedelta(days=180)  # after which how well an expectation is met is asked anew
AHEAD = timedelta(days=270)  # how far ahead the end of a term is worth speaking of
HEARD = (FeedbackKind.COMPLAINT, FeedbackKind.WISH, FeedbackKind.REMARK)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of the customer's; ``progress`` is 0–100, None where nobody knows."""

    text: str
    due_on: date | None
    progress: int | None
    our_part: str
    status: str


@dataclass(frozen=True, slots=True)
class JointLine:
    """Something done jointly."""

    title: str
    started_on: date | None
    status: str
    result: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What the customer said, in its words, and what we did; None or "" where not yet."""

    said_on: date
    text: str
    action: str
    told_on: date | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket that is open."""

    number: str
    title: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Tickets:
    """A year of tickets; ``days`` is the median from opening to closing, None without closed ones.

    ``in_time`` of ``promised`` were solved as agreed, of those for which that is known.
    """

    opened: int
    closed: int
    days: float | None
    in_time: int
    promised: int
    open: tuple[TicketLine, ...]


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """What the customer expects; ``met`` is 0–4 as it said on ``asked_on``."""

    text: str
    met: int | None
    asked_on: date | None


@dataclass(frozen=True, slots=True)
class TermLine:
    """A contract whose term ends before long."""

    title: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReviewPack:
    """All that is printed; ``kept`` counts our promises that fell due within a year.

    What we ask: how far the ``goals`` have come, whether ``expectations`` are met, whether what we
    ``told`` is settled, what it promised us (``theirs``), and what is to become of ``terms``.
    """

    company: str
    day: date
    customer: str
    our_contact: str
    goals: tuple[GoalLine, ...]
    joint: tuple[JointLine, ...]
    promises: tuple[PromiseLine, ...]
    kept: Kept
    said: tuple[SaidLine, ...]
    tickets: Tickets
    theirs: tuple[PromiseLine, ...]
    expectations: tuple[ExpectationLine, ...]
    terms: tuple[TermLine, ...]

    @property
    def told(self) -> tuple[SaidLine, ...]:
        """What we told the customer about and it has not confirmed."""
        return tuple(one for one in self.said if one.told_on and not one.confirmed_on)


def pack(session: Session, customer_id: int, today: date) -> ReviewPack:
    """Return a customer's pack as of ``today``; raises NotFound. A constant number of queries."""
    query = (
        select(Customer.name, Colleague.name.label("owner"))
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(Customer.id == customer_id, Customer.deleted_at.is_(None))
    )
    customer = session.execute(query).one_or_none()
    if customer is None:
        raise NotFound(_("This customer is not there any more."))
    pledges = ledger.of_customers(session, [customer_id], today).get(customer_id, [])
    ours = [one for one in pledges if one.direction is PromiseDirection.OURS]
    return ReviewPack(
        settings.load(session).company,
        today,
        customer.name,
        customer.owner or "",
        _goals(session, customer_id, today),
        _joint(session, customer_id, today),
        tuple(one for one in ours if one.waits or _settled(one) >= today - YEAR),
        ledger.kept_of_due(ours, today - YEAR, today),
        _said(session, customer_id, today),
        _tickets(session, customer_id, today),
        tuple(one for one in pledges if one.direction is not PromiseDirection.OURS and one.waits),
        _expectations(session, customer_id, today),
        _terms(session, customer_id, today),
    )


def _settled(line: PromiseLine) -> date:
    return line.settled_on or line.due_on or line.made_on


def _goals(session: Session, customer_id: int, today: date) -> tuple[GoalLine, ...]:
    query = (
        select(Goal.text, Goal.due_on, Goal.progress, Goal.our_part, Goal.status)
        .where(
            Goal.customer_id == customer_id, Goal.deleted_at.is_(None), Goal.recorded_on <= today
        )
        .order_by(Goal.due_on.asc().nulls_last(), Goal.id)
    )
    return tuple(GoalLine(*row) for row in session.execute(query))


def _joint(session: Session, customer_id: int, today: date) -> tuple[JointLine, ...]:
    query = (
        select(Initiative.title, Initiative.started_on, Initiative.status, Initiative.result)
        .where(
            Initiative.customer_id == customer_id,
            Initiative.deleted_at.is_(None),
            Initiative.recorded_on <= today,
        )
        .order_by(Initiative.started_on.desc().nulls_last(), Initiative.id.desc())
    )
    return tuple(JointLine(*row) for row in session.execute(query))


def _said(session: Session, customer_id: int, today: date) -> tuple[SaidLine, ...]:
    """Return what was said within a year, or before and is not settled; the newest first."""
    query = (
        select(
            Feedback.occurred_on, Feedback.text, Feedback.action, Feedback.acted_on,
            Feedback.told_on, Feedback.confirmed_on,
        )
        .where(
            Feedback.customer_id == customer_id,
            Feedback.deleted_at.is_(None),
            Feedback.kind.in_(HEARD),
            Feedback.recorded_on <= today,
            Feedback.occurred_on <= today,
        )
        .order_by(Feedback.occurred_on.desc(), Feedback.id.desc())
    )  # fmt: skip
    lines = [
        SaidLine(
            row.occurred_on,
            row.text,
            row.action if _by(row.acted_on, today) else "",
            _by(row.told_on, today),
            _by(row.confirmed_on, today),
        )
        for row in session.execute(query)
    ]
    return tuple(one for one in lines if one.said_on > today - YEAR or not one.confirmed_on)


def _tickets(session: Session, customer_id: int, today: date) -> Tickets:
    query = (
        select(
            Ticket.external_id, Ticket.title, Ticket.opened_on, Ticket.closed_on,
            Ticket.sla_breached,
        )
        .where(
            Ticket.customer_id == customer_id,
            Ticket.deleted_at.is_(None),
            Ticket.recorded_on <= today,
            Ticket.opened_on <= today,
        )
        .order_by(Ticket.opened_on, Ticket.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    closed = [row for row in rows if _by(row.closed_on, today) and row.closed_on > today - YEAR]
    agreed = Counter(row.sla_breached for row in closed)
    days = [(row.closed_on - row.opened_on).days for row in closed]
    return Tickets(
        sum(row.opened_on > today - YEAR for row in rows),
        len(closed),
        median(days) if days else None,
        agreed[False],
        agreed[False] + agreed[True],
        tuple(
            TicketLine(row.external_id or "", row.title, row.opened_on)
            for row in rows
            if not _by(row.closed_on, today)
        ),
    )


def _expectations(session: Session, customer_id: int, today: date) -> tuple[ExpectationLine, ...]:
    """Return the expectations of which nobody has asked lately how well they are met."""
    query = (
        select(Expectation.text, Expectation.met, Expectation.asked_on)
        .where(
            Expectation.customer_id == customer_id,
            Expectation.deleted_at.is_(None),
            Expectation.recorded_on <= today,
        )
        .order_by(Expectation.weight.desc().nulls_last(), Expectation.id)
    )
    lines: list[ExpectationLine] = []
    for text, met, asked_on in session.execute(query):
        asked = _by(asked_on, today)
        if asked is None or asked <= today - ASK_AGAIN:
            lines.append(ExpectationLine(text, met if asked else None, asked))
    return tuple(lines)


def _terms(session: Session, customer_id: int, today: date) -> tuple[TermLine, ...]:
    coming = [
        TermLine(one.title, decision.due_on)
        for one in held.load(session, today, [customer_id])
        if (decision := one.next_decision(today)) is not None
        and not decision.monthly
        and decision.due_on <= today + AHEAD
    ]
    return tuple(sorted(coming, key=lambda line: (line.ends_on, line.title)))


def _by(day: date | None, today: date) -> date | None:
    """Return the day of a step, None where it had not been taken yet."""
    return day if day is not None and day <= today else None
