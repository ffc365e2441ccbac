"""Ours against theirs: blind spots only where the range allows, unknown where nobody answered."""

import pytest

from app.models import Response, SelfRating
from app.models.kinds import Question
from app.services.errors import Invalid, NotFound
from app.services.insights.perception import Verdict, facts, of_customer, perception
from app.services.trust.ratings import RatingDraft, rate
from tests.firm import TODAY, ago

FIVE = {"question": "trust", "low": 1, "high": 5}


def ours(customer, score, days=20):
    return SelfRating(customer_id=customer, score=score, occurred_on=ago(days), **FIVE)


def theirs(customer, score, days=30, **more):
    return Response(customer_id=customer, score=score, occurred_on=ago(days), **FIVE | more)


def test_a_blind_spot_needs_a_whole_range_clear_of_none(firm):
    clear, thin, silent, calm = (
        firm.customer(name) for name in ("Clear", "Thin", "Silent", "Calm")
    )
    firm.add(*(theirs(calm, 4) for _ in range(20)))  # what customers say on the whole
    firm.add(ours(clear, 5), *(theirs(clear, 2) for _ in range(8)))
    firm.add(ours(thin, 5), theirs(thin, 4))
    firm.add(ours(silent, 5))
    found = {row.customer: row for row in firm.ask(perception).customers}
    assert found["Clear"].verdict is Verdict.BLIND_SPOT
    assert found["Thin"].verdict is Verdict.UNCLEAR
    assert found["Silent"].verdict is Verdict.UNKNOWN
    assert found["Silent"].gap is None
    trust = next(one for one in firm.ask(perception).drivers if one.driver is Question.TRUST)
    assert (trust.n, trust.gap) == (2, None)  # too few customers for a gap of the firm


def test_only_answers_within_180_days_of_a_rating_are_its_pair(firm):
    nordwind = firm.customer()
    firm.add(
        ours(nordwind, 4, days=300), theirs(nordwind, 1, days=470), theirs(nordwind, 3, days=90)
    )
    (gap,) = firm.ask(perception).customers
    assert gap.their_answers == 1
    (gap,) = firm.ask(perception, on=ago(100)).customers
    assert gap.their_answers == 1
    assert gap.gap.value == pytest.approx(4 - 1)
    assert firm.ask(facts, gap.id).total == 3


def test_the_mean_gap_of_five_customers_is_the_finding(firm):
    for n in range(5):
        customer = firm.customer(f"C{n}")
        firm.add(ours(customer, 5), theirs(customer, 3), theirs(customer, 3))
    found = firm.ask(perception)
    trust = next(one for one in found.drivers if one.driver is Question.TRUST)
    assert trust.gap == pytest.approx((2.0, 2.0, 2.0))
    assert trust.verdict is Verdict.BLIND_SPOT
    assert "Trust" in found.finding


def test_rating_ourselves_is_kept_and_then_shows_the_gap(firm):
    nordwind = firm.customer()
    firm.add(theirs(nordwind, 2))
    draft = RatingDraft(customer="Nordwind", scores={Question.TRUST: 4})
    with firm.database.write() as session:
        assert rate(session, draft, TODAY) == nordwind
    (gap,) = firm.ask(lambda session, today: of_customer(session, today, nordwind))
    assert (gap.driver, gap.ours, gap.their_answers) == (Question.TRUST, 4, 1)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (RatingDraft(customer="Nordwind"), Invalid),
        (RatingDraft(customer="Nordwind", scores={Question.TRUST: 6}), Invalid),
        (RatingDraft(customer="Nordwind", scores={Question.NPS: 4}), Invalid),
        (RatingDraft(customer="Nobody", scores={Question.TRUST: 4}), NotFound),
    ],
)
def test_what_is_no_rating_is_refused(firm, draft, error):
    firm.customer()
    with firm.database.read() as session, pytest.raises(error):
        rate(session, draft, TODAY)
