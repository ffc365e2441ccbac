"""Customers who stand high and steady: the ones to ask for a reference."""

from datetime import date, timedelta
from gettext import gettext as _

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.models import AdvocacyAct, Customer, Feedback, Standing
from app.models.kinds import FeedbackKind, Status, TrendDirection
from app.services.today.rows import Section, WorkRow
from app.services.today.whose import owned_by

HIGH, MASS = 65, 6.0  # the level and the evidence that make asking plausible
ASK_AGAIN_DAYS = 180


def find(session: Session, today: date, colleague_id: int | None) -> list[WorkRow]:
    """Return the lines of this section, for one colleague or for everybody."""
    open_complaint = exists().where(
        Feedback.customer_id == Customer.id,
        Feedback.deleted_at.is_(None),
        Feedback.kind == FeedbackKind.COMPLAINT,
        Feedback.confirmed_on.is_(None),
    )
    asked_lately = exists().where(
        AdvocacyAct.customer_id == Customer.id,
        AdvocacyAct.deleted_at.is_(None),
        func.coalesce(AdvocacyAct.asked_on, AdvocacyAct.occurred_on)
        > today - timedelta(days=ASK_AGAIN_DAYS),
    )
    query = (
        select(Customer.id, Customer.name, Standing.level, Standing.yearly_value,
               Standing.value_currency)
        .join(Standing, Standing.customer_id == Customer.id)
        .where(
            owned_by(colleague_id),
            Standing.level >= HIGH,
            Standing.mass >= MASS,
            Standing.status == Status.CUSTOMER,
            Standing.direction.in_([TrendDirection.STEADY, TrendDirection.RISING]),
            ~open_complaint,
            ~asked_lately,
        )
        .order_by(Standing.level.desc(), Customer.name)
    )  # fmt: skip
    return [
        WorkRow(
            Section.ASKING,
            row.id,
            row.id,
            row.name,
            _("Steadily high: ask for a reference"),
            _("standing {level}, nothing open").format(level=round(row.level)),
            "ask",
            None,
            row.yearly_value,
            row.value_currency,
        )
        for row in session.execute(query)
    ]
