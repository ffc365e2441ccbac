"""Customers who have been quiet for longer than their own rhythm allows."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Customer, StageEntry, Standing
from app.models.kinds import Stage, Status
from app.services.today.finding import Found, Wanted, first, not_put_off, owned_by
from app.services.today.rows import Section, Step, WorkRow


def find(session: Session, wanted: Wanted) -> Found:
    """Return the customers to call, the most valuable first."""
    query = (
        select(
            Customer.id, Customer.name, Standing.last_two_way, Standing.usual_gap,
            Standing.yearly_value, Standing.value_currency, Standing.quiet_from,
        )
        .join(Standing, Standing.customer_id == Customer.id)
        .where(
            owned_by(wanted.colleague_id),
            not_put_off(Section.QUIET, Customer.id, wanted.today),
            Standing.quiet_from <= wanted.today,
            Standing.status.in_([Status.CUSTOMER, Status.LEAVING]),
            or_(Customer.stage.is_(None), Customer.stage != Stage.LOST, _lost_later(wanted.today)),
        )
        .order_by(Standing.yearly_value.desc(), Customer.name, Customer.id)
    )  # fmt: skip
    return first(session, query, wanted, _line)


def _lost_later(today: date) -> ColumnElement[bool]:
    return exists().where(
        StageEntry.customer_id == Customer.id,
        StageEntry.deleted_at.is_(None),
        StageEntry.stage == Stage.LOST,
        or_(StageEntry.entered_on > today, StageEntry.recorded_on > today),
    )


def _line(row: Any, wanted: Wanted) -> WorkRow:
    return WorkRow(
        Section.QUIET,
        row.id,
        row.id,
        row.name,
        _silence(row.last_two_way, wanted.today),
        _rhythm(row.usual_gap),
        Step.LOG,
        row.last_two_way,
        row.yearly_value,
        row.value_currency,
    )


def _silence(last: date | None, today: date) -> str:
    if last is None:
        return _("No conversation yet")
    days = (today - last).days
    return ngettext("{n} day without a word", "{n} days without a word", days).format(n=days)


def _rhythm(usual_gap: float | None) -> str:
    if not usual_gap:
        return ""
    days = max(1, round(usual_gap))
    return ngettext("usually every day", "usually every {n} days", days).format(n=days)
