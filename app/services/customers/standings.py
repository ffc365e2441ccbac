"""The roll-up that lists read: one row per customer, computed anew when its facts changed.

A write marks the customers it touched as stale, in its own transaction; ``freshen`` follows right
after, and whenever a new day begins. A crash in between loses nothing: the mark stays.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from app.models import Customer, Standing
from app.services.book import settings
from app.services.contracts import held as contracts
from app.services.contracts import learning
from app.services.contracts.assess import LevelState
from app.services.customers import facts
from app.services.customers.assessing import Assessment, assess, next_decision
from app.services.progress import Progress, silent
from app.services.trajectory.risk import RiskModel

AT_ONCE = 100  # customers


def freshen(session: Session, today: date, progress: Progress = silent) -> None:
    """Compute every standing that is stale or of another day."""
    waiting = _waiting(session, today)
    for start in range(0, len(waiting), AT_ONCE):
        progress(start, len(waiting))
        _renew(session, today, waiting[start : start + AT_ONCE])
    progress(len(waiting), len(waiting))
    while _learn(session, today, AT_ONCE):
        progress(len(waiting), len(waiting))


def freshen_some(session: Session, today: date, most: int) -> int:
    """Compute at most so many standings, so that others get their turn; return how many wait.

    Once none waits, what decided renewals teach is worked out, for so many customers at a time.
    """
    waiting = _waiting(session, today)
    _renew(session, today, waiting[:most])
    return max(len(waiting) - most, 0) or _learn(session, today, most)


def assess_all(
    session: Session, as_of: date, customer_ids: list[int] | None = None
) -> list[Assessment]:
    """Return the assessments of these customers, or of all, by what was known on ``as_of``."""
    return _assess(session, as_of, customer_ids, learning.model(session, as_of))


def _assess(
    session: Session, as_of: date, customer_ids: list[int] | None, model: RiskModel
) -> list[Assessment]:
    book = settings.load(session)
    listening = facts.listening_from(session, as_of)
    held = contracts.by_customer(contracts.load(session, as_of, customer_ids))
    return [
        assess(known, held.get(known.customer_id, []), as_of, listening, model, book.currency)
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
    found = _assess(session, today, customer_ids, learning.kept(session, today))
    learning.mark_stale(session, customer_ids)
    session.execute(delete(Standing).where(Standing.customer_id.in_(customer_ids)))
    if found:
        session.execute(insert(Standing), [as_row(one) for one in found])


def _learn(session: Session, today: date, most: int) -> int:
    """Learn from what was decided; return of how many customers something is left to learn.

    A model that has changed changes every risk, but no level.
    """
    learnt = learning.learn_some(session, today, most)
    if learnt.left or (not learnt.customers and learning.is_current(session, today)):
        return learnt.left
    model = learning.refit(session, today)
    if model is not None:
        _judge_anew(session, today, model)
    return 0


def _judge_anew(session: Session, today: date, model: RiskModel) -> None:
    """Put the risks of a new model into the standings of today."""
    query = select(
        Standing.customer_id, Standing.level, Standing.sd, Standing.mass, Standing.fall,
        Customer.ease,
    ).join(Customer).where(Standing.day == today, Standing.next_renewal.is_not(None))  # fmt: skip
    rows = {row.customer_id: row for row in session.execute(query)}
    held: dict[int, list[contracts.Held]] = {}
    for one in contracts.load(session, today):
        held.setdefault(one.customer_id, []).append(one)
    changed: list[dict[str, Any]] = []
    for customer_id, row in rows.items():
        state = LevelState(row.level, row.sd, row.mass, row.fall)
        coming = next_decision(held.get(customer_id, []), state, row.ease or 0, today, model)
        if coming is not None:
            risk = {"risk": coming.risk.p_lost, "risk_low": coming.risk.low}
            changed.append({"customer_id": customer_id, "risk_high": coming.risk.high} | risk)
    if changed:
        session.execute(update(Standing), changed)


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
