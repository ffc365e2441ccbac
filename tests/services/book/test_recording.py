from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from app.models import (
    Change,
    ChangeSet,
    Colleague,
    Customer,
    Glance,
    Interaction,
    Promise,
    Setting,
    Standing,
)
from app.models.kinds import InteractionKind, Stage
from app.services.book import history, recording

TODAY = date(2026, 5, 4)


@pytest.fixture
def customers(database):
    with database.write() as session:
        session.add_all(Customer(name=name, recorded_on=TODAY) for name in ("One", "Two"))
    fresh(database)
    return database


def fresh(database):
    """Say that all standings are computed, so that a test sees what goes stale next."""
    with database.write() as session:
        session.execute(text("UPDATE standings SET stale = false"))


def stale(database):
    with database.read() as session:
        query = session.query(Standing.customer_id).filter(Standing.stale)
        return [customer_id for (customer_id,) in query.order_by(Standing.customer_id)]


def changes(database):
    with database.read() as session:
        return session.query(Change).order_by(Change.id).all()


def promise(**more):
    given = {"customer_id": 1, "text": "Quote", "made_on": TODAY, "recorded_on": TODAY}
    return Promise(**given | more)


def test_a_new_customer_has_a_standing_that_waits_to_be_computed(database):
    with database.write() as session:
        session.add(Customer(name="One", recorded_on=TODAY))
    assert stale(database) == [1]


def test_a_fact_marks_only_its_own_customer_stale(customers):
    with customers.write() as session:
        session.add(promise(customer_id=2))
    assert stale(customers) == [2]


def test_a_fact_given_to_another_customer_marks_both(customers):
    with customers.write() as session:
        session.add(promise())
    fresh(customers)
    with customers.write() as session:
        session.get(Promise, 1).customer_id = 2
    assert stale(customers) == [1, 2]


def test_only_what_changed_is_recorded_without_the_stamps(customers):
    before = len(changes(customers))
    with customers.write() as session:
        customer = session.get(Customer, 1)
        customer.name, customer.stage = "Uno", Stage.LEVERAGE
    change = changes(customers)[before]
    assert change.before == {"name": "One", "stage": None}
    assert change.after == {"name": "Uno", "stage": "leverage"}


def test_a_value_set_to_what_it_was_is_no_change(customers):
    before = len(changes(customers))
    with customers.write() as session:
        session.get(Customer, 1).name = "One"
    assert len(changes(customers)) == before


def test_several_flushes_are_one_action(customers):
    with customers.write() as session:
        recording.describe(session, "Both")
        session.add(promise())
        session.flush()
        session.add(promise(text="Call"))
        session.flush()
    with customers.read() as session:
        newest = session.query(ChangeSet).order_by(ChangeSet.id.desc()).first()
        assert newest.label == "Both"
        assert newest.actor == "Ana"
        assert session.query(Change).filter_by(change_set_id=newest.id).count() == 2


def test_what_lists_and_pages_keep_for_themselves_is_not_in_the_history(customers):
    before = len(changes(customers))
    with customers.write() as session:
        session.add(Glance(page="today", day=TODAY, content={}))
        session.get(Standing, 1).level = 70.0
    assert len(changes(customers)) == before


def test_a_setting_of_any_shape_survives_undo(customers):
    with customers.write() as session:
        session.add(Setting(key="colours", value=["red", 7]))
    with customers.write() as session:
        session.get(Setting, "colours").value = {"none": None}
    with customers.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    with customers.read() as session:
        assert session.get(Setting, "colours").value == ["red", 7]


def test_words_that_were_written_are_known_to_the_search(customers):
    with customers.write() as session:
        session.add(promise(text="Photovoltaik einrichten"))
    with customers.read() as session:
        known = session.execute(text("SELECT term FROM search_terms")).scalars().all()
    assert "photovoltaik" in [word.casefold() for word in known]


def test_bulk_rows_are_announced_by_hand(customers):
    told = []
    customers.on_commit = told.append
    with customers.write() as session:
        recording.announce(session, "tickets")
    assert told[0].tables == told[0].in_bulk == {"tickets"}
    assert told[0].change_set is None


def test_a_commit_names_the_rows_that_it_wrote_one_by_one(customers):
    told = []
    customers.on_commit = told.append
    with customers.write() as session:
        session.add(promise())
        session.get(Customer, 2).name = "Zwei"
        session.get(Customer, 1).name = "One"  # which it is already
    assert told[0].rows == {("promises", 1), ("customers", 2)}
    assert not told[0].in_bulk


def test_a_row_inserted_at_once_leaves_what_the_unit_of_work_leaves(customers):
    with customers.write() as session:
        flushed = promise(text="Photovoltaik", due_on=TODAY)
        session.add(flushed)
    fresh(customers)
    told = []
    customers.on_commit = told.append
    given = {"customer_id": 1, "made_on": TODAY, "recorded_on": TODAY, "due_on": TODAY}
    with customers.write() as session:
        row = recording.insert_row(session, Promise, given | {"text": "Photovoltaik"})
    assert told[0].rows == {("promises", row)}
    assert stale(customers) == [1]
    slow, quick = (change.after for change in changes(customers)[-2:])
    own = {"id", "created_at", "changed_at"}
    assert {name for name in slow if slow[name] != quick[name]} <= own
    assert slow.keys() == quick.keys()
    with customers.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    with customers.read() as session:
        assert session.get(Promise, row) is None


def test_a_row_inserted_at_once_teaches_the_search_its_words(customers):
    given = {"customer_id": 1, "made_on": TODAY, "recorded_on": TODAY, "text": "Wärmepumpe"}
    with customers.write() as session:
        recording.insert_row(session, Promise, given)
    with customers.read() as session:
        known = session.execute(text("SELECT term FROM search_terms")).scalars().all()
    assert "wärmepumpe" in known


def test_naming_an_action_in_a_reading_session_is_harmless(database):
    with database.read() as session:
        recording.describe(session, "Nothing")


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (Customer, "stage", Stage.BONDING),
        (Customer, "recorded_on", TODAY),
        (Customer, "deleted_at", datetime(2026, 5, 4, 9, 30, 1, 250, tzinfo=UTC)),
        (Customer, "seats", 12),
        (Customer, "name", "Nørd 🙂"),
        (Interaction, "two_way", True),
        (Interaction, "kind", InteractionKind.CALL),
        (Colleague, "left_on", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_every_kind_of_value_comes_back_from_the_history_as_it_was(model, column, value):
    assert recording.decode(model, column, recording.encode(value)) == value
