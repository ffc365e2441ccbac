"""Keeps what was said of renewals, so that nobody can say later that it was something else.

In every month, on the first day on which the program runs, of each renewal that is open; and once
more ninety days before its last day to decide, or on the first day after that. Never for a day that
has passed, never rewritten (docs/method.md, 12).
"""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.models import Customer, RiskSnapshot, Standing
from app.services.contracts import held, learning
from app.services.contracts.assess import LevelState, predict
from app.services.contracts.held import Held
from app.services.contracts.terms import Decision
from app.services.trajectory.risk import RiskModel
from app.services.trajectory.table import VERSION

REASONS = 3
AHEAD = timedelta(days=learning.HORIZON)


def keep(session: Session, today: date) -> int:
    """Store what is due to be kept of today's risks; return how many renewals that were.

    Customers whose standing is not of today are left for another day. A constant number of queries.
    """
    said = _said(session)
    due = [
        (one, decision)
        for one in held.load(session, today)
        if (decision := one.next_decision(today)) is not None
        and _is_due(one, decision, said, today)
    ]
    if not due:
        return 0
    standings = _standings(session, today)
    model = learning.kept(session, today)
    rows = [
        _row(one, decision, standings[one.customer_id], today, model)
        for one, decision in due
        if one.customer_id in standings
    ]
    if rows:
        session.execute(insert(RiskSnapshot), rows)
    return len(rows)


def _is_due(
    one: Held, decision: Decision, said: dict[tuple[int, date | None], date], today: date
) -> bool:
    this_month = said.get((one.id, None))
    if this_month is None or this_month < today.replace(day=1):
        return True
    before = decision.decide_by - AHEAD
    if decision.monthly or not before <= today <= decision.decide_by:
        return False
    of_this_term = said.get((one.id, decision.due_on))
    return of_this_term is None or of_this_term < before


def _said(session: Session) -> dict[tuple[int, date | None], date]:
    """Return the last day on which something was kept, of each contract and of each of its ends."""
    query = select(
        RiskSnapshot.contract_id, RiskSnapshot.due_on, func.max(RiskSnapshot.as_of)
    ).group_by(RiskSnapshot.contract_id, RiskSnapshot.due_on)
    found: dict[tuple[int, date | None], date] = {}
    for contract_id, due_on, as_of in session.execute(query):
        found[contract_id, due_on] = as_of
        found[contract_id, None] = max(as_of, found.get((contract_id, None), as_of))
    return found


def _standings(session: Session, today: date) -> dict[int, Any]:
    query = (
        select(
            Standing.customer_id, Standing.level, Standing.sd, Standing.mass, Standing.fall,
            Standing.reasons, Customer.ease,
        )
        .join(Customer, Customer.id == Standing.customer_id)
        .where(Standing.day == today, ~Standing.stale)
    )  # fmt: skip
    return {row.customer_id: row for row in session.execute(query)}


def _row(
    one: Held, decision: Decision, standing: Any, today: date, model: RiskModel
) -> dict[str, Any]:
    state = LevelState(standing.level, standing.sd, standing.mass, standing.fall)
    found = predict(decision, state, standing.ease or 0, today, model)
    return {
        "customer_id": one.customer_id,
        "contract_id": one.id,
        "due_on": decision.due_on,
        "decide_by": decision.decide_by,
        "as_of": today,
        "level": state.level,
        "sd": state.sd,
        "p_lost": found.p_lost,
        "p_reduced": found.p_reduced,
        "low": found.low,
        "high": found.high,
        "terms": asdict(found.terms),
        "reasons": [list(reason[:2]) for reason in (standing.reasons or ())[:REASONS]],
        "method": VERSION,
        "decided": model.decided,
    }
