"""What customers answered: an NPS that never stands alone, and faces instead of percentages."""

from app.models import Contact, Response
from app.services.insights.recommendation import facts as nps_facts
from app.services.insights.recommendation import recommendation, vote_of
from app.services.insights.satisfaction import satisfaction
from tests.firm import ago


def answer(customer, score, *, days=10, contact=None, question="nps", low=0, high=10, **more):
    return Response(
        customer_id=customer, contact_id=contact, question=question, score=score, low=low,
        high=high, occurred_on=ago(days), **more,
    )  # fmt: skip


def test_each_customer_has_one_vote_of_its_peoples_latest_answers(firm):
    nordwind = firm.customer()
    marta, karl = firm.add(
        Contact(customer_id=nordwind, name="Marta"), Contact(customer_id=nordwind, name="Karl")
    )
    firm.stands(nordwind)
    firm.add(
        answer(nordwind, 2, days=100, contact=marta),
        answer(nordwind, 10, days=20, contact=marta),
        answer(nordwind, 7, days=30, contact=karl),
        answer(nordwind, 0, days=500, contact=karl),
    )
    firm.stands(nordwind)
    (vote,) = firm.ask(recommendation).votes
    assert (vote.vote, vote.people) == (0.5, 2)


def test_below_five_customers_there_is_no_score_and_the_silent_are_told(firm):
    customers = [firm.customer(f"C{n}") for n in range(10)]
    firm.add(*(answer(customer, 9) for customer in customers[:4]))
    for customer in customers:
        firm.stands(customer)
    found = firm.ask(recommendation)
    assert found.score is None
    assert found.figures[0].value is None
    firm.add(answer(customers[4], 3))
    firm.stands(customers[4])
    found = firm.ask(recommendation)
    assert (found.score, found.voters, found.population) == (60, 5, 10)
    assert (found.floor, found.ceiling) == (-20, 80)  # if all the silent were against us, for us
    assert found.silent_share == 0.5
    assert firm.ask(nps_facts, "silent").total == 5


def test_a_score_on_another_scale_is_carried_over():
    assert [vote_of(score, 1, 5) for score in (1, 3, 4, 5)] == [-1, -1, 0, 1]
    assert [vote_of(score, -1, 1) for score in (-1, 0, 1)] == [-1, -1, 1]


def test_satisfaction_below_eight_answers_is_counts_and_faces_only(firm):
    few, many = firm.customer("Few"), firm.customer("Many")
    five = {"question": "csat", "low": 1, "high": 5}
    firm.add(
        *(answer(few, score, **five) for score in (1, 4, 5, 5, 5, 5, 5)),
        *(answer(many, score, **five) for score in (2, 2, 4, 5, 5, 5, 5, 5)),
        answer(many, None, asked_on=ago(9), **five),
        answer(many, 1, days=400, **five),
    )
    found = firm.ask(satisfaction)
    by_name = {row.customer: row for row in found.customers}
    assert by_name["Few"].faces == (1, 0, 0, 1, 5)
    assert by_name["Few"].figure.value is None
    assert by_name["Many"].figure.value == 0.75
    assert found.faces == (1, 2, 0, 2, 10)
    assert [row.customer for row in found.customers] == ["Many", "Few"]
