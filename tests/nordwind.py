"""One customer with a life, for the tests of what is read from it."""

from datetime import date, timedelta

import pytest

from app.models import (
    Colleague,
    Contact,
    Contract,
    Customer,
    Feedback,
    Interaction,
    InteractionContact,
    Promise,
    Response,
    StageEntry,
    Ticket,
)

TODAY = date(2026, 5, 4)
NORDWIND, QUIET = 1, 2
TALKS = ((300, 1), (250, 2), (200, 1), (150, 1), (90, 1), (30, -1), (12, 1))  # days ago, feeling


def ago(days):
    return TODAY - timedelta(days=days)


def fact(days=0, customer=NORDWIND):
    """What every dated record has: whose it is, and when it became known."""
    return {"customer_id": customer, "recorded_on": ago(days)}


def talk(days, feeling=0, customer=NORDWIND, **more):
    day = {"occurred_on": ago(days), "kind": "call", "two_way": True, "feeling": feeling}
    return Interaction(**fact(days, customer), **(day | more))


def settle(database):
    """Store Nordwind, which is spoken with, and Stillwasser, of which nothing is known."""
    with database.write() as session:
        session.add_all([Colleague(name="Ana"), Colleague(name="Bo", left_on=ago(10))])
        session.flush()
        session.add_all(
            [
                Customer(
                    id=NORDWIND, name="Nordwind", city="Kiel", segment="Trade", owner_id=1,
                    stage="leverage", since=ago(800), recorded_on=ago(800),
                ),
                Customer(id=QUIET, name="Stillwasser", recorded_on=ago(5)),
            ]
        )  # fmt: skip
        session.flush()
        for some in (people(), records()):
            session.add_all(some)
            session.flush()
        session.add(InteractionContact(interaction_id=1, contact_id=1))


def people():
    return [
        Contact(name="Marta", role="decides", **fact(700)),
        Contact(name="Karl", **fact(700)),
        Ticket(
            title="Printer on fire", opened_on=ago(45), closed_on=ago(40), priority=1,
            sla_breached=True, **fact(45),
        ),
        Contract(
            title="Managed workplace", value=4_230_000, currency="EUR", starts=ago(600),
            term_months=12, renews="automatic", notice_days=60, **fact(700),
        ),
    ]  # fmt: skip


def records():
    due = {"made_on": ago(60), "due_on": ago(50), "direction": "ours", "colleague_id": 1}
    answer = {"question": "csat", "low": 1, "high": 5, "channel": "mail", "ticket_id": 1}
    return [
        StageEntry(stage="purchase", entered_on=ago(700), **fact(700)),
        StageEntry(stage="leverage", entered_on=ago(400), **fact(400)),
        Promise(text="Send the quote", broken_on=ago(20), **due, **fact(60)),
        Response(occurred_on=ago(39), score=2, comment="Third time", **answer, **fact(39)),
        Feedback(occurred_on=ago(39), text="Third time this month", kind="complaint", **fact(39)),
        *(talk(days, feeling) for days, feeling in TALKS),
    ]


@pytest.fixture
def known(database):
    """A book in which one customer has a life."""
    settle(database)
    return database
