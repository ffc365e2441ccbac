"""Who is erased is found as people write them, in the past as well, and nobody else is touched."""

import unicodedata
from dataclasses import replace

import pytest

from app.models import Interaction
from app.services.customers import contacts, erasing, interactions
from app.services.customers.interactions import LogDraft
from tests.nordwind import NORDWIND, TODAY
from tests.services.book.test_undo_everything import NOW

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


def test_former_names_and_addresses_go_too(known):
    number = add(known, email="aqz@old.example")
    talk = note(known, f"{NAME} wrote from AQZ@old.example")
    with known.write() as session:
        draft = contacts.load(session, number)
        renamed = replace(draft, name="Ada Neumann", email="an@new.example")
        contacts.save(session, renamed, TODAY)
    erase(known, number)
    assert noted(known, talk) == "… wrote from …"


def test_nothing_that_only_looks_like_the_name_goes_with_it(known):
    number = add(known, "Meier", phone="12345")
    text = "Niedermeier signed contract 991234567, Meiers Hof"
    ada = add(known, "Ada von der Quelle")
    talk, other = note(known, text), note(known, "Quelle sagt: der Hof", who=(ada,))
    erase(known, number)
    erase(known, ada)
    assert noted(known, talk) == text
    assert noted(known, other) == "… sagt: der Hof"
