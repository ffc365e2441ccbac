"""A clock that was set back or far ahead: said once.

The rest goes on in the order in which it was done, and by a clock far ahead nothing is let go.
"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.models import ChangeSet, Customer, Interaction
from app.services.book import clock, history
from app.services.customers import interactions, standings
from app.services.customers.interactions import LogDraft
from app.services.today import worklist
from tests.conftest import TODAY

WRITTEN = datetime(2026, 5, 4, 10, tzinfo=UTC)
SET_BACK = datetime(2019, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def lived(database):
    """A book last written on 4 May 2026."""
    with database.write() as session:
        session.add(Customer(name="Nordwind", recorded_on=TODAY))
    with database.write() as session:
        interactions.log(session, LogDraft(customer_id=1, note="before"), WRITTEN)
    with database.write() as session:
        standings.freshen(session, TODAY)
        session.execute(update(ChangeSet).values(at=WRITTEN))
    return database


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SET_BACK, WRITTEN),
        (WRITTEN - timedelta(hours=2), WRITTEN),
        (WRITTEN - timedelta(minutes=30), None),
        (WRITTEN + timedelta(days=400), None),
    ],
)
def test_a_clock_behind_the_newest_entry_is_noticed(lived, now, expected):
    with lived.read() as session:
        assert clock.ahead(session, now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (WRITTEN + timedelta(days=45), None),
        (WRITTEN + timedelta(days=61), WRITTEN),
        (WRITTEN + timedelta(days=3_650), WRITTEN),
        (SET_BACK, None),
    ],
)
def test_a_clock_far_past_the_newest_entry_is_noticed(lived, now, expected):
    with lived.read() as session:
        assert clock.leapt(session, now) == expected


def test_a_clock_is_believed_once_something_was_entered_on_another_day_by_it(lived):
    ahead = WRITTEN + timedelta(days=100)
    with lived.write() as session:
        session.add(Customer(name="Brix", recorded_on=TODAY))
    with lived.write() as session:
        newest = history.next_undo(session).change_set
        session.execute(update(ChangeSet).where(ChangeSet.id == newest).values(at=ahead))
    with lived.read() as session:
        assert clock.leapt(session, ahead + timedelta(hours=9)) == WRITTEN
        assert clock.leapt(session, ahead + timedelta(hours=25)) is None


def test_of_a_new_book_nothing_is_said(database):
    with database.read() as session:
        assert clock.doubtful(session, SET_BACK) is None


def test_work_goes_on_and_the_history_keeps_its_order(lived):
    with lived.write() as session:
        logged = interactions.log(session, LogDraft(customer_id=1, note="after"), SET_BACK)
    with lived.write() as session:
        session.execute(
            update(ChangeSet).where(ChangeSet.id == history.next_undo(session).change_set)
            .values(at=SET_BACK)
        )  # fmt: skip
        standings.freshen(session, SET_BACK.date())
        worklist.worklist(session, SET_BACK.date())
    with lived.read() as session:
        assert interactions.load(session, logged.interaction).note == "after"
        assert clock.ahead(session, SET_BACK) == WRITTEN
        newest = history.next_undo(session).change_set
    with lived.write() as session:
        history.undo(session, newest)
    with lived.read() as session:
        assert session.scalars(select(Interaction.note)).all() == ["before"]
    with lived.write() as session:
        standings.freshen(session, TODAY)
        assert worklist.worklist(session, TODAY).customers == 1
