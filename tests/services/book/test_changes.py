"""Who changed what and when is told of a record, never of another that had its id before."""

from dataclasses import replace

from app.services.book import changes, history
from app.services.customers import contacts, customers
from app.services.customers.customers import CustomerDraft
from tests.nordwind import TODAY


def add(database, name):
    with database.write() as session:
        return customers.save(session, CustomerDraft(name=name, note=f"Secret of {name}"), TODAY)


def move(database, number, city):
    with database.write() as session:
        draft = customers.load(session, number)
        customers.save(session, replace(draft, city=city), TODAY)


def undo(database):
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)


def redo(database):
    with database.write() as session:
        history.undo(session, history.next_redo(session).change_set)


def told(database, number):
    with database.read() as session:
        entries = changes.of_customer(session, number)
        return [(one.label, one.undone) for one in entries if one.table == "customers"]


def test_what_was_done_to_a_customer_that_is_gone_is_not_told_of_the_next(database):
    alpha = add(database, "Alpha")
    move(database, alpha, "Kiel")
    undo(database)
    undo(database)
    assert add(database, "Beta") == alpha
    assert told(database, alpha) == [("Added Beta", False)]


def test_nor_of_the_people_of_another(database):
    customer = add(database, "Nordwind")
    for name in ("Ada", "Ben"):
        with database.write() as session:
            contacts.save(session, contacts.ContactDraft(customer, name=name), TODAY)
        if name == "Ada":
            undo(database)
    with database.read() as session:
        entries = changes.of_customer(session, customer)
    assert [one.label for one in entries] == ["Added Ben", "Added Nordwind"]


def test_what_was_taken_back_and_done_again_is_told_from_the_start(database):
    alpha = add(database, "Alpha")
    move(database, alpha, "Kiel")
    undo(database)
    undo(database)
    redo(database)
    redo(database)
    label = "Changed Alpha"
    assert told(database, alpha) == [
        (label, False),
        ("Added Alpha", False),
        (label, True),
        ("Added Alpha", True),
    ]
