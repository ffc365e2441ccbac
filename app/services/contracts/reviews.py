"""The owner's review: which renewals are to be called, what was called, and what came of it.

The account manager's call is given blind, so nothing here reads a risk: the computed call is kept
in the review itself from the moment it was given (``reviewing``).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Colleague, Contract, Customer, Renewal, RenewalReview, Standing
from app.services.contracts import calls, colleagues, held
from app.services.contracts.called import people_called
from app.services.contracts.held import Held
from app.services.contracts.renewal_rows import Reason
from app.services.contracts.renewals import REASONS, experience
from app.services.contracts.review_rows import (
    ReviewRow,
    ReviewStep,
    ReviewView,
    disagreements_first,
)
from app.services.contracts.terms import OVERDUE_DAYS, Decision

Key = tuple[int, date, int]  # contract, due day, horizon


def overview(session: Session, today: date) -> ReviewView:
    """Return what the page shows."""
    return ReviewView(
        today,
        tuple(queue(session, today)),
        tuple(past(session, today)),
        tuple(colleagues.names(session, today)),
        calls.usual(*experience(session, today)),
    )


def queue(
    session: Session, today: date, customer_ids: Collection[int] | None = None
) -> list[ReviewRow]:
    """Return the review of every renewal that is decided within 180 days, disagreements first.

    Within 90 days it is the second review, whatever became of the first. A contract that may be
    left at any month has no day to count from, and is not reviewed. A constant number of queries.
    """
    names = _names(session)
    customers = _customers(session)
    known = _known(session, today)
    reasons = _reasons(session, {one.customer_id for one in known.values()})
    rows: list[ReviewRow] = []
    for contract in held.load(session, today, customer_ids):
        decision = contract.next_decision(today)
        if decision is None or decision.monthly:
            continue
        horizon = calls.horizon((decision.notice_by - today).days)
        if horizon is not None:
            customer = customers[contract.customer_id]
            row = _row(contract, decision, horizon, customer, known, names, today)
            # the reasons would tell what is computed
            shown = row.manager_call is not None and reasons.get(row.customer_id)
            rows.append(replace(row, reasons=shown) if shown else row)
    return disagreements_first(rows)


def count_waiting(session: Session, today: date) -> int:
    """Return how many reviews wait for a call."""
    return sum(row.step is not ReviewStep.DONE for row in queue(session, today))


def past(session: Session, today: date, *, contract_id: int | None = None) -> list[ReviewRow]:
    """Return the reviews of decided renewals beside their outcomes, the newest decision first."""
    on_day = func.coalesce(Renewal.decided_on, Renewal.due_on)
    query = (
        _told(today)
        .join(Renewal, _is_of_renewal())
        .where(Renewal.outcome.is_not(None), Renewal.recorded_on <= today, on_day <= today)
    )
    if contract_id is not None:
        query = query.where(RenewalReview.contract_id == contract_id)
    found = session.execute(
        query.add_columns(Renewal).order_by(on_day.desc(), RenewalReview.horizon, RenewalReview.id)
    )
    names = _names(session)
    return [_told_row(row, names, today, row.Renewal) for row in found]


def of_contract(session: Session, contract_id: int, today: date) -> list[ReviewRow]:
    """Return every review of a contract's renewals, the latest first, decided or not."""
    query = (
        _told(today)
        .outerjoin(Renewal, _is_of_renewal())
        .where(RenewalReview.contract_id == contract_id)
        .add_columns(Renewal)
        .order_by(RenewalReview.due_on.desc(), RenewalReview.horizon)
    )
    names = _names(session)
    return [_told_row(row, names, today, row.Renewal) for row in session.execute(query)]


def _names(session: Session) -> dict[int | None, str]:
    return {row.id: row.name for row in session.execute(select(Colleague.id, Colleague.name))}


def _customers(session: Session) -> dict[int, Any]:
    query = select(Customer.id, Customer.name, Customer.owner_id).where(
        Customer.deleted_at.is_(None)
    )
    return {row.id: row for row in session.execute(query)}


def _reasons(session: Session, customer_ids: Collection[int]) -> dict[int, tuple[Reason, ...]]:
    """Return the foremost reasons of these customers' standings."""
    query = select(Standing.customer_id, Standing.reasons).where(
        Standing.customer_id.in_(customer_ids)
    )
    return {
        row.customer_id: tuple(Reason(text, points) for text, points, _ in row.reasons[:REASONS])
        for row in session.execute(query)
        if row.reasons
    }


def _known(session: Session, today: date) -> dict[Key, RenewalReview]:
    """Return the reviews of renewals that can still be open."""
    query = select(RenewalReview).where(
        RenewalReview.deleted_at.is_(None),
        RenewalReview.recorded_on <= today,
        RenewalReview.due_on >= today - timedelta(days=OVERDUE_DAYS),
    )
    return {(one.contract_id, one.due_on, one.horizon): one for one in session.scalars(query)}


def _row(
    contract: Held,
    decision: Decision,
    horizon: int,
    customer: Any,
    known: Mapping[Key, RenewalReview],
    names: Mapping[int | None, str],
    today: date,
) -> ReviewRow:
    owner_id = contract.owner_id or customer.owner_id
    review = known.get((contract.id, decision.due_on, horizon))
    first = known.get((contract.id, decision.due_on, calls.HORIZONS[0]))
    return ReviewRow(
        contract.id, contract.customer_id, customer.name, contract.title, decision.due_on,
        decision.notice_by, horizon, contract.value, contract.currency, owner_id,
        names.get(owner_id, ""),
        before=people_called(first, today) if first is not review else None,
        **_given(review, names, today),
    )  # fmt: skip


def _told(today: date) -> Any:
    """Return the question for reviews that were begun by a day, with their contracts."""
    return (
        select(
            RenewalReview, Customer.name, Customer.owner_id.label("customer_owner"),
            Contract.title, Contract.value, Contract.currency, Contract.owner_id,
        )
        .join(Contract, Contract.id == RenewalReview.contract_id)
        .join(Customer, Customer.id == RenewalReview.customer_id)
        .where(
            RenewalReview.deleted_at.is_(None),
            RenewalReview.recorded_on <= today,
            Contract.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
        )
    )  # fmt: skip


def _is_of_renewal() -> Any:
    return and_(
        Renewal.contract_id == RenewalReview.contract_id,
        Renewal.due_on == RenewalReview.due_on,
        Renewal.deleted_at.is_(None),
    )


def _told_row(
    row: Any, names: Mapping[int | None, str], today: date, renewal: Renewal | None
) -> ReviewRow:
    review: RenewalReview = row.RenewalReview
    owner_id = row.owner_id or row.customer_owner
    value = row.value
    ended: dict[str, Any] = {}
    if renewal is not None and renewal.outcome is not None:
        decided_on = renewal.decided_on or renewal.due_on
        if renewal.recorded_on <= today and decided_on <= today:
            value = row.value if renewal.value_before is None else renewal.value_before
            ended = {
                "outcome": renewal.outcome,
                "decided_on": decided_on,
                "surprise": renewal.surprise,
            }
    return ReviewRow(
        review.contract_id, review.customer_id, row.name, row.title, review.due_on, review.due_on,
        review.horizon, value, row.currency, owner_id, names.get(owner_id, ""),
        **_given(review, names, today), **ended,
    )  # fmt: skip


def _given(
    review: RenewalReview | None, names: Mapping[int | None, str], today: date
) -> dict[str, Any]:
    """Return what was called by a day; nothing computed before somebody gave a call."""
    if review is None:
        return {}
    found: dict[str, Any] = {"review_id": review.id, "version": review.version}
    if review.manager_call is not None and review.manager_on and review.manager_on <= today:
        found |= {
            "manager_call": review.manager_call,
            "gut": review.gut,
            "manager_id": review.manager_id,
            "manager": names.get(review.manager_id, ""),
            "manager_on": review.manager_on,
            "computed_call": review.computed_call,
            "computed_risk": review.computed_risk,
        }
    if review.final_call is not None and review.final_on and review.final_on <= today:
        found |= {
            "final_call": review.final_call,
            "final_id": review.final_id,
            "final_by": names.get(review.final_id, ""),
            "final_on": review.final_on,
            "note": review.note,
            "action": review.action,
            "action_owner_id": review.action_owner_id,
            "action_owner": names.get(review.action_owner_id, ""),
            "action_on": review.action_on,
        }
    return found
