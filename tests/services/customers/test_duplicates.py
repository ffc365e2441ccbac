"""Customers that may be one: found by what they share, and left alone when told apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, insert

from app.models import Contact, Customer
from app.models.base import now
from app.services.book import history
from app.services.customers import duplicates, firm_names
from app.services.errors import NotFound
from tests.nordwind import TODAY


def book(database, *said):
    with database.write() as session:
        for number, values in enumerate(said, start=1):
            more = {"name": values} if isinstance(values, str) else values
            session.add(Customer(id=number, recorded_on=TODAY, **more))


def pairs(database):
    with database.read() as session:
        return {
            tuple(sorted((pair.one.id, pair.other.id))): pair.reasons
            for pair in duplicates.find(session)
        }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nordwind GmbH", "NORDWIND"),
        ("Nordwind GmbH & Co. KG", "Nordwind AG"),
        ("Müller Söhne e.K.", "Mueller Soehne"),
        ("Café Zürich S.A.", "cafe zurich"),
        ("Bäcker-Haus Ltd.", "Bäcker Haus, Inc."),
        ("Kowalski Sp. z o.o.", "Kowalski"),
        ("Logistik Nordwind GmbH", "Nordwind Logistik"),
    ],
)
def test_the_same_name_but_for_form_and_writing(database, one, other):
    book(database, one, other, "Somebody else")
    assert set(pairs(database)) == {(1, 2)}
    assert pairs(database)[1, 2] == ("Same name, written differently",)


def test_the_very_same_name_is_said_to_be(database):
    book(database, "Nordwind", "Nordwind")
    assert pairs(database)[1, 2] == ("Same name",)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Nordwind Logistik", "Nordwimd Logistik", True),
        ("Ahlers Steuerberatung", "Ahlers Steuerberatungen", True),
        ("Branch 12 of Kiel", "Branch 13 of Kiel", False),
        ("Ada", "Ado", False),
        ("Nordwind", "Südwind", False),
    ],
)
def test_names_that_are_spelt_alike(database, one, other, found):
    book(database, one, other)
    assert ((1, 2) in pairs(database)) is found


def test_a_domain_of_its_own_and_a_telephone_number(database):
    book(
        database,
        {
            "name": "Alpha",
            "website": "https://www.nordwind.example/de",
            "phone": "0431 5551177",
        },
        {"name": "Beta", "email": "info@Nordwind.example"},
        {"name": "Gamma", "phone": "+49 (431) 555-1177"},
        {"name": "Delta", "email": "delta@gmail.com"},
        {"name": "Epsilon", "email": "eps@gmail.com", "phone": "110"},
        {"name": "Zeta", "phone": "110"},
    )
    with database.write() as session:
        session.add(Contact(customer_id=4, name="M", email="m@nordwind.example", recorded_on=TODAY))
    found = pairs(database)
    assert set(found) == {(1, 2), (1, 4), (2, 4), (1, 3)}
    assert found[1, 2] == ("Same domain: nordwind.example",)
    assert found[1, 3] == ("Same telephone number",)


def test_what_many_share_says_nothing_of_any_two(database):
    names = ("Alpha", "Bravo", "Charlie", "Delta", "Echo")
    book(database, *({"name": name, "email": f"{name}@portal.example"} for name in names))
    assert pairs(database) == {}


def test_more_reasons_come_first_and_the_one_known_better_leads(database):
    book(
        database,
        {"name": "Nordwimd"},
        {"name": "Nordwind", "phone": "04315551177"},
        {"name": "Nordwind GmbH", "phone": "04315551177"},
    )
    with database.read() as session:
        found = duplicates.find(session)
    assert {found[0].one.id, found[0].other.id} == {2, 3}
    assert len(found[0].reasons) == 2


def test_deleted_customers_are_no_duplicates(database):
    book(database, "Nordwind", {"name": "Nordwind GmbH", "deleted_at": now()})
    assert pairs(database) == {}


def test_told_apart_is_remembered_and_undone(database):
    book(database, "Nordwind", "Nordwind GmbH")
    with database.write() as session:
        duplicates.tell_apart(session, 2, 1, TODAY)
    assert pairs(database) == {}
    with database.write() as session:
        duplicates.tell_apart(session, 1, 2, TODAY)  # said twice
    with database.write() as session:
        newest = history.next_undo(session)
        assert newest.label == "Nordwind and Nordwind GmbH are not the same"
        history.undo(session, newest.change_set)
    assert set(pairs(database)) == {(1, 2)}
    with pytest.raises(NotFound), database.write() as session:
        duplicates.tell_apart(session, 1, 9, TODAY)


def test_a_new_name_that_looks_like_one_that_is_there(database):
    book(database, "Nordwind GmbH", "Branch 12 of Kiel")
    with database.read() as session:
        assert duplicates.looks_like(session, "nordwind ag") == (1, "Nordwind GmbH")
        assert duplicates.looks_like(session, "Nordwimd") == (1, "Nordwind GmbH")
        assert duplicates.looks_like(session, "Nord") is None
        assert duplicates.looks_like(session, "Branch 13 of Kiel") is None
        assert duplicates.looks_like(session, "") is None


def test_two_thousand_customers_take_three_queries_and_less_than_a_second(database):
    syllables = [a + b for a in ("ba", "ko", "mi", "sel", "ru") for b in ("ner", "las", "vik")]
    names = [f"{a}{b}{c} GmbH".title() for a in syllables for b in syllables for c in syllables][
        :2_000
    ]
    with database.write() as session:
        session.execute(
            insert(Customer),
            [
                {"name": name, "recorded_on": TODAY, "email": f"info@{number}.example"}
                for number, name in enumerate(names)
            ],
        )
    assert len(names) >= 1_700
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *_all: asked.append(1))
    with database.read() as session:
        duplicates.find(session)  # imports what it needs
        asked.clear()
        begun = time.perf_counter()
        duplicates.find(session)
        lasted = time.perf_counter() - begun
    assert len(asked) == 3
    assert lasted < 1.0


@given(st.text("abdeilmr äöü-.", max_size=20))
def test_neither_case_nor_legal_form_tell_two_names_apart(text):
    bare = firm_names.bare(text)
    assert firm_names.bare(f"{text.upper()} G.m.b.H.") == (bare or "gmbh")
