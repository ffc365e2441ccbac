"""Customers: the list, and what can be done with one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Customer, StageEntry, Standing
from app.models.base import now
from app.models.kinds import Character, Stage, Status, TrendDirection
from app.services.book import recording
from app.services.customers import external_ids, overrules, typed_text
from app.services.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of the list; levels 0–100, risk 0–1, money per year in minor units.

    ``character`` is the owner's word where one stands, else the computed one; ``signs`` are what
    decided the latter, in words.
    """

    id: int
    name: str
    external_id: str
    segment: str
    city: str
    stage: Stage | None
    status: Status | None
    owner_id: int | None
    owner: str
    level: float | None
    low: float | None
    high: float | None
    change: float | None
    direction: TrendDirection | None
    spark: tuple[float, ...]
    evidence: int
    yearly_value: int
    currency: str
    next_renewal: date | None
    notice_by: date | None
    risk: float | None
    risk_low: float | None
    risk_high: float | None
    last_two_way: date | None
    quiet_from: date | None
    character: Character | None
    computed_character: Character | None
    second_character: Character | None
    signs: tuple[str, ...]


@dataclass(slots=True)
class CustomerDraft:
    """What the form edits; ``id`` is None for a new customer."""

    name: str = ""
    external_id: str = ""
    segment: str = ""
    owner_id: int | None = None
    stage: Stage | None = None
    since: date | None = None
    seats: int | None = None
    city: str = ""
    country: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    note: str = ""
    ease: int | None = None
    cadence_days: int | None = None
    id: int | None = None
    version: int | None = None


TEXTS = (
    "segment",
    "city",
    "country",
    "website",
    "email",
    "phone",
    "language",
    "note",
)


def overview(
    session: Session, *, deleted: bool = False, only: int | None = None
) -> list[CustomerRow]:
    """Return every customer, or every deleted one, by name; one query, no computing."""
    query = _lines(deleted=deleted, one=only is not None)
    values = {} if only is None else {"only": only}
    # past the ORM: columns need none of its loading, and two pages wait for these rows
    return [_row(found) for found in session.connection().execute(query, values).mappings()]


@cache
def _lines(*, deleted: bool, one: bool) -> Select[*tuple[Any, ...]]:
    """Return the query for lines; built once, as building takes longer than asking."""
    query = (
        select(
            *(getattr(Customer, name) for name in _OF_CUSTOMER),
            *(getattr(Standing, name) for name in _OF_STANDING),
            Standing.value_currency.label("currency"),
            Standing.character.label("computed_character"),
            overrules.standing_word().label("character"),
            Colleague.name.label("owner"),
        )
        .select_from(Customer)
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(Customer.deleted_at.is_not(None) if deleted else Customer.deleted_at.is_(None))
        .order_by(func.lower(Customer.name), Customer.id)
    )
    return query.where(Customer.id == bindparam("only")) if one else query


def row(session: Session, customer_id: int) -> CustomerRow:
    """Return one line of the list; raises NotFound."""
    found = overview(session, only=customer_id)
    if not found:
        raise NotFound(_("This customer is not there any more."))
    return found[0]


def names(session: Session) -> list[tuple[int, str]]:
    """Return id and name of every customer, by name."""
    query = (
        select(Customer.id, Customer.name)
        .where(Customer.deleted_at.is_(None))
        .order_by(func.lower(Customer.name))
    )
    return [(customer_id, name) for customer_id, name in session.execute(query)]


def segments(session: Session) -> list[str]:
    """Return the segments in use, by name."""
    query = select(Customer.segment).where(Customer.segment != "", Customer.deleted_at.is_(None))
    return sorted(session.scalars(query.distinct()))


def load(session: Session, customer_id: int) -> CustomerDraft:
    """Return a customer as a form wants it; raises NotFound."""
    customer = get(session, customer_id)
    values: dict[str, Any] = {
        field.name: getattr(customer, field.name) for field in fields(CustomerDraft)
    }
    values["external_id"] = customer.external_id or ""
    return CustomerDraft(**values)


def save(session: Session, draft: CustomerDraft, today: date) -> int:
    """Store a new or edited customer and return its id; raises Invalid and Conflict."""
    name = typed_text.name("name", draft.name, _("Please give the customer's name."))
    _check(draft)
    customer = get(session, draft.id) if draft.id else Customer(recorded_on=today)
    if draft.id and draft.version != customer.version:
        raise Conflict(
            _("{name} was changed somewhere else in the meantime. Open it again.").format(name=name)
        )
    entered = draft.stage if draft.stage != customer.stage else None
    customer.external_id = external_ids.free(session, customer, draft.external_id)
    customer.name = name
    for text in TEXTS:
        setattr(customer, text, typed_text.line(text, getattr(draft, text)))
    for plain in ("owner_id", "stage", "since", "seats", "ease", "cadence_days"):
        setattr(customer, plain, getattr(draft, plain))
    session.add(customer)
    session.flush()
    if entered is not None:
        session.add(_entry(customer.id, entered, today))
    label = _("Changed {name}") if draft.id else _("Added {name}")
    recording.describe(session, label.format(name=name))
    return customer.id


def enter_stage(
    session: Session, customer_id: int, stage: Stage, entered_on: date, today: date
) -> None:
    """Move a customer to a stage of its lifecycle as of a day; raises Invalid and NotFound."""
    customer = get(session, customer_id)
    if entered_on > today:
        raise Invalid("entered_on", _("A stage cannot be entered in the future."))
    session.add(_entry(customer_id, stage, today, entered_on))
    customer.stage = stage
    recording.describe(
        session, _("Moved {name} to {stage}").format(name=customer.name, stage=_(stage.value))
    )


def assign(session: Session, customer_ids: list[int], owner_id: int | None) -> None:
    """Make somebody the owner of customers, all in one action."""
    customers = session.scalars(select(Customer).where(Customer.id.in_(customer_ids))).all()
    for customer in customers:
        customer.owner_id = owner_id
    owner = session.get(Colleague, owner_id) if owner_id is not None else None
    whose = owner.name if owner else _("nobody")
    recording.describe(
        session, _("Gave {what} to {whose}").format(what=_what(customers), whose=whose)
    )


def delete(session: Session, customer_ids: list[int]) -> None:
    """Take customers out of sight with everything of theirs; undo and restore bring them back."""
    customers = session.scalars(select(Customer).where(Customer.id.in_(customer_ids))).all()
    for customer in customers:
        customer.deleted_at = now()
    recording.describe(session, _("Deleted {name}").format(name=_what(customers)))


def restore(session: Session, customer_id: int) -> None:
    """Bring a deleted customer back, with everything it had; raises Conflict if it was merged."""
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise NotFound(_("This customer is not there any more."))
    if customer.merged_into_id is not None:
        kept = session.get_one(Customer, customer.merged_into_id)
        raise Conflict(
            _(
                "{name} was merged into {kept}, where all of it is. To have two customers again, "
                "undo the merge: Edit → Changes to this book."
            ).format(name=customer.name, kept=kept.name)
        )
    customer.deleted_at = None
    recording.describe(session, _("Restored {name}").format(name=customer.name))


def get(session: Session, customer_id: int) -> Customer:
    """Return the stored customer, for services only; raises NotFound."""
    customer = session.get(Customer, customer_id)
    if customer is not None and customer.merged_into_id is not None:
        kept = session.get_one(Customer, customer.merged_into_id)
        raise NotFound(
            _("{name} was merged into {kept}.").format(name=customer.name, kept=kept.name)
        )
    if customer is None or customer.deleted_at is not None:
        raise NotFound(_("This customer is not there any more."))
    return customer


def _check(draft: CustomerDraft) -> None:
    typed_text.day("since", draft.since)
    if draft.seats is not None and draft.seats < 0:
        raise Invalid("seats", _("This number is not below zero."))
    if draft.cadence_days is not None and not 1 <= draft.cadence_days <= typed_text.LONGEST_RHYTHM:
        raise Invalid(
            "cadence_days",
            _("A rhythm is between one day and {most}.").format(most=typed_text.LONGEST_RHYTHM),
        )


def _what(customers: Sequence[Customer]) -> str:
    if len(customers) == 1:
        return customers[0].name
    return _("{n} customers").format(n=len(customers))


_OF_CUSTOMER = ("id", "name", "external_id", "segment", "city", "stage", "owner_id")
_OF_STANDING = (
    "status",
    "level",
    "low",
    "high",
    "change",
    "direction",
    "spark",
    "evidence",
    "yearly_value",
    "next_renewal",
    "notice_by",
    "risk",
    "risk_low",
    "risk_high",
    "last_two_way",
    "quiet_from",
    "second_character",
    "signs",
)


def _row(found: Any) -> CustomerRow:
    plain = dict(found)
    plain["external_id"] = plain["external_id"] or ""
    plain["owner"] = plain["owner"] or ""
    plain["spark"] = tuple(plain["spark"] or ())
    plain["signs"] = tuple(plain["signs"] or ())
    plain["character"] = plain["character"] or plain["computed_character"]
    plain["evidence"] = plain["evidence"] or 0
    plain["yearly_value"] = plain["yearly_value"] or 0
    plain["currency"] = plain["currency"] or ""
    return CustomerRow(**plain)


def _entry(
    customer_id: int, stage: Stage, today: date, entered_on: date | None = None
) -> StageEntry:
    return StageEntry(
        customer_id=customer_id, stage=stage, entered_on=entered_on or today, recorded_on=today
    )
