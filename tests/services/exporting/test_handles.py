"""By whatever word records are called, what refers to them still does after an export."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.models import (
    Colleague,
    Contact,
    Contract,
    Customer,
    Interaction,
    InteractionContact,
    Promise,
    Renewal,
    Ticket,
    Vendor,
)
from app.services.book.database import Database
from app.services.exporting.book import export_book
from app.services.importing.storing import TALKED
from tests.services.exporting.test_book import content, files, moved, other, stamped, table
from tests.services.importing.fuzzing import anything

__all__ = ["other"]

DAY = date(2026, 1, 1)


def talk(customer, **more):
    return stamped(
        Interaction, customer_id=customer, occurred_on=DAY, kind="call", two_way=True, **more
    )


def with_people(session, *people, customer=1):
    """Add a customer, its people, and a call with each of them."""
    session.add(stamped(Customer, id=customer, name="A"))
    session.flush()
    for person in people:
        person.customer_id = customer
        call = talk(customer, note=person.name)
        session.add_all([person, call])
        session.flush()
        session.add(InteractionContact(interaction_id=call.id, contact_id=person.id))


def talked(database):
    """Return the ids of who spoke with whom."""
    with database.read() as session:
        return session.execute(select(TALKED).order_by(*TALKED.c)).all()


def spoke_with(database):
    """Return by whom each call was, by the note that names its contact."""
    query = (
        select(Interaction.note, Contact.name)
        .join(InteractionContact, InteractionContact.interaction_id == Interaction.id)
        .join(Contact, Contact.id == InteractionContact.contact_id)
        .order_by(Interaction.id, Contact.id)
    )
    with database.read() as session:
        return [tuple(row) for row in session.execute(query)]


@pytest.mark.parametrize("more", [{"external_id": "X"}, {"email": "X"}])
def test_a_name_that_is_anothers_number_or_address_leads_to_its_own(
    database, other, tmp_path, more
):
    with database.write() as session:
        session.add_all([stamped(Customer, name="X"), stamped(Customer, name="Y", **more)])
        session.flush()
        session.add_all([talk(1), talk(2)])
    report = moved(database, other, tmp_path / "out")
    assert not any(file.rejected for file in report.files)
    assert content(other) == content(database)


def test_a_name_with_a_semicolon_stays_one_person(database, other, tmp_path):
    with database.write() as session:
        with_people(session, stamped(Contact, name="Meier; Einkauf"))
    moved(database, other, tmp_path / "out")
    assert spoke_with(other) == [("Meier; Einkauf", "Meier; Einkauf")]
    assert content(other) == content(database)


def test_two_who_share_an_address_stay_two(database, other, tmp_path):
    with database.write() as session:
        shared = {"email": "info@a.example"}
        with_people(
            session,
            stamped(Contact, name="Ann", phone="1", **shared),
            stamped(Contact, name="Bea", phone="2", **shared),
        )
    report = moved(database, other, tmp_path / "out")
    assert not any(file.rejected for file in report.files)
    assert spoke_with(other) == [("Ann", "Ann"), ("Bea", "Bea")]
    assert content(other) == content(database)
    with other.read() as session:
        export_book(session, tmp_path / "again")
    assert files(tmp_path / "out") == files(tmp_path / "again")


def test_two_of_ours_of_one_name_stay_two(database, other, tmp_path):
    with database.write() as session:
        session.add_all([Colleague(name="Ana", role="sales"), Colleague(name="Ana", role="help")])
        session.flush()
        session.add_all(stamped(Customer, name=f"A{n}", owner_id=n) for n in (1, 2))
    moved(database, other, tmp_path / "out")
    assert content(other) == content(database)
    assert "external_id" in table(tmp_path / "out" / "colleagues.csv")[0]


def test_a_number_that_is_made_up_is_nobody_elses(database, other, tmp_path):
    with database.write() as session:
        session.add(stamped(Customer, name="A"))
        session.flush()
        opened = {"customer_id": 1, "opened_on": DAY}
        session.add_all(
            [stamped(Ticket, external_id="rapport-2", **opened), stamped(Ticket, **opened)]
        )
    moved(database, other, tmp_path / "out")
    assert content(other) == content(database)


def test_an_export_is_known_again_by_the_book_that_it_came_from(database, tmp_path):
    with database.write() as session:
        shared = {"email": "info@a.example"}
        with_people(
            session, stamped(Contact, name="Ann", **shared), stamped(Contact, name="Bea", **shared)
        )
    before = content(database)
    for _again in range(2):
        report = moved(database, database, tmp_path / "out")
        assert not any(file.created or file.rejected for file in report.files)
        assert content(database) == before


WORDS = st.sampled_from(
    ["X", "x", "Y", "a@b.example", "A@B.example", "A; B", "B", "\u00e9", "e\u0301", "=1", "'=1"]
    + [f"rapport-{n}" for n in range(1, 5)]
)
NAMED = st.lists(
    st.tuples(WORDS, st.none() | WORDS, st.just("") | WORDS, st.integers(0, 1)),
    min_size=2,
    max_size=4,
    unique_by=(lambda one: one[1] or object(),),
)


def fill(session, customers, people, ours):
    """Add records that are called whatever they are called, and what refers to each."""
    session.add_all(
        stamped(Customer, name=name, external_id=code, email=email)
        for name, code, email, _where in customers
    )
    session.add_all(Colleague(name=name, email=email) for name, _code, email, _where in ours)
    session.add_all(Vendor(name=name, external_id=code) for name, code, *_more in ours)
    session.flush()
    for name, code, email, where in people:
        of = {"customer_id": 1 + where}
        session.add_all(
            [
                stamped(Contact, name=name, external_id=code, email=email, **of),
                stamped(Contract, title=name, external_id=code, currency="EUR", **of),
                stamped(Ticket, external_id=code, opened_on=DAY, **of),
            ]
        )
    session.flush()
    for number, (_name, _code, _email, where) in enumerate(people, start=1):
        refer(session, number, {"customer_id": 1 + where}, 1 + number % len(ours))


def refer(session, number, of, ours):
    session.add_all(
        [
            talk(of["customer_id"], id=number, colleague_id=ours),
            stamped(
                Promise, text="Call", made_on=DAY, direction="ours", contact_id=number,
                colleague_id=ours, **of,
            ),
            stamped(Renewal, contract_id=number, due_on=DAY, **of),
        ]
    )  # fmt: skip
    session.get(Contract, number).vendor_id = ours
    session.flush()
    session.add(InteractionContact(interaction_id=number, contact_id=number))


@anything
@given(NAMED, NAMED, NAMED)
def test_whatever_records_are_called_all_of_them_come_back(
    empty_file, tmp_path_factory, customers, people, ours
):
    folder = tmp_path_factory.mktemp("moved")
    books = [Database(Path(shutil.copy(empty_file, folder / f"{n}.rapport"))) for n in range(2)]
    try:
        with books[0].write() as session:
            fill(session, customers, people, ours)
        report = moved(*books, folder / "out")
        assert not any(file.rejected for file in report.files)
        assert content(books[1]) == content(books[0])
        assert talked(books[1]) == talked(books[0])
    finally:
        for book in books:
            book.close()
