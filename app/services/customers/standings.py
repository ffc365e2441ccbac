"""The roll-up that lists read: one row per customer, computed anew when its facts changed.

A write marks the customers it touched as stale, in its own transaction; ``freshen`` follows right
after, and whenever a new day begins. A crash in between loses nothing: the mark stays.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from app.models import Customer, Standing
from app.services.book import settings
from app.services.contracts import held as contracts
from app.services.contracts.assess import prior
from app.services.customers import facts
from app.services.customers.assessing import Assessment, assess
from app.services.progress import Progress, silent

AT_ONCE = 100  # customers


def freshen(session: Session, today: date, progress: Progress = silent) -> None:
    """Compute every standing that is stale or of another day."""
    waiting = _waiting(session, today)
    for start in range(0, len(waiting), AT_ONCE):
        progress(start, len(waiting))
        _renew(session, today, waiting[start : start + AT_ONCE])


def freshen_some(session: Session, today: date, most: int) -> int:
    """Compute at most so many standings, so that others get their turn; return how many wait."""
    waiting = _waiting(session, today)
    _renew(session, today, waiting[:most])
    return max(len(waiting) - most, 0)


def assess_all(
    session: Session, as_of: date, customer_ids: list[int] | None = None
) -> list[Assessment]:
    """Return the assessments of these customers, or of all, by what was known on ``as_of``."""
    book = settings.load(session)
    listening = facts.listening_from(session, as_of)
    by_customer: dict[int, list[contracts.Held]] = {}
    for one in contracts.load(session, as_of, customer_ids):
        by_customer.setdefault(one.customer_id, []).append(one)
    model = prior()
    return [
        assess(
            known, by_customer.get(known.customer_id, []), as_of, listening, model, book.currency
        )
        for known in facts.load(session, as_of, customer_ids)
    ]


def as_row(found: Assessment) -> dict[str, Any]:
    """Return an assessment as the table keeps it."""
    state, coming = found.state, found.next
    return {
        "customer_id": found.customer_id,
        "stale": False,
        "day": found.day,
        "status": found.status,
        "level": state.level,
        "sd": state.sd,
        "low": state.low,
        "high": state.high,
        "mass": state.mass,
        "evidence": found.evidence,
        "change": found.trend.change,
        "fall": found.fall,
        "direction": found.trend.direction,
        "state": asdict(state),
        "reasons": [list(reason) for reason in found.reasons],
        "spark": list(found.spark),
        "character": found.character.character,
        "second_character": found.character.second,
        "signs": list(found.signs),
        "last_two_way": found.last_two_way,
        "usual_gap": state.usual_gap,
        "quiet_from": found.quiet_from,
        "yearly_value": found.yearly_value,
        "value_currency": found.currency,
        "next_renewal": coming.decision.due_on if coming else None,
        "notice_by": coming.decision.notice_by if coming else None,
        "risk": coming.risk.p_lost if coming else None,
        "risk_low": coming.risk.low if coming else None,
        "risk_high": coming.risk.high if coming else None,
    }


def _renew(session: Session, today: date, customer_ids: list[int]) -> None:
    if not customer_ids:
        return
    found = assess_all(session, today, customer_ids)
    session.execute(delete(Standing).where(Standing.customer_id.in_(customer_ids)))
    if found:
        session.execute(insert(Standing), [as_row(one) for one in found])


def _waiting(session: Session, today: date) -> list[int]:
    query = (
        select(Customer.id)
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(
            Customer.deleted_at.is_(None),
            or_(
                Standing.customer_id.is_(None),
                Standing.stale,
                Standing.day.is_(None),
                Standing.character.is_(None),  # computed before characters were
                Standing.day != today,
            ),
        )
        .order_by(Standing.stale.desc().nulls_first(), Customer.id)
    )
    return list(session.scalars(query))
