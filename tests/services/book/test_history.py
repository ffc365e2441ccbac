from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.models import Change, ChangeSet, Colleague, Contact, Customer, Promise, Standing
from app.models.kinds import PromiseDirection, Stage
from app.services.book import changes, history, recording
from app.services.customers import erasing, interactions
from app.services.customers.interactions import LogDraft
from app.services.errors import AppError, Conflict, NotFound

TODAY = date(2026, 5, 4)


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        recording.describe(session, "Added Nordwind")
        customer = Customer(name="Nordwind", stage=Stage.BONDING, recorded_on=TODAY)
        session.add(customer)
        session.flush()
        return customer.id


def rename(database, number, name):
    with database.write() as session:
        recording.describe(session, f"Renamed to {name}")
        session.get(Customer, number).name = name


def name_of(database, number):
    with database.read() as session:
        customer = session.get(Customer, number)
        return customer.name if customer else None


def undo(database):
    with database.write() as session:
        return history.undo(session, history.next_undo(session).change_set)


def redo(database):
    with database.write() as session:
        return history.undo(session, history.next_redo(session).change_set)


def next_labels(database):
    with database.read() as session:
        waiting = history.next_undo(session), history.next_redo(session)
        return tuple(one.label if one else None for one in waiting)


def test_an_undo_gives_back_what_was_there_before(database, nordwind):
    rename(database, nordwind, "Südwind")
    assert undo(database) == "Renamed to Südwind"
    assert name_of(database, nordwind) == "Nordwind"


def test_undoing_a_creation_takes_the_record_away_and_redo_brings_it_back(database, nordwind):
    undo(database)
    assert name_of(database, nordwind) is None
    redo(database)
    with database.read() as session:
        assert session.get(Customer, nordwind).stage is Stage.BONDING


def test_undoing_a_deletion_brings_the_record_back_whole(database, nordwind):
    with database.write() as session:
        promise = Promise(
            customer_id=nordwind, text="Quote", made_on=TODAY, due_on=TODAY, recorded_on=TODAY
        )
        session.add(promise)
    with database.write() as session:
        session.delete(session.get(Promise, 1))
    undo(database)
    with database.read() as session:
        back = session.get(Promise, 1)
    assert (back.text, back.due_on, back.direction) == ("Quote", TODAY, PromiseDirection.OURS)


def test_a_parent_made_with_its_children_is_undone_with_them(database):
    with database.write() as session:
        customer = Customer(name="Hafen", recorded_on=TODAY)
        session.add(customer)
        session.flush()
        session.add(Contact(customer_id=customer.id, name="Marta", recorded_on=TODAY))
    undo(database)
    assert name_of(database, 1) is None
    redo(database)
    with database.read() as session:
        assert session.get(Contact, 1).name == "Marta"


def test_undo_goes_back_step_by_step_and_redo_forth_again(database, nordwind):
    for name in ("One", "Two", "Three"):
        rename(database, nordwind, name)
    undo(database)
    undo(database)
    assert name_of(database, nordwind) == "One"
    redo(database)
    assert name_of(database, nordwind) == "Two"
    redo(database)
    assert name_of(database, nordwind) == "Three"
    assert next_labels(database) == ("Renamed to Three", None)


def test_what_was_redone_can_be_undone_again_and_what_was_before_it_too(database, nordwind):
    rename(database, nordwind, "One")
    rename(database, nordwind, "Two")
    undo(database)
    redo(database)
    undo(database)
    assert name_of(database, nordwind) == "One"
    undo(database)
    assert name_of(database, nordwind) == "Nordwind"
    redo(database)
    redo(database)
    assert name_of(database, nordwind) == "Two"


def test_nothing_is_redone_over_a_new_change(database, nordwind):
    rename(database, nordwind, "One")
    undo(database)
    rename(database, nordwind, "Other")
    assert next_labels(database) == ("Renamed to Other", None)


def test_nothing_is_redone_over_a_new_change_that_was_undone_itself(database, nordwind):
    rename(database, nordwind, "One")
    undo(database)
    rename(database, nordwind, "Other")
    undo(database)
    redo(database)
    assert next_labels(database) == ("Renamed to Other", None)


def test_the_same_action_is_not_undone_twice(database, nordwind):
    rename(database, nordwind, "One")
    with database.read() as session:
        done = history.next_undo(session).change_set
    undo(database)
    with pytest.raises(NotFound), database.write() as session:
        history.undo(session, done)


def test_what_was_changed_again_since_is_not_undone_and_nothing_is_lost(database, nordwind):
    rename(database, nordwind, "One")
    with database.read() as session:
        done = history.next_undo(session).change_set
    rename(database, nordwind, "Two")
    with pytest.raises(Conflict), database.write() as session:
        history.undo(session, done)
    assert name_of(database, nordwind) == "Two"
    assert next_labels(database)[0] == "Renamed to Two"


def test_an_old_action_on_another_column_can_still_be_undone(database, nordwind):
    rename(database, nordwind, "One")
    with database.read() as session:
        done = history.next_undo(session).change_set
    with database.write() as session:
        session.get(Customer, nordwind).city = "Kiel"
    with database.write() as session:
        history.undo(session, done)
    with database.read() as session:
        customer = session.get(Customer, nordwind)
        assert (customer.name, customer.city) == ("Nordwind", "Kiel")


def test_an_undo_marks_the_standing_stale_again(database, nordwind):
    rename(database, nordwind, "One")
    with database.write() as session:
        session.get(Standing, nordwind).stale = False
    undo(database)
    with database.read() as session:
        assert session.get(Standing, nordwind).stale


def test_two_records_made_at_once_are_one_action(database):
    with database.write() as session:
        session.add_all([Colleague(name="Ana"), Colleague(name="Ben")])
    undo(database)
    with database.read() as session:
        assert session.query(Colleague).count() == 0
    assert next_labels(database)[0] is None


def aged(database, days):
    """Make everything done so far so many days older."""
    with database.write() as session:
        for done in session.scalars(select(ChangeSet)):
            done.at -= timedelta(days=days)


def forget(database):
    with database.write() as session:
        history.forget(session, datetime.now(UTC))


def test_what_was_done_89_days_ago_is_undone(database, nordwind):
    rename(database, nordwind, "Südwind")
    aged(database, 89)
    forget(database)
    assert undo(database) == "Renamed to Südwind"


def test_of_what_was_done_91_days_ago_only_the_fact_is_kept(database, nordwind):
    rename(database, nordwind, "Südwind")
    aged(database, 91)
    rename(database, nordwind, "Westwind")
    forget(database)
    assert undo(database) == "Renamed to Westwind"
    assert next_labels(database)[0] is None
    with database.read() as session:
        entries = changes.of_customer(session, nordwind)
        images = session.execute(select(Change.before, Change.after)).all()
    assert [entry.label for entry in entries] == [
        "Renamed to Westwind",
        "Renamed to Südwind",
        "Added Nordwind",
    ]
    assert [(entry.added, entry.forgotten) for entry in entries[1:]] == [
        (False, True),
        (True, True),
    ]
    assert images[:2] == [(None, {}), ({}, {})]
    with pytest.raises(NotFound, match="90 days"), database.write() as session:
        history.undo(session, 2)


def test_a_clock_that_was_wrong_for_once_makes_nothing_else_older(database, nordwind):
    rename(database, nordwind, "Südwind")
    rename(database, nordwind, "Westwind")
    with database.write() as session:
        session.get(ChangeSet, 3).at -= timedelta(days=2_000)
    forget(database)
    undo(database)
    assert next_labels(database)[0] == "Renamed to Südwind"
    aged(database, 91)
    forget(database)
    assert next_labels(database) == (None, None)


def test_a_clock_that_was_ahead_for_once_keeps_nothing_longer(database, nordwind):
    with database.write() as session:
        session.get(ChangeSet, 1).at += timedelta(days=2_000)
    rename(database, nordwind, "Südwind")
    with database.write() as session:
        session.get(ChangeSet, 2).at -= timedelta(days=91)
    forget(database)
    assert next_labels(database)[0] is None


def test_forgetting_goes_on_where_it_stopped(database, nordwind, monkeypatch):
    monkeypatch.setattr(history, "AT_ONCE", 1)
    rename(database, nordwind, "Südwind")
    aged(database, 91)
    forget(database)
    assert next_labels(database)[0] == "Renamed to Südwind"
    forget(database)
    assert next_labels(database)[0] is None


def erased(database, action, number):
    """Let go of the values of one record of an action, as erasing a person does."""
    mine = (Change.change_set_id == action, Change.row_key == f"[{number}]")
    with database.write() as session:
        for change in session.scalars(select(Change).where(*mine)):
            change.before = None if change.before is None else {}
            change.after = None if change.after is None else {}


def newest(database):
    with database.read() as session:
        return session.scalars(select(ChangeSet.id).order_by(ChangeSet.id.desc())).first()


def add_two(database):
    with database.write() as session:
        recording.describe(session, "Added two")
        session.add_all([Colleague(name="Ana"), Colleague(name="Ben")])
    return newest(database)


def test_an_action_of_which_part_was_erased_is_passed_over_and_refused(database, nordwind):
    two = add_two(database)
    erased(database, two, 2)
    assert next_labels(database)[0] == "Added Nordwind"
    with pytest.raises(NotFound, match="erased for good"), database.write() as session:
        history.undo(session, two)
    undo(database)
    with database.read() as session:
        assert session.query(Colleague).count() == 2


def test_an_undo_of_which_part_was_erased_is_passed_over_and_refused(database, nordwind):
    add_two(database)
    undo(database)
    undo(database)
    gone = newest(database)
    erased(database, gone, nordwind)
    assert next_labels(database) == (None, "Added two")
    with pytest.raises(NotFound, match="erased for good"), database.write() as session:
        history.undo(session, gone)
    assert redo(database) == "Added two"


def test_a_customer_noted_with_a_person_is_not_taken_away_with_the_rest(database):
    draft = LogDraft(customer="Hafen", new_customer=True, new_contacts=("Ada Q",))
    with database.write() as session:
        interactions.log(session, draft, datetime(2026, 5, 4, 10, tzinfo=UTC))
    noted = newest(database)
    with database.write() as session:
        erasing.erase(session, 1, TODAY)
    with pytest.raises(AppError), database.write() as session:
        history.undo(session, noted)
    assert name_of(database, 1) == "Hafen"
