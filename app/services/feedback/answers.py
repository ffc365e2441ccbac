"""Answers to our questions: what came in lately, what was seen, and what became a loop."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Customer, Feedback, Response
from app.models.kinds import FeedbackKind, Question
from app.services.book import recording
from app.services.errors import NotFound

RECENT_DAYS = 180
NEW_DAYS = 21  # an answer is new for this long, unless seen
MOST = 500


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer; ``feeling`` is its score carried over to −2 … 2, the worst to the best.

    ``new``: it came in lately, and nobody has looked at it.
    """

    id: int
    customer_id: int
    customer: str
    contact: str
    occurred_on: date
    question: str
    score: float
    low: float
    high: float
    feeling: int
    comment: str
    seen_on: date | None
    has_loop: bool
    new: bool


def recent(session: Session, today: date) -> list[AnswerRow]:
    """Return the answers of the last half year, the newest first, at most the newest 500."""
    new_from = today - timedelta(days=NEW_DAYS)
    loop = select(Feedback.id).where(
        Feedback.response_id == Response.id, Feedback.deleted_at.is_(None)
    )
    query = (
        select(
            Response.id, Response.customer_id, Customer.name, Contact.name.label("contact"),
            Response.occurred_on, Response.question, Response.score, Response.low, Response.high,
            Response.comment, Response.seen_on, loop.exists().label("has_loop"),
        )
        .join(Customer, Customer.id == Response.customer_id)
        .outerjoin(Contact, Contact.id == Response.contact_id)
        .where(
            Customer.deleted_at.is_(None),
            Response.deleted_at.is_(None),
            Response.score.is_not(None),
            Response.occurred_on.between(today - timedelta(days=RECENT_DAYS), today),
        )
        .order_by(Response.occurred_on.desc(), Response.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return [
        AnswerRow(
            row.id, row.customer_id, row.name, row.contact or "", row.occurred_on,
            row.question, row.score, row.low, row.high,
            on_scale(row.score, row.low, row.high), row.comment, row.seen_on, row.has_loop,
            row.seen_on is None and row.occurred_on >= new_from,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def see(session: Session, response_ids: list[int], on: date) -> None:
    """Say that somebody has looked at these answers."""
    found = session.scalars(
        select(Response).where(Response.id.in_(response_ids), Response.deleted_at.is_(None))
    ).all()
    if not found:
        raise NotFound(_("This answer is not there any more."))
    for response in found:
        response.seen_on = response.seen_on or on
    recording.describe(session, _("Marked as seen"))


def open_loop(session: Session, response_id: int, today: date) -> int:
    """Turn an answer into feedback on the board, in the customer's words, and return its id."""
    response = session.get(Response, response_id)
    if response is None or response.deleted_at is not None or response.score is None:
        raise NotFound(_("This answer is not there any more."))
    said = in_words(response.question, response.score, response.high)
    feeling = on_scale(response.score, response.low, response.high)
    feedback = Feedback(
        customer_id=response.customer_id,
        contact_id=response.contact_id,
        response_id=response.id,
        ticket_id=response.ticket_id,
        occurred_on=response.occurred_on,
        recorded_on=today,
        kind=FeedbackKind.COMPLAINT if feeling < 0 else FeedbackKind.WISH,
        text=response.comment.strip() or said,
        via=_("survey"),
        feeling=feeling,
    )
    session.add(feedback)
    response.seen_on = response.seen_on or today
    session.flush()
    recording.describe(session, _("Opened a loop: {text}").format(text=feedback.text))
    return feedback.id


def on_scale(score: float, low: float, high: float) -> int:
    """Return a score as a feeling: the ends of its scale are −2 and 2."""
    return round(4 * (score - low) / (high - low)) - 2


def in_words(question: str, score: float, high: float) -> str:
    """Return an answer in short, as "CSAT 2 of 5"."""
    trade = question in (Question.CSAT, Question.NPS)  # which everybody writes in capitals
    name = question.upper() if trade else question[:1].upper() + question[1:]
    return _("{question} {score} of {high}").format(
        question=name, score=f"{score:g}", high=f"{high:g}"
    )
