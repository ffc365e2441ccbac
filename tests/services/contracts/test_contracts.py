from dataclasses import replace
from datetime import date

import pytest

from app.models.kinds import Renews
from app.services.book import history
from app.services.contracts import contracts
from app.services.contracts.contracts import ContractDraft
from app.services.errors import Conflict, Invalid, NotFound

TODAY = date(2026, 5, 4)


@pytest.fixture
def customer(shelf):
    return shelf.customer()


def draft(customer_id, **values):
    usual = {"title": "Backup", "value": 90_000, "currency": "eur", "starts": date(2026, 1, 31)}
    return ContractDraft(customer_id, **usual | values)


def save(shelf, made):
    with shelf.database.write() as session:
        return contracts.save(session, made, TODAY)


def rows(shelf, customer_id=None):
    with shelf.database.read() as session:
        return contracts.overview(session, TODAY, customer_id)


def test_a_new_contract_gets_its_first_end_from_start_and_term(shelf, customer):
    save(shelf, draft(customer))
    (row,) = rows(shelf, customer)
    assert (row.ends, row.notice_by) == (date(2027, 1, 30), date(2026, 12, 31))
    assert (row.currency, row.value, row.runs) == ("EUR", 90_000, True)


def test_what_is_saved_comes_back_as_it_was(shelf, customer):
    made = draft(customer, product="Veeam", quantity=3, upstream_ends=date(2026, 9, 30), note="x")
    contract_id = save(shelf, made)
    with shelf.database.read() as session:
        found = contracts.load(session, contract_id)
    expected = replace(made, id=contract_id, currency="EUR", ends=date(2027, 1, 30))
    assert replace(found, version=None) == expected


def test_an_edit_of_an_older_version_is_refused(shelf, customer):
    contract_id = save(shelf, draft(customer))
    with shelf.database.read() as session:
        first, second = contracts.load(session, contract_id), contracts.load(session, contract_id)
    save(shelf, replace(first, title="Backup plus"))
    with pytest.raises(Conflict, match="Backup plus"):
        save(shelf, replace(second, title="Backup minus"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"currency": "Euro"}, "currency"),
        ({"currency": "€€€"}, "currency"),
        ({"value": -1}, "value"),
        ({"value": 10**16}, "value"),
        ({"notice_days": -3}, "notice_days"),
        ({"ends": date(2025, 1, 1)}, "ends"),
        ({"starts": None}, "ends"),
        ({"starts": None, "renews": Renews.EXPIRES}, "ends"),
        ({"renews": Renews.OPEN, "ends": date(2027, 1, 1)}, "ends"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_in_a_sentence(shelf, customer, values, field):
    with pytest.raises(Invalid) as refused:
        save(shelf, draft(customer, **values))
    assert refused.value.field == field
    assert str(refused.value).endswith(".")
    assert rows(shelf) == []


def test_an_open_ended_contract_has_a_day_of_review(shelf, customer):
    save(shelf, draft(customer, renews=Renews.OPEN, term_months=0, review_on=date(2026, 9, 1)))
    (row,) = rows(shelf)
    assert (row.ends, row.due_on) == (None, date(2026, 9, 1))


def test_running_contracts_come_first_the_next_due_before_the_others(shelf, customer):
    shelf.contract(customer, "Later", ends=date(2026, 12, 31))
    shelf.contract(customer, "Gone", cancelled_on=date(2025, 9, 1), ends=date(2025, 12, 31))
    shelf.contract(customer, "Soon")
    assert [row.title for row in rows(shelf, customer)] == ["Soon", "Later", "Gone"]


def test_a_deleted_contract_can_come_back(shelf, customer):
    contract_id = save(shelf, draft(customer))
    with shelf.database.write() as session:
        contracts.delete(session, [contract_id])
    assert rows(shelf) == []
    with shelf.database.read() as session:
        assert [row.title for row in contracts.overview(session, TODAY, deleted=True)] == ["Backup"]
        with pytest.raises(NotFound):
            contracts.load(session, contract_id)
    with shelf.database.write() as session:
        contracts.restore(session, contract_id)
    assert len(rows(shelf)) == 1
    with shelf.database.write() as session:
        assert history.next_undo(session).label == "Restored Backup"


def test_a_new_form_is_in_the_books_currency(shelf, customer):
    with shelf.database.read() as session:
        assert contracts.new_draft(session, customer).currency == "EUR"


def test_our_own_commitment_has_its_last_day_to_say_no(shelf, customer):
    save(shelf, draft(customer, upstream_ends=date(2026, 9, 30), upstream_notice_days=30))
    (row,) = rows(shelf)
    assert row.upstream_notice_by == date(2026, 8, 31)
