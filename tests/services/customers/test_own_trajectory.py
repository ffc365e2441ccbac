"""A customer's trajectory is its own: whoever else is in the book, it is the same to the bit."""

from random import Random

import pytest

from app.models import Contract, Customer, Feedback, Promise, Renewal
from app.services.customers import standings, trajectories
from tests.nordwind import NORDWIND, TALKS, TODAY, ago, talk

OLDEST = max(days for days, _feeling in TALKS)  # from when the firm has been recording at all


def add_another(session, random, number):
    """Add a customer with a random life, as far back as the firm records."""

    def day():
        return ago(random.randrange(OLDEST))

    session.add(Customer(id=number, name=f"Other {number}", since=day(), recorded_on=day()))
    session.flush()
    contract = Contract(
        customer_id=number, title="Backup", currency="EUR", value=1, recorded_on=day(),
        starts=ago(700), term_months=12, renews="automatic",
    )  # fmt: skip
    session.add(contract)
    session.flush()
    whose = {"customer_id": number}
    session.add_all(
        [
            *(talk(random.randrange(OLDEST), random.randrange(-2, 3), number) for _n in range(9)),
            Promise(text="x", made_on=day(), broken_on=TODAY, recorded_on=ago(OLDEST), **whose),
            Feedback(occurred_on=day(), recorded_on=TODAY, text="x", kind="complaint", **whose),
            Renewal(
                contract_id=contract.id, due_on=ago(335), decided_on=ago(340), outcome="renewed",
                recorded_on=ago(335), **whose,
            ),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_adding_customers_does_not_change_anothers_trajectory(known, seed):
    def seen():
        with known.read() as session:
            view = trajectories.trajectory(session, NORDWIND, TODAY)
            (found,) = standings.assess_all(session, TODAY, [NORDWIND])
            return view.points, view.effects, view.forecast, found.state, found.trend

    before, random = seen(), Random(seed)
    with known.write() as session:
        for number in range(50, 55):
            add_another(session, random, number)
    assert seen() == before
