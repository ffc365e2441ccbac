"""A loss looked at again: what was to be seen of it on a day before it was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.language import _
from app.models.kinds import Outcome, TrendDirection
from app.services.contracts import decided as decisions
from app.services.contracts import learning, renewals
from app.services.contracts.renewal_rows import Reason, RenewalRow
from app.services.customers import standings
from app.services.errors import NotFound
from app.services.trajectory import words


@dataclass(frozen=True, slots=True)
class Replay:
    """What the lists would have shown of a renewal on ``as_of``, and what came.

    Level with its 80 % band in points, chances 0–1 (``risk_low`` to ``risk_high`` is the 80 %
    range). ``place`` is where it stood among ``of`` open renewals by its chance of loss; all of
    these are None where no such list would have held it.
    """

    renewal_id: int
    customer_id: int
    customer: str
    contract: str
    decide_by: date
    as_of: date
    level: float
    low: float
    high: float
    zone: str
    direction: TrendDirection
    reasons: tuple[Reason, ...]
    risk: float | None
    risk_low: float | None
    risk_high: float | None
    chance: str
    place: int | None
    of: int
    outcome: Outcome
    decided_on: date
    reason: str


def replay(
    session: Session, renewal_id: int, today: date, horizon: int = learning.HORIZON
) -> Replay:
    """Return a decided renewal as it looked so many days before; raises NotFound.

    All customers are looked at as of that day, which takes a moment in a large book.
    """
    renewal = next((one for one in decisions.load(session, today) if one.id == renewal_id), None)
    if renewal is None:
        raise NotFound(_("This renewal is not decided any more."))
    as_of = renewal.seen_from(horizon)
    everybody = standings.assess_all(session, as_of)
    found = next((one for one in everybody if one.customer_id == renewal.customer_id), None)
    if found is None:
        raise NotFound(_("This customer was not known on that day."))
    rows = renewals.due(session, as_of, levels=renewals.levels_of(everybody))
    row = next((one for one in rows if one.contract_id == renewal.contract_id), None)
    return Replay(
        renewal.id, renewal.customer_id, renewal.customer, renewal.contract, renewal.decide_by,
        as_of, found.state.level, found.state.low, found.state.high,
        words.zone_with_range(found.state.level), found.trend.direction,
        tuple(Reason(text, points) for text, points, _kind in found.reasons),
        row.risk if row else None,
        row.low if row else None,
        row.high if row else None,
        row.chance() if row else "",
        _place(row, rows) if row else None,
        len(rows), renewal.outcome, renewal.decided_on, renewal.reason,
    )  # fmt: skip


def _place(row: RenewalRow, rows: Sequence[RenewalRow]) -> int:
    """Return the place of a renewal by its chance of loss, 1 for the greatest."""
    return 1 + sum((one.risk or 0.0) > (row.risk or 0.0) for one in rows)
