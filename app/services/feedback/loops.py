"""The board of loops: heard, acting, told, confirmed; each with one owner and a date."""

from dataclasses import dataclass
from datetime import date, timedelta
from gettext import gettext as _

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models import Colleague, Contact, Customer, Feedback, Vendor
from app.models.kinds import FeedbackKind, LoopStep
from app.services.book import recording
from app.services.errors import Invalid, NotFound

CONFIRMED_SHOWN = timedelta(days=90)  # how long a closed loop stays on the board


@dataclass(frozen=True, slots=True)
class LoopCard:
    """One card of the board; ``age`` is days since the customer told us, until it confirmed."""

    id: int
    customer_id: int
    customer: str
    step: LoopStep
    kind: FeedbackKind
    text: str
    contact: str
    via: str
    vendor: str
    product: str
    feeling: int | None
    heard_on: date
    age: int
    owner_id: int | None
    owner: str
    due_on: date | None
    action: str
    acted_on: date | None
    told_on: date | None
    confirmed_on: date | None
    outcome: str
    overdue: bool


def step_of(acted_on: date | None, told_on: date | None, confirmed_on: date | None) -> LoopStep:
    """Return how far a loop has come: the furthest step that has a date."""
    if confirmed_on is not None:
        return LoopStep.CONFIRMED
    if told_on is not None:
        return LoopStep.TOLD
    return LoopStep.ACTING if acted_on is not None else LoopStep.HEARD


def board(session: Session, today: date, customer_id: int | None = None) -> list[LoopCard]:
    """Return the cards of the board, oldest first; of one customer, all there ever were.

    Praise needs no step of ours, so it only stands on its customer's own board.
    """
    query = (
        select(Feedback, Customer.name, Contact.name, Colleague.name, Vendor.name)
        .join(Customer, Customer.id == Feedback.customer_id)
        .outerjoin(Contact, Contact.id == Feedback.contact_id)
        .outerjoin(Colleague, Colleague.id == Feedback.owner_id)
        .outerjoin(Vendor, Vendor.id == Feedback.vendor_id)
        .where(Feedback.deleted_at.is_(None), Customer.deleted_at.is_(None))
        .order_by(Feedback.occurred_on, Feedback.id)
    )
    if customer_id is not None:
        query = query.where(Feedback.customer_id == customer_id)
    else:
        query = query.where(
            Feedback.kind.in_([FeedbackKind.COMPLAINT, FeedbackKind.WISH]),
            or_(
                Feedback.confirmed_on.is_(None),
                Feedback.confirmed_on > today - CONFIRMED_SHOWN,
            ),
        )
    return [
        _card(feedback, customer, contact or "", owner or "", vendor or "", today)
        for feedback, customer, contact, owner, vendor in session.execute(query).tuples()
    ]


def act(
    session: Session,
    feedback_id: int,
    on: date,
    action: str,
    owner_id: int | None = None,
    due_on: date | None = None,
) -> None:
    """Begin to act: what we do, who carries it, and by when."""
    feedback = _get(session, feedback_id)
    if not action.strip():
        raise Invalid("action", _("Please say what we do about it."))
    _not_before(on, feedback.occurred_on)
    feedback.acted_on, feedback.action = feedback.acted_on or on, action.strip()
    feedback.owner_id, feedback.due_on = owner_id or feedback.owner_id, due_on or feedback.due_on
    _describe(session, _("Acting on: {text}"), feedback)


def tell(session: Session, feedback_id: int, on: date) -> None:
    """Say that the customer was told what we did."""
    feedback = _get(session, feedback_id)
    _not_before(on, feedback.occurred_on)
    feedback.told_on = on
    _describe(session, _("Told: {text}"), feedback)


def confirm(session: Session, feedback_id: int, on: date, outcome: str = "") -> None:
    """Say that the customer confirmed it is solved, which closes the loop."""
    feedback = _get(session, feedback_id)
    _not_before(on, feedback.occurred_on)
    feedback.confirmed_on = on
    feedback.outcome = outcome.strip() or feedback.outcome
    _describe(session, _("Confirmed: {text}"), feedback)


def go_back(session: Session, feedback_id: int, step: LoopStep) -> None:
    """Take a loop back to an earlier step, as when the customer says it is not solved."""
    feedback = _get(session, feedback_id)
    feedback.confirmed_on = None
    if step in (LoopStep.HEARD, LoopStep.ACTING):
        feedback.told_on = None
    if step is LoopStep.HEARD:
        feedback.acted_on = None
    _describe(session, _("Taken back: {text}"), feedback)


def own(session: Session, feedback_id: int, owner_id: int | None, due_on: date | None) -> None:
    """Give a loop its owner and the day it is to be closed by."""
    feedback = _get(session, feedback_id)
    feedback.owner_id, feedback.due_on = owner_id, due_on
    _describe(session, _("Owner changed: {text}"), feedback)


def _card(
    feedback: Feedback, customer: str, contact: str, owner: str, vendor: str, today: date
) -> LoopCard:
    closed = feedback.confirmed_on
    return LoopCard(
        feedback.id,
        feedback.customer_id,
        customer,
        step_of(feedback.acted_on, feedback.told_on, closed),
        feedback.kind,
        feedback.text,
        contact,
        feedback.via,
        vendor,
        feedback.product,
        feedback.feeling,
        feedback.occurred_on,
        ((closed or today) - feedback.occurred_on).days,
        feedback.owner_id,
        owner,
        feedback.due_on,
        feedback.action,
        feedback.acted_on,
        feedback.told_on,
        closed,
        feedback.outcome,
        closed is None and feedback.due_on is not None and feedback.due_on < today,
    )


def _get(session: Session, feedback_id: int) -> Feedback:
    feedback = session.get(Feedback, feedback_id)
    if feedback is None or feedback.deleted_at is not None:
        raise NotFound(_("This feedback is not there any more."))
    return feedback


def _not_before(on: date, heard_on: date) -> None:
    if on < heard_on:
        raise Invalid("on", _("That is before the customer told us."))


def _describe(session: Session, label: str, feedback: Feedback) -> None:
    short = feedback.text if len(feedback.text) <= 60 else feedback.text[:59] + "…"
    recording.describe(session, label.format(text=short))
