from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.models import Contact, Customer, Feedback
from app.models.kinds import FeedbackKind
from app.services.errors import Invalid, NotFound
from app.services.feedback import feedback
from app.services.feedback.feedback import FeedbackDraft

TODAY = date(2026, 5, 4)
WORDS = "Third time this month, and nobody\ncalled back."


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        customer = Customer(name="Nordwind", recorded_on=TODAY)
        other = Customer(name="Ahlers", recorded_on=TODAY)
        session.add_all([customer, other])
        session.flush()
        for at, name in ((customer.id, "Marta"), (other.id, "Ben")):
            session.add(Contact(customer_id=at, name=name, recorded_on=TODAY))
        return customer.id


def log(database, draft):
    with database.write() as session:
        return feedback.log(session, draft, TODAY)


def test_feedback_is_kept_in_the_customers_own_words(database, nordwind):
    said = []
    database.on_commit = said.append
    draft = FeedbackDraft(
        customer="nordwind", text=WORDS, contact="marta", via="call", product="Backup", feeling=-2
    )
    made = log(database, draft)
    with database.read() as session:
        (stored,) = session.scalars(select(Feedback))
    assert (stored.id, stored.text, stored.kind) == (made, WORDS, FeedbackKind.COMPLAINT)
    assert (stored.occurred_on, stored.recorded_on) == (TODAY, TODAY)
    assert (stored.contact_id, stored.via, stored.product) == (1, "call", "Backup")
    assert said[0].label == "Logged a complaint of Nordwind"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "a\x07"}, "text"),
        ({"kind": "rant"}, "kind"),
        ({"feeling": 3}, "feeling"),
        ({"occurred_on": date(2026, 5, 5)}, "occurred_on"),
        ({"contact": "Nobody"}, "contact"),
        ({"contact_id": 2}, "contact"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(database, nordwind, wrong, field):
    with pytest.raises(Invalid) as trouble:
        log(database, replace(FeedbackDraft(customer_id=nordwind, text=WORDS), **wrong))
    assert trouble.value.field == field


def test_feedback_of_an_unknown_customer_names_the_nearest(database, nordwind):
    with pytest.raises(NotFound, match="Nordwind"):
        log(database, FeedbackDraft(customer="Nordwnd", text=WORDS))


@pytest.mark.parametrize("kind", list(FeedbackKind))
def test_every_kind_has_its_own_words_for_the_history(database, nordwind, kind):
    said = []
    database.on_commit = said.append
    log(database, FeedbackDraft(customer_id=nordwind, kind=kind.value, text=WORDS))
    assert said[0].label.startswith("Logged ")
    assert said[0].label.endswith("Nordwind")
