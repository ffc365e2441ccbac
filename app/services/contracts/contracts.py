"""Contracts: what a customer has bought for a term, and what can be done with one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Contract, Customer, Vendor
from app.models.base import now
from app.models.kinds import Renews
from app.services.book import recording, settings
from app.services.contracts import held
from app.services.contracts import terms as rules
from app.services.contracts.held import Held
from app.services.contracts.terms import Terms
from app.services.customers import external_ids, typed_text
from app.services.errors import Conflict, Invalid, NotFound

MOST_VALUE = 10**15  # minor units; beyond this it is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One contract as lists show it, with what its terms say today; money per year, minor units.

    ``ends`` is the end of the running term, ``due_on`` and ``notice_by`` are of the next decision.
    """

    id: int
    customer_id: int
    customer: str
    title: str
    product: str
    vendor: str
    owner: str
    value: int | None
    currency: str
    quantity: int | None
    starts: date | None
    ends: date | None
    term_months: int | None
    renews: Renews | None
    notice_days: int | None
    review_on: date | None
    cancelled_on: date | None
    upstream_ends: date | None
    upstream_notice_by: date | None
    due_on: date | None
    notice_by: date | None
    runs: bool
    succeeded: bool


@dataclass(slots=True)
class ContractDraft:
    """What the form edits; ``id`` is None for a new contract. Term 1 monthly, 0 open-ended."""

    customer_id: int
    title: str = ""
    product: str = ""
    vendor_id: int | None = None
    owner_id: int | None = None
    value: int | None = None
    currency: str = ""
    quantity: int | None = None
    starts: date | None = None
    term_months: int | None = 12
    ends: date | None = None
    renews: Renews | None = Renews.AUTOMATIC
    notice_days: int | None = 30
    review_on: date | None = None
    cancelled_on: date | None = None
    upstream_ends: date | None = None
    upstream_notice_days: int | None = None
    note: str = ""
    external_id: str = ""
    id: int | None = None
    version: int | None = None


TEXTS = ("title", "product", "note")
PLAIN = tuple(
    field.name
    for field in fields(ContractDraft)
    if field.name not in (*TEXTS, "id", "version", "customer_id", "currency", "external_id")
)


def new_draft(session: Session, customer_id: int) -> ContractDraft:
    """Return an empty form: in the book's currency, for a year, renewing by itself."""
    return ContractDraft(customer_id, currency=settings.load(session).currency)


def overview(
    session: Session, today: date, customer_id: int | None = None, *, deleted: bool = False
) -> list[ContractRow]:
    """Return the contracts of one customer or of all, running ones first, the next due first."""
    query = (
        select(
            Contract, Customer.name.label("customer"), Vendor.name.label("vendor"),
            Colleague.name.label("owner"),
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .outerjoin(Vendor, Vendor.id == Contract.vendor_id)
        .outerjoin(Colleague, Colleague.id == func.coalesce(Contract.owner_id, Customer.owner_id))
        .where(
            Contract.deleted_at.is_not(None) if deleted else Contract.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
        )
        .with_only_columns(
            *(getattr(Contract, name) for name in _OF_CONTRACT),
            Customer.name.label("customer"),
            Vendor.name.label("vendor"),
            Colleague.name.label("owner"),
        )
    )  # fmt: skip
    if customer_id is not None:
        query = query.where(Contract.customer_id == customer_id)
    only = None if customer_id is None else [customer_id]
    known = {one.id: one for one in held.load(session, today, only)}
    rows = [
        _row(found, known.get(found["id"]), today) for found in session.execute(query).mappings()
    ]
    return sorted(rows, key=lambda row: (not row.runs, row.due_on or date.max, row.title, row.id))


def load(session: Session, contract_id: int) -> ContractDraft:
    """Return a contract as a form wants it; raises NotFound."""
    contract = _get(session, contract_id)
    values: dict[str, Any] = {
        field.name: getattr(contract, field.name) for field in fields(ContractDraft)
    }
    values["external_id"] = contract.external_id or ""
    return ContractDraft(**values)


def save(session: Session, draft: ContractDraft, today: date) -> int:
    """Store a new or edited contract and return its id; raises Invalid, Conflict and NotFound."""
    check(draft)
    contract = _get(session, draft.id) if draft.id else Contract(recorded_on=today)
    if draft.id and draft.version != contract.version:
        raise Conflict(
            _("{title} was changed somewhere else in the meantime. Open it again.").format(
                title=contract.title
            )
        )
    contract.external_id = external_ids.free(session, contract, draft.external_id)
    contract.customer_id = draft.customer_id
    contract.currency = draft.currency.strip().upper()
    for name in TEXTS:
        setattr(contract, name, typed_text.line(name, getattr(draft, name)))
    for name in PLAIN:
        setattr(contract, name, getattr(draft, name))
    if contract.ends is None and contract.starts is not None and contract.term_months:
        contract.ends = rules.first_end(contract.starts, contract.term_months)
    session.add(contract)
    session.flush()
    label = _("Changed the contract {title}") if draft.id else _("Added the contract {title}")
    recording.describe(session, label.format(title=contract.title))
    return contract.id


def check(draft: ContractDraft) -> None:
    """Raise Invalid, with the field, where something cannot be."""
    typed_text.name("title", draft.title, _("Please give the contract a title."))
    currency = draft.currency.strip()
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        raise Invalid("currency", _("A currency has three letters, such as EUR."))
    if draft.value is not None and not 0 <= draft.value <= MOST_VALUE:
        raise Invalid("value", _("A yearly value is not below zero, and not beyond all measure."))
    for name in ("quantity", "term_months", "notice_days", "upstream_notice_days"):
        number = getattr(draft, name)
        if number is not None and not 0 <= number <= 100_000:
            raise Invalid(name, _("This number is not below zero, and not above 100,000."))
    _check_dates(draft)


def delete(session: Session, contract_ids: Iterable[int]) -> None:
    """Take contracts out of sight; undo and restore bring them back."""
    contracts = [_get(session, contract_id) for contract_id in contract_ids]
    for contract in contracts:
        contract.deleted_at = now()
    one = contracts[0].title if len(contracts) == 1 else _("{n} contracts")
    recording.describe(session, _("Deleted {what}").format(what=one.format(n=len(contracts))))


def restore(session: Session, contract_id: int) -> None:
    """Bring a deleted contract back."""
    contract = session.get(Contract, contract_id)
    if contract is None:
        raise NotFound(_("This contract is not there any more."))
    contract.deleted_at = None
    recording.describe(session, _("Restored {what}").format(what=contract.title))


_OF_CONTRACT = (
    "id", "customer_id", "title", "product", "value", "currency", "quantity", "starts", "ends",
    "term_months", "renews", "notice_days", "review_on", "cancelled_on", "upstream_ends",
    "upstream_notice_days",
)  # fmt: skip


def _row(found: Any, known: Held | None, today: date) -> ContractRow:
    plain = dict(found)
    upstream_days = plain.pop("upstream_notice_days")
    terms = known.current_terms() if known else Terms()
    decision = known.next_decision(today) if known else None
    upstream = Terms(
        ends=plain["upstream_ends"], renews=Renews.AUTOMATIC, notice_days=upstream_days
    )
    plain["ends"] = _shown_end(terms, plain["ends"], decision.due_on if decision else None)
    plain["vendor"], plain["owner"] = plain["vendor"] or "", plain["owner"] or ""
    return ContractRow(
        **plain,
        upstream_notice_by=rules.last_day_to_say_no(upstream),
        due_on=decision.due_on if decision else None,
        notice_by=decision.notice_by if decision else None,
        runs=known is not None and rules.runs(terms, today),
        succeeded=known is not None and known.succeeded,
    )


def _shown_end(terms: Terms, on_paper: date | None, due_on: date | None) -> date | None:
    """Return the end of the running term: what rolls on by itself ends when it is next due."""
    if due_on is not None and not rules.month_to_month(terms):
        return due_on
    return terms.ends or on_paper


def _get(session: Session, contract_id: int) -> Contract:
    contract = session.get(Contract, contract_id)
    if contract is None or contract.deleted_at is not None:
        raise NotFound(_("This contract is not there any more."))
    return contract


def _check_dates(draft: ContractDraft) -> None:
    for name in ("starts", "ends", "review_on", "cancelled_on", "upstream_ends"):
        typed_text.day(name, getattr(draft, name))
    if draft.starts is not None and draft.ends is not None and draft.ends < draft.starts:
        raise Invalid("ends", _("A contract does not end before it starts."))
    ended = draft.ends is not None or (draft.starts is not None and bool(draft.term_months))
    if draft.renews is Renews.AUTOMATIC and not ended and draft.term_months != 1:
        raise Invalid(
            "ends", _("What renews by itself needs an end, or a start and a term in months.")
        )
    if draft.renews is Renews.EXPIRES and not ended:
        raise Invalid("ends", _("What expires needs an end, or a start and a term in months."))
    if draft.renews is Renews.OPEN and draft.ends is not None:
        raise Invalid("ends", _("An open-ended contract has no end; give it a day of review."))
