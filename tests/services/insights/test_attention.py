"""Attention around signatures: who was courted and then dropped."""

from app.models import Contract, Customer, Interaction, StageEntry
from app.services.insights.attention import attention, facts
from app.services.insights.stages import stages
from tests.firm import ago

TALK = {"kind": "call", "two_way": True, "direction": "out"}


def talks(customer, days, **more):
    return [Interaction(customer_id=customer, occurred_on=ago(day), **TALK | more) for day in days]


def test_a_customer_that_was_courted_and_dropped_is_named(firm):
    dropped, kept = firm.customer("Dropped"), firm.customer("Kept")
    firm.add(
        *talks(kept, range(1, 700, 15)),
        *talks(dropped, range(300, 390, 6)),
        *talks(dropped, range(1, 290, 10), direction="in"),  # they call; we do not
        *talks(dropped, range(1, 290, 10), two_way=False),  # our one-way mails are no attention
        *(StageEntry(customer_id=one, stage="purchase", entered_on=ago(300))
          for one in (dropped, kept)),
    )  # fmt: skip
    found = firm.ask(attention)
    named = {one.customer: one for one in found.customers}
    assert named["Dropped"].dropped
    assert named["Dropped"].before == 5
    assert named["Dropped"].after == 0
    assert not named["Kept"].dropped
    assert found.dropped == 1
    assert [row.customer for row in firm.ask(facts, "dropped").rows] == ["Dropped"]
    notes = [row.note for row in firm.ask(facts, f"customer:{dropped}").rows]
    assert set(notes) == {"before the signature"}
    months = {point.month: point for point in found.curve}
    assert months[-1].n == months[6].n == 2
    assert months[-1].rate > months[6].rate


def test_a_signature_before_anything_was_recorded_cannot_be_judged(firm):
    nordwind = firm.customer()
    firm.add(
        *talks(nordwind, range(1, 300, 10)),
        StageEntry(customer_id=nordwind, stage="purchase", entered_on=ago(290)),
    )
    assert firm.ask(attention).n == 0


def test_courting_before_the_next_decision_is_not_counted_as_attention(firm):
    nordwind = firm.customer()
    contract = {"currency": "EUR", "starts": ago(340), "term_months": 12, "notice_days": 0}
    firm.add(
        *talks(nordwind, range(341, 700, 10)),
        Contract(customer_id=nordwind, title="Service", **contract),
    )
    (before,) = firm.ask(attention).customers
    firm.add(*talks(nordwind, range(1, 90, 3)))
    (after,) = firm.ask(attention).customers
    assert before == after


def test_stages_tell_who_gets_how_much(firm):
    for n in range(5):
        firm.add(*talks(firm.customer(f"New {n}", stage="application"), range(1, 90, 10)))
    for n in range(5):
        firm.customer(f"Old {n}", stage="leverage")
    gone = firm.customer("Gone", stage="lost")
    firm.add(*talks(gone, range(1, 90, 10)))
    found = {row.id: row for row in firm.ask(stages).stages}
    assert found["application"].figure.value == 3
    assert (found["leverage"].figure.value, found["leverage"].untouched) == (0, 5)
    assert found["application"].share_of_talks == 1
    assert "lost" not in found
    with firm.database.write() as session:
        session.get(Customer, 1).stage = None
    assert firm.ask(stages).stages[-1].stage is None
