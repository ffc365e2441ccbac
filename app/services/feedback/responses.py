"""Answers given on the phone: to a question that Rapport knows, or to one of a survey's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Response, Ticket
from app.models.kinds import Question, ResponseChannel
from app.services.book import recording
from app.services.customers import typed_text, who
from app.services.errors import Invalid
from app.services.feedback.feedback import contact
from app.services.feedback.questions import scale_of

OPEN_FOR = timedelta(days=60)  # how long an answer belongs to the invitation before it


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What the quick log gives; ``answered_on`` None is today.

    ``ticket`` is the help desk's number of it. ``low`` and ``high`` None: the question's own scale.
    """

    customer_id: int | None = None
    customer: str = ""
    question: str = Question.CSAT.value
    score: float | None = None
    low: float | None = None
    high: float | None = None
    answered_on: date | None = None
    at: datetime | None = None
    contact_id: int | None = None
    contact: str = ""
    ticket: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who was asked, when and how: what all answers of one log share. ``today`` is when we knew.

    ``channel`` None is face to face: the files have no word for it.
    """

    customer_id: int
    contact_id: int | None
    day: date
    today: date
    at: datetime | None = None
    channel: ResponseChannel | None = ResponseChannel.PHONE


def log_answer(session: Session, draft: AnswerDraft, today: date) -> int:
    """Store an answer given on the phone and return its id; raises Invalid and NotFound.

    Where the same person was asked the same not long ago and has not answered, it answers that.
    """
    question = typed_text.name("question", draft.question, _("Please say what was asked."))
    low, high = _scale(draft, question)
    if draft.score is None or not low <= draft.score <= high:
        raise Invalid(
            "score",
            _("The answer lies between {low} and {high}.").format(low=f"{low:g}", high=f"{high:g}"),
        )
    day = not_ahead("answered_on", draft.answered_on or today, today)
    customer = who.customer(session, draft.customer_id, draft.customer, today)
    person = contact(session, customer.id, draft.contact_id, draft.contact)
    asking = Asking(customer.id, person, day, today, draft.at)
    waiting = open_invitations(session, asking, [question])
    response = waiting.get(question) or unanswered(asking, question)
    answer(response, asking, draft.score, (low, high), draft.comment)
    response.ticket_id = _ticket(session, customer.id, draft.ticket) or response.ticket_id
    session.add(response)
    session.flush()
    recording.describe(session, _("Logged an answer of {customer}").format(customer=customer.name))
    return response.id


def not_ahead(field: str, day: date, today: date) -> date:
    """Return the day of an answer, refused where it has not come yet."""
    if day > today:
        raise Invalid(field, _("Nobody can have answered in the future."))
    return day


def unanswered(asking: Asking, question: str) -> Response:
    """Return a new response of this person that says nothing yet."""
    low, high = scale_of(question)
    return Response(
        customer_id=asking.customer_id,
        contact_id=asking.contact_id,
        question=question,
        low=low,
        high=high,
        recorded_on=asking.today,
    )


def answer(
    response: Response, asking: Asking, score: float, scale: tuple[float, float], comment: str
) -> None:
    """Put what was said into a response, be it new or an invitation that waited for it."""
    response.score = score
    response.low, response.high = scale
    response.at = asking.at and asking.at.astimezone(UTC)
    response.occurred_on = asking.day
    response.channel = asking.channel
    response.comment = typed_text.kept("comment", comment)


def open_invitations(
    session: Session, asking: Asking, questions: Iterable[str]
) -> dict[str, Response]:
    """Return the newest open invitation of this person to answer each of these questions."""
    if asking.contact_id is None:
        return {}
    query = (
        select(Response)
        .where(
            Response.customer_id == asking.customer_id,
            Response.contact_id == asking.contact_id,
            Response.question.in_(list(questions)),
            Response.score.is_(None),
            Response.asked_on.between(asking.day - OPEN_FOR, asking.day),
            Response.deleted_at.is_(None),
        )
        .order_by(Response.asked_on, Response.id)
    )
    return {found.question: found for found in session.scalars(query)}


def _scale(draft: AnswerDraft, question: str) -> tuple[float, float]:
    if draft.low is None or draft.high is None:
        return scale_of(question)
    if draft.low >= draft.high:
        raise Invalid("high", _("The best answer has to be above the worst."))
    return draft.low, draft.high


def _ticket(session: Session, customer_id: int, said: str) -> int | None:
    """Return the ticket of this number; raises Invalid where the customer has none such."""
    number = said.strip().removeprefix("#")
    if not number:
        return None
    query = select(Ticket.id).where(
        Ticket.customer_id == customer_id,
        or_(Ticket.external_id == number, Ticket.external_id == f"#{number}"),
        Ticket.deleted_at.is_(None),
    )
    found = session.scalars(query.limit(1)).first()
    if found is None:
        raise Invalid("ticket", _("This customer has no ticket {number}.").format(number=number))
    return found
