"""A firm in few words: customers with a life, for the tests of what the whole book says."""

import shutil
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from app.models import (
    AdvocacyAct,
    Colleague,
    Competitor,
    CompetitorMention,
    Contact,
    Contract,
    Customer,
    Feedback,
    Interaction,
    Promise,
    Renewal,
    Response,
    SelfRating,
    StageEntry,
    Standing,
    Ticket,
)
from app.services.book import settings

TODAY = date(2026, 5, 4)


def ago(days):
    return TODAY - timedelta(days=days)


class Firm:
    """Puts customers and facts into the book."""

    def __init__(self, database):
        self.database = database

    def add(self, *records):
        """Add records; what was not said to be known later is known since ever."""
        with self.database.write() as session:
            for record in records:
                if hasattr(record, "recorded_on") and record.recorded_on is None:
                    record.recorded_on = ago(1500)
            session.add_all(records)
            session.flush()
            return [getattr(record, "id", None) for record in records]

    def customer(self, name="Nordwind", *, stands=None, **values):
        (customer_id,) = self.add(Customer(name=name, **values))
        self.stands(customer_id, **(stands or {}))
        return customer_id

    def stands(self, customer_id, **values):
        self.stand({customer_id: values})

    def stand(self, standings):
        """Say how customers stand: anything not said is that of an ordinary one."""
        given = {"stale": False, "day": TODAY, "status": "customer", "level": 60.0, "mass": 9.0}
        with self.database.write() as session:
            for customer_id, values in standings.items():
                session.execute(
                    update(Standing)
                    .where(Standing.customer_id == customer_id)
                    .values(**given | {"value_currency": "EUR"} | values)
                )

    def colleague(self, name="Ana", **values):
        return self.add(Colleague(name=name, **values))[0]

    def ask(self, question, *args, on=TODAY):
        with self.database.read() as session:
            return question(session, on, *args)

    def queries(self, question, *args):
        """Return how many statements a question costs, beside the settings, which are kept."""
        with self.database.read() as session:
            settings.load(session)
        told = []
        listen = lambda *given: told.append(given[2])  # noqa: E731
        event.listen(self.database.engine, "before_cursor_execute", listen)
        try:
            self.ask(question, *args)
        finally:
            event.remove(self.database.engine, "before_cursor_execute", listen)
        return len(told)


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


def settle(firm, count):
    """Store so many customers with a life, a contract and a decided renewal each."""
    ana, rival, _other = firm.add(
        Colleague(name="Ana"), Competitor(name="Otherhouse"), Customer(name="Bystander", id=1)
    )
    # the book's first talk lies two years back, so that signatures can be judged
    firm.add(Interaction(customer_id=1, occurred_on=ago(800), kind="call", two_way=True))
    more(firm, count, ana, rival)
    return firm


def more(firm, count, colleague_id, rival, segment="Trade"):
    """Store so many more of them; each is worth a little more than the one before."""
    named = [
        Customer(name=f"{segment} {n}", segment=segment, owner_id=colleague_id)
        for n in range(count)
    ]
    ids = firm.add(*named)
    contract = {"currency": "EUR", "value": 1_000, "term_months": 12, "starts": ago(500)}
    held = firm.add(*(Contract(customer_id=one, title="Service", **contract) for one in ids))
    decided = {"due_on": ago(140), "decided_on": ago(150), "outcome": "renewed"}
    firm.add(
        *(Contact(customer_id=one, name="Marta") for one in ids),
        *(
            Renewal(customer_id=one, contract_id=contract_id, **decided)
            for one, contract_id in zip(ids, held, strict=True)
        ),
        *(fact for one in ids for fact in a_life(one, colleague_id, rival)),
    )
    firm.stand({1: STANDS | {"status": "lost"}} | worth(ids))


def worth(ids):
    """Return how each of these customers stands."""
    return {one: STANDS | {"yearly_value": 100_000 * at} for at, one in enumerate(ids, start=1)}


@pytest.fixture(scope="session")
def few_file(empty_file, tmp_path_factory):
    """A book of two customers with a life, made once; every test gets its own copy."""
    from app.services.book.database import Database

    path = shutil.copy(empty_file, tmp_path_factory.mktemp("firm") / "few.rapport")
    database = Database(path, actor="Ana")
    settle(Firm(database), 2)
    database.close()
    return path


@pytest.fixture
def few(few_file, database):
    """Two customers with a life, a contract and a decided renewal each."""
    database.close()
    shutil.copy(few_file, database.path)
    return Firm(database)
