from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from app.models import (
    AdvocacyAct,
    Colleague,
    Competitor,
    CompetitorMention,
    Contact,
    Contract,
    Customer,
    Expectation,
    Feedback,
    Interaction,
    InteractionContact,
    Promise,
    Renewal,
    Response,
    StageEntry,
    Ticket,
)
from app.services.book import recording
from app.services.customers import timeline
from app.services.customers.timeline_steps import KINDS

TODAY = date(2026, 5, 4)
FACT = {"customer_id": 1, "recorded_on": TODAY}


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def add(database):
    """Stores records beside one customer with a contact and a colleague."""

    def store(*records):
        with database.write() as session:
            session.add_all(records)

    store(Customer(name="Nordwind", recorded_on=TODAY), Colleague(name="Ana"))
    store(Contact(name="Marta", **FACT))
    return store


def talk(days, **values):
    plain = {"kind": "call", "two_way": True, "occurred_on": ago(days)}
    return Interaction(**FACT, **plain | values)


def page(database, **wanted):
    with database.read() as session:
        return timeline.page(session, 1, TODAY, **wanted)


def story(database, **wanted):
    return [(row.kind, row.step, (TODAY - row.day).days) for row in page(database, **wanted).rows]


def test_a_record_stands_on_the_day_of_each_of_its_steps(database, add):
    add(
        Ticket(opened_on=ago(9), closed_on=ago(7), title="Slow", **FACT),
        Feedback(
            kind="complaint",
            text="Again!",
            occurred_on=ago(8),
            acted_on=ago(6),
            action="Replaced it",
            told_on=ago(5),
            confirmed_on=ago(4),
            **FACT,
        ),
    )
    assert story(database) == [
        ("feedback", "confirmed", 4),
        ("feedback", "told", 5),
        ("feedback", "acting", 6),
        ("ticket", "closed", 7),
        ("feedback", "heard", 8),
        ("ticket", "opened", 9),
    ]
    assert [row.text for row in page(database, kinds=["feedback"]).rows] == [
        "",
        "Replaced it",
        "Replaced it",
        "Again!",
    ]


@pytest.mark.parametrize(
    ("ends", "titles"),
    [
        ({"done_on": ago(5)}, ["Promise kept", "Promised"]),
        ({"done_on": ago(2)}, ["Promise kept late", "Promise not kept by its day", "Promised"]),
        ({}, ["Promise not kept by its day", "Promised"]),
        ({"broken_on": ago(6)}, ["Promise broken", "Promised"]),
        ({"moved_on": ago(8)}, ["Promise not kept by its day", "Promise moved", "Promised"]),
        ({"done_on": ago(4), "direction": "theirs"}, ["Their promise kept", "They promised"]),
    ],
)
def test_a_promise_is_told_as_it_went(database, add, ends, titles):
    add(Promise(text="send quote", made_on=ago(10), due_on=ago(4), **FACT, **ends))
    assert [row.title for row in page(database).rows] == titles


def test_a_promise_that_is_not_due_yet_is_not_late(database, add):
    add(Promise(text="send quote", made_on=ago(10), due_on=TODAY, **FACT))
    assert story(database) == [("promise", "made", 10)]


def test_every_kind_of_record_has_its_place(database, add):
    add(Competitor(name="Contoso"), Contract(title="Backup", currency="EUR", **FACT))
    add(
        talk(1, note="hello", feeling=-1, colleague_id=1, at=datetime(2026, 5, 3, 12, tzinfo=UTC)),
        Ticket(opened_on=ago(1), **FACT),
        Response(occurred_on=ago(1), question="csat", score=2, low=1, high=5, **FACT),
        Response(occurred_on=ago(2), asked_on=ago(2), question="nps", low=0, high=10, **FACT),
        Feedback(occurred_on=ago(1), kind="praise", text="Great", **FACT),
        Promise(made_on=ago(1), text="call", **FACT),
        Expectation(text="one person", **FACT),
        CompetitorMention(
            occurred_on=ago(1), competitor_id=1, stance="cheaper", product="VPN", **FACT
        ),
        AdvocacyAct(occurred_on=ago(1), kind="reference", **FACT),
        Renewal(due_on=ago(1), contract_id=1, outcome="reduced", reason="price", **FACT),
        StageEntry(stage="leverage", entered_on=ago(1), **FACT),
        Contact(name="Ben", title="CEO", joined_on=ago(90), left_on=ago(1), **FACT),
    )
    add(InteractionContact(interaction_id=1, contact_id=1))
    told = {(row.kind, row.step): row for row in page(database).rows}
    assert {kind for kind, _step in told} == KINDS
    assert {key: (row.title, row.text) for key, row in told.items()} == {
        ("interaction", ""): ("Call", "hello"),
        ("ticket", "opened"): ("Ticket opened", ""),
        ("response", "answered"): ("CSAT: 2 of 5", ""),
        ("response", "asked"): ("Asked, not answered: NPS", ""),
        ("feedback", "heard"): ("Praise", "Great"),
        ("promise", "made"): ("Promised", "call"),
        ("expectation", ""): ("Expectation", "one person"),
        ("competitor", ""): ("Spoke of Contoso", "seen as cheaper · VPN"),
        ("advocacy", ""): ("Reference", ""),
        ("renewal", ""): ("Renewed and reduced", "Backup · price"),
        ("stage", ""): ("Stage: leverage", ""),
        ("contact", "left"): ("Ben left", "CEO"),
        ("contact", "joined"): ("Ben joined", "CEO"),
    }
    row = told["interaction", ""]
    assert (row.feeling, row.contacts, row.colleague, row.word) == (-1, "Marta", "Ana", "call")
    assert row.at == datetime(2026, 5, 3, 12, tzinfo=UTC)


def test_within_a_day_the_later_hour_comes_first(database, add):
    add(
        talk(1, at=datetime(2026, 5, 3, 15, tzinfo=UTC)),
        talk(1, at=datetime(2026, 5, 3, 9, tzinfo=UTC)),
        talk(1),
    )
    assert [row.id for row in page(database).rows] == [1, 2, 3]


def test_pages_follow_on_each_other_without_gap_or_repeat(database, add):
    add(*(talk(n // 3) for n in range(25)))
    seen, place = [], None
    for _page in range(4):
        found = page(database, before=place, limit=8)
        seen += [row.id for row in found.rows]
        place = found.older
    assert place is None
    assert sorted(seen) == list(range(1, 26))
    assert len(seen) == 25


def test_what_is_added_meanwhile_does_not_shift_the_next_page(database, add):
    add(*(talk(n) for n in range(10)))
    first = page(database, limit=5)
    add(talk(0), talk(1))
    second = page(database, before=first.older, limit=5)
    assert [row.id for row in second.rows] == [6, 7, 8, 9, 10]


def test_the_story_can_be_entered_on_any_day_and_read_both_ways(database, add):
    add(*(talk(n) for n in range(30)))
    with database.read() as session:
        found = timeline.around(session, 1, TODAY, ago(15), limit=6)
        later = timeline.newer(session, 1, TODAY, found.newer, limit=3)
        older = timeline.page(session, 1, TODAY, before=found.older, limit=3)
    days = [(TODAY - row.day).days for page in (later, found, older) for row in page.rows]
    assert days == list(range(9, 21))


def test_around_the_newest_day_nothing_is_newer(database, add):
    add(*(talk(n) for n in range(3)))
    with database.read() as session:
        found = timeline.around(session, 1, TODAY, TODAY)
    assert (found.newer, found.older, len(found.rows)) == (None, None, 3)


def test_the_story_is_narrowed_to_kinds(database, add):
    add(talk(1), Ticket(opened_on=ago(2), **FACT))
    assert story(database, kinds=["ticket"]) == [("ticket", "opened", 2)]
    assert story(database, kinds=["nothing"]) == []


def test_what_was_deleted_is_not_told(database, add):
    add(talk(1))
    with database.write() as session:
        session.get(Interaction, 1).deleted_at = datetime(2026, 5, 4, tzinfo=UTC)
    assert story(database) == []


def test_a_note_of_a_megabyte_is_told_in_short(database, add):
    add(talk(1, note="x" * 1_000_000))
    assert len(page(database).rows[0].text) == 2_000


def questions(database, read=page, **wanted):
    asked = []

    def note(*args):
        if args[2].startswith("SELECT"):
            asked.append(args[2])

    event.listen(database.engine, "before_cursor_execute", note)
    read(database, **wanted)
    event.remove(database.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_page_asks_the_same_questions_however_much_is_on_it(database, add):
    add(talk(1))
    few = questions(database)
    add(*(talk(n) for n in range(2, 60)))
    assert questions(database, limit=50) == few


def rows_of(database, records, **wanted):
    with database.read() as session:
        return timeline.rows_of(session, 1, TODAY, records, **wanted)


def test_the_rows_of_a_record_are_those_that_stand_on_the_page(database, add):
    add(
        Ticket(opened_on=ago(9), closed_on=ago(7), title="Slow", **FACT),
        Promise(text="Quote", made_on=ago(8), due_on=ago(3), contact_id=1, **FACT),
        talk(5, colleague_id=1, at=datetime(2026, 4, 29, 9, tzinfo=UTC), note="Hello"),
        talk(4),
    )
    add(InteractionContact(interaction_id=1, contact_id=1))
    wanted = {("ticket", 1), ("promise", 1), ("interaction", 1)}
    whole = [row for row in page(database).rows if (row.kind, row.id) in wanted]
    assert list(rows_of(database, wanted)) == whole
    assert len(whole) == 5
    assert {row.kind for row in rows_of(database, wanted, kinds=["ticket"])} == {"ticket"}


def test_a_record_that_is_deleted_or_another_customers_has_no_rows_any_more(database, add):
    add(Customer(name="Ahlers", recorded_on=TODAY), talk(1), talk(2))
    with database.write() as session:
        session.get(Interaction, 1).deleted_at = datetime(2026, 5, 4, tzinfo=UTC)
        session.get(Interaction, 2).customer_id = 2
    assert rows_of(database, [("interaction", 1), ("interaction", 2), ("ticket", 9)]) == ()


def test_rows_of_records_take_two_questions_for_each_kind_however_many(database, add):
    add(*(talk(n) for n in range(1, 9)))
    records = [("interaction", n) for n in range(1, 9)]
    assert questions(database, rows_of, records=records[:1]) == 2
    assert questions(database, rows_of, records=records) == 2


def moved(database, *records):
    told = []
    database.on_commit = told.append
    with database.write() as session:
        session.add_all(records)
    return timeline.moved(told[0])


def test_a_commit_moves_the_records_that_it_names(database, add):
    add(talk(1))
    with_marta = InteractionContact(interaction_id=1, contact_id=1)
    assert moved(database, with_marta) == {("interaction", 1)}
    assert moved(database, StageEntry(stage="bonding", entered_on=TODAY, **FACT)) == {("stage", 1)}
    assert moved(database, Customer(name="Ahlers", recorded_on=TODAY)) == frozenset()


def test_a_name_or_rows_in_bulk_may_stand_anywhere(database, add):
    assert moved(database, Contact(name="Ole", **FACT)) is None
    assert moved(database, Competitor(name="Contoso")) is None
    told = []
    database.on_commit = told.append
    with database.write() as session:
        recording.announce(session, "tickets")
    with database.write() as session:
        recording.announce(session, "standings")
    assert [timeline.moved(one) for one in told] == [None, frozenset()]
