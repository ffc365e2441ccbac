"""Customers who stand high and steady: the ones to ask for a reference."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import AdvocacyAct, Customer, Feedback, Standing
from app.models.kinds import FeedbackKind, Status, TrendDirection
from app.services.today.finding import Found, Wanted, first, not_put_off, owned_by, taken
from app.services.today.rows import Section, Step, WorkRow

HIGH, MASS = 65, 6.0  # the level and the evidence that make asking plausible
ASK_AGAIN_DAYS = 180


def find(session: Session, wanted: Wanted) -> Found:
    """Return the customers to ask, the highest standing first."""
    query = (
        select(
            Customer.id, Customer.name, Standing.level, Standing.direction,
            Standing.yearly_value, Standing.value_currency,
        )
        .join(Standing, Standing.customer_id == Customer.id)
        .where(
            owned_by(wanted.colleague_id),
            not_put_off(Section.ASKING, Customer.id, wanted.today),
            Standing.level >= HIGH,
            Standing.mass >= MASS,
            Standing.status == Status.CUSTOMER,
            Standing.direction.in_([TrendDirection.STEADY, TrendDirection.RISING]),
            ~_open_complaint(wanted.today),
            ~_asked_lately(wanted.today),
        )
        .order_by(Standing.level.desc(), Customer.name, Customer.id)
    )  # fmt: skip
    return first(session, query, wanted, _line)


def _open_complaint(today: date) -> ColumnElement[bool]:
    return exists().where(
        Feedback.customer_id == Customer.id,
        Feedback.deleted_at.is_(None),
        Feedback.kind == FeedbackKind.COMPLAINT,
        Feedback.recorded_on <= today,
        taken(Feedback.confirmed_on, today).is_(None),
    )


def _asked_lately(today: date) -> ColumnElement[bool]:
    day = func.coalesce(AdvocacyAct.asked_on, AdvocacyAct.occurred_on)
    return exists().where(
        AdvocacyAct.customer_id == Customer.id,
        AdvocacyAct.deleted_at.is_(None),
        AdvocacyAct.recorded_on <= today,
        day > today - timedelta(days=ASK_AGAIN_DAYS),
    )


def _line(row: Any, _wanted: Wanted) -> WorkRow:
    rising = row.direction == TrendDirection.RISING
    return WorkRow(
        Section.ASKING,
        row.id,
        row.id,
        row.name,
        _("Rising and high: ask for a reference")
        if rising
        else _("Steadily high: ask for a reference"),
        _("standing {level}, no complaint open").format(level=round(row.level)),
        Step.ASKED,
        None,
        row.yearly_value,
        row.value_currency,
    )
