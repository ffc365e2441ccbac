"""Promises of ours that are due soon, or late."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Colleague, Customer, Promise, Standing
from app.models.kinds import PromiseDirection
from app.services.today.finding import Found, Wanted, carried_by, first, not_put_off, taken
from app.services.today.rows import Section, Step, WorkRow, shortened

AHEAD_DAYS = 3


def find(session: Session, wanted: Wanted) -> Found:
    """Return the promises to keep, the longest overdue first."""
    query = (
        select(
            Promise.id, Promise.text, Promise.due_on, Promise.customer_id, Customer.name,
            Colleague.name.label("by"), Standing.yearly_value, Standing.value_currency,
        )
        .join(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Colleague, Colleague.id == Promise.colleague_id)
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(
            carried_by(Promise.colleague_id, wanted.colleague_id),
            not_put_off(Section.PROMISES, Promise.id, wanted.today),
            Promise.deleted_at.is_(None),
            Promise.direction == PromiseDirection.OURS,
            Promise.recorded_on <= wanted.today,
            taken(Promise.done_on, wanted.today).is_(None),
            taken(Promise.broken_on, wanted.today).is_(None),
            Promise.due_on <= wanted.today + timedelta(days=AHEAD_DAYS),
        )
        .order_by(Promise.due_on, Promise.id)
    )  # fmt: skip
    return first(session, query, wanted, _line)


def _line(row: Any, wanted: Wanted) -> WorkRow:
    return WorkRow(
        Section.PROMISES,
        row.id,
        row.customer_id,
        row.name,
        shortened(row.text),
        due_words(row.due_on, wanted.today, "" if wanted.colleague_id else row.by),
        Step.KEPT,
        row.due_on,
        row.yearly_value,
        row.value_currency or "",
    )


def due_words(due: date, today: date, by: str | None) -> str:
    """Return when something is due, or how late it is, and whose it is."""
    days = (due - today).days
    if days < 0:
        words = ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    elif days == 0:
        words = _("due today")
    else:
        words = ngettext("due tomorrow", "due in {n} days", days).format(n=days)
    return _("{words}, by {colleague}").format(words=words, colleague=by) if by else words
