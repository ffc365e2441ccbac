"""Promises as customers lived them: kept, late, broken, and announced."""

from app.models import Promise
from app.services.insights.promise_keeping import facts, promise_keeping
from tests.firm import ago


def promise(customer, due, **values):
    return Promise(
        customer_id=customer, text="Quote", made_on=ago(due + 30), due_on=ago(due), **values
    )


def test_each_promise_counts_once_as_what_became_of_it(firm):
    nordwind, ana = firm.customer(), firm.colleague()
    firm.add(
        promise(nordwind, 100, done_on=ago(100), colleague_id=ana),
        promise(nordwind, 90, done_on=ago(80)),
        promise(nordwind, 80, done_on=ago(76)),
        promise(nordwind, 30),
        promise(nordwind, 70),  # open 60 days after its day: broken
        promise(nordwind, 20, broken_on=ago(25)),
        promise(nordwind, -5),
        promise(nordwind, 500, done_on=ago(500)),
        promise(nordwind, 10, done_on=ago(9), direction="theirs"),
    )
    found = firm.ask(promise_keeping)
    firm_ledger = found.firm
    assert (firm_ledger.kept, firm_ledger.late, firm_ledger.broken) == (1, 3, 2)
    assert firm_ledger.pending == 1
    assert firm_ledger.late_days == 7
    assert firm_ledger.figure.n == 6
    assert round(firm_ledger.figure.value, 3) == round(1 / 6, 3)
    named = {one.name: one.figure for one in found.colleagues}
    assert (named["Ana"].n, named["Ana"].value) == (1, None)  # below five: the ledger, no share
    assert firm.ask(facts, "firm").total == 6
    assert {row.note for row in firm.ask(facts, "late").rows} == {"10 days late", "4 days late"}


def test_a_move_in_time_is_announced_and_a_move_too_late_is_late(firm):
    nordwind = firm.customer()
    moved = {"done_on": ago(45), "moved_from": ago(60)}
    firm.add(
        promise(nordwind, 40, moved_on=ago(62), **moved),
        promise(nordwind, 40, moved_on=ago(50), **moved),
    )
    found = firm.ask(promise_keeping)
    assert (found.firm.kept, found.firm.late) == (1, 1)
    assert [row.note for row in firm.ask(facts, "told").rows] == ["kept", "15 days late"]


def test_a_past_day_does_not_know_the_later_step(firm):
    nordwind = firm.customer()
    firm.add(promise(nordwind, 30, done_on=ago(20), broken_on=None))
    assert firm.ask(promise_keeping, on=ago(25)).firm.late_days is None
    assert firm.ask(promise_keeping, on=ago(25)).firm.late == 1
    assert firm.ask(promise_keeping).firm.late_days == 10
