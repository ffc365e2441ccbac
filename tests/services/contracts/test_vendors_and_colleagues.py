from datetime import date

import pytest

from app.models.kinds import VendorKind
from app.services.contracts import colleagues, vendors
from app.services.contracts.colleagues import ColleagueDraft
from app.services.contracts.vendors import VendorDraft
from app.services.errors import Conflict, Invalid, NotFound

TODAY = date(2026, 5, 4)


def keep(shelf, service, made):
    with shelf.database.write() as session:
        return service.save(session, made)


def test_a_vendor_shows_what_runs_on_it(shelf):
    vendor = keep(shelf, vendors, VendorDraft(" Microsoft ", VendorKind.MANUFACTURER))
    keep(shelf, vendors, VendorDraft("Idle"))
    first, second = shelf.customer("A"), shelf.customer("B")
    shelf.contract(first, "M365", vendor_id=vendor, upstream_ends=date(2026, 9, 1))
    shelf.contract(first, "Azure", vendor_id=vendor, upstream_ends=date(2026, 8, 1))
    shelf.contract(second, "M365", vendor_id=vendor, currency="CHF", value=5)
    shelf.contract(second, "Old", vendor_id=vendor, cancelled_on=date(2025, 8, 1), ends=None)
    with shelf.database.read() as session:
        idle, row = vendors.overview(session, TODAY)
    assert (row.name, row.customers, row.contracts) == ("Microsoft", 2, 4)
    assert row.values == (("EUR", 3_600_000), ("CHF", 5))
    assert row.upstream_ends == date(2026, 8, 1)
    assert (idle.name, idle.contracts, idle.upstream_ends) == ("Idle", 0, None)


@pytest.mark.parametrize("name", [" ", "microsoft"])
def test_a_vendor_needs_a_name_of_its_own(shelf, name):
    keep(shelf, vendors, VendorDraft("Microsoft"))
    with pytest.raises(Invalid):
        keep(shelf, vendors, VendorDraft(name))


def test_vendors_are_edited_and_deleted(shelf):
    vendor = keep(shelf, vendors, VendorDraft("Microsoft"))
    with shelf.database.read() as session:
        draft, stale = vendors.load(session, vendor), vendors.load(session, vendor)
    draft.website = "example.com"
    keep(shelf, vendors, draft)
    with pytest.raises(Conflict):
        keep(shelf, vendors, stale)
    with shelf.database.write() as session:
        assert vendors.names(session) == [(vendor, "Microsoft")]
        vendors.delete(session, [vendor])
    with shelf.database.read() as session:
        assert vendors.overview(session, TODAY) == []
        with pytest.raises(NotFound):
            vendors.load(session, vendor)


def test_colleagues_show_the_customers_they_own(shelf):
    ana = keep(shelf, colleagues, ColleagueDraft("Ana", "ana@example.com", "Sales"))
    keep(shelf, colleagues, ColleagueDraft("Bo", left_on=date(2026, 1, 31)))
    shelf.customer("A", owner_id=ana)
    shelf.customer("B", owner_id=ana)
    with shelf.database.read() as session:
        rows = colleagues.overview(session)
        assert [(row.name, row.customers) for row in rows] == [("Ana", 2), ("Bo", 0)]
        assert colleagues.names(session, TODAY) == [(ana, "Ana")]


def test_a_colleague_who_left_is_still_known(shelf):
    ana = keep(shelf, colleagues, ColleagueDraft("Ana"))
    with shelf.database.read() as session:
        draft, stale = colleagues.load(session, ana), colleagues.load(session, ana)
    draft.left_on = date(2026, 4, 30)
    keep(shelf, colleagues, draft)
    with pytest.raises(Conflict):
        keep(shelf, colleagues, stale)
    with shelf.database.write() as session:
        assert colleagues.overview(session)[0].left_on == date(2026, 4, 30)
        colleagues.delete(session, [ana])
    with shelf.database.read() as session, pytest.raises(NotFound):
        colleagues.load(session, ana)


@pytest.mark.parametrize(
    ("made", "field"), [(ColleagueDraft(""), "name"), (ColleagueDraft("Ana", "ana@"), "email")]
)
def test_a_colleague_that_cannot_be_is_refused(shelf, made, field):
    with pytest.raises(Invalid) as refused:
        keep(shelf, colleagues, made)
    assert refused.value.field == field
