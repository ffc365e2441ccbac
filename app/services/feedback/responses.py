"""Answers given on the phone: to a question that Rapport knows, or to one of a survey's own."""

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

# the ends of the scale each question is asked on, METHOD §2; a survey's own: as its draft says
SCALES = {Question.NPS: (0, 10), Question.EFFORT: (1, 7)}
USUAL = (1, 5)
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


def scale_of(question: str) -> tuple[int, int]:
    """Return the lowest and the highest answer to a question."""
    return SCALES.get(Question(question), USUAL) if question in set(Question) else USUAL


def log_answer(session: Session, draft: AnswerDraft, today: date) -> int:
    """Store an answer given on the phone and return its id; raises Invalid and NotFound.

    Where the same person was asked the same not long ago and has not answered, it answers that.
    """
    question = typed_text.required("question", draft.question, _("Please say what was asked."))
    low, high = _scale(draft, question)
    if draft.score is None or not low <= draft.score <= high:
        raise Invalid(
            "score",
            _("The answer lies between {low} and {high}.").format(low=f"{low:g}", high=f"{high:g}"),
        )
    day = draft.answered_on or today
    if day > today:
        raise Invalid("answered_on", _("Nobody can have answered in the future."))
    customer = who.customer(session, draft.customer_id, draft.customer, today)
    person = contact(session, customer.id, draft.contact_id, draft.contact)
    response = _invitation(session, customer.id, person, question, day) or Response(
        customer_id=customer.id, question=question, contact_id=person, recorded_on=today
    )
    response.score, response.low, response.high = draft.score, low, high
    response.at = draft.at and draft.at.astimezone(UTC)
    response.occurred_on = day
    response.channel = ResponseChannel.PHONE
    response.comment = typed_text.kept("comment", draft.comment)
    response.ticket_id = _ticket(session, customer.id, draft.ticket) or response.ticket_id
    session.add(response)
    session.flush()
    recording.describe(session, _("Logged an answer of {customer}").format(customer=customer.name))
    return response.id


def _scale(draft: AnswerDraft, question: str) -> tuple[float, float]:
    if draft.low is None or draft.high is None:
        return scale_of(question)
    if draft.low >= draft.high:
        raise Invalid("high", _("The best answer has to be above the worst."))
    return draft.low, draft.high


def _invitation(
    session: Session, customer_id: int, contact_id: int | None, question: str, day: date
) -> Response | None:
    """Return the newest open invitation of this person to answer this question."""
    if contact_id is None:
        return None
    query = (
        select(Response)
        .where(
            Response.customer_id == customer_id,
            Response.contact_id == contact_id,
            Response.question == question,
            Response.score.is_(None),
            Response.asked_on.between(day - OPEN_FOR, day),
            Response.deleted_at.is_(None),
        )
        .order_by(Response.asked_on.desc(), Response.id.desc())
    )
    return session.scalars(query.limit(1)).first()


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
