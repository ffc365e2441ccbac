from datetime import date, timedelta

import pytest

from app.models import Colleague, Contact, Customer, Feedback, Response, Vendor
from app.models.kinds import FeedbackKind, LoopStep
from app.services.book import history
from app.services.errors import Invalid, NotFound
from app.services.feedback import answers, loops

TODAY = date(2026, 5, 4)
DAY = timedelta(days=1)


@pytest.fixture
def book(database):
    """Marta of Nordwind complained ten days ago."""
    with database.write() as session:
        customer, vendor, ana = (
            Customer(name="Nordwind"),
            Vendor(name="Contoso"),
            Colleague(name="Ana"),
        )
        customer.recorded_on = TODAY
        session.add_all([customer, vendor, ana])
        session.flush()
        marta = Contact(customer_id=customer.id, name="Marta", recorded_on=TODAY)
        session.add(marta)
        session.flush()
        session.add(
            heard(contact_id=marta.id, vendor_id=vendor.id, product="NAS", via="call", feeling=-2)
        )
    return database


def heard(**more):
    given = {"customer_id": 1, "text": "Third time", "occurred_on": TODAY - 10 * DAY}
    return Feedback(**given | {"recorded_on": TODAY, "kind": FeedbackKind.COMPLAINT} | more)


def do(database, action, *args):
    with database.write() as session:
        return action(session, *args)


def card(database, number=1, today=TODAY):
    with database.read() as session:
        return next(c for c in loops.board(session, today, customer_id=1) if c.id == number)


def on_board(database, today=TODAY):
    with database.read() as session:
        return [card.text for card in loops.overview(session, today).cards]


def undo(database):
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)


def test_a_card_has_all_that_is_known(book):
    found = card(book)
    assert (found.customer, found.contact, found.vendor) == ("Nordwind", "Marta", "Contoso")
    assert (found.product, found.via, found.feeling, found.age) == ("NAS", "call", -2, 10)
    assert (found.step, found.owner, found.overdue) == (LoopStep.HEARD, "", False)


@pytest.mark.parametrize(
    ("dates", "step"),
    [
        ((None, None, None), LoopStep.HEARD),
        ((TODAY, None, None), LoopStep.ACTING),
        ((TODAY, TODAY, None), LoopStep.TOLD),
        ((None, TODAY, None), LoopStep.TOLD),
        ((None, None, TODAY), LoopStep.CONFIRMED),
    ],
)
def test_a_loop_is_as_far_as_its_furthest_step(dates, step):
    assert loops.step_of(*dates) is step


def test_acting_needs_words_and_keeps_the_day_it_began(book):
    with pytest.raises(Invalid, match="what we do"):
        do(book, loops.act, 1, TODAY, "  ")
    do(book, loops.act, 1, TODAY - DAY, "Second line", 1, TODAY + DAY)
    do(book, loops.act, 1, TODAY, "Second line rented", None, None)
    found = card(book)
    assert (found.acted_on, found.action) == (TODAY - DAY, "Second line rented")
    assert (found.owner_id, found.due_on) == (None, None)


def test_a_loop_past_its_day_is_overdue_until_it_is_confirmed(book):
    do(book, loops.own, 1, 1, TODAY - DAY)
    assert card(book).overdue
    do(book, loops.confirm, 1, TODAY, "fine now")
    found = card(book)
    assert (found.overdue, found.outcome, found.owner) == (False, "fine now", "Ana")


@pytest.mark.parametrize(
    ("action", "args"),
    [
        (loops.act, (TODAY - 11 * DAY, "Second line")),
        (loops.tell, (TODAY - 11 * DAY,)),
        (loops.confirm, (TODAY - 11 * DAY,)),
    ],
)
def test_no_step_is_taken_before_the_customer_told_us(book, action, args):
    with pytest.raises(Invalid) as refused:
        do(book, action, 1, *args)
    assert refused.value.field == "on"


def test_a_loop_is_not_due_before_it_was_heard(book):
    with pytest.raises(Invalid) as refused:
        do(book, loops.act, 1, TODAY, "Second line", None, TODAY - 30 * DAY)
    assert refused.value.field == "due_on"


@pytest.mark.parametrize("step", list(LoopStep))
def test_moving_a_card_puts_it_into_that_column_from_everywhere(book, step):
    for start in LoopStep:
        do(book, loops.move, 1, start, TODAY)
        do(book, loops.move, 1, step, TODAY)
        assert card(book).step is step


def test_moving_keeps_the_days_of_steps_already_taken(book):
    do(book, loops.tell, 1, TODAY - 3 * DAY)
    do(book, loops.move, 1, LoopStep.CONFIRMED, TODAY)
    do(book, loops.move, 1, LoopStep.TOLD, TODAY)
    assert card(book).told_on == TODAY - 3 * DAY


def test_a_skipped_step_gets_no_day(book):
    do(book, loops.move, 1, LoopStep.CONFIRMED, TODAY)
    found = card(book)
    assert (found.acted_on, found.told_on, found.confirmed_on) == (None, None, TODAY)


@pytest.mark.parametrize(
    ("action", "args"),
    [
        (loops.move, (LoopStep.TOLD, TODAY)),
        (loops.act, (TODAY, "Second line", 1, TODAY)),
        (loops.tell, (TODAY,)),
        (loops.confirm, (TODAY, "fine")),
        (loops.own, (1, TODAY)),
    ],
)
def test_every_step_can_be_undone(book, action, args):
    before = card(book)
    do(book, action, 1, *args)
    assert card(book) != before
    undo(book)
    assert card(book) == before


def test_what_is_gone_cannot_be_moved(book):
    from app.models.base import now

    with book.write() as session:
        session.get(Feedback, 1).deleted_at = now()
    with pytest.raises(NotFound):
        do(book, loops.move, 1, LoopStep.TOLD, TODAY)


def test_the_board_has_complaints_and_wishes_the_oldest_first(book):
    with book.write() as session:
        session.add_all(
            heard(text=kind.value, kind=kind, occurred_on=TODAY - n * DAY)
            for n, kind in enumerate(FeedbackKind)
        )
    assert on_board(book) == ["Third time", "wish", "complaint"]
    with book.read() as session:
        assert len(loops.board(session, TODAY, customer_id=1)) == 6


def test_a_confirmed_loop_leaves_the_board_after_a_while(book):
    do(book, loops.confirm, 1, TODAY)
    assert on_board(book, TODAY + 89 * DAY) == ["Third time"]
    assert on_board(book, TODAY + 90 * DAY) == []
    assert card(book, today=TODAY + 90 * DAY).age == 10


def test_a_look_at_the_past_does_not_know_what_came_later(book):
    assert on_board(book, TODAY - 11 * DAY) == []


def test_only_so_many_cards_are_shown_and_the_others_counted(book, monkeypatch):
    monkeypatch.setattr(loops, "MOST", 3)
    with book.write() as session:
        session.add_all(heard(text=f"Number {n}") for n in range(5))
    with book.read() as session:
        found = loops.overview(session, TODAY)
    assert (len(found.cards), found.total, found.people) == (3, 6, ((1, "Ana"),))


# ---- answers


@pytest.fixture
def answered(book):
    with book.write() as session:
        given = {"customer_id": 1, "recorded_on": TODAY, "contact_id": 1}
        session.add_all(
            [
                Response(occurred_on=TODAY - DAY, question="csat", score=1, low=1, high=5,
                         comment="Again", **given),
                Response(occurred_on=TODAY, question="nps", score=9, low=0, high=10, **given),
                Response(occurred_on=TODAY, question="csat", asked_on=TODAY, low=1, high=5,
                         **given),
                Response(occurred_on=TODAY - 181 * DAY, question="csat", score=1, low=1, high=5,
                         **given),
                Response(occurred_on=TODAY - 30 * DAY, question="trust", score=3, low=1, high=5,
                         **given),
            ]
        )  # fmt: skip
    return book


def recent(database):
    with database.read() as session:
        return answers.recent(session, TODAY)


def test_answers_of_the_last_half_year_are_listed_the_newest_first(answered):
    rows = recent(answered)
    assert [(row.question, row.feeling, row.new) for row in rows] == [
        ("nps", 2, True),
        ("csat", -2, True),
        ("trust", 0, False),
    ]
    assert (rows[1].contact, rows[1].comment) == ("Marta", "Again")


def test_answers_are_marked_as_seen_together_and_undone_together(answered):
    do(answered, answers.see, [1, 2], TODAY)
    assert not any(row.new for row in recent(answered))
    undo(answered)
    assert sum(row.new for row in recent(answered)) == 2


def test_an_answer_becomes_a_loop_in_the_customers_words(answered):
    number = do(answered, answers.open_loop, 1, TODAY)
    found = card(answered, number)
    assert (found.text, found.kind, found.contact) == ("Again", FeedbackKind.COMPLAINT, "Marta")
    assert (found.heard_on, found.feeling) == (TODAY - DAY, -2)
    row = next(row for row in recent(answered) if row.id == 1)
    assert (row.has_loop, row.seen_on) == (True, TODAY)


def test_an_answer_without_words_is_told_by_its_score(answered):
    number = do(answered, answers.open_loop, 2, TODAY)
    found = card(answered, number)
    assert (found.text, found.kind) == ("NPS 9 of 10", FeedbackKind.WISH)


@pytest.mark.parametrize("number", [3, 99], ids=["unanswered", "not there"])
def test_what_is_no_answer_becomes_no_loop(answered, number):
    with pytest.raises(NotFound):
        do(answered, answers.open_loop, number, TODAY)


def test_answers_that_are_gone_cannot_be_seen(answered):
    with pytest.raises(NotFound):
        do(answered, answers.see, [99], TODAY)
