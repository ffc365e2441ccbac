"""What newer things rest on is not taken back from under them, and nothing is lost unsaid."""

from dataclasses import replace

import pytest

from app.services.book import history
from app.services.contracts import contracts, snapshots
from app.services.customers import contacts, customers, interactions, standings
from app.services.customers.customers import CustomerDraft
from app.services.customers.interactions import LogDraft
from app.services.errors import Conflict
from app.services.feedback import feedback
from app.services.feedback.feedback import FeedbackDraft
from app.services.importing import service
from app.services.importing.service import Options
from tests.nordwind import NORDWIND, TODAY, ago, known
from tests.services.book.test_undo_everything import NOW, content

__all__ = ["known"]  # a fixture


@pytest.fixture
def do(known):
    """Do one thing as one action, and return what it gave."""

    def act(function, *arguments):
        with known.write() as session:
            return function(session, *arguments)

    return act


def newest(do):
    """Return the action that Ctrl+Z would take back."""
    return do(history.next_undo).change_set


def add_customer(do, name="New Co"):
    return do(customers.save, CustomerDraft(name=name), TODAY)


def add_ada(do, customer=NORDWIND):
    return do(contacts.save, contacts.ContactDraft(customer, name="Ada Q"), TODAY)


def talk_with(do, *people):
    return do(interactions.log, LogDraft(customer_id=NORDWIND, contact_ids=people), NOW).interaction


def move_to(do, city):
    draft = do(customers.load, NORDWIND)
    do(customers.save, replace(draft, city=city), TODAY)
    return newest(do)


def is_refused(database, action):
    """Tell whether an action is not taken back, and all stays as it was."""
    before = content(database)
    with pytest.raises(Conflict), database.write() as session:
        history.undo(session, action)
    return content(database) == before


def test_a_customer_is_not_taken_away_from_under_what_was_noted_since(known, do):
    customer = add_customer(do)
    added = newest(do)
    do(interactions.log, LogDraft(customer_id=customer, note="precious"), NOW)
    add_ada(do, customer)
    assert is_refused(known, added)
    for _n in range(2):
        do(history.undo, newest(do))
    assert do(history.undo, added) == "Added New Co"


def test_a_contact_is_not_taken_out_of_what_was_said_since(known, do):
    ada = add_ada(do)
    added = newest(do)
    talk_with(do, ada)
    do(feedback.log, FeedbackDraft(NORDWIND, kind="wish", text="More", contact="Ada Q"), TODAY)
    assert is_refused(known, added)
    do(history.undo, newest(do))
    assert is_refused(known, added)
    do(history.undo, newest(do))
    assert do(history.undo, added) == "Added Ada Q"


def test_what_an_import_brought_holds_what_it_belongs_to(known, do, tmp_path):
    add_customer(do)
    added = newest(do)
    (tmp_path / "promises.csv").write_text("customer,made_on,text\nNew Co,2026-05-04,Quote\n")
    do(service.import_files, [tmp_path / "promises.csv"], Options(), TODAY)
    assert is_refused(known, added)
    do(history.undo, newest(do))
    assert do(history.undo, added) == "Added New Co"


def test_what_the_program_worked_out_by_itself_holds_nothing(known, do):
    draft = do(contracts.new_draft, NORDWIND)
    draft = replace(draft, title="Cloud", starts=ago(300), term_months=12)
    do(contracts.save, draft, TODAY)
    do(standings.freshen, TODAY)
    assert do(snapshots.keep, TODAY) == 2
    assert do(history.undo, newest(do)) == "Added the contract Cloud"


def test_a_value_that_went_there_and_back_is_not_as_it_was_left(known, do):
    first = move_to(do, "Lübeck")
    for city in ("Husum", "Lübeck"):
        move_to(do, city)
    assert is_refused(known, first)
    for _n in range(2):
        do(history.undo, newest(do))
    do(history.undo, first)
    assert do(customers.load, NORDWIND).city == "Kiel"


def test_whoever_a_newer_action_named_once_is_kept_for_when_that_is_taken_back(known, do):
    ada = add_ada(do)
    added = newest(do)
    talk = talk_with(do, ada)
    draft = do(interactions.load, talk)
    do(interactions.save, replace(draft, contact_ids=()), NOW)
    assert is_refused(known, added)
    for _n in range(2):
        do(history.undo, newest(do))
    assert do(history.undo, added) == "Added Ada Q"


def test_what_was_done_again_holds_as_before(known, do):
    ada = add_ada(do)
    added = newest(do)
    talk_with(do, ada)
    do(history.undo, newest(do))
    do(history.undo, do(history.next_redo).change_set)
    assert is_refused(known, added)
    do(history.undo, newest(do))
    assert do(history.undo, added) == "Added Ada Q"


def test_a_record_is_not_redone_where_another_has_its_place(known, do):
    alpha = add_customer(do, "Alpha")
    do(history.undo, newest(do))
    gone = do(history.next_redo).change_set
    assert add_customer(do, "Beta") == alpha
    assert is_refused(known, gone)


def test_a_change_is_not_redone_on_another_record_that_has_its_place(known, do):
    alpha = add_customer(do, "Alpha")
    draft = do(customers.load, alpha)
    do(customers.save, replace(draft, city="Kiel"), TODAY)
    do(history.undo, newest(do))
    changed = do(history.next_redo).change_set
    do(history.undo, newest(do))
    assert add_customer(do, "Beta") == alpha
    assert is_refused(known, changed)
