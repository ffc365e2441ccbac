"""Vendors: the manufacturers and distributors whose products our contracts carry."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contract, Customer, Vendor
from app.models.base import now
from app.models.kinds import VendorKind
from app.services.book import recording
from app.services.contracts import held
from app.services.contracts import terms as rules
from app.services.contracts.held import Held
from app.services.customers import external_ids, typed_text
from app.services.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class VendorRow:
    """One vendor with what runs on it: ``values`` are (currency, per year in minor units).

    ``upstream_ends`` is the first day from today on at which a commitment of ours to it ends.
    """

    id: int
    name: str
    kind: VendorKind | None
    website: str
    note: str
    customers: int
    contracts: int
    values: tuple[tuple[str, int], ...]
    upstream_ends: date | None


@dataclass(slots=True)
class VendorDraft:
    """What the form edits; ``id`` is None for a new vendor."""

    name: str = ""
    kind: VendorKind | None = None
    website: str = ""
    note: str = ""
    external_id: str = ""
    id: int | None = None
    version: int | None = None


def overview(session: Session, today: date) -> list[VendorRow]:
    """Return every vendor by name, with its running contracts; a constant number of queries."""
    by_vendor: dict[int | None, list[Held]] = {}
    for one in held.load(session, today):
        if rules.runs(one.current_terms(), today):
            by_vendor.setdefault(one.vendor_id, []).append(one)
    upstream = _upstream(session, today)
    query = (
        select(Vendor.id, Vendor.name, Vendor.kind, Vendor.website, Vendor.note)
        .where(Vendor.deleted_at.is_(None))
        .order_by(func.lower(Vendor.name), Vendor.id)
    )
    return [
        _row(found, by_vendor.get(found.id, []), upstream.get(found.id), today)
        for found in session.execute(query)
    ]


def names(session: Session) -> list[tuple[int, str]]:
    """Return id and name of every vendor, by name."""
    query = select(Vendor.id, Vendor.name).where(Vendor.deleted_at.is_(None))
    return [(row.id, row.name) for row in session.execute(query.order_by(func.lower(Vendor.name)))]


def load(session: Session, vendor_id: int) -> VendorDraft:
    """Return a vendor as a form wants it; raises NotFound."""
    vendor = _get(session, vendor_id)
    values: dict[str, Any] = {
        field.name: getattr(vendor, field.name) for field in fields(VendorDraft)
    }
    values["external_id"] = vendor.external_id or ""
    return VendorDraft(**values)


def save(session: Session, draft: VendorDraft) -> int:
    """Store a new or edited vendor and return its id; raises Invalid, Conflict and NotFound."""
    name = typed_text.name("name", draft.name, _("Please give the vendor's name."))
    same = select(Vendor.id).where(
        func.lower(Vendor.name) == name.lower(),
        Vendor.deleted_at.is_(None),
        Vendor.id != (draft.id or 0),
    )
    if session.scalars(same).first() is not None:
        raise Invalid("name", _("There is already a vendor of that name."))
    vendor = _get(session, draft.id) if draft.id else Vendor()
    if draft.id and draft.version != vendor.version:
        raise Conflict(
            _("{name} was changed somewhere else in the meantime. Open it again.").format(name=name)
        )
    vendor.external_id = external_ids.free(session, vendor, draft.external_id)
    vendor.name, vendor.kind = name, draft.kind
    for text in ("website", "note"):
        setattr(vendor, text, typed_text.line(text, getattr(draft, text)))
    session.add(vendor)
    session.flush()
    label = _("Changed {name}") if draft.id else _("Added {name}")
    recording.describe(session, label.format(name=name))
    return vendor.id


def delete(session: Session, vendor_ids: Iterable[int]) -> None:
    """Take vendors out of sight; their contracts stay, and undo brings them back."""
    vendors = [_get(session, vendor_id) for vendor_id in vendor_ids]
    for vendor in vendors:
        vendor.deleted_at = now()
    what = vendors[0].name if len(vendors) == 1 else _("{n} vendors").format(n=len(vendors))
    recording.describe(session, _("Deleted {what}").format(what=what))


def _row(found: Any, running: list[Held], upstream: date | None, today: date) -> VendorRow:
    values = rules.yearly_value(
        [(one.current_terms(), one.value, one.currency) for one in running], today
    )
    return VendorRow(
        found.id,
        found.name,
        found.kind,
        found.website,
        found.note,
        len({one.customer_id for one in running}),
        len(running),
        tuple(sorted(values.items(), key=lambda pair: -pair[1])),
        upstream,
    )


def _upstream(session: Session, today: date) -> dict[int, date]:
    query = (
        select(Contract.vendor_id, func.min(Contract.upstream_ends).label("first"))
        .join(Customer, Customer.id == Contract.customer_id)
        .where(
            Contract.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
            Contract.recorded_on <= today,
            Contract.upstream_ends >= today,
            Contract.vendor_id.is_not(None),
        )
        .group_by(Contract.vendor_id)
    )
    return {row.vendor_id: row.first for row in session.execute(query)}


def _get(session: Session, vendor_id: int) -> Vendor:
    vendor = session.get(Vendor, vendor_id)
    if vendor is None or vendor.deleted_at is not None:
        raise NotFound(_("This vendor is not there any more."))
    return vendor
