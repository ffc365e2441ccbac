import re

import pytest

from app.models import (
    AdvocacyAct,
    CompetitorMention,
    Contact,
    Contract,
    Customer,
    Expectation,
    Feedback,
    Goal,
    Initiative,
    Interaction,
    Promise,
    Renewal,
    RenewalReview,
    Ticket,
)
from app.services.errors import NotFound
from app.services.reports import review_pack
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, fact

# what a customer must not read, by the name of its column or table in the book; next steps of
# renewals come along with its contracts, and go no further (the test with a secret word)
INTERNAL = (
    "note", "feeling", "attitude", "influence", "ease", "cadence_days", "standings", "level",
    "character", "second_character", "signs", "risk", "reasons", "renewal_reviews",
    "risk_snapshots", "character_overrules", "competitors", "competitor_mentions", "interactions",
    "advocacy_acts", "self_ratings", "responses", "gut", "contacts",
)  # fmt: skip


def pack(session, customer=NORDWIND, day=TODAY):
    return review_pack.pack(session, customer, day)


def test_goals_and_what_is_done_together(known, session):
    session.add_all(
        [
            Goal(text="Second site", due_on=ago(-90), progress=40, our_part="Network", **fact(9)),
            Goal(text="Known later", **fact(-3)),
            Initiative(title="Paperless", started_on=ago(80), status="running", **fact(80)),
        ]
    )
    session.flush()
    found = pack(session)
    assert [(one.text, one.progress, one.our_part) for one in found.goals] == [
        ("Second site", 40, "Network")
    ]
    assert [(one.title, one.status) for one in found.joint] == [("Paperless", "running")]


def test_what_we_promised_and_what_they_promised_are_told_apart(known, session):
    due = {"made_on": ago(30), "due_on": ago(2)}
    session.add_all(
        [
            Promise(text="Names of the new people", direction="theirs", **due, **fact(30)),
            Promise(text="Long ago", direction="ours", made_on=ago(900), due_on=ago(890),
                    done_on=ago(890), **fact(900)),
        ]
    )  # fmt: skip
    session.flush()
    found = pack(session)
    assert [one.text for one in found.promises] == ["Send the quote"]
    assert [one.text for one in found.theirs] == ["Names of the new people"]
    assert (found.kept.due, found.kept.kept) == (1, 0)


def test_said_and_did_as_of_the_day(known, session):
    session.add_all(
        [
            Feedback(occurred_on=ago(60), text="A list of licences", kind="wish", acted_on=ago(40),
                     action="Sent every quarter", told_on=ago(10), **fact(60)),
            Feedback(occurred_on=ago(500), text="Old and open", kind="complaint", **fact(500)),
            Feedback(occurred_on=ago(500), text="Old and settled", kind="complaint",
                     confirmed_on=ago(400), **fact(500)),
            Feedback(occurred_on=ago(5), text="Lovely", kind="praise", **fact(5)),
        ]
    )  # fmt: skip
    session.flush()
    assert [one.text for one in pack(session).said] == [
        "Third time this month", "A list of licences", "Old and open",
    ]  # fmt: skip
    assert [one.text for one in pack(session).told] == ["A list of licences"]
    (before,) = [one for one in pack(session, day=ago(45)).said if one.text.startswith("A list")]
    assert (before.action, before.told_on) == ("", None)


def test_tickets_are_counted_and_the_open_ones_named(known, session):
    session.add_all(
        [
            Ticket(title="Slow", external_id="T-7", opened_on=ago(9), **fact(9)),
            Ticket(title="Mail", opened_on=ago(20), closed_on=ago(20), sla_breached=False,
                   **fact(20)),
            Ticket(title="Old", opened_on=ago(900), closed_on=ago(890), **fact(900)),
        ]
    )  # fmt: skip
    session.flush()
    found = pack(session).tickets
    assert (found.opened, found.closed, found.days) == (3, 2, 2.5)
    assert (found.in_time, found.promised) == (1, 2)
    assert [(one.number, one.title) for one in found.open] == [("T-7", "Slow")]


def test_expectations_are_asked_again_after_half_a_year(known, session):
    session.add_all(
        [
            Expectation(text="A person answers", met=3, asked_on=ago(300), weight=5, **fact(300)),
            Expectation(text="Asked lately", met=3, asked_on=ago(20), **fact(300)),
            Expectation(text="Never asked", **fact(300)),
        ]
    )
    session.flush()
    assert [(one.text, one.met) for one in pack(session).expectations] == [
        ("A person answers", 3), ("Never asked", None),
    ]  # fmt: skip


def test_terms_that_end_before_long_are_spoken_of(known, session):
    (term,) = pack(session).terms
    assert term.title == "Managed workplace"
    assert TODAY < term.ends_on < ago(-270)


def test_of_a_customer_of_whom_nothing_is_known_the_pack_is_empty_but_there(known, session):
    found = pack(session, QUIET)
    assert (found.customer, found.goals, found.said, found.tickets.days) == (
        "Stillwasser", (), (), None,
    )  # fmt: skip


def test_a_customer_that_is_gone_is_said(known, session):
    with pytest.raises(NotFound):
        pack(session, 99)


def test_what_a_customer_must_not_read_is_not_even_read_from_the_book(known, session, asked):
    with asked() as said:
        pack(session)
    columns = {
        word
        for statement in said
        if "FROM settings" not in statement
        for word in re.findall(r"\w+", statement.lower())
    }
    assert columns.isdisjoint(INTERNAL), sorted(columns & set(INTERNAL))
    assert {"goals", "promises", "feedback", "tickets"} <= columns  # the words would be seen


def test_no_internal_word_comes_through_wherever_it_stands(known, session):
    secret = "XSECRETX"
    days = {"customer_id": NORDWIND, "recorded_on": ago(50)}
    session.get(Customer, NORDWIND).note = secret
    session.get(Contact, 1).note = secret
    session.get(Contract, 1).note = secret
    session.add_all(
        [
            Interaction(occurred_on=ago(5), kind="call", two_way=True, feeling=-2, note=secret,
                        **days),
            AdvocacyAct(occurred_on=ago(5), kind="reference", note=secret, outcome=secret, **days),
            CompetitorMention(occurred_on=ago(5), competitor_id=_rival(session, secret),
                              note=secret, product=secret, **days),
            Renewal(contract_id=1, due_on=ago(200), decided_on=ago(210), outcome="renewed",
                    reason=secret, note=secret, next_step=secret, **days),
            RenewalReview(contract_id=1, due_on=ago(-30), horizon=90, note=secret, action=secret,
                          **days),
            Feedback(occurred_on=ago(6), text="Slow", kind="complaint", outcome=secret,
                     via=secret, **days),
            Ticket(title="Mail", opened_on=ago(9), queue=secret, status=secret, **days),
        ]
    )  # fmt: skip
    session.flush()
    assert secret not in repr(pack(session))


def _rival(session, name):
    from app.models import Competitor

    rival = Competitor(name=name)
    session.add(rival)
    session.flush()
    return rival.id
