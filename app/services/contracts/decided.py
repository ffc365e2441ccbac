"""Renewals that were decided: what the firm can learn from, and be judged by.

A constant number of queries. Of the contract only what its terms say is used, never what the
decision made of it: its end, its cancellation and its successor are hindsight.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Contract, Customer, Renewal
from app.models.kinds import Outcome, Surprise
from app.services.contracts import terms as rules
from app.services.contracts.held import LOSSES
from app.services.contracts.terms import Terms

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DecidedRenewal:
    """One decided renewal; value per year in minor units.

    ``decide_by`` is the last day it could be decided, ``decided_on`` the day it was, ``known_on``
    the day from which we could learn of it. ``begins`` is the day we began to serve. ``earlier``
    counts the renewals of the same contract decided before.
    """

    id: int
    customer_id: int
    contract_id: int
    customer: str
    contract: str
    due_on: date
    decide_by: date
    decided_on: date
    known_on: date
    outcome: Outcome
    value: int | None
    currency: str
    terms: Terms
    monthly: bool
    begins: date | None
    earlier: int
    reason: str
    surprise: Surprise | None

    @property
    def lost(self) -> bool:
        """Whether we lost it."""
        return self.outcome in LOSSES

    def seen_from(self, days: int) -> date:
        """Return the day that lies so many days before the decision.

        That is before the last day to decide; before the decision itself where it had fallen by
        then, for nothing may be seen of it. Never before the customer came.
        """
        day = self.decide_by - timedelta(days)
        if day >= self.decided_on:
            day = self.decided_on - timedelta(days)
        if self.begins is not None and day < self.begins:
            day = min(self.begins, self.decide_by, self.decided_on - DAY)
        return day


def load(
    session: Session, as_of: date, customer_ids: Collection[int] | None = None
) -> list[DecidedRenewal]:
    """Return these customers' (or all) renewals known by ``as_of``, the first decided first."""
    earlier: Counter[int] = Counter()
    found: list[DecidedRenewal] = []
    for row in session.execute(_query(as_of, customer_ids)):
        found.append(_decided(row, earlier[row.contract_id]))
        earlier[row.contract_id] += 1
    return found


def _query(as_of: date, customer_ids: Collection[int] | None) -> Any:
    day = func.coalesce(Renewal.decided_on, Renewal.due_on)
    query = (
        select(
            Renewal.id, Renewal.customer_id, Renewal.contract_id, Renewal.due_on,
            Renewal.decided_on, Renewal.recorded_on, Renewal.outcome, Renewal.value_before,
            Renewal.reason, Renewal.surprise, Customer.name, Customer.since, Contract.title,
            Contract.value, Contract.currency, Contract.starts, Contract.term_months, Contract.ends,
            Contract.renews, Contract.notice_days,
        )
        .join(Contract, Contract.id == Renewal.contract_id)
        .join(Customer, Customer.id == Renewal.customer_id)
        .where(
            Renewal.deleted_at.is_(None),
            Contract.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
            Renewal.outcome.is_not(None),
            Renewal.recorded_on <= as_of,
            day <= as_of,
        )
        .order_by(day, Renewal.due_on, Renewal.id)
    )  # fmt: skip
    if customer_ids is not None:
        query = query.where(Renewal.customer_id.in_(customer_ids))
    return query


def _decided(row: Any, earlier: int) -> DecidedRenewal:
    terms = Terms(row.starts, row.term_months, row.ends, row.renews, row.notice_days)
    monthly = rules.month_to_month(terms)
    coming = rules.decision(terms, row.due_on, monthly=monthly)
    decided_on = row.decided_on or row.due_on
    return DecidedRenewal(
        row.id, row.customer_id, row.contract_id, row.name, row.title, row.due_on,
        coming.decide_by, decided_on, max(decided_on, row.recorded_on), row.outcome,
        row.value if row.value_before is None else row.value_before, row.currency, terms,
        monthly, row.since or row.starts, earlier, row.reason, row.surprise,
    )  # fmt: skip
