from datetime import date

import pytest
from sqlalchemy import event

from app.models import Vendor
from app.services.contracts import forecast
from app.services.contracts.losses import Stake, expected

TODAY = date(2026, 5, 4)


@pytest.fixture
def look(shelf):
    def look(today=TODAY):
        with shelf.database.read() as session:
            return forecast.forecast(session, today)

    return look


def vendor(shelf, name):
    with shelf.database.write() as session:
        made = Vendor(name=name)
        session.add(made)
        session.flush()
        return made.id


def test_a_renewal_stands_in_the_month_of_its_last_day_to_say_no(shelf, look):
    customer = shelf.customer()
    shelf.contract(customer)  # notice by 31 May
    shelf.contract(customer, "Late", ends=date(2026, 5, 20), notice_days=30)  # passed in April
    two_years = {"starts": date(2025, 6, 1), "term_months": 24, "ends": date(2027, 5, 31)}
    shelf.contract(customer, "Far", **two_years, notice_days=31)
    shelf.contract(customer, "Too far", **two_years, notice_days=30)
    (found,) = look().currencies
    counts = [month.total.count for month in found.months]
    assert [month.first for month in found.months[:2]] == [date(2026, 5, 1), date(2026, 6, 1)]
    assert counts == [2, *[0] * 10, 1]
    assert found.total.count == 3
    assert set(found.months[0].ids) == {"1:", "2:"}


def test_a_month_is_what_its_renewals_come_to(shelf, look):
    for name, level in (("Torn", 30), ("Calm", 80)):
        customer = shelf.customer(name)
        shelf.contract(customer)
        shelf.stands(customer, level)
    rows = shelf.due()
    (found,) = look().currencies
    same = expected([Stake(r.value, r.risk, r.p_reduced, r.low, r.high) for r in rows], 0.3)
    assert found.months[0].total == found.total == same
    assert found.total.at_risk == pytest.approx(sum(r.value_at_risk for r in rows), abs=1)


def test_money_is_never_added_across_currencies(shelf, look):
    customer = shelf.customer()
    shelf.contract(customer, value=100)
    shelf.contract(customer, "Swiss", value=5_000, currency="CHF")
    found = look().currencies
    assert [(one.currency, one.total.value) for one in found] == [("CHF", 5_000), ("EUR", 100)]


def test_what_has_no_month_or_no_value_is_counted_apart(shelf, look):
    customer = shelf.customer()
    shelf.contract(customer, "Monthly", term_months=1, ends=None)
    shelf.contract(customer, "Unknown", value=None)
    (found,) = look().currencies
    assert (found.total.count, found.rolling.count, found.unvalued) == (0, 1, 1)
    assert found.rolling.at_risk > 0


def test_vendors_come_with_what_is_theirs(shelf, look):
    customer = shelf.customer()
    acme = vendor(shelf, "Acme")
    shelf.contract(customer, vendor_id=acme, value=900_000)
    shelf.contract(customer, "Other", value=100)
    (found,) = look().currencies
    assert [(line.vendor, line.total.value) for line in found.vendors] == [
        ("Acme", 900_000),
        ("", 100),
    ]
    assert sum(line.total.count for line in found.vendors) == found.total.count


def test_an_empty_book_has_no_forecast(look):
    assert look().currencies == ()


def test_the_number_of_queries_does_not_grow_with_the_list(shelf, look):
    seen = []
    event.listen(shelf.database.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    look()
    few = len(seen)
    for n in range(5):
        shelf.contract(shelf.customer(f"C{n}"))
    seen.clear()
    look()
    assert len(seen) == few
