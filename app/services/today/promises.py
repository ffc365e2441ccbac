"""Promises of ours that are due soon, or late."""

from datetime import date, timedelta
from gettext import gettext as _
from gettext import ngettext

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.models import Colleague, Customer, Promise, Standing
from app.models.kinds import PromiseDirection
from app.services.today.rows import Section, WorkRow
from app.services.today.whose import owned_by

AHEAD_DAYS = 3


def find(session: Session, today: date, colleague_id: int | None) -> list[WorkRow]:
    """Return the lines of this section, for one colleague or for everybody."""
    mine = owned_by(None)
    if colleague_id is not None:
        mine = and_(
            mine,
            or_(
                Promise.colleague_id == colleague_id,
                and_(Promise.colleague_id.is_(None), Customer.owner_id == colleague_id),
            ),
        )
    query = (
        select(
            Promise.id, Promise.text, Promise.due_on, Customer.id.label("customer_id"),
            Customer.name, Colleague.name.label("by"), Standing.yearly_value,
            Standing.value_currency,
        )
        .join(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Colleague, Colleague.id == Promise.colleague_id)
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(
            mine,
            Promise.deleted_at.is_(None),
            Promise.direction == PromiseDirection.OURS,
            Promise.done_on.is_(None),
            Promise.broken_on.is_(None),
            Promise.due_on <= today + timedelta(days=AHEAD_DAYS),
        )
        .order_by(Promise.due_on, Promise.id)
    )  # fmt: skip
    return [
        WorkRow(
            Section.PROMISES,
            row.id,
            row.customer_id,
            row.name,
            row.text,
            _due_words(row.due_on, today, row.by),
            "kept",
            row.due_on,
            row.yearly_value,
            row.value_currency or "",
        )
        for row in session.execute(query)
    ]


def _due_words(due: date, today: date, by: str | None) -> str:
    days = (due - today).days
    if days < 0:
        words = ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    elif days == 0:
        words = _("due today")
    else:
        words = ngettext("due tomorrow", "due in {n} days", days).format(n=days)
    return _("{words}, by {colleague}").format(words=words, colleague=by) if by else words
