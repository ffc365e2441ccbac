"""Answers that came in and that nobody has looked at, the worst first."""

from datetime import date, timedelta
from gettext import gettext as _

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Contact, Customer, Response
from app.services.today.rows import Section, WorkRow, shortened
from app.services.today.whose import owned_by

NEW_DAYS = 21  # an answer is new for this long, unless seen


def find(session: Session, today: date, colleague_id: int | None) -> list[WorkRow]:
    """Return the lines of this section, for one colleague or for everybody."""
    query = (
        select(
            Response.id, Response.occurred_on, Response.question, Response.score, Response.low,
            Response.high, Response.comment, Customer.id.label("customer_id"), Customer.name,
            Contact.name.label("contact"),
        )
        .join(Customer, Customer.id == Response.customer_id)
        .outerjoin(Contact, Contact.id == Response.contact_id)
        .where(
            owned_by(colleague_id),
            Response.deleted_at.is_(None),
            Response.score.is_not(None),
            Response.seen_on.is_(None),
            Response.occurred_on.between(today - timedelta(days=NEW_DAYS), today),
        )
        .order_by((Response.score - Response.low) / (Response.high - Response.low), Response.id)
    )  # fmt: skip
    return [
        WorkRow(
            Section.ANSWERS,
            row.id,
            row.customer_id,
            row.name,
            _answer_words(row.contact, row.comment),
            _("{question} {score} of {high}").format(
                question=row.question.upper() if len(row.question) <= 4 else row.question,
                score=f"{row.score:g}",
                high=f"{row.high:g}",
            ),
            "seen",
            row.occurred_on,
            feeling=round(4 * (row.score - row.low) / (row.high - row.low)) - 2,
        )
        for row in session.execute(query)
    ]


def _answer_words(contact: str | None, comment: str) -> str:
    words = _("“{text}”").format(text=shortened(comment)) if comment else _("no comment")
    return _("{who}: {words}").format(who=contact, words=words) if contact else words
