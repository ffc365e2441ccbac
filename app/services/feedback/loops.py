"""The board of loops: heard, acting, told, confirmed; each with one owner and a date."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Contact, Customer, Feedback, Vendor
from app.models.kinds import FeedbackKind, LoopStep
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid, NotFound

CONFIRMED_SHOWN = timedelta(days=90)  # how long a closed loop stays on the board
MOST = 2_000  # cards shown, the oldest


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


@dataclass(frozen=True, slots=True)
class Board:
    """The cards on the board; ``total`` tells of more than can be shown, ``people`` may own one."""

    cards: tuple[LoopCard, ...]
    total: int
    people: tuple[tuple[int, str], ...]


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
    query = _cards(today)
    if customer_id is None:
        query = query.where(*_on_the_board(today))
    else:
        query = query.where(Feedback.customer_id == customer_id)
    return _shown(session, query, today)


def overview(session: Session, today: date) -> Board:
    """Return what the page shows."""
    query = _cards(today).where(*_on_the_board(today))
    cards = _shown(session, query.limit(MOST), today)
    total = len(cards)
    if total == MOST:
        counted = select(func.count()).select_from(Feedback).join(Customer)
        total = session.scalars(counted.where(*_on_the_board(today))).one()
    people = (
        select(Colleague.id, Colleague.name)
        .where(
            Colleague.deleted_at.is_(None),
            or_(Colleague.left_on.is_(None), Colleague.left_on > today),
        )
        .order_by(Colleague.name)
    )
    names = tuple((number, name) for number, name in session.execute(people))
    return Board(tuple(cards), total, names)


def move(session: Session, feedback_id: int, step: LoopStep, on: date) -> None:
    """Put a card into another column: what leads there is done on ``on``, what lies beyond undone.

    Skipped steps stay without a date: nobody says that they happened.
    """
    feedback = _get(session, feedback_id)
    feedback.acted_on = None if step is LoopStep.HEARD else feedback.acted_on
    feedback.told_on = feedback.told_on if step in (LoopStep.TOLD, LoopStep.CONFIRMED) else None
    feedback.confirmed_on = feedback.confirmed_on if step is LoopStep.CONFIRMED else None
    match step:
        case LoopStep.HEARD:
            _describe(session, _("Back to heard: {text}"), feedback)
        case LoopStep.ACTING:
            _not_before(on, feedback)
            feedback.acted_on = feedback.acted_on or on
            _describe(session, _("Acting on: {text}"), feedback)
        case LoopStep.TOLD:
            tell(session, feedback_id, feedback.told_on or on)
        case LoopStep.CONFIRMED:
            confirm(session, feedback_id, feedback.confirmed_on or on)


def act(
    session: Session,
    feedback_id: int,
    on: date,
    action: str,
    owner_id: int | None = None,
    due_on: date | None = None,
) -> None:
    """Say what we do about it, who carries it, and by when; that we act is so from ``on``."""
    feedback = _get(session, feedback_id)
    action = typed_text.required("action", action, _("Please say what we do about it."))
    _not_before(on, feedback)
    if due_on is not None and due_on < feedback.occurred_on:
        raise Invalid("due_on", _("That is before the customer told us."))
    feedback.acted_on, feedback.action = feedback.acted_on or on, action
    feedback.owner_id, feedback.due_on = owner_id, due_on
    _describe(session, _("Acting on: {text}"), feedback)


def tell(session: Session, feedback_id: int, on: date) -> None:
    """Say that the customer was told what we did."""
    feedback = _get(session, feedback_id)
    _not_before(on, feedback)
    feedback.told_on = on
    _describe(session, _("Told: {text}"), feedback)


def confirm(session: Session, feedback_id: int, on: date, outcome: str = "") -> None:
    """Say that the customer confirmed it is solved, which closes the loop."""
    feedback = _get(session, feedback_id)
    _not_before(on, feedback)
    feedback.confirmed_on = on
    feedback.outcome = typed_text.line("outcome", outcome) or feedback.outcome
    _describe(session, _("Confirmed: {text}"), feedback)


def own(session: Session, feedback_id: int, owner_id: int | None, due_on: date | None) -> None:
    """Give a loop its owner and the day it is to be closed by."""
    feedback = _get(session, feedback_id)
    feedback.owner_id, feedback.due_on = owner_id, due_on
    _describe(session, _("Owner changed: {text}"), feedback)


def _cards(today: date) -> Select[Feedback, str, str, str, str]:
    """Return the query for what a card shows, of what was heard by ``today``; oldest first."""
    return (
        select(Feedback, Customer.name, Contact.name, Colleague.name, Vendor.name)
        .join(Customer, Customer.id == Feedback.customer_id)
        .outerjoin(Contact, Contact.id == Feedback.contact_id)
        .outerjoin(Colleague, Colleague.id == Feedback.owner_id)
        .outerjoin(Vendor, Vendor.id == Feedback.vendor_id)
        .where(
            Feedback.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
            Feedback.occurred_on <= today,
        )
        .order_by(Feedback.occurred_on, Feedback.id)
    )


def _shown(
    session: Session, query: Select[Feedback, str, str, str, str], today: date
) -> list[LoopCard]:
    return [
        _card(feedback, customer, contact, owner, vendor, today)
        for feedback, customer, contact, owner, vendor in session.execute(query)
    ]


def _on_the_board(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Feedback.deleted_at.is_(None),
        Customer.deleted_at.is_(None),
        Feedback.occurred_on <= today,
        Feedback.kind.in_([FeedbackKind.COMPLAINT, FeedbackKind.WISH]),
        or_(Feedback.confirmed_on.is_(None), Feedback.confirmed_on > today - CONFIRMED_SHOWN),
    )


def _card(
    feedback: Feedback,
    customer: str,
    contact: str | None,
    owner: str | None,
    vendor: str | None,
    today: date,
) -> LoopCard:
    closed = feedback.confirmed_on
    return LoopCard(
        feedback.id,
        feedback.customer_id,
        customer,
        step_of(feedback.acted_on, feedback.told_on, closed),
        feedback.kind,
        feedback.text,
        contact or "",
        feedback.via,
        vendor or "",
        feedback.product,
        feedback.feeling,
        feedback.occurred_on,
        ((closed or today) - feedback.occurred_on).days,
        feedback.owner_id,
        owner or "",
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


def _not_before(on: date, feedback: Feedback) -> None:
    if on < feedback.occurred_on:
        raise Invalid("on", _("That is before the customer told us."))


def _describe(session: Session, label: str, feedback: Feedback) -> None:
    short = feedback.text if len(feedback.text) <= 60 else feedback.text[:59] + "…"
    recording.describe(session, label.format(text=short))
