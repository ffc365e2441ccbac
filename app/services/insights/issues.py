"""What has to be settled with a customer before anything else may be asked of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Customer, Feedback, Promise, Ticket
from app.models.kinds import FeedbackKind, PromiseDirection
from app.services.insights.known import recorded, taken
from app.services.today.rows import shortened

URGENT = 2  # priority up to which an open ticket comes first
STILL_FELT = timedelta(days=60)  # how long a broken promise is still in everybody's mind


class IssueKind(StrEnum):
    """What kind of thing is open."""

    COMPLAINT = "complaint"
    PROMISE = "promise"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Issue:
    """One open thing: a complaint not confirmed as solved, a promise late, an urgent ticket."""

    id: str
    customer_id: int
    customer: str
    kind: IssueKind
    since: date
    text: str


def open_issues(session: Session, as_of: date) -> dict[int, list[Issue]]:
    """Return what is open by customer, the oldest first; three queries."""
    found = [
        *(_complaint(row) for row in session.execute(_complaints(as_of))),
        *(_promise(row, as_of) for row in session.execute(_promises(as_of))),
        *(_ticket(row) for row in session.execute(_tickets(as_of))),
    ]
    by_customer: defaultdict[int, list[Issue]] = defaultdict(list)
    for issue in sorted(found, key=lambda one: (one.since, one.id)):
        by_customer[issue.customer_id].append(issue)
    return by_customer


def _complaints(as_of: date) -> Any:
    return (
        select(Feedback.id, Feedback.customer_id, Customer.name.label("customer"),
               Feedback.occurred_on, Feedback.text)
        .join(Customer, Customer.id == Feedback.customer_id)
        .where(
            *recorded(Feedback, as_of),
            Feedback.kind == FeedbackKind.COMPLAINT,
            Feedback.occurred_on <= as_of,
            taken(Feedback.confirmed_on, as_of).is_(None),
        )
    )  # fmt: skip


def _promises(as_of: date) -> Any:
    broken = taken(Promise.broken_on, as_of)
    return (
        select(Promise.id, Promise.customer_id, Customer.name.label("customer"),
               Promise.due_on, broken.label("broken_on"), Promise.text)
        .join(Customer, Customer.id == Promise.customer_id)
        .where(
            *recorded(Promise, as_of),
            Promise.direction == PromiseDirection.OURS,
            taken(Promise.done_on, as_of).is_(None),
            or_(
                Promise.due_on.between(as_of - STILL_FELT, as_of - timedelta(days=1))
                & broken.is_(None),
                broken > as_of - STILL_FELT,
            ),
        )
    )  # fmt: skip


def _tickets(as_of: date) -> Any:
    return (
        select(Ticket.id, Ticket.customer_id, Customer.name.label("customer"),
               Ticket.opened_on, Ticket.title)
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(
            *recorded(Ticket, as_of),
            Ticket.opened_on <= as_of,
            Ticket.priority <= URGENT,
            taken(Ticket.closed_on, as_of).is_(None),
        )
    )  # fmt: skip


def _complaint(row: Any) -> Issue:
    said = _("complaint not settled: “{text}”").format(text=shortened(row.text, 60))
    return Issue(
        f"feedback:{row.id}", row.customer_id, row.customer, IssueKind.COMPLAINT,
        row.occurred_on, said,
    )  # fmt: skip


def _promise(row: Any, as_of: date) -> Issue:
    words = _("promise late: {text}") if row.broken_on is None else _("promise broken: {text}")
    return Issue(
        f"promise:{row.id}", row.customer_id, row.customer, IssueKind.PROMISE,
        row.broken_on or row.due_on or as_of, words.format(text=shortened(row.text, 60)),
    )  # fmt: skip


def _ticket(row: Any) -> Issue:
    said = _("urgent ticket open: {text}").format(text=shortened(row.title, 60))
    return Issue(
        f"ticket:{row.id}", row.customer_id, row.customer, IssueKind.TICKET, row.opened_on, said
    )
