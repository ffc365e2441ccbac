"""Who carries what, and by whom a customer hangs."""

from datetime import date

from app.models import Contact, Interaction, InteractionContact
from app.services.insights.single_points import Side
from app.services.insights.team import facts, team
from tests.firm import ago


def talk(firm, customer, colleague, *people, days=5, kind="call"):
    (talked,) = firm.add(
        Interaction(
            customer_id=customer, colleague_id=colleague, occurred_on=ago(days), kind=kind,
            two_way=True,
        )
    )  # fmt: skip
    firm.add(*(InteractionContact(interaction_id=talked, contact_id=one) for one in people))


def people(firm, customer, *names, left_on: date | None = None):
    return firm.add(*(Contact(customer_id=customer, name=n, left_on=left_on) for n in names))


def settle(firm, customer, value):
    firm.stands(customer, yearly_value=value)


def test_a_valuable_customer_that_hangs_by_one_person_is_named_with_the_share(firm):
    ana, ben = firm.colleague("Ana"), firm.colleague("Ben")
    small, large = firm.customer("Small"), firm.customer("Large", owner_id=ana)
    marta, karl = people(firm, large, "Marta", "Karl")
    for days in range(1, 6):
        talk(firm, large, ana, marta, karl, days=days)
        talk(firm, small, ben, days=days)
    talk(firm, large, ben, marta, days=8)
    settle(firm, small, 1_000)
    settle(firm, large, 9_000)
    found = firm.ask(team)
    (point,) = found.points  # the small one is worth less, Marta and Karl share the thread
    assert (point.customer, point.side, point.person) == ("Large", Side.OURS, "Ana")
    assert 0.8 < point.held < 0.9
    assert point.others == 1
    loads = {load.name: load for load in found.loads}
    assert (loads["Ana"].talks, loads["Ana"].owned, loads["Ana"].sole) == (5, 1, 1)
    assert (loads["Ben"].talks, loads["Ben"].customers_met) == (6, 2)
    assert [row.customer for row in firm.ask(facts, "points").rows] == ["Large"]
    assert firm.ask(facts, f"colleague:{ben}").total == 2


def test_one_of_theirs_may_hold_the_thread_but_not_who_has_left(firm):
    ana, ben = firm.colleague("Ana"), firm.colleague("Ben")
    small = [firm.customer(name) for name in ("Small", "Smaller")]
    held, free = firm.customer("Held"), firm.customer("Free")
    (marta,) = people(firm, held, "Marta")
    (gone,) = people(firm, free, "Gone", left_on=ago(1))
    for days in range(1, 7):
        talk(firm, held, ana if days % 2 else ben, marta, days=days)
        talk(firm, free, ana if days % 2 else ben, gone, days=days)
    settle(firm, held, 50)
    settle(firm, free, 50)
    for customer in small:
        settle(firm, customer, 10)
    found = firm.ask(team)
    assert [(one.customer, one.person, one.held) for one in found.points] == [("Held", "Marta", 1)]


def test_a_single_talk_holds_nothing(firm):
    ana = firm.colleague("Ana")
    firm.stands(firm.customer("Small"), yearly_value=1)
    large = firm.customer("Large")
    talk(firm, large, ana)
    settle(firm, large, 9_000)
    settle(firm, 1, 10)
    assert firm.ask(team).points == ()
