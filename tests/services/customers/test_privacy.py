"""A person's data: shown whole, handed out, erased for good; notes on moods are let go."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import String, cast, func, select

from app.models import Change, Contact, Customer, Feedback, Interaction, Promise
from app.models.base import Base
from app.services.book import history, settings
from app.services.customers import (
    contacts,
    erasing,
    interactions,
    merging,
    person_file,
    retention,
    search,
    standings,
)
from app.services.customers.interactions import LogDraft
from app.services.customers.merged_fields import KEPT
from app.services.errors import Conflict, Invalid
from tests.nordwind import NORDWIND, TODAY, ago
from tests.services.book.test_undo_everything import NOW

NAME, MAIL = "Ada Quelle-Zweig", "ada@nordwind.example"


@pytest.fixture
def ada(known):
    """A contact who is named in many places, and who was edited."""
    with known.write() as session:
        draft = contacts.ContactDraft(NORDWIND, NAME, email=MAIL, note="Plays chess", attitude=-1)
        number = contacts.save(session, draft, TODAY)
    with known.write() as session:
        draft = contacts.load(session, number)
        contacts.save(session, replace(draft, title="Head of IT", phone="0431 55511"), TODAY)
    with known.write() as session:
        note = "Zweig was cross, Ada says\n! call ada quelle-zweig by friday"
        draft = LogDraft(customer_id=NORDWIND, note=note, feeling=-2, contact_ids=(number,))
        interactions.log(session, draft, NOW)
    with known.write() as session:
        session.add_all(
            [
                Feedback(
                    customer_id=NORDWIND, text=f"Write to {MAIL.upper()}", kind="wish",
                    occurred_on=ago(1), recorded_on=ago(1),
                ),
                Promise(
                    customer_id=NORDWIND, text="A quote", made_on=ago(2), recorded_on=ago(2),
                    contact_id=number, deleted_at=NOW,
                ),
            ]
        )  # fmt: skip
    with known.write() as session:
        standings.freshen(session, TODAY)
    return number


def everything(database):
    """Return every text of every row of the book as one, without case."""
    with database.read() as session:
        parts = []
        for table in Base.metadata.sorted_tables:
            columns = [cast(column, String) for column in table.c]
            for row in session.execute(select(*columns)):
                parts += [value for value in row if value]
        terms = session.connection().exec_driver_sql("SELECT term FROM search_terms")
        parts += [row[0] for row in terms]
    return "\n".join(parts).casefold()


def test_the_file_of_a_person_holds_all_that_is_said_of_them(known, ada):
    with known.read() as session:
        found = person_file.person(session, ada)
    assert (found.name, found.customer) == (NAME, "Nordwind")
    assert ("E-mail", MAIL) in found.fields
    by_kind = {line.kind: line for line in found.lines}
    assert len(found.lines) == len(by_kind) == 3
    assert by_kind["interaction"].feeling == -2
    assert by_kind["promise"].text == "call ada quelle-zweig"
    assert not by_kind["feedback"].linked


def test_it_is_handed_out_as_a_table_without_formulas(known, ada, tmp_path):
    with known.write() as session:
        session.get(Contact, ada).note = "=HYPERLINK(1)"
    path = tmp_path / "ada.csv"
    with known.read() as session:
        rows = person_file.export(session, ada, path, [("promise", "Promise")])
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) >= rows + 1
    assert ",Note,'=HYPERLINK(1)" in lines


def test_what_is_erased_is_nowhere_in_the_book(known, ada):
    assert "quelle" in everything(known)
    with known.write() as session:
        erased = erasing.erase(session, ada, TODAY)
    left = everything(known)
    for word in ("quelle", "zweig", MAIL, "55511", "chess"):
        assert word not in left
    assert erased.named == 3
    with known.read() as session:
        contact = session.get(Contact, ada)
        assert (contact.name, contact.erased_on, contact.may_be_asked) == (
            "Erased person",
            TODAY,
            False,
        )
        assert search.search(session, "zweig").found == ()
        assert session.scalars(select(Interaction.feeling).where(Interaction.feeling == -2)).one()


def test_other_people_and_customers_keep_theirs(known, ada):
    with known.write() as session:
        session.add(
            Customer(id=9, name="Adalbert", note=f"{NAME} came from here", recorded_on=TODAY)
        )
        session.get(Customer, NORDWIND).note = f"Ask {NAME}"
        session.add(Feedback(customer_id=NORDWIND, text="Ada is a language", kind="remark",
                             occurred_on=TODAY, recorded_on=TODAY))  # fmt: skip
    with known.write() as session:
        erasing.erase(session, ada, TODAY)
    with known.read() as session:
        assert NAME in session.get(Customer, 9).note
        assert session.get(Customer, NORDWIND).note == "Ask …"
        assert "Ada is a language" in session.scalars(select(Feedback.text)).all()
        assert session.get(Contact, 1).name == "Marta"


def test_erasing_cannot_be_undone_and_does_not_stand_in_the_way_of_undo(known, ada):
    with known.write() as session:
        session.get(Customer, NORDWIND).city = "Bonn"
    with known.write() as session:
        erasing.erase(session, ada, TODAY)
    with known.write() as session:
        while waiting := history.next_undo(session):
            try:
                history.undo(session, waiting.change_set)
            except Conflict:
                break
    assert "quelle" not in everything(known)
    with known.read() as session:
        assert session.get(Customer, NORDWIND).city == "Kiel"


def test_notes_on_moods_are_kept_as_long_as_the_firm_wants(known):
    with known.write() as session:
        settings.save(session, replace(settings.load(session), mood_months=3))
        for talk in session.scalars(select(Interaction)):
            talk.note = f"felt {talk.feeling}"
    with known.read() as session:
        assert retention.waiting(session, TODAY, 3) == 5
        assert retention.waiting(session, TODAY, 0) == 0
    with known.write() as session:
        assert retention.let_go(session, TODAY) == 0
    with known.read() as session:
        old = select(Interaction).where(Interaction.occurred_on < date(2026, 2, 4))
        assert {(talk.note, talk.feeling is None) for talk in session.scalars(old)} == {("", False)}
        young = select(func.count()).where(Interaction.note != "")
        assert session.scalar(young) == 2
        images = select(func.count()).where(
            Change.table_name == "interactions", cast(Change.after, String).contains("felt")
        )
        assert session.scalar(images) == 2


def test_letting_go_takes_its_turns(known, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    with known.write() as session:
        settings.save(session, replace(settings.load(session), mood_months=1))
        for talk in session.scalars(select(Interaction)):
            talk.note = "a note"
    with known.write() as session:
        assert retention.let_go(session, TODAY) == 2
    with known.write() as session:
        assert retention.let_go(session, TODAY) == 0


def test_a_time_to_keep_is_not_negative(session):
    with pytest.raises(Invalid):
        settings.save(session, replace(settings.load(session), mood_months=-1))


def test_whoever_was_merged_into_a_person_is_erased_with_them(known, ada):
    with known.write() as session:
        other = contacts.ContactDraft(NORDWIND, "Quelle-Zwirn, A.", email="aqz@old.example")
        other_id = contacts.save(session, other, TODAY)
        draft = LogDraft(customer_id=NORDWIND, note="aqz@old.example wrote", contact_ids=(1,))
        interactions.log(session, draft, NOW)
    with known.write() as session:
        session.add(Customer(name="Nordwind Nord", note=f"Ask {NAME}", recorded_on=TODAY))
        merging.merge_contacts(session, ada, other_id, KEPT)
    with known.write() as session:
        gone = session.scalars(select(Customer.id).where(Customer.name == "Nordwind Nord")).one()
        merging.merge_customers(session, NORDWIND, gone, KEPT, TODAY)
    with known.read() as session:
        said = dict(person_file.person(session, ada).fields)
        assert "aqz@old.example" in said.values()
    with known.write() as session:
        erasing.erase(session, ada, TODAY)
    assert not any(word in everything(known).casefold() for word in ("aqz@", "zwirn", "zweig"))
