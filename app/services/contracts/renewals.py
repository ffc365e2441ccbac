"""Renewals that are due: what each is worth, what is at risk, why, and by when to say no."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Colleague, Competitor, Contract, Customer, Renewal, Standing
from app.models.kinds import Outcome
from app.services.contracts import called, colleagues, held, learning
from app.services.contracts.assess import (
    NOTHING_KNOWN,
    LevelState,
    assess,
    value_at_risk,
)
from app.services.contracts.held import LOSSES, Held
from app.services.contracts.renewal_rows import Overview, Reason, RenewalRow
from app.services.contracts.terms import Decision
from app.services.customers import standings
from app.services.customers.assessing import Assessment
from app.services.trajectory import risk as risks
from app.services.trajectory.risk import RiskModel

REASONS = 3


def due(
    session: Session,
    today: date,
    within_days: int | None = None,
    *,
    everything: bool = False,
    levels: Mapping[int, LevelState] | None = None,
    customer_ids: Collection[int] | None = None,
) -> list[RenewalRow]:
    """Return the next renewal of every contract, the worst value at risk first.

    ``within_days`` keeps those to be decided by then; ``everything`` adds those decided before.
    ``levels`` by customer replace the roll-up, for a day in the past. ``customer_ids`` are the
    customers wanted, None all. A constant number of queries.
    """
    names = _names(session)
    customers = _customers(session)
    model = learning.kept(session, today) if levels is None else learning.model(session, today)
    judge = _Judge(today, customers, names, _reductions(session, today), levels, model)
    found = [
        judge.row(contract, decision)
        for contract in held.load(session, today, customer_ids)
        if (decision := contract.next_decision(today)) is not None
        and (within_days is None or decision.decide_by <= today + timedelta(days=within_days))
    ]
    found.sort(key=_worst_first)
    if everything:
        found += _decided(session, today, customers, names)
    return found


def overview(
    session: Session, today: date, within_days: int | None = None, *, everything: bool = False
) -> Overview:
    """Return what the page shows."""
    decided, lost = experience(session, today)
    model = learning.kept(session, today)
    found = due(session, today, everything=everything)
    last = None if within_days is None else today + timedelta(days=within_days)
    competitors = select(Competitor.name).where(Competitor.deleted_at.is_(None))
    return Overview(
        today,
        tuple(row for row in found if last is None or row.outcome or row.notice_by <= last),
        sum(1 for row in found if row.outcome is None),
        decided,
        lost,
        model.mostly_prior,
        model.tells_apart,
        tuple(colleagues.names(session, today)),
        tuple(session.scalars(competitors.order_by(Competitor.name))),
        called.at_risk(session, today),
    )


def experience(session: Session, today: date) -> tuple[int, int]:
    """Return how many renewals are decided by ``today``, and how many of them lost."""
    query = select(func.count(), func.count().filter(Renewal.outcome.in_(LOSSES))).where(
        *_decided_by(today)
    )
    decided, lost = session.execute(query).one()
    return decided, lost


def levels_on(
    session: Session, day: date, customer_ids: list[int] | None = None
) -> dict[int, LevelState]:
    """Return where customers, or all, stood on a day, computed from what was known by then."""
    return levels_of(standings.assess_all(session, day, customer_ids))


def levels_of(assessments: Iterable[Assessment]) -> dict[int, LevelState]:
    """Return where these customers stand."""
    return {
        one.customer_id: LevelState(
            one.state.level,
            one.state.sd,
            one.state.mass,
            one.fall,
            tuple(Reason(text, points) for text, points, _kind in one.reasons),
            one.ease,
        )
        for one in assessments
    }


class _Judge:
    """Turns contracts into lines, with everything at hand that a line needs."""

    def __init__(
        self,
        today: date,
        customers: Mapping[int, Any],
        names: Mapping[int | None, str],
        reductions: Sequence[float],
        levels: Mapping[int, LevelState] | None,
        model: RiskModel,
    ) -> None:
        self._today = today
        self._customers = customers
        self._names = names
        self._reductions = reductions
        self._levels = levels
        self._model = model

    def row(self, contract: Held, decision: Decision) -> RenewalRow:
        customer = self._customers[contract.customer_id]
        state = self._state(customer)
        ease = customer.ease or 0 if state.ease is None else state.ease
        risk = assess(decision, state, ease, self._today, self._model)
        owner_id = contract.owner_id or customer.owner_id
        noted = contract.open
        return RenewalRow(
            contract.id, contract.customer_id, customer.name, contract.title,
            decision.due_on, decision.notice_by, contract.value, contract.currency,
            owner_id, self._names.get(owner_id, ""),
            monthly=decision.monthly,
            risk=risk.p_lost,
            low=risk.low,
            high=risk.high,
            p_reduced=risk.p_reduced,
            level=state.level,
            sd=state.sd,
            value_at_risk=value_at_risk(contract.value, risk, self._reductions),
            reasons=state.reasons[:REASONS],
            renewal_id=noted.id if noted else None,
            version=noted.version if noted else None,
            vendor_id=contract.vendor_id,
            next_step=noted.next_step if noted else "",
            next_step_on=noted.next_step_on if noted else None,
        )  # fmt: skip

    def _state(self, customer: Any) -> LevelState:
        if self._levels is not None:
            return self._levels.get(customer.id, NOTHING_KNOWN)
        if customer.level is None:
            return NOTHING_KNOWN
        reasons = tuple(Reason(text, points) for text, points, _kind in customer.reasons or ())
        return LevelState(customer.level, customer.sd, customer.mass, customer.fall or 0.0, reasons)


def usual_reduction(session: Session, today: date) -> float:
    """Return the share of its value that a reduced renewal usually loses, 0–1."""
    return risks.usual_reduction(_reductions(session, today))


def _names(session: Session) -> dict[int | None, str]:
    return {row.id: row.name for row in session.execute(select(Colleague.id, Colleague.name))}


def _customers(session: Session) -> dict[int, Any]:
    query = (
        select(
            Customer.id, Customer.name, Customer.ease, Customer.owner_id, Standing.level,
            Standing.sd, Standing.mass, Standing.fall, Standing.reasons,
        )
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(Customer.deleted_at.is_(None))
    )  # fmt: skip
    return {row.id: row for row in session.execute(query)}


def _decided_by(today: date) -> tuple[Any, ...]:
    return (
        Renewal.deleted_at.is_(None),
        Renewal.outcome.is_not(None),
        Renewal.recorded_on <= today,
        func.coalesce(Renewal.decided_on, Renewal.due_on) <= today,
    )


def _reductions(session: Session, today: date) -> list[float]:
    """Return the shares of their value that reduced renewals lost."""
    query = select(Renewal.value_before, Renewal.value_after).where(
        *_decided_by(today),
        Renewal.outcome == Outcome.REDUCED,
        Renewal.value_before > 0,
        Renewal.value_after <= Renewal.value_before,
    )
    return [1 - row.value_after / row.value_before for row in session.execute(query)]


def _decided(
    session: Session,
    today: date,
    customers: Mapping[int, Any],
    names: Mapping[int | None, str],
) -> list[RenewalRow]:
    query = (
        select(Renewal, Contract.title, Contract.value, Contract.currency, Contract.owner_id,
               Competitor.name.label("competitor"))
        .join(Contract, Contract.id == Renewal.contract_id)
        .outerjoin(Competitor, Competitor.id == Renewal.competitor_id)
        .where(*_decided_by(today), Contract.deleted_at.is_(None))
        .order_by(func.coalesce(Renewal.decided_on, Renewal.due_on).desc(), Renewal.id)
    )  # fmt: skip
    return [
        _past(found, customers[found.Renewal.customer_id], names)
        for found in session.execute(query)
        if found.Renewal.customer_id in customers
    ]


def _past(found: Any, customer: Any, names: Mapping[int | None, str]) -> RenewalRow:
    renewal: Renewal = found.Renewal
    owner_id = found.owner_id or customer.owner_id
    return RenewalRow(
        renewal.contract_id, customer.id, customer.name, found.title,
        renewal.due_on, renewal.due_on,
        found.value if renewal.value_before is None else renewal.value_before, found.currency,
        owner_id, names.get(owner_id, ""),
        renewal_id=renewal.id,
        version=renewal.version,
        next_step=renewal.next_step,
        next_step_on=renewal.next_step_on,
        outcome=renewal.outcome,
        decided_on=renewal.decided_on,
        value_after=renewal.value_after,
        reason=renewal.reason,
        competitor=found.competitor or "",
        surprise=renewal.surprise,
    )  # fmt: skip


def _worst_first(row: RenewalRow) -> tuple[bool, int, date, str]:
    return (row.value_at_risk is None, -(row.value_at_risk or 0), row.due_on, row.customer)
