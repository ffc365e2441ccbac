import pytest
from sqlalchemy import select, update

from app.models import Colleague, Contact, Contract, Customer, Feedback, RenewalReview, Standing
from app.models.kinds import Call
from app.services.book import settings
from app.services.contracts.assess import LevelState
from app.services.customers import standings
from app.services.reports import renewal_review
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, fact

TORN = LevelState(12, 8, 20, 30)


@pytest.fixture
def torn(known, session):
    """Nordwind stands badly, so that its renewal is at risk."""
    standings.freshen(session, TODAY)
    session.execute(
        update(Standing).where(Standing.customer_id == NORDWIND).values(level=12, sd=8, fall=30)
    )
    session.flush()
    return session


def review_of(session, **more):
    return renewal_review.review(session, TODAY, **more)


def contract(customer):
    terms = {"starts": ago(300), "term_months": 12, "renews": "expires"}
    return Contract(title="Small", value=100, currency="EUR", **terms, **fact(300, customer))


def called(session, row, **values):
    values = {"horizon": 90, "manager_on": ago(3), "final_on": ago(2)} | values
    session.add(RenewalReview(contract_id=row.contract_id, due_on=row.due_on, **values, **fact(3)))
    session.flush()


def test_a_customer_at_risk_has_a_page(torn):
    found = review_of(torn)
    (page,) = found.pages
    assert (page.customer, page.owner, found.left_out) == ("Nordwind", "Ana", 0)
    assert [row.contract for row in page.renewals] == ["Managed workplace"]
    assert [one.name for one in page.people] == ["Marta", "Karl"]
    assert page.people[0].last_talk == ago(300)
    assert [one.text for one in page.actions] == ["They said: “Third time this month”"]


def test_the_reasons_of_a_page_add_up_to_the_standing(torn):
    (page,) = review_of(torn).pages
    whole = sum(one.effect for one in page.reasons) + page.smaller_points
    assert page.story.baseline + whole == pytest.approx(page.story.level, abs=1e-9)
    assert page.smaller > 0


def test_nobody_at_risk_gives_the_list_alone(known, session):
    found = review_of(session, levels={NORDWIND: LevelState(90, 5, 30, 0)})
    assert len(found.rows) == 1
    assert found.pages == ()


@pytest.mark.parametrize(
    ("calls", "pages"),
    [
        ({"final_call": Call.SAFE, "manager_call": Call.AT_RISK}, 0),
        ({"manager_call": Call.AT_RISK, "final_on": None}, 1),
        ({"manager_call": Call.SAFE, "final_on": None}, 1),
    ],
    ids=["the owner's word counts", "the manager's says so", "what is computed is seen as well"],
)
def test_who_is_at_risk_is_what_was_called(torn, calls, pages):
    called(torn, review_of(torn).rows[0], **calls)
    assert len(review_of(torn).pages) == pages


def test_an_agreed_action_stands_first_by_its_day(torn):
    owner = torn.scalars(select(Colleague.id)).first()
    act = {"action": "Visit them", "action_on": ago(-3), "action_owner_id": owner}
    called(torn, review_of(torn).rows[0], final_call=Call.AT_RISK, **act)
    (page,) = review_of(torn).pages
    assert (page.actions[0].text, page.actions[0].owner) == ("Visit them", "Ana")


def test_a_call_of_a_later_day_is_not_seen(torn):
    row = review_of(torn).rows[0]
    called(torn, row, final_call=Call.SAFE, manager_call=Call.WATCH, horizon=180,
           final_on=ago(-1), computed_call=Call.AT_RISK)  # fmt: skip
    said = review_of(torn).called(row)
    assert (said.manager, said.computed, said.final) == (Call.WATCH, Call.AT_RISK, None)


def test_those_who_left_long_ago_and_the_erased_are_not_told(torn):
    people = (("Old", {"left_on": ago(500)}), ("Gone", {"left_on": ago(50), "influence": 5}),
              ("Erased", {"erased_on": ago(2)}), ("Chief", {"influence": 4}))  # fmt: skip
    torn.add_all([Contact(name=name, **more, **fact(600)) for name, more in people])
    torn.flush()
    (page,) = review_of(torn).pages
    assert [one.name for one in page.people] == ["Chief", "Marta", "Karl", "Gone"]


def test_only_so_many_have_a_page_and_the_rest_is_counted(torn, monkeypatch):
    monkeypatch.setattr(renewal_review, "MOST_PAGES", 1)
    torn.add(contract(QUIET))
    torn.flush()
    found = review_of(torn, levels={NORDWIND: TORN, QUIET: TORN})
    assert ([page.customer for page in found.pages], found.left_out) == (["Nordwind"], 1)


def test_the_number_of_queries_does_not_grow_with_the_customers(known, session, asked):
    settings.load(session)  # which are kept from then on
    counts = []
    for more in (0, 5):
        for number in range(more):
            one = Customer(name=f"More {number}", recorded_on=ago(400))
            session.add(one)
            session.flush()
            session.add(
                Feedback(occurred_on=ago(20), text="Slow", kind="complaint", **fact(20, one.id))
            )
            session.add(contract(one.id))
        session.flush()
        levels = dict.fromkeys(session.scalars(select(Customer.id)), TORN)
        with asked() as said:
            found = review_of(session, levels=levels)
        counts.append(len(said))
        assert len(found.pages) == 1 + more
    assert counts[0] == counts[1]
