"""What holds of every section: nothing later is seen, its cost does not grow, its facts open."""

from dataclasses import replace

import pytest

from app.models import (
    AdvocacyAct,
    Competitor,
    CompetitorMention,
    Contact,
    Contract,
    Feedback,
    Interaction,
    Promise,
    Renewal,
    Response,
    SelfRating,
    StageEntry,
    Ticket,
)
from app.services.insights.sections import SECTIONS
from tests.services.insights.conftest import TODAY, ago

STANDS = {
    "level": 72.0, "mass": 9.0, "direction": "steady", "usual_gap": 20.0, "yearly_value": 500_000,
    "last_two_way": ago(70), "quiet_from": ago(10), "state": {"bits": 4.0, "days_silent": 70},
    "character": "healthy", "signs": ["standing 72"], "next_renewal": ago(-60),
}  # fmt: skip


def a_life(customer_id, colleague_id, rival, *, back=0, known=None):
    """Some of everything about a customer, ``back`` days before today, known when it happened."""

    def fact(model, day, **values):
        on = ago(day + back)
        return model(
            customer_id=customer_id, recorded_on=known or on, **values | {DATED[model]: on}
        )

    scale = {"low": 1, "high": 5}
    asked = {"question": "nps", "low": 0, "high": 10}
    talk = {"kind": "call", "two_way": True, "direction": "out", "colleague_id": colleague_id}
    return [
        *(fact(Interaction, day, **talk) for day in range(10, 420, 30)),
        fact(StageEntry, 400, stage="purchase"),
        fact(Response, 20, score=9, **asked),
        fact(Response, 21, score=None, asked_on=ago(21 + back), **asked),
        fact(Response, 15, question="csat", score=2, **scale),
        fact(Response, 30, question="trust", score=3, **scale),
        fact(SelfRating, 40, question="trust", score=5, colleague_id=colleague_id, **scale),
        fact(Promise, 50, text="Quote", due_on=ago(40 + back), done_on=ago(35 + back)),
        fact(Promise, 20, text="Plan", due_on=ago(5 + back), colleague_id=colleague_id),
        fact(Feedback, 45, text="Slow", kind="complaint"),
        fact(Ticket, 12, title="Mail down", priority=1),
        fact(CompetitorMention, 33, competitor_id=rival, stance="cheaper"),
        fact(AdvocacyAct, 200, kind="reference"),
    ]


DATED = {
    Interaction: "occurred_on", StageEntry: "entered_on", Response: "occurred_on",
    SelfRating: "occurred_on", Promise: "made_on", Feedback: "occurred_on", Ticket: "opened_on",
    CompetitorMention: "occurred_on", AdvocacyAct: "occurred_on",
}  # fmt: skip


@pytest.fixture
def few(firm):
    """Two customers with a life, a contract and a decided renewal each."""
    return settle(firm, 2)


def settle(firm, count):
    ana = firm.colleague()
    (rival,) = firm.add(Competitor(name="Otherhouse"))
    firm.add(*bystander(firm))
    for n in range(count):
        stands = STANDS | {"yearly_value": 100_000 * (n + 1)}
        customer = firm.customer(f"Customer {n}", segment="Trade", owner_id=ana, stands=stands)
        firm.add(Contact(customer_id=customer, name="Marta"))
        contract = {"currency": "EUR", "value": 1_000, "term_months": 12, "starts": ago(500)}
        (held,) = firm.add(Contract(customer_id=customer, title="Service", **contract))
        decided = {"due_on": ago(140), "decided_on": ago(150), "outcome": "renewed"}
        firm.add(Renewal(customer_id=customer, contract_id=held, **decided))
        firm.add(*a_life(customer, ana, rival))
        firm.stands(customer, **stands)
    return firm


def bystander(firm):
    """The book's first talk lies two years back, so that signatures can be judged."""
    customer = firm.customer("Bystander", stands=STANDS | {"status": "lost"})
    return [Interaction(customer_id=customer, occurred_on=ago(800), kind="call", two_way=True)]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_something_to_say_and_every_figure_opens(few, name):
    section = SECTIONS[name]
    found = few.ask(section.insight)
    assert found.n > 0
    assert found.finding
    assert found.figures
    for figure in found.figures:
        facts = few.ask(section.facts, figure.id)
        assert facts.title
        assert all(row.customer_id and row.customer for row in facts.rows)


@pytest.mark.parametrize("name", SECTIONS)
def test_an_empty_book_has_no_finding(firm, name):
    found = firm.ask(SECTIONS[name].insight)
    assert (found.n, found.finding) == (0, "")


@pytest.mark.parametrize("name", SECTIONS)
def test_nothing_later_is_seen(few, name):
    """What happens or becomes known after a day does not change what is said of that day."""
    before = few.ask(SECTIONS[name].insight)
    few.add(*a_life(2, 1, 1, back=-430))
    few.add(*a_life(2, 1, 1, known=ago(-1)))
    few.add(*(Promise(customer_id=2, made_on=ago(9), text="x", recorded_on=ago(-9)),))
    few.stands(2, **STANDS | {"yearly_value": 100_000})
    few.stands(3, **STANDS | {"yearly_value": 200_000})
    assert few.ask(SECTIONS[name].insight) == replace(before, as_of=TODAY)


@pytest.mark.parametrize("name", SECTIONS)
def test_the_number_of_queries_does_not_grow_with_the_customers(few, name):
    section = SECTIONS[name]
    before = few.queries(section.insight)
    ana = few.colleague("Ben")
    for n in range(12):
        customer = few.customer(f"More {n}", segment=f"S{n}", stands=STANDS)
        few.add(*a_life(customer, ana, 1))
        few.stands(customer, **STANDS)
    assert few.queries(section.insight) == before <= 14
