"""The contracts that customers hold, as they stood on a day: what lists and standings compute from.

Two queries, however many contracts. Nothing recorded or decided after the day is seen.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.models import Contract, Customer, Renewal
from app.models.kinds import Outcome, Renews
from app.services.contracts import terms as rules
from app.services.contracts.terms import Decision, Terms

LOSSES = frozenset({Outcome.LOST, Outcome.NO_LONGER_CONSIDERED})
DAY = timedelta(days=1)
NOBODY = (False, None)


class Query(Protocol):
    """Makes a question for rows, those of some customers only where it is narrowed."""

    def __call__(self, *, narrowed: bool) -> Select[*tuple[Any, ...]]:
        """Return the question."""
        ...


@dataclass(frozen=True, slots=True)
class OpenRenewal:
    """A renewal that somebody noted and nobody has decided."""

    id: int
    version: int
    due_on: date
    next_step: str
    next_step_on: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """One contract with what its renewals made of it by the day.

    ``value`` is per year in minor units; ``terms`` know of a loss or a successor; ``decided`` are
    the ends after which it went on. ``succeeded``: a renewal put another contract in its place.
    """

    id: int
    customer_id: int
    vendor_id: int | None
    owner_id: int | None
    title: str
    value: int | None
    currency: str
    terms: Terms
    decided: tuple[date, ...] = ()
    open: OpenRenewal | None = None
    succeeded: bool = False

    def next_decision(self, today: date) -> Decision | None:
        """Return what is to be decided next, if anything."""
        if self.succeeded:
            return None
        noted = self.open.due_on if self.open else None
        return rules.next_decision(self.terms, self.decided, noted, today)

    def current_terms(self) -> Terms:
        """Return the terms as they stand after the renewals decided so far."""
        return rules.continued(self.terms, self.decided)


def load(session: Session, as_of: date, customer_ids: Collection[int] | None = None) -> list[Held]:
    """Return the contracts of these customers, or of all, known by ``as_of``; in order of id."""
    rows = _rows(session, _contracts, as_of, customer_ids)
    followers = _Followers(rows)
    renewals = _renewals(session, as_of, customer_ids)
    return [_held(row, renewals.get(row.id, ()), followers, as_of) for row in rows]


def _rows(
    session: Session, query: Query, as_of: date, customer_ids: Collection[int] | None
) -> Sequence[Any]:
    narrowed = customer_ids is not None
    values = {"as_of": as_of} | ({"only": list(customer_ids)} if narrowed else {})
    # past the ORM: columns need none of its loading, and a page waits for these rows
    return session.connection().execute(query(narrowed=narrowed), values).all()


# The queries are built once, as building takes longer than asking.


@cache
def _contracts(*, narrowed: bool) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Contract.id, Contract.customer_id, Contract.vendor_id, Contract.owner_id,
            Contract.title, Contract.product, Contract.value, Contract.currency, Contract.starts,
            Contract.term_months, Contract.ends, Contract.renews, Contract.notice_days,
            Contract.review_on, Contract.cancelled_on, Contract.successor_id,
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .where(
            Contract.deleted_at.is_(None),
            Contract.recorded_on <= bindparam("as_of"),
            Customer.deleted_at.is_(None),
        )
        .order_by(Contract.id)
    )  # fmt: skip
    return _only(query, Contract) if narrowed else query


@cache
def _decisions(*, narrowed: bool) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Renewal.id, Renewal.contract_id, Renewal.due_on, Renewal.decided_on, Renewal.outcome,
            Renewal.value_before, Renewal.next_step, Renewal.next_step_on, Renewal.version,
        )
        .where(Renewal.deleted_at.is_(None), Renewal.recorded_on <= bindparam("as_of"))
        .order_by(Renewal.due_on, Renewal.id)
    )  # fmt: skip
    return _only(query, Renewal) if narrowed else query


def _only(query: Select[*tuple[Any, ...]], model: Any) -> Select[*tuple[Any, ...]]:
    return query.where(model.customer_id.in_(bindparam("only", expanding=True)))


def by_customer(found: Iterable[Held]) -> dict[int, list[Held]]:
    """Return contracts by their customer's id."""
    groups: dict[int, list[Held]] = {}
    for one in found:
        groups.setdefault(one.customer_id, []).append(one)
    return groups


class _Followers:
    """Finds the contract that follows another: linked to it, or of one name and the day after.

    Other programs keep each term as a contract of its own and say nothing of the link.
    """

    def __init__(self, rows: Sequence[Any]) -> None:
        self._starts = {row.id: row.starts for row in rows}
        self._named = {(*_name(row), row.starts) for row in rows}

    def start(self, row: Any, ends: Collection[date]) -> tuple[bool, date | None]:
        """Return whether a contract followed at one of these ends, and its first day."""
        if row.successor_id in self._starts:
            return True, self._starts[row.successor_id]
        after = [end + DAY for end in ends if end < date.max and end + DAY != row.starts]
        return next(((True, day) for day in after if (*_name(row), day) in self._named), NOBODY)


def _name(row: Any) -> tuple[int, str, str]:
    return row.customer_id, row.title.casefold(), row.product.casefold()


def _renewals(
    session: Session, as_of: date, customer_ids: Collection[int] | None
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in _rows(session, _decisions, as_of, customer_ids):
        found.setdefault(row.contract_id, []).append(row)
    return found


def _held(row: Any, renewals: Sequence[Any], followers: _Followers, as_of: date) -> Held:
    decided = [one for one in renewals if one.outcome is not None and _day(one) <= as_of]
    undecided = [one for one in renewals if one.outcome is None or _day(one) > as_of]
    kept = tuple(one.due_on for one in decided if one.outcome not in LOSSES)
    terms = _terms(row)
    if decided and decided[-1].outcome in LOSSES:
        lost = decided[-1]
        terms = _ending(terms, lost.due_on, min(_day(lost), lost.due_on))
    succeeded, follower_starts = followers.start(row, [*kept, *([row.ends] if row.ends else [])])
    if succeeded:
        terms = _until(terms, follower_starts)
    oldest = as_of - timedelta(days=rules.OVERDUE_DAYS)
    waiting = next((one for one in undecided if one.due_on >= oldest), None)
    later = next((one for one in undecided if one.outcome is not None), None)
    value = later.value_before if later and later.value_before is not None else row.value
    return Held(
        row.id, row.customer_id, row.vendor_id, row.owner_id, row.title, value, row.currency,
        terms, kept, _open(waiting), succeeded,
    )  # fmt: skip


def _terms(row: Any) -> Terms:
    return Terms(
        row.starts,
        row.term_months,
        row.ends,
        row.renews,
        row.notice_days,
        row.review_on,
        row.cancelled_on,
    )


def _open(row: Any) -> OpenRenewal | None:
    if row is None:
        return None
    return OpenRenewal(row.id, row.version, row.due_on, row.next_step, row.next_step_on)


def _day(row: Any) -> date:
    return row.decided_on or row.due_on


def _until(terms: Terms, successor_starts: date | None) -> Terms:
    """Return the terms of a contract that ends the day before its successor starts."""
    if successor_starts is None or (terms.starts is not None and successor_starts <= terms.starts):
        return terms
    return _ending(terms, successor_starts - DAY, successor_starts)


def _ending(terms: Terms, last: date, cancelled: date) -> Terms:
    return replace(terms, ends=last, renews=Renews.EXPIRES, cancelled_on=cancelled)
