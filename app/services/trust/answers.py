"""What a customer answered to our questions, and what it was asked and did not answer."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Contact, Response, Survey, Ticket
from app.services.feedback import questions


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One line of the list; without a ``score`` nobody answered."""

    id: int
    day: date
    question: str
    score: float | None
    low: float
    high: float
    contact: str
    ticket: str
    comment: str
    asked_on: date | None
    survey: str


def of_customer(session: Session, customer_id: int) -> list[GivenAnswer]:
    """Return a customer's answers, the newest first."""
    query = (
        select(
            Response.id, Response.occurred_on, Response.question, Response.score, Response.low,
            Response.high, func.coalesce(Contact.name, ""), func.coalesce(Ticket.title, ""),
            Response.comment, Response.asked_on, func.coalesce(Survey.name, "").label("survey"),
        )
        .outerjoin(Contact, Contact.id == Response.contact_id)
        .outerjoin(Ticket, Ticket.id == Response.ticket_id)
        .outerjoin(Survey, Survey.id == Response.survey_id)
        .where(Response.customer_id == customer_id, Response.deleted_at.is_(None))
        .order_by(Response.occurred_on.desc(), Response.id.desc())
    )  # fmt: skip
    return [
        replace(GivenAnswer(*row), survey=questions.survey_of(row.question, row.survey))
        for row in session.execute(query)
    ]
