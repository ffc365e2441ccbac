from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.models import Colleague, Contact, Customer, Promise, Standing
from app.models.kinds import PromiseDirection, PromiseState
from app.services.book import history
from app.services.errors import Conflict, Invalid, NotFound
from app.services.trust import promises
from app.services.trust.promises import PromiseDraft

TODAY = date(2026, 5, 4)
DAY = timedelta(days=1)


@pytest.fixture
def book(database):
    with database.write() as session:
        session.add_all(
            [
                Customer(name="Nordwind", recorded_on=TODAY),
                Customer(name="Hafen", recorded_on=TODAY),
                Colleague(name="Ana"),
            ]
        )
        session.flush()
        session.add(Contact(customer_id=1, name="Marta", recorded_on=TODAY))
    return database


@pytest.fixture
def quote(book):
    """The id of a promise that is due in three days."""
    return do(book, promises.save, draft(), TODAY)


def draft(**more):
    given = {"customer_id": 1, "text": "Send the quote", "due_on": TODAY + 3 * DAY}
    return PromiseDraft(**given | {"colleague_id": 1, "contact_id": 1} | more)


def do(database, action, *args):
    with database.write() as session:
        return action(session, *args)


def row(database, number=1, today=TODAY):
    with database.read() as session:
        return next(one for one in promises.ledger(session, today) if one.id == number)


def undo(database):
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)


def test_a_promise_is_noted_with_who_and_to_whom(book, quote):
    found = row(book, quote)
    assert (found.customer, found.by, found.to) == ("Nordwind", "Ana", "Marta")
    assert (found.text, found.made_on, found.state) == ("Send the quote", TODAY, PromiseState.OPEN)


@pytest.mark.parametrize(
    ("due", "done", "broken", "state"),
    [
        (None, None, None, PromiseState.OPEN),
        (0, None, None, PromiseState.OPEN),
        (-1, None, None, PromiseState.LATE),
        (-59, None, None, PromiseState.LATE),
        (-60, None, None, PromiseState.BROKEN),
        (5, None, -1, PromiseState.BROKEN),
        (5, None, 1, PromiseState.OPEN),
        (-2, -2, None, PromiseState.KEPT),
        (-2, -1, None, PromiseState.KEPT_LATE),
        (-2, 1, None, PromiseState.LATE),
        (None, -1, None, PromiseState.KEPT),
    ],
)
def test_what_became_of_a_promise_follows_from_its_days(due, done, broken, state):
    days = [None if n is None else TODAY + n * DAY for n in (due, done, broken)]
    assert promises.state_of(*days, TODAY) is state


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"made_on": TODAY + DAY}, "made_on"),
        ({"due_on": TODAY - DAY}, "due_on"),
    ],
    ids=["no words", "made tomorrow", "due before it was made"],
)
def test_what_cannot_be_promised_is_refused_at_its_field(book, more, field):
    with pytest.raises(Invalid) as refused:
        do(book, promises.save, draft(**more), TODAY)
    assert refused.value.field == field


def test_a_promise_is_edited_through_its_draft(book, quote):
    with book.read() as session:
        loaded = promises.load(session, quote)
    do(book, promises.save, replace(loaded, text="Send two quotes", due_on=None), TODAY)
    found = row(book, quote)
    assert (found.text, found.due_on, found.made_on) == ("Send two quotes", None, TODAY)


def test_an_edit_of_an_older_copy_is_refused(book, quote):
    with book.read() as session:
        mine = promises.load(session, quote)
    do(book, promises.keep, quote, TODAY)
    with pytest.raises(Conflict):
        do(book, promises.save, replace(mine, text="Mine"), TODAY)
    assert row(book, quote).text == "Send the quote"


def test_keeping_late_and_on_time_are_told_apart(book, quote):
    do(book, promises.keep, quote, TODAY + 3 * DAY)
    assert row(book, quote, TODAY + 9 * DAY).state is PromiseState.KEPT
    do(book, promises.keep, quote, TODAY + 4 * DAY)
    assert row(book, quote, TODAY + 9 * DAY).state is PromiseState.KEPT_LATE


def test_nothing_is_kept_before_it_was_promised(book, quote):
    with pytest.raises(Invalid):
        do(book, promises.keep, quote, TODAY - DAY)


def test_a_broken_promise_can_be_kept_after_all(book, quote):
    do(book, promises.break_, quote, TODAY)
    assert row(book, quote).state is PromiseState.BROKEN
    do(book, promises.keep, quote, TODAY)
    found = row(book, quote)
    assert (found.state, found.broken_on) == (PromiseState.KEPT, None)


def test_moving_keeps_the_day_before_on_record(book, quote):
    do(book, promises.move, quote, TODAY + 7 * DAY, TODAY)
    do(book, promises.move, quote, TODAY + 14 * DAY, TODAY + DAY)
    found = row(book, quote)
    assert (found.due_on, found.moved_from) == (TODAY + 14 * DAY, TODAY + 7 * DAY)


def test_nothing_is_moved_into_the_past(book, quote):
    with pytest.raises(Invalid):
        do(book, promises.move, quote, TODAY - DAY, TODAY)


@pytest.mark.parametrize(
    ("action", "args"),
    [
        (promises.keep, (TODAY,)),
        (promises.move, (TODAY + 9 * DAY, TODAY)),
        (promises.break_, (TODAY,)),
        (promises.tell, (TODAY,)),
    ],
)
def test_every_step_can_be_undone(book, quote, action, args):
    before = replace(row(book, quote), version=0)
    do(book, action, quote, *args)
    assert replace(row(book, quote), version=0) != before
    undo(book)
    assert replace(row(book, quote), version=0) == before


def test_a_deleted_promise_is_out_of_the_ledger_until_undo(book, quote):
    do(book, promises.delete, quote)
    with book.read() as session:
        assert promises.ledger(session, TODAY) == []
    with pytest.raises(NotFound):
        do(book, promises.keep, quote, TODAY)
    undo(book)
    assert row(book, quote).text == "Send the quote"


def test_open_promises_come_first_by_day_then_the_settled_ones_newest_first(book):
    for text, due, done in (
        ("no day", None, None),
        ("later", 9, None),
        ("kept lately", 1, 1),
        ("soon", 2, None),
        ("kept long ago", 0, 0),
    ):
        day = None if due is None else TODAY + due * DAY
        number = do(book, promises.save, draft(text=text, due_on=day), TODAY)
        if done is not None:
            do(book, promises.keep, number, TODAY + done * DAY)
    with book.read() as session:
        ledger = promises.ledger(session, TODAY + 2 * DAY)
        still_open = promises.ledger(session, TODAY + 2 * DAY, only_open=True)
    texts = [one.text for one in ledger]
    assert texts == ["soon", "later", "no day", "kept lately", "kept long ago"]
    assert [one.text for one in still_open] == texts[:3]


def test_the_ledger_of_one_customer_has_only_its_promises(book, quote):
    do(book, promises.save, draft(customer_id=2, contact_id=None, text="Other"), TODAY)
    with book.read() as session:
        assert [p.text for p in promises.ledger(session, TODAY, customer_id=2)] == ["Other"]


def test_what_the_customer_promised_us_is_in_the_ledger_too(book):
    number = do(
        book, promises.save, draft(direction=PromiseDirection.THEIRS, text="Send logs"), TODAY
    )
    assert row(book, number).direction is PromiseDirection.THEIRS


def test_a_promise_makes_its_customers_standing_stale(book, quote):
    with book.write() as session:
        session.get(Standing, 1).stale = False
    do(book, promises.keep, quote, TODAY)
    with book.read() as session:
        assert session.get(Standing, 1).stale
        assert session.get(Promise, quote).done_on == TODAY
