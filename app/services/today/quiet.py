"""Customers who have been quiet for longer than their own rhythm allows."""

from datetime import date
from gettext import gettext as _
from gettext import ngettext

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models import Customer, Standing
from app.models.kinds import Stage, Status
from app.services.today.rows import Section, WorkRow
from app.services.today.whose import owned_by


def find(session: Session, today: date, colleague_id: int | None) -> list[WorkRow]:
    """Return the lines of this section, for one colleague or for everybody."""
    query = (
        select(
            Customer.id, Customer.name, Standing.last_two_way, Standing.usual_gap,
            Standing.yearly_value, Standing.value_currency, Standing.quiet_from,
        )
        .join(Standing, Standing.customer_id == Customer.id)
        .where(
            owned_by(colleague_id),
            Standing.quiet_from <= today,
            Standing.status.in_([Status.CUSTOMER, Status.LEAVING]),
            or_(Customer.stage.is_(None), Customer.stage != Stage.LOST),
        )
        .order_by(Standing.yearly_value.desc(), Customer.name)
    )  # fmt: skip
    return [
        WorkRow(
            Section.QUIET,
            row.id,
            row.id,
            row.name,
            _silence(row.last_two_way, today),
            _("usually every {n} days").format(n=round(row.usual_gap or 0)),
            "log",
            row.last_two_way,
            row.yearly_value,
            row.value_currency,
        )
        for row in session.execute(query)
    ]


def _silence(last: date | None, today: date) -> str:
    if last is None:
        return _("No conversation yet")
    days = (today - last).days
    return ngettext("{n} day without a word", "{n} days without a word", days).format(n=days)
