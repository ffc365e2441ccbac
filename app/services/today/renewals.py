"""Renewals that nobody has begun to work on, the worst value at risk first."""

from datetime import date

from sqlalchemy.orm import Session

from app.services.contracts import renewals
from app.services.today.rows import Section, WorkRow

AHEAD_DAYS = 120


def find(session: Session, today: date, colleague_id: int | None) -> list[WorkRow]:
    """Return the lines of this section, for one colleague or for everybody."""
    return [
        WorkRow(
            Section.RENEWALS,
            row.contract_id,
            row.customer_id,
            row.customer,
            row.contract,
            row.why(today),
            "open",
            row.notice_by or row.due_on,
            row.value,
            row.currency,
        )
        for row in renewals.due(session, today, within_days=AHEAD_DAYS)
        if not row.next_step and (colleague_id is None or row.owner_id == colleague_id)
    ]
