"""Feedback that waits for a step of ours: act, tell, ask whether it is solved."""

from datetime import date, timedelta
from gettext import gettext as _
from gettext import ngettext
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.models import Contact, Customer, Feedback, Standing
from app.models.kinds import FeedbackKind
from app.services.today.rows import Section, WorkRow, shortened
from app.services.today.whose import owned_by

TOLD_DAYS = 7  # after which we ask whether it is solved


def find(session: Session, today: date, colleague_id: int | None) -> list[WorkRow]:
    """Return the lines of this section, for one colleague or for everybody."""
    mine = owned_by(None)
    if colleague_id is not None:
        mine = and_(
            mine,
            or_(
                Feedback.owner_id == colleague_id,
                and_(Feedback.owner_id.is_(None), Customer.owner_id == colleague_id),
            ),
        )
    asked = Feedback.told_on <= today - timedelta(days=TOLD_DAYS)
    query = (
        select(
            Feedback.id, Feedback.text, Feedback.occurred_on, Feedback.acted_on, Feedback.action,
            Feedback.told_on, Feedback.feeling, Customer.id.label("customer_id"), Customer.name,
            Contact.name.label("contact"), Standing.yearly_value, Standing.value_currency,
        )
        .join(Customer, Customer.id == Feedback.customer_id)
        .outerjoin(Contact, Contact.id == Feedback.contact_id)
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(
            mine,
            Feedback.deleted_at.is_(None),
            Feedback.kind.in_([FeedbackKind.COMPLAINT, FeedbackKind.WISH]),
            Feedback.confirmed_on.is_(None),
            or_(Feedback.told_on.is_(None), asked),
            or_(Feedback.kind == FeedbackKind.COMPLAINT, Feedback.acted_on.is_not(None)),
        )
        .order_by(Feedback.acted_on.is_(None), Feedback.occurred_on, Feedback.id)
    )  # fmt: skip
    return [
        WorkRow(
            Section.LOOPS,
            row.id,
            row.customer_id,
            row.name,
            *_words(row, today),
            due=row.occurred_on,
            value=row.yearly_value,
            currency=row.value_currency or "",
            feeling=row.feeling,
        )
        for row in session.execute(query)
    ]


def _words(row: Any, today: date) -> tuple[str, str, str]:
    """Return what to do about open feedback, why, and the step that does it."""
    who = getattr(row, "contact", None) or getattr(row, "name", "")
    said = _("“{text}”").format(text=shortened(getattr(row, "text", "")))
    told, acted = getattr(row, "told_on", None), getattr(row, "acted_on", None)
    heard: date = getattr(row, "occurred_on", today)
    age = (today - heard).days
    if told is not None:
        why = _("told {n} days ago, not confirmed yet").format(n=(today - told).days)
        return (
            _("Ask {who} whether it is solved: {said}").format(who=who, said=said),
            why,
            "confirmed",
        )
    if acted is not None:
        done = getattr(row, "action", "") or _("acted on")
        return _("Tell {who} what changed: {said}").format(who=who, said=said), done, "told"
    why = ngettext(
        "heard {n} day ago, nothing done yet", "heard {n} days ago, nothing done yet", age
    )
    return _("Act on {said}").format(said=said), why.format(n=age), "acting"
