from datetime import date

import pytest
from sqlalchemy import event

from app.models.kinds import Outcome, Renews
from app.services.contracts import renewals
from app.services.contracts.renewal_rows import Reason, totals

TODAY = date(2026, 5, 4)


def test_the_worst_value_at_risk_comes_first(shelf):
    for name, level, value in (("Calm", 80, 900_000), ("Torn", 30, 900_000), ("Small", 30, 100)):
        customer = shelf.customer(name)
        shelf.contract(customer, value=value)
        shelf.stands(customer, level)
    shelf.contract(shelf.customer("Unknown"), value=None)
    rows = shelf.due()
    assert [row.customer for row in rows] == ["Torn", "Calm", "Small", "Unknown"]
    assert rows[-1].value_at_risk is None
    assert rows[0].low < rows[0].risk < rows[0].high


def test_a_line_says_what_when_why_and_who(shelf):
    owner = shelf.colleague("Ana Weber")
    customer = shelf.customer("Nordwind", owner_id=owner)
    shelf.contract(customer)
    shelf.stands(
        customer,
        40,
        reasons=[["promise broken", -9.0, "broken"], ["praise", 4.0, "praise"]],
    )
    (row,) = shelf.due()
    assert (row.customer, row.contract, row.owner) == ("Nordwind", "Managed service", "Ana Weber")
    assert (row.due_on, row.notice_by) == (date(2026, 6, 30), date(2026, 5, 31))
    assert row.reasons == (Reason("promise broken", -9.0), Reason("praise", 4.0))
    assert row.why(TODAY) == "27 days to say no · risk about 1 in 4 · promise broken"
    assert row.chance().startswith("about 1 in ")


def test_a_customer_without_evidence_stands_at_the_norm_with_a_wide_range(shelf):
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    assert row.level == 60
    assert row.risk == pytest.approx(0.09, abs=0.01)
    assert row.high - row.low > 0.2


def test_the_window_looks_at_the_last_day_to_say_no(shelf):
    shelf.contract(shelf.customer(), notice_days=40)
    assert shelf.due(within_days=16) == []
    assert len(shelf.due(within_days=17)) == 1


def test_nothing_recorded_later_is_seen(shelf):
    contract = shelf.contract(shelf.customer(), recorded_on=date(2024, 7, 1), value=900)
    shelf.renewal(
        contract,
        due_on=date(2025, 6, 30),
        decided_on=date(2025, 5, 20),
        outcome=Outcome.GROWN,
        value_before=500,
        value_after=900,
        recorded_on=date(2024, 12, 1),
    )
    (row,) = shelf.due(date(2025, 5, 1))
    assert (row.due_on, row.value, row.outcome) == (date(2025, 6, 30), 500, None)
    (row,) = shelf.due(date(2025, 6, 1))
    assert (row.due_on, row.value) == (date(2026, 6, 30), 900)
    assert shelf.due(date(2024, 6, 1)) == []


def test_a_past_day_is_judged_by_where_the_customer_stood_then(shelf):
    customer = shelf.customer()
    shelf.contract(customer)
    shelf.stands(customer, 20)
    with shelf.database.read() as session:
        levels = renewals.levels_on(session, TODAY)
    assert levels[customer].level == pytest.approx(60, abs=0.5)
    (then,), (now,) = shelf.due(levels=levels), shelf.due()
    assert then.risk < now.risk


def test_everything_adds_what_was_decided(shelf):
    contract = shelf.contract(shelf.customer())
    shelf.renewal(
        contract,
        due_on=date(2025, 6, 30),
        outcome=Outcome.RENEWED,
        decided_on=date(2025, 6, 1),
        reason="happy",
    )
    coming, decided = shelf.due(everything=True)
    assert coming.outcome is None
    assert (decided.outcome, decided.risk, decided.reason) == (Outcome.RENEWED, None, "happy")
    assert coming.id != decided.id


def test_of_contracts_kept_term_by_term_only_the_last_is_due(shelf):
    customer = shelf.customer()
    shelf.contract(customer, starts=date(2024, 7, 1), ends=date(2025, 6, 30))
    last = shelf.contract(customer)
    assert [row.contract_id for row in shelf.due()] == [last]


def test_month_to_month_is_less_at_risk_than_a_year(shelf):
    shelf.contract(shelf.customer("Month"), term_months=1, ends=None)
    shelf.contract(shelf.customer("Year"))
    month, year = sorted(shelf.due(), key=lambda row: row.customer)
    assert month.monthly
    assert not year.monthly
    assert month.risk < year.risk / 2


def test_totals_stay_apart_by_currency(shelf):
    for currency in ("EUR", "EUR", "CHF"):
        shelf.contract(shelf.customer(), currency=currency)
    found = {total.currency: total for total in totals(shelf.due())}
    assert found["EUR"].count == 2
    assert found["EUR"].value == 2_400_000
    assert found["CHF"].at_risk == found["EUR"].at_risk // 2


def test_reductions_seen_so_far_move_the_value_at_risk(shelf):
    customer = shelf.customer()
    contract = shelf.contract(customer)
    (before,) = shelf.due()
    shelf.renewal(
        contract,
        due_on=date(2025, 6, 30),
        outcome=Outcome.REDUCED,
        value_before=1000,
        value_after=100,
        recorded_on=date(2025, 6, 30),
    )
    (after,) = shelf.due()
    assert after.value_at_risk > before.value_at_risk


def test_deleted_customers_and_contracts_are_not_due(shelf):
    from app.models.base import now

    shelf.contract(shelf.customer(deleted_at=now()))
    shelf.contract(shelf.customer(), deleted_at=now())
    assert shelf.due() == []


def test_the_page_knows_how_little_experience_stands_behind_it(shelf):
    contract = shelf.contract(shelf.customer())
    shelf.renewal(contract, due_on=date(2025, 6, 30), outcome=Outcome.LOST)
    with shelf.database.read() as session:
        view = renewals.overview(session, TODAY)
    assert (view.decided, view.lost, view.mostly_prior) == (1, 1, True)
    assert view.rows == ()


@pytest.mark.parametrize("how_many", [3, 30])
def test_the_number_of_queries_does_not_grow_with_the_contracts(shelf, how_many):
    for n in range(how_many):
        shelf.contract(shelf.customer(f"C{n}"), renews=Renews.EXPIRES)
    asked = []
    event.listen(shelf.database.engine, "after_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(shelf.due(everything=True)) == how_many
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 8
