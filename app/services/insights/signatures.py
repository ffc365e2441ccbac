"""Signatures: a first contract, a further one, or a renewal by decision, and what follows each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Colleague, Contract, Customer, Renewal, StageEntry
from app.models.kinds import Outcome, Stage
from app.services.contracts.terms import add_months, first_end
from app.services.customers.facts import listening_from
from app.services.insights.known import recorded

BEFORE = 90  # days up to the signature
RENEWAL_WORK = 120  # days before the next decision that are courting again
ALIKE = 60  # days within which two signatures are one
YEARS = timedelta(days=3 * 365)  # how old a signature may be
SIGNED = (Outcome.RENEWED, Outcome.GROWN)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature; ``until`` is the last day of its curve, ``courting`` the last of "after"."""

    customer_id: int
    customer: str
    owner: str
    day: int
    until: int
    courting: int


def load(session: Session, as_of: date) -> list[Signature]:
    """Return each customer's signatures, those too near to another left out; two queries."""
    listening = listening_from(session, as_of)
    if listening is None:
        return []
    oldest = max(listening + timedelta(days=BEFORE), as_of - YEARS)
    by_customer: defaultdict[int, list[tuple[int, int | None, Any]]] = defaultdict(list)
    for row, day, decides in _events(session, as_of):
        if oldest <= day <= as_of:
            by_customer[row.customer_id].append(
                (day.toordinal(), decides.toordinal() if decides else None, row)
            )
    return [one for events in by_customer.values() for one in _apart(events, as_of.toordinal())]


def _events(session: Session, as_of: date) -> Iterable[tuple[Any, date, date | None]]:
    """Yield every signature with the last day to decide on its term, where that is known."""
    for row in session.execute(_contracts(as_of)):
        yield row, row.starts, _decides(row, first_end(row.starts, row.term_months or 0), 0)
    for row in session.execute(_renewals(as_of)):
        signed = row.decided_on or row.due_on
        yield row, signed, _decides(row, row.due_on, row.term_months or 0)
    for row in session.execute(_purchases(as_of)):
        yield row, row.entered_on, None


def _decides(row: Any, end: date, months: int) -> date | None:
    if not row.term_months:
        return None
    return add_months(end, months) - timedelta(days=row.notice_days or 0)


def _apart(events: list[tuple[int, int | None, Any]], today: int) -> list[Signature]:
    """Keep signatures that are at least two months apart; the next one ends the one before."""
    events.sort(key=lambda event: (event[0], event[1] is None))
    kept: list[tuple[int, int | None, Any]] = []
    for event in events:
        if not kept or event[0] - kept[-1][0] > ALIKE:
            kept.append(event)
    found: list[Signature] = []
    for at, (day, decides, row) in enumerate(kept):
        following = kept[at + 1][0] - 1 if at + 1 < len(kept) else today
        ends = min(today, following, decides if decides is not None else today)
        courting = min(today, following, (decides or today + RENEWAL_WORK) - RENEWAL_WORK)
        found.append(Signature(row.customer_id, row.customer, row.owner or "", day, ends, courting))
    return found


def _contracts(as_of: date) -> Any:
    return (
        select(
            Contract.customer_id, Customer.name.label("customer"), Colleague.name.label("owner"),
            Contract.starts, Contract.term_months, Contract.notice_days,
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(*recorded(Contract, as_of), Contract.starts.is_not(None))
    )  # fmt: skip


def _renewals(as_of: date) -> Any:
    return (
        select(
            Renewal.customer_id, Customer.name.label("customer"), Colleague.name.label("owner"),
            Renewal.due_on, Renewal.decided_on, Contract.term_months, Contract.notice_days,
        )
        .join(Customer, Customer.id == Renewal.customer_id)
        .join(Contract, Contract.id == Renewal.contract_id)
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(
            *recorded(Renewal, as_of),
            Renewal.outcome.in_(SIGNED),
            func.coalesce(Renewal.decided_on, Renewal.due_on) <= as_of,
        )
    )  # fmt: skip


def _purchases(as_of: date) -> Any:
    return (
        select(
            StageEntry.customer_id, Customer.name.label("customer"),
            Colleague.name.label("owner"), StageEntry.entered_on,
        )
        .join(Customer, Customer.id == StageEntry.customer_id)
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(*recorded(StageEntry, as_of), StageEntry.stage == Stage.PURCHASE)
    )  # fmt: skip
