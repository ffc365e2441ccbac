"""Loops, silence, segments, competitors, characters and chances, each by its own rules."""

from app.models import (
    AdvocacyAct,
    Competitor,
    CompetitorMention,
    Contract,
    Feedback,
    Promise,
    Renewal,
    Ticket,
)
from app.models.kinds import LoopStep
from app.services.insights import chances, characters, competition, loops, segments, silence
from tests.firm import ago

HAPPY = {"level": 72.0, "mass": 9.0, "direction": "steady", "yearly_value": 1_000}


def told(customer, days, kind="complaint", **steps):
    return Feedback(customer_id=customer, text="Slow", kind=kind, occurred_on=ago(days), **steps)


def test_loops_tell_how_far_they_came_and_how_old_the_open_ones_are(firm):
    nordwind = firm.customer()
    firm.add(
        told(nordwind, 100, acted_on=ago(96), told_on=ago(90), confirmed_on=ago(80)),
        told(nordwind, 60, acted_on=ago(50), told_on=ago(40)),
        told(nordwind, 40, kind="wish"),
        told(nordwind, 31),
        told(nordwind, 5),
        told(nordwind, 500),
        told(nordwind, 10, kind="praise"),
        told(nordwind, 600, confirmed_on=ago(550)),
    )
    found = firm.ask(loops.loops)
    assert [(one.reached, one.figure.n) for one in found.steps] == [(2, 5), (2, 5), (1, 5)]
    assert [one.days for one in found.steps] == [7, 15, 20]
    by_step = {one.step: one for one in found.open}
    assert by_step[LoopStep.HEARD].ages == (1, 0, 2, 1)
    assert by_step[LoopStep.HEARD].oldest == 500
    assert by_step[LoopStep.TOLD].n == 1
    assert found.overdue == 2
    assert firm.ask(loops.facts, "open:heard").total == 4
    past = firm.ask(loops.loops, on=ago(85))
    assert past.steps[2].reached == 0  # confirmed only later


def test_silence_is_held_against_the_customers_own_rhythm(firm):
    rhythm = {"usual_gap": 10.0, "last_two_way": ago(50), "state": {"bits": 4.0}}
    quiet = firm.customer("Quiet", stands=rhythm | {"quiet_from": ago(20)})
    firm.customer("Slow", stands=rhythm | {"usual_gap": 90.0, "quiet_from": ago(-100)})
    firm.customer("Lost", stands=rhythm | {"quiet_from": ago(20), "status": "lost"})
    found = firm.ask(silence.silences)
    assert [(row.customer, row.quiet) for row in found.customers] == [
        ("Quiet", True),
        ("Slow", False),
    ]
    assert (found.customers[0].days, found.customers[0].longer_than) == (50, 1 - 1 / 16)
    (row,) = firm.ask(silence.facts, "quiet").rows
    assert (row.customer_id, row.text) == (quiet, "quiet for 50 days; usually every 10 days")


def test_segments_give_no_share_of_few_renewals_and_no_mean_of_few_customers(firm):
    for n in range(5):
        customer = firm.customer(f"T{n}", segment="Trade", stands={"level": 70.0 + n})
        (contract,) = firm.add(Contract(customer_id=customer, title="Service", currency="EUR"))
        outcome = "lost" if n == 0 else "renewed"
        firm.add(
            Renewal(customer_id=customer, contract_id=contract, due_on=ago(90), outcome=outcome)
        )
        firm.stands(customer, level=70.0 + n, yearly_value=500_000)
    firm.add(*(Ticket(customer_id=1, opened_on=ago(20)) for _ in range(10)))
    firm.stands(1, level=70.0, yearly_value=500_000)
    firm.customer("H", segment="Health", stands={"level": 10.0})
    trade, health = firm.ask(segments.segments).segments
    assert (trade.name, trade.level.value, trade.decided, trade.lost) == ("Trade", 72, 5, 1)
    assert trade.loss.value == 0.2
    assert (trade.value_per_customer, trade.tickets, trade.effort) == (500_000, 10, 4.0)
    assert (health.name, health.level.value, health.loss) == ("Health", None, None)
    assert firm.ask(segments.facts, trade.id).total == 6


def test_a_competitor_named_before_a_renewal_is_an_alert(firm):
    soon = {"next_renewal": ago(-60), "yearly_value": 10}
    near, far = firm.customer("Near"), firm.customer("Far")
    (rival,) = firm.add(Competitor(name="Otherhouse"))
    said = {"competitor_id": rival}
    firm.add(
        CompetitorMention(customer_id=near, occurred_on=ago(90), stance="cheaper", **said),
        CompetitorMention(customer_id=near, occurred_on=ago(10), stance="worse", **said),
        CompetitorMention(customer_id=far, occurred_on=ago(200), stance="better", **said),
    )
    firm.stands(near, **soon)
    firm.stands(far, **soon)
    found = firm.ask(competition.competition)
    (alert,) = found.alerts
    assert (alert.customer, alert.said_on) == ("Near", ago(90))
    (otherhouse,) = found.rivals
    assert otherhouse.stances == (1, 1, 0, 0, 1, 0)
    assert firm.ask(competition.facts, "threats").total == 2


def test_characters_are_counts_and_what_nobody_knows_yet_is_told_apart(firm):
    firm.customer("A", stands={"character": "partner", "signs": ["standing 80"]})
    firm.customer("B", stands={"character": "captive"})
    firm.customer("C")
    found = firm.ask(characters.characters)
    assert [(row.id, row.n) for row in found.counts] == [
        ("partner", 1),
        ("captive", 1),
        ("unknown", 1),
    ]
    assert found.n == 2
    assert [row.text for row in firm.ask(characters.facts, "partner").rows] == ["standing 80"]
    assert [row.customer for row in firm.ask(characters.facts, "strained").rows] == ["B"]


def test_whoever_has_an_open_issue_is_left_alone(firm):
    names = ("Fine", "Asked", "Complained", "Waits", "Down", "Low")
    fine, asked, complained, waits, down, low = (firm.customer(name) for name in names)
    firm.add(
        AdvocacyAct(customer_id=asked, kind="reference", occurred_on=ago(30)),
        told(complained, 20),
        Promise(customer_id=waits, text="Plan", made_on=ago(20), due_on=ago(3)),
        Ticket(customer_id=down, title="Mail", opened_on=ago(2), priority=1),
        Ticket(customer_id=fine, title="Mouse", opened_on=ago(2), priority=4),
        *(
            Contract(customer_id=one, title="Backup", currency="EUR", starts=ago(50))
            for one in (asked, complained, waits)
        ),
    )
    for customer in (fine, asked, complained, waits, down):
        firm.stands(customer, **HAPPY)
    firm.stands(low, **HAPPY | {"level": 50.0})
    found = firm.ask(chances.chances)
    assert [one.customer for one in found.offers] == ["Asked", "Fine"]
    assert [one.customer for one in found.references] == ["Fine"]
    assert {one.customer for one in found.alone} == {"Complained", "Down", "Waits"}
    assert found.offers[1].idea == "Backup: 3 of 6 like it have it"
    assert [row.text for row in firm.ask(chances.facts, f"alone:{waits}").rows] == [
        "promise late: Plan"
    ]
