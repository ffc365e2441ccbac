"""What a customer's page needs at once: its line, and what its tabs hold."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import (
    AdvocacyAct,
    Colleague,
    CompetitorMention,
    Contact,
    Contract,
    Customer,
    Expectation,
    Feedback,
    Goal,
    Initiative,
    Promise,
    Response,
    Ticket,
)
from app.models.kinds import Stage
from app.services.book import recording, settings
from app.services.contracts import vendors
from app.services.customers import contacts, customers
from app.services.customers.customers import CustomerRow
from app.services.trust import competitors

COUNTED = (
    Contract, Feedback, Response, Promise, Contact, Expectation, Goal, Initiative, AdvocacyAct,
    CompetitorMention, Ticket,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CustomerDetail:
    """The head of a customer's page; ``counts`` are of its records, by table."""

    row: CustomerRow
    since: date | None
    seats: int | None
    phone: str
    email: str
    website: str
    country: str
    note: str
    currency: str
    counts: dict[str, int]
    colleagues: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the forms of a customer's records have to choose from: ids and names."""

    colleagues: list[tuple[int, str]]
    people: list[tuple[int, str]]
    vendors: list[tuple[int, str]]
    competitors: list[str]


def detail(session: Session, customer_id: int, today: date) -> CustomerDetail:
    """Return the head of a customer's page; raises NotFound."""
    row = customers.row(session, customer_id)
    stored = session.connection().execute(_head(), {"customer": customer_id}).one()
    book = settings.load(session)
    return CustomerDetail(
        row,
        stored.since,
        stored.seats,
        stored.phone,
        stored.email,
        stored.website,
        stored.country,
        stored.note,
        row.currency or book.currency,
        _counts(session, customer_id),
        tuple(colleagues(session, today)),
    )


def colleagues(session: Session, today: date) -> list[tuple[int, str]]:
    """Return id and name of everybody at the firm who has not left, by name."""
    rows = session.connection().execute(_present_colleagues(), {"today": today})
    return [(colleague_id, name) for colleague_id, name in rows]


def move(session: Session, customer_ids: list[int], stage: str, today: date) -> None:
    """Move customers to a stage of the lifecycle, by its word, as of today; all in one action."""
    entered = Stage(stage)
    moved = [
        customer_id
        for customer_id in customer_ids
        if customers.get(session, customer_id).stage is not entered
    ]
    for customer_id in moved:
        customers.enter_stage(session, customer_id, entered, today, today)
    if len(moved) > 1:
        label = _("Moved {n} customers to {stage}").format(n=len(moved), stage=_(entered.value))
        recording.describe(session, label)


def restore(session: Session, customer_ids: list[int]) -> None:
    """Bring deleted customers back, all in one action."""
    for customer_id in customer_ids:
        customers.restore(session, customer_id)
    if len(customer_ids) > 1:
        recording.describe(session, _("Restored {n} customers").format(n=len(customer_ids)))


def offers(session: Session, customer_id: int, today: date) -> Offers:
    """Return what the forms of a customer's records have to choose from."""
    return Offers(
        colleagues(session, today),
        contacts.names(session, customer_id),
        vendors.names(session),
        competitors.names(session),
    )


def choices(session: Session, today: date) -> tuple[list[tuple[int, str]], list[str]]:
    """Return what a customer's form offers: colleagues, and the segments in use."""
    return colleagues(session, today), customers.segments(session)


def _counts(session: Session, customer_id: int) -> dict[str, int]:
    """Count the records of each kind, all in one query."""
    counting = session.connection().execute(_counting(), {"customer": customer_id})
    found = counting.mappings().one()
    return {str(table): count for table, count in found.items()}


# The queries of the head are built once, since building takes longer than asking.


@cache
def _head() -> Select[*tuple[Any, ...]]:
    return select(
        Customer.since,
        Customer.seats,
        Customer.phone,
        Customer.email,
        Customer.website,
        Customer.country,
        Customer.note,
    ).where(Customer.id == bindparam("customer"))


@cache
def _present_colleagues() -> Select[int, str]:
    today = bindparam("today", type_=Colleague.left_on.type)
    return (
        select(Colleague.id, Colleague.name)
        .where(Colleague.deleted_at.is_(None), func.coalesce(Colleague.left_on, today) >= today)
        .order_by(func.lower(Colleague.name))
    )


@cache
def _counting() -> Select[*tuple[Any, ...]]:
    """Return the query that counts all of it at once."""
    columns = [
        select(func.count())
        .where(model.customer_id == bindparam("customer"), model.deleted_at.is_(None))
        .scalar_subquery()
        .label(model.__tablename__)
        for model in COUNTED
    ]
    return select(*columns)
