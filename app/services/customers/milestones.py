"""What a trajectory passes on its way: stages of the lifecycle, and renewals. By customer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Renewal, StageEntry
from app.models.kinds import Outcome, Stage
from app.services.contracts.held import Held

AHEAD = timedelta(days=730)  # how far the renewals to come are marked


@dataclass(frozen=True, slots=True)
class RenewalMark:
    """A renewal on the chart: decided, or still to come."""

    id: int
    day: date
    title: str
    outcome: Outcome | None


def stages(
    session: Session, customer_ids: Sequence[int], as_of: date
) -> dict[int, tuple[tuple[date, Stage], ...]]:
    """Return the stages that customers entered by a day, by customer, in order."""
    query = (
        select(StageEntry.customer_id, StageEntry.entered_on, StageEntry.stage)
        .where(
            StageEntry.customer_id.in_(customer_ids),
            StageEntry.deleted_at.is_(None),
            StageEntry.entered_on <= as_of,
            StageEntry.recorded_on <= as_of,
        )
        .order_by(StageEntry.entered_on, StageEntry.id)
    )
    found: defaultdict[int, list[tuple[date, Stage]]] = defaultdict(list)
    for customer_id, entered, stage in session.execute(query):
        found[customer_id].append((entered, stage))
    return {customer_id: tuple(stages) for customer_id, stages in found.items()}


def renewals(
    session: Session,
    customer_ids: Sequence[int],
    as_of: date,
    held: Mapping[int, Sequence[Held]],
) -> dict[int, tuple[RenewalMark, ...]]:
    """Return what was decided by a day and what comes within two years, by customer, in order."""
    titles = {one.id: one.title for own in held.values() for one in own}
    query = select(
        Renewal.customer_id, Renewal.id, Renewal.due_on, Renewal.decided_on, Renewal.contract_id,
        Renewal.outcome,
    ).where(
        Renewal.customer_id.in_(customer_ids),
        Renewal.deleted_at.is_(None),
        Renewal.recorded_on <= as_of,
        Renewal.outcome.is_not(None),
    )  # fmt: skip
    marks: defaultdict[int, list[RenewalMark]] = defaultdict(list)
    for row in session.execute(query):
        day = row.decided_on or row.due_on
        if day <= as_of:
            title = titles.get(row.contract_id, "")
            marks[row.customer_id].append(RenewalMark(row.id, day, title, row.outcome))
    horizon = as_of + AHEAD
    for customer_id, own in held.items():
        for one in own:
            decision = one.next_decision(as_of)
            if decision is not None and not decision.monthly and decision.due_on <= horizon:
                marks[customer_id].append(RenewalMark(0, decision.due_on, one.title, None))
    return {own: tuple(sorted(some, key=lambda mark: mark.day)) for own, some in marks.items()}
