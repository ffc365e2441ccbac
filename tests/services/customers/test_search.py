from datetime import date

import pytest
from sqlalchemy import event

from app.models import (
    AdvocacyAct,
    Base,
    Competitor,
    CompetitorMention,
    Contact,
    Contract,
    Customer,
    Expectation,
    Feedback,
    Goal,
    Initiative,
    Interaction,
    Promise,
    Renewal,
    Response,
    Ticket,
)
from app.services.customers import finding, search
from app.services.customers.search_sources import SOURCES

TODAY = date(2026, 5, 4)


def note(text, day=TODAY, customer_id=1, **values):
    return Interaction(
        customer_id=customer_id,
        occurred_on=day,
        recorded_on=day,
        kind="call",
        two_way=True,
        note=text,
        **values,
    )


@pytest.fixture
def book(database):
    """Stores records beside two customers."""
    with database.write() as session:
        session.add(Customer(name="Nordwind Logistics", city="Kiel", recorded_on=TODAY))
        session.add(Customer(name="Ahlers Firewall GmbH", recorded_on=TODAY))

    def add(*records):
        with database.write() as session:
            session.add_all(records)

    return add


def find(database, text, **narrowed):
    with database.read() as session:
        return search.search(session, text, **narrowed)


def lines(database, text, **narrowed):
    return [(one.kind, one.id) for one in find(database, text, **narrowed).found]


def test_names_come_first_then_the_newest(database, book):
    book(
        note("firewall old", date(2024, 1, 1)),
        note("firewall new", date(2026, 5, 1)),
        note("Firewall between", date(2025, 3, 1)),
    )
    assert lines(database, "firewall") == [
        ("customer", 2),
        ("interaction", 2),
        ("interaction", 3),
        ("interaction", 1),
    ]


def test_a_line_says_whose_when_and_what(database, book):
    book(note("We talked about the firewall", date(2026, 5, 1)))
    (found,) = find(database, "talked").found
    assert (found.customer_id, found.customer, found.day) == (
        1,
        "Nordwind Logistics",
        date(2026, 5, 1),
    )
    assert (found.title, found.snippet) == ("Call", "We talked about the firewall")


def test_every_kind_of_record_is_found_on_its_day(database, book):
    facts = {"customer_id": 1, "recorded_on": TODAY}
    book(
        Competitor(name="Contoso"),
        note("zebra"),
        Ticket(opened_on=TODAY, title="zebra", **facts),
        Feedback(occurred_on=TODAY, text="zebra", kind="wish", **facts),
        Promise(made_on=TODAY, text="zebra", **facts),
        Response(
            occurred_on=TODAY, question="csat", score=4, low=1, high=5, comment="zebra", **facts
        ),
        Expectation(text="zebra", **facts),
        Contract(title="zebra", currency="EUR", **facts),
        Goal(text="zebra", **facts),
        Initiative(title="zebra", **facts),
        AdvocacyAct(occurred_on=TODAY, kind="reference", note="zebra", **facts),
        Contact(name="Zebra Zoller", **facts),
    )
    book(
        CompetitorMention(occurred_on=TODAY, competitor_id=1, note="zebra", **facts),
        Renewal(due_on=TODAY, contract_id=1, reason="zebra", **facts),
        Customer(name="Zebra AG", recorded_on=TODAY),
    )
    found = find(database, "zebra").found
    assert {one.kind for one in found} == {source.kind for source in SOURCES.values()}
    assert {one.day for one in found if one.kind not in ("customer", "contact")} == {TODAY}
    assert all(one.title for one in found)


def test_the_index_and_the_sources_are_of_the_same_tables():
    tables = {source.table for source in SOURCES.values()}
    assert tables <= set(Base.metadata.tables)


def test_all_words_must_occur_and_the_last_may_be_only_begun(database, book):
    book(note("the firewall is slow"), note("the backup is slow"))
    assert lines(database, "slow fire") == [("interaction", 1)]
    assert lines(database, "slo fire") == []
    assert lines(database, "slow fire ") == []


def test_case_and_accents_do_not_matter(database, book):
    book(note("Die Größe der Lösung"))
    for typed in ("größe", "GROẞE losung", "Lösung"):
        assert len(lines(database, typed.replace("ẞ", "ß"))) == 1


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "AND",
        "NOT OR",
        "water*",
        "(water",
        "body:water",
        "a NEAR b",
        "-",
        "é",
        "a\x00b",
        "\ud800",
        'water"fall',
    ],
)
def test_nothing_typed_is_an_operator(database, book, typed):
    book(note("plain words"))
    assert lines(database, typed) == []


def test_nothing_typed_finds_nothing(database, book):
    assert find(database, "   ") == search.Results(())


def test_the_first_letter_is_answered_from_the_names(database, book):
    book(note("nothing new"))
    assert lines(database, "n") == [("customer", 1)]
    assert lines(database, "n", kinds=["interaction"]) == []


def test_search_is_narrowed_to_a_customer_or_to_kinds(database, book):
    book(
        note("slow"),
        note("slow", customer_id=2),
        Promise(customer_id=2, made_on=TODAY, recorded_on=TODAY, text="slow"),
    )
    assert lines(database, "slow", customer_id=1) == [("interaction", 1)]
    assert lines(database, "slow", kinds=["promise"]) == [("promise", 1)]
    assert lines(database, "slow", customer_id=1, kinds=["promise"]) == []


def test_names_leave_room_for_what_happened(database, book):
    book(*(Contact(customer_id=1, name=f"Marta {n}", recorded_on=TODAY) for n in range(20)))
    book(*(note("Marta called") for _n in range(20)))
    kinds = [kind for kind, _id in lines(database, "marta", limit=20)]
    assert kinds == ["contact"] * 8 + ["interaction"] * 12


def test_what_was_deleted_is_not_found(database, book):
    book(note("secret"))
    with database.write() as session:
        session.get(Interaction, 1).deleted_at = session.get(Interaction, 1).created_at
    assert lines(database, "secret") == []


def test_what_a_deleted_customer_had_is_not_found(database, book):
    book(note("secret"))
    with database.write() as session:
        session.get(Customer, 1).deleted_at = session.get(Customer, 1).created_at
    assert lines(database, "secret") == []


def test_a_corrected_note_is_found_by_its_new_words_only(database, book):
    book(note("before"))
    with database.write() as session:
        session.get(Interaction, 1).note = "after"
    assert lines(database, "before") == []
    assert lines(database, "after") == [("interaction", 1)]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("firwall", "firewall"),
        ("frewall", "firewall"),
        ("fierwall ", "firewall"),
        ("backup firewlal", "backup firewall"),
        ("fierw", "firewall"),
        ("firewal", ""),
    ],
)
def test_a_slip_is_led_to_the_nearest_word_and_told(database, book, typed, instead):
    book(note("the firewall and the backup"))
    results = find(database, typed, kinds=["interaction"])
    assert [one.id for one in results.found] == [1]
    assert results.instead == instead


def test_what_was_found_as_typed_is_not_replaced(database, book):
    book(note("fire"), note("fine"), note("firm"), note("fire"), note("fire"))
    assert find(database, "fire").instead == ""


def test_a_long_note_is_cut_around_what_matched(database, book):
    book(note("Anfang " * 40 + "die Größe zählt " + "Ende " * 40))
    (found,) = find(database, "größe").found
    assert "Größe zählt" in found.snippet
    assert found.snippet.startswith("…")
    assert found.snippet.endswith("…")
    assert len(found.snippet) < 120


def test_a_search_asks_few_questions_however_much_it_finds(database, book):
    book(*(note(f"slow {n}", customer_id=1 + n % 2) for n in range(60)))
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(lines(database, "slow")) == 50
    assert len([one for one in asked if one.startswith(("SELECT", "WITH"))]) == 2


# ---- customers for a field that completes itself


def names(database, text, limit=8):
    with database.read() as session:
        return [one.name for one in finding.find_customers(session, text, limit)]


@pytest.fixture
def customers(database):
    with database.write() as session:
        for n, name in enumerate(
            ["Nordwind Logistics", "Nord Bau", "Ahlers Nordwerk", "Hafen GmbH", "Föhn & Söhne"]
        ):
            session.add(Customer(name=name, external_id=f"C{n}", recorded_on=TODAY))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("nord", ["Nord Bau", "Nordwind Logistics", "Ahlers Nordwerk"]),
        ("nord bau", ["Nord Bau"]),
        ("gmbh ha", ["Hafen GmbH"]),
        ("wind", ["Nordwind Logistics"]),
        ("C3", ["Hafen GmbH"]),
        ("fohn", ["Föhn & Söhne"]),
        ("Hafne", ["Hafen GmbH"]),
        ("xyz", []),
    ],
)
def test_a_customer_is_offered_by_how_its_name_begins(database, customers, typed, offered):
    assert names(database, typed) == offered


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("nordw", True),
        ("C0", True),
        ("fohn & sohne", True),
        ("logist", False),
        ("wind", False),
        ("Nordwind Logistics Energie", False),
    ],
)
def test_a_customer_is_sure_by_its_number_or_how_its_name_begins(database, customers, typed, sure):
    with database.read() as session:
        assert finding.find_customers(session, typed)[0].sure is sure


def test_before_anything_is_typed_customers_are_offered_by_name(database, customers):
    assert names(database, "", limit=2) == ["Ahlers Nordwerk", "Föhn & Söhne"]
