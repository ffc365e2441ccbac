"""Renewals that nobody has begun to work on, the worst value at risk first."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Snooze
from app.services.contracts import renewals
from app.services.contracts.renewal_rows import RenewalRow
from app.services.today.finding import Found, Wanted
from app.services.today.rows import Section, Step, WorkRow, shortened

AHEAD_DAYS = 120
SOON_DAYS = 45  # to the last day to say no, from which every renewal is begun
RISKY = 0.2  # the chance of loss from which it is begun earlier, and month to month too


def find(session: Session, wanted: Wanted) -> Found:
    """Return the renewals to start, the most at risk first."""
    put_off = select(Snooze.ref).where(
        Snooze.what == Section.RENEWALS.value, Snooze.until_on > wanted.today
    )
    later = set(session.scalars(put_off))
    due = [
        row
        for row in renewals.due(session, wanted.today, within_days=AHEAD_DAYS)
        if _to_begin(row, wanted.today)
        and row.contract_id not in later
        and wanted.colleague_id in (None, row.owner_id)
    ]
    lines = [
        WorkRow(
            Section.RENEWALS,
            row.contract_id,
            row.customer_id,
            row.customer,
            shortened(row.contract),
            row.why(wanted.today),
            Step.OPEN,
            row.notice_by,
            row.value,
            row.currency,
        )
        for row in wanted.cut(due)
    ]
    return Found(lines, len(due))


def _to_begin(row: RenewalRow, today: date) -> bool:
    """Return whether it is time, and nobody has noted a next step yet."""
    soon = not row.monthly and row.notice_by <= today + timedelta(days=SOON_DAYS)
    return not row.next_step and (soon or (row.risk or 0.0) >= RISKY)
