"""What people called of renewals, whatever was computed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import RenewalReview
from app.models.kinds import Call


def people_called(review: RenewalReview | None, today: date) -> Call | None:
    """Return what was called by a day: by the owner, or else by the account manager."""
    if review is None:
        return None
    if review.final_call is not None and review.final_on and review.final_on <= today:
        return review.final_call
    return review.manager_call if review.manager_on and review.manager_on <= today else None


def at_risk(session: Session, today: date) -> frozenset[tuple[int, date]]:
    """Return contract and due day of the renewals that people called at risk, last they said."""
    query = (
        select(RenewalReview)
        .where(RenewalReview.deleted_at.is_(None), RenewalReview.recorded_on <= today)
        .order_by(RenewalReview.horizon.desc())
    )
    last = {
        (review.contract_id, review.due_on): people_called(review, today)
        for review in session.scalars(query)
    }
    return frozenset(renewal for renewal, call in last.items() if call is Call.AT_RISK)
