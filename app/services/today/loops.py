"""Feedback that waits for a step of ours: act, tell, ask whether it is solved."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Contact, Customer, Feedback, Standing
from app.models.kinds import FeedbackKind
from app.services.today.finding import Found, Wanted, carried_by, first, not_put_off, taken
from app.services.today.rows import Section, Step, WorkRow, shortened

TOLD_DAYS = 7  # after which we ask whether it is solved


def find(session: Session, wanted: Wanted) -> Found:
    """Return the loops to close: what was done and not told first, then the oldest."""
    acted = taken(Feedback.acted_on, wanted.today)
    told = taken(Feedback.told_on, wanted.today)
    told_long_ago = Feedback.told_on <= wanted.today - timedelta(days=TOLD_DAYS)
    query = (
        select(
            Feedback.id, Feedback.text, Feedback.occurred_on, acted.label("acted_on"),
            Feedback.action, told.label("told_on"), Feedback.feeling, Feedback.customer_id,
            Customer.name, Contact.name.label("contact"), Standing.yearly_value,
            Standing.value_currency,
        )
        .join(Customer, Customer.id == Feedback.customer_id)
        .outerjoin(Contact, Contact.id == Feedback.contact_id)
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(
            carried_by(Feedback.owner_id, wanted.colleague_id),
            not_put_off(Section.LOOPS, Feedback.id, wanted.today),
            Feedback.deleted_at.is_(None),
            Feedback.recorded_on <= wanted.today,
            Feedback.kind.in_([FeedbackKind.COMPLAINT, FeedbackKind.WISH]),
            taken(Feedback.confirmed_on, wanted.today).is_(None),
            or_(told.is_(None), told_long_ago),
            # a wish may be heard and left at that; a complaint may not
            or_(Feedback.kind == FeedbackKind.COMPLAINT, acted.is_not(None)),
        )
        .order_by(acted.is_(None), Feedback.occurred_on, Feedback.id)
    )  # fmt: skip
    return first(session, query, wanted, _line)


def _line(row: Any, wanted: Wanted) -> WorkRow:
    text, reason, step = _words(row, wanted.today)
    return WorkRow(
        Section.LOOPS,
        row.id,
        row.customer_id,
        row.name,
        text,
        reason,
        step,
        row.occurred_on,
        row.yearly_value,
        row.value_currency or "",
        row.feeling,
    )


def _words(row: Any, today: date) -> tuple[str, str, Step]:
    """Return what to do about open feedback, why, and the step that does it."""
    who = row.contact or row.name
    said = _("“{text}”").format(text=shortened(row.text))
    if row.told_on is not None:
        days = (today - row.told_on).days
        why = ngettext("told {n} day ago: {said}", "told {n} days ago: {said}", days)
        ask = _("Ask {who} whether it is solved").format(who=who)
        return ask, why.format(n=days, said=said), Step.CONFIRMED
    if row.acted_on is not None:
        tell = _("Tell {who} what changed").format(who=who)
        done = shortened(row.action)
        why = _("{said}: {done}").format(said=said, done=done) if done else said
        return tell, why, Step.TOLD
    age = (today - row.occurred_on).days
    why = ngettext("heard {n} day ago: {said}", "heard {n} days ago: {said}", age)
    return _("Decide what we do about it"), why.format(n=age, said=said), Step.ACT
