"""Answers that came in and that nobody has looked at, the worst first."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Customer, Response
from app.services.feedback.answers import NEW_DAYS, in_words, on_scale
from app.services.today.finding import Found, Wanted, first, not_put_off, owned_by, taken
from app.services.today.rows import Section, Step, WorkRow, shortened

BAD = -1  # a feeling from which an answer wants more than to be seen


def find(session: Session, wanted: Wanted) -> Found:
    """Return the answers to look at, the worst first."""
    query = (
        select(
            Response.id, Response.occurred_on, Response.question, Response.score, Response.low,
            Response.high, Response.comment, Response.customer_id, Customer.name,
            Contact.name.label("contact"),
        )
        .join(Customer, Customer.id == Response.customer_id)
        .outerjoin(Contact, Contact.id == Response.contact_id)
        .where(
            owned_by(wanted.colleague_id),
            not_put_off(Section.ANSWERS, Response.id, wanted.today),
            Response.deleted_at.is_(None),
            Response.score.is_not(None),
            Response.recorded_on <= wanted.today,
            taken(Response.seen_on, wanted.today).is_(None),
            Response.occurred_on.between(wanted.today - timedelta(days=NEW_DAYS), wanted.today),
        )
        .order_by(
            (Response.score - Response.low) / (Response.high - Response.low),
            Response.occurred_on.desc(),
            Response.id,
        )
    )  # fmt: skip
    return first(session, query, wanted, _line)


def _line(row: Any, _wanted: Wanted) -> WorkRow:
    feeling = on_scale(row.score, row.low, row.high)
    return WorkRow(
        Section.ANSWERS,
        row.id,
        row.customer_id,
        row.name,
        _answer_words(row.contact, row.comment),
        in_words(row.question, row.score, row.high),
        Step.LOOP if feeling <= BAD else Step.SEEN,
        row.occurred_on,
        feeling=feeling,
    )


def _answer_words(contact: str | None, comment: str) -> str:
    words = _("“{text}”").format(text=shortened(comment)) if comment else _("no comment")
    return _("{who}: {words}").format(who=contact, words=words) if contact else words
