"""The list of customers as of any day, computed from what was known by then."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from app.models import Colleague, Customer, StageEntry
from app.models.kinds import Character, Stage, TrendDirection
from app.services.customers import overrules, standings
from app.services.customers.assessing import Assessment


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer as it stood; levels 0–100, risk 0–1, money per year in minor units.

    ``character`` is the owner's word where one stood, else the computed one.
    """

    customer: str
    external_id: str | None
    stage: Stage | None
    owner: str
    standing: float
    low: float
    high: float
    change_180d: float | None
    direction: TrendDirection
    character: Character
    yearly_value: int
    currency: str
    next_renewal: date | None
    risk: float | None
    last_two_way: date | None
    evidence: int


def customers(session: Session, as_of: date, wanted: str = "") -> list[CustomerLine]:
    """Return the customers whose line holds ``wanted``, by name."""
    stages = _stages(session, as_of)
    query = select(
        Customer.id, Customer.name, Customer.external_id, Customer.city, Customer.segment,
        Customer.stage, Colleague.name.label("owner"),
    ).outerjoin(Colleague, Colleague.id == Customer.owner_id)  # fmt: skip
    known = {row.id: row for row in session.execute(query)}
    said = overrules.in_force(session, as_of)
    needle = wanted.casefold()
    lines: list[CustomerLine] = []
    for found in standings.assess_all(session, as_of):
        row = known[found.customer_id]
        stage = stages.get(row.id, row.stage)
        character = said.get(row.id, found.character.character)
        words = (row.name, row.external_id, row.city, row.segment, stage, row.owner, character)
        if needle in " ".join(word for word in words if word).casefold():
            lines.append(_line(row, stage, character, found))
    return sorted(lines, key=lambda line: line.customer.casefold())


def _stages(session: Session, as_of: date) -> dict[int, Stage | None]:
    """Return the stage each customer had entered last by then; None where all came later."""
    known = and_(StageEntry.entered_on <= as_of, StageEntry.recorded_on <= as_of)
    query = (
        select(StageEntry.customer_id, case((known, StageEntry.stage)))
        .where(StageEntry.deleted_at.is_(None))
        .order_by(known, StageEntry.entered_on, StageEntry.id)
    )
    return dict(session.execute(query).all())


def _line(row: Any, stage: Stage | None, character: Character, found: Assessment) -> CustomerLine:
    early = found.trend.direction is TrendDirection.TOO_EARLY
    return CustomerLine(
        row.name,
        row.external_id,
        stage,
        row.owner or "",
        found.state.level,
        found.state.low,
        found.state.high,
        None if early else found.trend.change,
        found.trend.direction,
        character,
        found.yearly_value,
        found.currency,
        found.next.decision.due_on if found.next else None,
        found.next.risk.p_lost if found.next else None,
        found.last_two_way,
        found.evidence,
    )
