"""What was known on a day: the rules that every section's queries share, and the customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Colleague, Customer, StageEntry, Standing
from app.models.base import Fact
from app.models.kinds import Character, Stage, Status, TrendDirection
from app.services.book import settings
from app.services.customers import standings
from app.services.customers.assessing import Assessment

SERVED = (Status.CUSTOMER, Status.LEAVING)


@dataclass(frozen=True, slots=True)
class Known:
    """One customer as it stood on a day; money per year in minor units, level 0–100.

    ``level`` is None while the standing is being computed; ``bits`` are the surprise of its
    silence (docs/method.md, 4); ``value`` is None where it is in another currency than the book's.
    """

    id: int
    name: str
    segment: str
    owner_id: int | None
    owner: str
    stage: Stage | None
    status: Status | None
    level: float | None
    low: float | None
    high: float | None
    mass: float | None
    direction: TrendDirection | None
    character: Character | None
    signs: tuple[str, ...]
    last_two_way: date | None
    usual_gap: float | None
    bits: float
    quiet_from: date | None
    days_silent: int
    value: int | None
    next_renewal: date | None
    risk: float | None

    @property
    def served(self) -> bool:
        """Whether we serve it now."""
        return self.status in SERVED and self.stage is not Stage.LOST


def recorded(model: type[Fact], as_of: date) -> tuple[ColumnElement[bool], ...]:
    """Return the rule that a fact is there and was known by then, of a customer that is there."""
    return (
        model.deleted_at.is_(None),
        model.recorded_on <= as_of,
        Customer.deleted_at.is_(None),
        Customer.recorded_on <= as_of,
    )


def taken(step: InstrumentedAttribute[date | None], as_of: date) -> ColumnElement[date | None]:
    """Return the day of a step that was taken by then; a past day knows no later ones."""
    return case((step <= as_of, step))


def plain(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Return a date or word as the database keeps it: numpy reads a column of them at once."""
    return type_coerce(column, String)


def customers(session: Session, as_of: date) -> list[Known]:
    """Return every customer known by ``as_of``, by name; a constant number of queries.

    The roll-up answers for the day it was last computed for and any later one. For a day before
    that, everything is computed anew from what was known then, which takes a while.
    """
    stages = _stages(session, as_of)
    newest = session.scalar(select(func.max(Standing.day)))
    past = newest is not None and as_of < newest
    computed = (
        {one.customer_id: one for one in standings.assess_all(session, as_of)} if past else None
    )
    money = currency(session)
    return [
        _of_assessment(row, stages, computed[row.id], money)
        if computed is not None
        else _of_standing(row, stages, money, as_of)
        for row in session.execute(_query(as_of))
    ]


def by_id(found: Sequence[Known]) -> dict[int, Known]:
    """Return customers by their ids."""
    return {one.id: one for one in found}


def currency(session: Session) -> str:
    """Return the book's currency, in which values are given."""
    return settings.load(session).currency


def colleague_names(session: Session) -> dict[int, str]:
    """Return the name of everybody at the firm, those who left too."""
    query = select(Colleague.id, Colleague.name).where(Colleague.deleted_at.is_(None))
    return {row.id: row.name for row in session.execute(query)}


def _query(as_of: date) -> Any:
    return (
        select(
            Customer.id, Customer.name, Customer.segment, Customer.owner_id, Customer.stage,
            Colleague.name.label("owner"), Standing.status, Standing.level, Standing.low,
            Standing.high, Standing.mass, Standing.direction, Standing.character, Standing.signs,
            Standing.last_two_way, Standing.usual_gap, Standing.quiet_from, Standing.state,
            Standing.yearly_value, Standing.value_currency, Standing.next_renewal, Standing.risk,
        )
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(Customer.deleted_at.is_(None), Customer.recorded_on <= as_of)
        .order_by(func.lower(Customer.name), Customer.id)
    )  # fmt: skip


def _stages(session: Session, as_of: date) -> dict[int, Stage | None]:
    """Return the stage each customer had entered last by then; None where all came later."""
    seen = and_(StageEntry.entered_on <= as_of, StageEntry.recorded_on <= as_of)
    query = (
        select(StageEntry.customer_id, case((seen, StageEntry.stage)))
        .where(StageEntry.deleted_at.is_(None))
        .order_by(seen, StageEntry.entered_on, StageEntry.id)
    )
    return dict(session.execute(query).all())


def _of_standing(row: Any, stages: dict[int, Stage | None], money: str, as_of: date) -> Known:
    state: dict[str, Any] = row.state or {}
    last = row.last_two_way
    silent: int = (as_of - last).days if last is not None else state.get("days_silent", 0)
    same = not row.value_currency or row.value_currency == money
    return Known(
        row.id, row.name, row.segment, row.owner_id, row.owner or "",
        stages.get(row.id, row.stage), row.status, row.level, row.low, row.high, row.mass,
        row.direction, row.character, tuple(map(str, row.signs or ())), row.last_two_way,
        row.usual_gap, state.get("bits", 0.0), row.quiet_from, max(silent, 0),
        (row.yearly_value or 0) if same else None, row.next_renewal, row.risk,
    )  # fmt: skip


def _of_assessment(
    row: Any, stages: dict[int, Stage | None], found: Assessment, money: str
) -> Known:
    who = (row.id, row.name, row.segment, row.owner_id, row.owner or "")
    stage = stages.get(row.id, row.stage)
    state, coming = found.state, found.next
    return Known(
        *who, stage, found.status, state.level, state.low, state.high, state.mass,
        found.trend.direction, found.character.character, found.signs, found.last_two_way,
        state.usual_gap, state.bits, found.quiet_from, state.days_silent,
        found.yearly_value if found.currency == money else None,
        coming.decision.due_on if coming else None, coming.risk.p_lost if coming else None,
    )  # fmt: skip
