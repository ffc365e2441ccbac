from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.models import Contact, Customer, Response, Ticket
from app.models.kinds import ResponseChannel
from app.services.errors import Invalid
from app.services.feedback import responses
from app.services.feedback.responses import AnswerDraft

TODAY = date(2026, 5, 4)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        customer = Customer(name="Nordwind", recorded_on=TODAY)
        session.add(customer)
        session.flush()
        session.add(Contact(customer_id=customer.id, name="Marta", recorded_on=TODAY))
        session.add(
            Ticket(customer_id=customer.id, external_id="4711", opened_on=TODAY, recorded_on=TODAY)
        )
        return customer.id


def log(database, draft):
    with database.write() as session:
        return responses.log_answer(session, draft, TODAY)


def stored(database):
    with database.read() as session:
        return list(session.scalars(select(Response)))


def test_an_answer_on_the_phone_is_kept_with_its_ticket_and_person(database, nordwind):
    at = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    draft = AnswerDraft(
        customer_id=nordwind, score=2, contact="Marta", ticket="#4711", comment="Slow.", at=at
    )
    made = log(database, draft)
    (answer,) = stored(database)
    assert (answer.id, answer.question, answer.score) == (made, "csat", 2)
    assert (answer.low, answer.high) == (1, 5)
    assert (answer.contact_id, answer.ticket_id, answer.comment) == (1, 1, "Slow.")
    assert (answer.channel, answer.at) == (ResponseChannel.PHONE, at)


@pytest.mark.parametrize(
    ("question", "scale"),
    [("csat", (1, 5)), ("nps", (0, 10)), ("effort", (1, 7)), ("trust", (1, 5)), ("own", (1, 5))],
)
def test_every_question_has_its_scale(question, scale):
    assert responses.scale_of(question) == scale


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"score": None}, "score"),
        ({"score": 6}, "score"),
        ({"score": 0}, "score"),
        ({"question": " "}, "question"),
        ({"low": 5, "high": 1}, "high"),
        ({"answered_on": TODAY + timedelta(days=1)}, "answered_on"),
        ({"ticket": "999"}, "ticket"),
        ({"contact": "Nobody"}, "contact"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(database, nordwind, wrong, field):
    with pytest.raises(Invalid) as trouble:
        log(database, replace(AnswerDraft(customer_id=nordwind, score=4), **wrong))
    assert trouble.value.field == field
    assert stored(database) == []


def test_a_surveys_own_scale_may_be_given(database, nordwind):
    log(database, AnswerDraft(customer_id=nordwind, question="again?", score=-1, low=-1, high=1))
    assert stored(database)[0].low == -1


def invite(database, asked_on):
    with database.write() as session:
        session.add(
            Response(
                customer_id=1,
                contact_id=1,
                question="nps",
                low=0,
                high=10,
                asked_on=asked_on,
                occurred_on=asked_on,
                recorded_on=asked_on,
            )
        )


def test_an_answer_answers_the_invitation_before_it(database, nordwind):
    invite(database, YESTERDAY)
    made = log(
        database, AnswerDraft(customer_id=nordwind, question="nps", score=9, contact="Marta")
    )
    (answer,) = stored(database)
    assert (answer.id, answer.score, answer.asked_on) == (made, 9, YESTERDAY)


def test_an_old_invitation_stays_unanswered(database, nordwind):
    invite(database, TODAY - timedelta(days=200))
    log(database, AnswerDraft(customer_id=nordwind, question="nps", score=9, contact="Marta"))
    assert [answer.score for answer in stored(database)] == [None, 9]
