"""Who is erased is found as people write them, in the past as well, and nobody else is touched."""

import unicodedata
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import Enum, String, select

from app.models import (
    ChangeSet,
    Contact,
    Customer,
    Feedback,
    ImportBatch,
    Interaction,
    Pause,
    Promise,
)
from app.models.base import Base
from app.services.book import history
from app.services.customers import contacts, erasing, interactions, person_file
from app.services.customers.interactions import LogDraft
from app.services.customers.person_file import TEXTS
from app.services.errors import Conflict, NotFound
from app.services.importing import service
from app.services.importing.batches import undo_import
from app.services.importing.service import Options
from tests.nordwind import NORDWIND, QUIET, TODAY
from tests.services.book.test_undo_everything import NOW
from tests.services.customers.test_privacy import everything

NAME = "Ada Quelle-Zweig"


def add(database, name=NAME, **more):
    """Add a contact of Nordwind's and return its id."""
    with database.write() as session:
        return contacts.save(session, contacts.ContactDraft(NORDWIND, name, **more), TODAY)


def note(database, text, *, customer=NORDWIND, who=(), log_id=None):
    """Log a talk, or correct it, and return its id."""
    with database.write() as session:
        if log_id is not None:
            session.get(Interaction, log_id).note = text
            return log_id
        draft = LogDraft(customer_id=customer, note=text, contact_ids=who)
        return interactions.log(session, draft, NOW).interaction


def erase(database, contact_id):
    with database.write() as session:
        erasing.erase(session, contact_id, TODAY)


def noted(database, log_id):
    with database.read() as session:
        return session.get(Interaction, log_id).note


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Jörg Müller", unicodedata.normalize("NFD", "Met Jörg Müller"), "Met …"),
        (NAME, "Met Ada  Quelle-Zweig, Ada\nQuelle-Zweig", "Met …, …"),
        ("Anna Strauß", "MET ANNA STRAUSS", "MET …"),
    ],
)
def test_a_name_goes_however_it_was_written(known, name, text, left):
    number, talk = add(known, name), note(known, text)
    erase(known, number)
    assert noted(known, talk) == left


ADDRESS = "ada@nordwind.example"
NO_WORDS_OF_PEOPLE = {
    *("source", "external_id", "currency", "value_currency", "status", "queue", "question"),
    *("raised_by", "customers.name", "customers.segment", "customers.city", "customers.country"),
    *("customers.website", "customers.language"),
    *("contacts.name", "contacts.email", "contacts.phone"),  # everybody's own
}


def test_every_text_about_a_customer_is_looked_through():
    looked_through = {f"{texts.table}.{name}" for texts in TEXTS for name in texts.columns}
    for table in Base.metadata.sorted_tables:
        if table.name != "customers" and "customer_id" not in table.c:
            continue
        for column in table.c:
            if isinstance(column.type, String) and not isinstance(column.type, Enum):
                known = {column.name, str(column)} & NO_WORDS_OF_PEOPLE
                assert known or str(column) in looked_through, f"who is erased stays in {column}"


def test_names_and_addresses_go_from_whatever_text_of_the_customer(known):
    number = add(known, email=ADDRESS, phone="0431 55511")
    day = {"customer_id": NORDWIND, "recorded_on": TODAY}
    with known.write() as session:
        customer = session.get(Customer, NORDWIND)
        customer.email, customer.phone = ADDRESS, "0431/55511"
        session.add_all(
            [
                Promise(**day, text="A quote", made_on=TODAY, via=NAME),
                Feedback(**day, text="Fine", kind="praise", occurred_on=TODAY, via=ADDRESS),
                Pause(customer_id=NORDWIND, from_on=TODAY, until_on=TODAY, reason=f"{NAME} away"),
            ]
        )
    with known.read() as session:
        file = person_file.person(session, number)
    assert {line.kind for line in file.lines} == {"customer", "promise", "feedback", "pause"}
    erase(known, number)
    left = everything(known)
    assert not any(word in left for word in ("quelle", ADDRESS, "55511"))
    with known.read() as session:
        customer = session.get(Customer, NORDWIND)
        assert (customer.email, customer.phone) == ("", "")
        assert session.scalars(select(Pause.reason)).all() == ["… away"]


def test_former_names_and_addresses_go_too(known):
    number = add(known, email="aqz@old.example")
    talk = note(known, f"{NAME} wrote from AQZ@old.example")
    with known.write() as session:
        draft = contacts.load(session, number)
        renamed = replace(draft, name="Ada Neumann", email="an@new.example")
        contacts.save(session, renamed, TODAY)
    erase(known, number)
    assert noted(known, talk) == "… wrote from …"
    left = everything(known)
    assert not any(word in left for word in ("quelle", "neumann", "aqz@"))


def test_a_name_that_an_import_replaced_goes_too(known):
    row = {"customer": "Nordwind", "external_id": "P1", "email": "p1@a.example"}
    talk = note(known, f"{NAME} wrote")
    for name in (NAME, "Ada Neumann"):
        with known.write() as session:
            rows = {"contacts": [row | {"name": name}]}
            service.import_rows(session, rows, Options(), TODAY)
    with known.read() as session:
        number, name = session.execute(
            select(Contact.id, Contact.name).where(Contact.external_id == "P1")
        ).one()
    assert name == "Ada Neumann"
    erase(known, number)
    assert noted(known, talk) == "… wrote"
    assert "quelle" not in everything(known)


def test_nothing_that_only_looks_like_the_name_goes_with_it(known):
    number = add(known, "Meier", phone="12345")
    text = "Niedermeier signed contract 991234567, Meiers Hof"
    ada = add(known, "Ada von der Quelle")
    talk, other = note(known, text), note(known, "Quelle sagt: der Hof", who=(ada,))
    erase(known, number)
    erase(known, ada)
    assert noted(known, talk) == text
    assert noted(known, other) == "… sagt: der Hof"


def undo(database):
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)


def take_back_whatever_can_be(database, which):
    """Undo or redo one action after the other until one is refused."""
    with suppress(Conflict, NotFound):
        while True:
            with database.write() as session:
                waiting = which(session)
                if waiting is None:
                    return
                history.undo(session, waiting.change_set)


def take(database, note, occurred_on="2026-04-01", **more):
    """Import one conversation of Nordwind's, always the same."""
    row = {"customer": "Nordwind", "at": occurred_on, "kind": "call", "external_id": "I1"}
    with database.write() as session:
        rows = {"interactions": [row | {"note": note} | more]}
        return service.import_rows(session, rows, Options(), TODAY).batch


def test_redo_does_not_bring_back_what_was_undone(known):
    number = add(known)
    note(known, f"Spoke with {NAME}", who=(number,))
    note(known, "Zweig was cross", who=(number,))
    for _turn in range(2):
        undo(known)
    erase(known, number)
    left = everything(known)
    assert not any(word in left for word in ("quelle", "zweig"))
    take_back_whatever_can_be(known, history.next_redo)
    assert "zweig" not in everything(known)


def test_undo_does_not_bring_back_what_was_corrected(known):
    number = add(known)
    talk = note(known, f"Spoke with {NAME}")
    note(known, "Spoke with the boss", log_id=talk)
    erase(known, number)
    assert "quelle" not in everything(known)
    take_back_whatever_can_be(known, history.next_undo)
    assert "quelle" not in everything(known)


def test_the_history_of_other_records_stays(known):
    number = add(known)
    talk = note(known, "Spoke with nobody")
    elsewhere = note(known, f"Met {NAME} here", customer=QUIET)
    note(known, "Spoke with somebody", log_id=talk)
    note(known, "Met her here", customer=QUIET, log_id=elsewhere)
    erase(known, number)
    for _turn in range(2):
        undo(known)
    assert noted(known, elsewhere) == f"Met {NAME} here"
    assert noted(known, talk) == "Spoke with nobody"


@pytest.mark.parametrize("first", ["undo, then erase", "erase, then undo"])
def test_no_import_brings_a_name_back(known, first):
    number = add(known)
    take(known, f"Spoke with {NAME}")
    second = take(known, "Spoke with the boss")
    steps = [lambda: erase(known, number), lambda: undo_import_of(known, second)]
    for step in steps if first.startswith("erase") else reversed(steps):
        step()
    assert "quelle" not in everything(known)


def test_an_import_that_was_undone_before_keeps_no_name(known):
    number = add(known)
    take(known, f"Spoke with {NAME}")
    second = take(known, "Spoke with the boss")
    with known.read() as session:
        remembered = session.get(ImportBatch, second).before
    undo_import_of(known, second)
    with known.write() as session:
        session.get(ImportBatch, second).before = remembered
    erase(known, number)
    assert "quelle" not in everything(known)


def undo_import_of(database, batch):
    with database.write() as session:
        undo_import(session, batch)


def call(database, label):
    """Give the newest action this name."""
    with database.write() as session:
        newest = session.scalars(select(ChangeSet).order_by(ChangeSet.id.desc())).first()
        newest.label = label


def test_labels_of_actions_on_other_customers_stay(known):
    number = add(known, "Meier")
    labels = ["Added Meier Bau GmbH", "Added Obermeier", "Kept: call Meier"]
    for label, customer in zip(labels, (QUIET, QUIET, NORDWIND), strict=True):
        with known.write() as session:
            session.get(Customer, customer).city = label
        call(known, label)
    erase(known, number)
    with known.read() as session:
        left = session.scalars(select(ChangeSet.label).order_by(ChangeSet.id)).all()
    assert left[-3:] == ["Added Meier Bau GmbH", "Added Obermeier", "Kept: call …"]


def test_of_a_label_that_was_cut_the_words_of_the_name_go(known):
    number = add(known)
    note(known, f"Send the offer to {NAME} today")
    call(known, "Send the offer to Ada Quelle-Zw…")
    erase(known, number)
    with known.read() as session:
        left = session.scalars(select(ChangeSet.label).order_by(ChangeSet.id)).all()
    assert left[-1] == "Send the offer to … …"
