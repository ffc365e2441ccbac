from dataclasses import replace
from datetime import date

import pytest

from app.models import Contract, Renewal
from app.models.kinds import Outcome, Renews, Status
from app.services.book import history
from app.services.contracts import held, outcomes
from app.services.contracts import terms as rules
from app.services.errors import Conflict, Invalid, NotFound

TODAY = date(2026, 5, 4)


def status(shelf, today=TODAY):
    with shelf.database.read() as session:
        return rules.status([one.current_terms() for one in held.load(session, today)], today)


def test_a_renewal_puts_a_successor_in_the_contracts_place(shelf):
    contract_id = shelf.contract(shelf.customer(), product="M365", quantity=20)
    (row,) = shelf.due()
    shelf.record(row, Outcome.GROWN, value_after=1_500_000, reason="20 more seats")
    (following,) = shelf.due()
    successor = shelf.get(Contract, following.contract_id)
    assert shelf.get(Contract, contract_id).successor_id == successor.id
    assert (successor.starts, successor.ends) == (date(2026, 7, 1), date(2027, 6, 30))
    assert (successor.value, successor.product, successor.quantity) == (1_500_000, "M365", 20)
    assert following.due_on == date(2027, 6, 30)
    assert status(shelf) is status(shelf, date(2026, 7, 1)) is Status.CUSTOMER


def test_a_contract_is_renewed_once(shelf):
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    shelf.record(row, Outcome.RENEWED)
    with pytest.raises(Conflict, match="decided somewhere else"):
        shelf.record(row, Outcome.RENEWED)
    assert len(shelf.due()) == 1


def test_a_loss_ends_the_contract(shelf):
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    renewal_id = shelf.record(row, Outcome.LOST, reason="price", competitor="Acme")
    assert shelf.due() == []
    assert status(shelf) is Status.LEAVING
    assert status(shelf, date(2026, 7, 1)) is Status.LOST
    assert shelf.get(Renewal, renewal_id).value_after == 0
    (decided,) = shelf.due(everything=True)
    assert (decided.reason, decided.competitor) == ("price", "Acme")


def test_a_competitor_is_known_by_name_whatever_its_case(shelf):
    for name in ("Acme", "ACME "):
        shelf.contract(shelf.customer())
        shelf.record(shelf.due()[0], Outcome.LOST, competitor=name)
    assert {row.competitor for row in shelf.due(everything=True)} == {"Acme"}


def test_what_rolled_over_by_itself_goes_on_as_the_same_contract(shelf):
    contract_id = shelf.contract(shelf.customer())
    (row,) = shelf.due()
    shelf.record(row, Outcome.ROLLED_OVER, value_after=1_300_000)
    (following,) = shelf.due()
    assert following.contract_id == contract_id
    assert (following.due_on, following.value) == (date(2027, 6, 30), 1_300_000)


def test_a_decision_can_be_corrected(shelf):
    contract_id = shelf.contract(shelf.customer())
    (row,) = shelf.due()
    shelf.record(row, Outcome.RENEWED)
    decided = shelf.due(everything=True)[-1]
    shelf.record(decided, Outcome.LOST, reason="insolvent")
    assert shelf.due() == []
    assert shelf.get(Contract, contract_id).successor_id is None
    shelf.record(shelf.due(everything=True)[-1], Outcome.REDUCED, value_after=600_000)
    (following,) = shelf.due()
    assert following.value == 600_000
    assert shelf.get(Contract, contract_id).cancelled_on is None
    shelf.record(shelf.due(everything=True)[-1], Outcome.REDUCED, value_after=500_000)
    assert [row.value for row in shelf.due()] == [500_000]


def test_a_decision_can_be_taken_back_altogether(shelf):
    contract_id = shelf.contract(shelf.customer())
    shelf.record(shelf.due()[0], Outcome.ROLLED_OVER, value_after=1_300_000)
    shelf.record(shelf.due(everything=True)[-1], None)
    (row,) = shelf.due()
    assert (row.contract_id, row.due_on, row.value) == (contract_id, date(2026, 6, 30), 1_200_000)


def test_a_decision_that_others_followed_cannot_be_taken_back_first(shelf):
    shelf.contract(shelf.customer(), ends=date(2026, 5, 31))
    shelf.record(shelf.due()[0], Outcome.RENEWED)
    shelf.record(shelf.due()[0], Outcome.LOST)
    first = min(shelf.due(everything=True), key=lambda row: row.due_on)
    with pytest.raises(Conflict, match="decided too"):
        shelf.record(first, Outcome.LOST)


def test_undo_brings_the_open_renewal_back(shelf):
    contract_id = shelf.contract(shelf.customer())
    shelf.record(shelf.due()[0], Outcome.RENEWED)
    with shelf.database.write() as session:
        found = history.next_undo(session)
        assert found.label == "Renewed: Managed service, Nordwind"
        history.undo(session, found.change_set)
    assert [row.contract_id for row in shelf.due(everything=True)] == [contract_id]


def test_a_lost_month_to_month_contract_runs_for_its_notice(shelf):
    shelf.contract(shelf.customer(), term_months=1, ends=None, notice_days=30)
    shelf.record(shelf.due()[0], Outcome.LOST)
    assert shelf.due() == []
    assert status(shelf, date(2026, 6, 3)) is Status.LEAVING
    assert status(shelf, date(2026, 6, 4)) is Status.LOST


def test_a_renewed_open_ended_contract_gets_its_next_review(shelf):
    contract_id = shelf.contract(
        shelf.customer(), term_months=0, ends=None, renews=Renews.OPEN, review_on=date(2026, 5, 1)
    )
    shelf.record(shelf.due()[0], Outcome.GROWN, value_after=2_000_000)
    contract = shelf.get(Contract, contract_id)
    assert (contract.review_on, contract.value) == (date(2027, 5, 4), 2_000_000)


def test_two_decisions_of_one_day_on_a_monthly_contract_are_kept_apart(shelf):
    shelf.contract(shelf.customer(), term_months=1, ends=None, notice_days=0)
    shelf.record(shelf.due()[0], Outcome.RENEWED)
    shelf.record(shelf.due()[0], Outcome.LOST)
    assert len({row.due_on for row in shelf.due(everything=True)}) == 2


@pytest.mark.parametrize(
    ("outcome", "values", "field"),
    [
        (Outcome.GROWN, {}, "value_after"),
        (Outcome.GROWN, {"value_after": 1_200_000}, "value_after"),
        (Outcome.REDUCED, {"value_after": 1_200_000}, "value_after"),
        (Outcome.RENEWED, {"value_after": -1}, "value_after"),
        (Outcome.LOST, {"decided_on": date(2026, 5, 5)}, "decided_on"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(shelf, outcome, values, field):
    shelf.contract(shelf.customer())
    with pytest.raises(Invalid) as refused:
        shelf.record(shelf.due()[0], outcome, **values)
    assert refused.value.field == field
    assert shelf.due(everything=True)[0].outcome is None


def test_a_stale_line_does_not_overwrite_what_somebody_else_decided(shelf):
    contract = shelf.contract(shelf.customer())
    shelf.renewal(contract)
    (row,) = shelf.due()
    shelf.record(row, Outcome.RENEWED)
    with pytest.raises(Conflict):
        shelf.record(row, Outcome.LOST)


def test_an_outcome_of_a_contract_that_is_gone_is_refused(shelf):
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    with pytest.raises(NotFound):
        shelf.record(replace(row, contract_id=99), Outcome.LOST)


def test_the_next_step_is_kept_with_its_owner_and_day(shelf):
    owner = shelf.colleague("Bo")
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    draft = outcomes.next_step_draft(row)
    draft.text, draft.on, draft.owner_id = " Call Marta ", date(2026, 5, 8), owner
    with shelf.database.write() as session:
        outcomes.save_next_step(session, draft, TODAY)
    (row,) = shelf.due()
    assert (row.next_step, row.next_step_on, row.owner) == ("Call Marta", date(2026, 5, 8), "Bo")
    assert row.outcome is None
    shelf.record(row, Outcome.RENEWED)
    assert [row.next_step for row in shelf.due()] == [""]


def test_a_next_step_that_somebody_else_planned_first_is_not_overwritten(shelf):
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    theirs, mine = (
        replace(outcomes.next_step_draft(row), text=text) for text in ("Call Marta", "Call Jo")
    )
    with shelf.database.write() as session:
        outcomes.save_next_step(session, theirs, TODAY)
    with shelf.database.write() as session, pytest.raises(Conflict, match="changed somewhere else"):
        outcomes.save_next_step(session, mine, TODAY)
    assert [row.next_step for row in shelf.due()] == ["Call Marta"]
