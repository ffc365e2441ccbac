"""What our customers say of a vendor's products: a digest that can be handed to the vendor.

So it names no customer and nobody who works there, and no price of ours.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Contract, Customer, Feedback, Vendor
from app.models.kinds import FeedbackKind, LoopStep, PromiseState
from app.services.book import settings
from app.services.contracts import held
from app.services.contracts import terms as rules
from app.services.errors import NotFound
from app.services.feedback.loops import step_of
from app.services.reports import ledger
from app.services.reports.masking import masked

YEAR = timedelta(days=365)
LONGEST = 600  # letters of a quote
SHORTEST_NAME = 3  # letters of a vendor's name that can be looked for in promises
OFFERED, NEAR = 3, 60  # near names told in a refusal, and per cent alike


@dataclass(frozen=True, slots=True)
class Quote:
    """What a customer said; ``age`` is days since then, until it confirmed or until today.

    ``who`` describes the customer without its name.
    """

    kind: FeedbackKind
    text: str
    product: str
    who: str
    said_on: date
    age: int
    step: LoopStep
    action: str


@dataclass(frozen=True, slots=True)
class Named:
    """A promise in which the vendor is named: what hangs on it."""

    text: str
    made_on: date
    due_on: date | None
    state: PromiseState


@dataclass(frozen=True, slots=True)
class Product:
    """Contracts that run on one product; ``upstream`` are the ends of our commitments for it.

    Each of those is (end, last day to say no), soonest first; ``quantity`` of those that say one.
    """

    name: str
    contracts: int
    customers: int
    quantity: int | None
    upstream: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True, slots=True)
class VendorVoice:
    """All that is printed; ``counts`` are quotes by kind and step of their loop."""

    company: str
    day: date
    vendor: str
    quotes: tuple[Quote, ...]
    counts: dict[tuple[FeedbackKind, LoopStep], int]
    promises: tuple[Named, ...]
    products: tuple[Product, ...]


def find(session: Session, name: str) -> int:
    """Return the id of the vendor of this name or external id; raises NotFound with the nearest."""
    said = " ".join(name.split())
    query = select(Vendor.id, Vendor.name, Vendor.external_id).where(Vendor.deleted_at.is_(None))
    rows = session.execute(query).all()
    for row in rows:
        if said in (row.external_id, row.name) or row.name.casefold() == said.casefold():
            return row.id
    sentence = _("There is no vendor called “{name}”.").format(name=said)
    near = _nearest(said, [row.name for row in rows])
    raise NotFound(f"{sentence} {near}".rstrip())


def voice(session: Session, vendor_id: int, today: date) -> VendorVoice:
    """Return a vendor's digest as of ``today``; raises NotFound. A constant number of queries."""
    vendor = session.get(Vendor, vendor_id)
    if vendor is None or vendor.deleted_at is not None:
        raise NotFound(_("This vendor is not there any more."))
    quotes = _quotes(session, vendor_id, today)
    return VendorVoice(
        settings.load(session).company,
        today,
        vendor.name,
        quotes,
        dict(Counter((one.kind, one.step) for one in quotes)),
        _promises(session, vendor.name, today),
        _products(session, vendor_id, today),
    )


def _quotes(session: Session, vendor_id: int, today: date) -> tuple[Quote, ...]:
    """Return what was said within a year, or before and is not settled: open first, then newest."""
    query = (
        select(
            Feedback.customer_id, Feedback.kind, Feedback.text, Feedback.product,
            Feedback.occurred_on, Feedback.action, Feedback.acted_on, Feedback.told_on,
            Feedback.confirmed_on, Customer.name, Customer.segment, Customer.seats,
        )
        .join(Customer, Customer.id == Feedback.customer_id)
        .where(
            Feedback.vendor_id == vendor_id,
            Feedback.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
            Feedback.recorded_on <= today,
            Feedback.occurred_on <= today,
        )
        .order_by(Feedback.occurred_on.desc(), Feedback.id.desc())
    )  # fmt: skip
    rows = session.execute(query).all()
    names = _people(session, {row.customer_id for row in rows})
    quotes = [_quote(row, [row.name, *names[row.customer_id]], today) for row in rows]
    recent = [one for one in quotes if one.said_on > today - YEAR or _waits(one)]
    return tuple(sorted(recent, key=lambda one: not _waits(one)))


def _quote(row: Any, names: Sequence[str], today: date) -> Quote:
    acted, told, confirmed = (
        day if day is not None and day <= today else None
        for day in (row.acted_on, row.told_on, row.confirmed_on)
    )
    return Quote(
        row.kind, masked(_short(row.text), names), row.product, _who(row), row.occurred_on,
        ((confirmed or today) - row.occurred_on).days, step_of(acted, told, confirmed),
        masked(row.action, names) if acted else "",
    )  # fmt: skip


def _waits(quote: Quote) -> bool:
    settled = quote.step in (LoopStep.TOLD, LoopStep.CONFIRMED)
    return not settled and quote.kind in (FeedbackKind.COMPLAINT, FeedbackKind.WISH)


def _who(row: Any) -> str:
    """Describe a customer without its name: its trade, and how large it is."""
    seats = _("{n} seats").format(n=row.seats) if row.seats else ""
    return ", ".join(filter(None, (row.segment, seats)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " […]"


def _people(session: Session, customer_ids: Collection[int]) -> dict[int, list[str]]:
    query = select(Contact.customer_id, Contact.name).where(Contact.customer_id.in_(customer_ids))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for customer_id, name in session.execute(query):
        found[customer_id].append(name)
    return found


def _promises(session: Session, vendor: str, today: date) -> tuple[Named, ...]:
    """Return the promises in which the vendor is named that wait, or failed within a year."""
    if len(vendor) < SHORTEST_NAME:
        return ()
    lines = [
        one
        for one in ledger.naming(session, vendor, today)
        if one.waits or (one.state is PromiseState.BROKEN and one.made_on > today - YEAR)
    ]
    customers = {one.customer_id for one in lines}
    names = _people(session, customers)
    called = select(Customer.id, Customer.name).where(Customer.id.in_(customers))
    for customer_id, name in session.execute(called):
        names[customer_id].append(name)
    return tuple(
        Named(masked(one.text, names[one.customer_id]), one.made_on, one.due_on, one.state)
        for one in lines
    )


def _products(session: Session, vendor_id: int, today: date) -> tuple[Product, ...]:
    """Return what runs on the vendor's products, by product."""
    running = {
        one.id for one in held.load(session, today) if rules.runs(one.current_terms(), today)
    }
    query = select(
        Contract.id, Contract.customer_id, Contract.product, Contract.title, Contract.quantity,
        Contract.upstream_ends, Contract.upstream_notice_days,
    ).where(Contract.vendor_id == vendor_id)  # fmt: skip
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        if row.id in running:
            groups[row.product or row.title].append(row)
    found = [_product(name, rows, today) for name, rows in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.contracts, one.name.casefold())))


def _product(name: str, rows: Sequence[Any], today: date) -> Product:
    quantities = [row.quantity for row in rows if row.quantity is not None]
    ends = {
        (row.upstream_ends, _notice(row.upstream_ends, row.upstream_notice_days))
        for row in rows
        if row.upstream_ends is not None and row.upstream_ends >= today
    }
    return Product(
        name,
        len(rows),
        len({row.customer_id for row in rows}),
        sum(quantities) if quantities else None,
        tuple(sorted(ends, key=lambda one: one[0])),
    )


def _notice(ends: date, days: int | None) -> date | None:
    return ends - timedelta(days=days) if days is not None else None


def _nearest(said: str, names: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process, utils

    near = process.extract(
        said,
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=OFFERED,
        score_cutoff=NEAR,
    )
    if not near:
        return ""
    return _("The nearest: {near}.").format(near=", ".join(name for name, _score, _at in near))
