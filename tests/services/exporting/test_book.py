"""The whole book out as files, and in again as the same book."""

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.models import (
    Colleague,
    Contact,
    Contract,
    Customer,
    Interaction,
    InteractionContact,
    Pause,
    Renewal,
    Survey,
)
from app.models.base import Base
from app.services.book.database import Database
from app.services.customers import merging
from app.services.customers.merged_fields import KEPT
from app.services.errors import Conflict, Unavailable
from app.services.exporting.book import export_book
from app.services.exporting.left_out import left_out
from app.services.importing import service
from app.services.importing.fields import KINDS
from app.services.importing.service import Options
from app.services.importing.storing import DAYS, TABLES
from app.services.sample.company import company
from tests.every_table import two

LATER = date(2027, 1, 1)
NOT_COMPARED = {"created_at", "changed_at", "batch_id", "version", "external_id"}


@pytest.fixture
def other(empty_file, tmp_path):
    """Another, empty book."""
    database = Database(Path(shutil.copy(empty_file, tmp_path / "other.rapport")))
    yield database
    database.close()


def moved(database, other, folder):
    """Export one book, import it into another, and return the report."""
    with database.read() as session:
        export_book(session, folder)
    with other.write() as session:
        return service.import_files(session, sorted(folder.glob("*.csv")), Options(), LATER)


def content(database):
    """Return every row of every kind, without what tells one copy of a book from another."""
    with database.read() as session:
        return {
            name: [
                {column: row[column] for column in row.keys() - NOT_COMPARED}
                for row in session.execute(table.select().order_by(table.c.id)).mappings()
            ]
            for name, table in [*TABLES.items(), *Base.metadata.tables.items()]
            if name in TABLES or name == "competitors"
        }


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_company_moves_to_another_book_row_by_row(database, other, tmp_path, today):
    with database.write() as session:
        service.import_rows(session, company(today), Options(), today)
    report = moved(database, other, tmp_path / "one")
    assert not any(file.rejected or file.ignored_columns for file in report.files)
    before, after = content(database), content(other)
    for kind in before:
        assert after[kind] == before[kind], kind
    with other.read() as session:
        export_book(session, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


WITHOUT_A_PLACE = {
    *("successor_id", "survey_id", "response_id", "interaction_id"),  # said by left_out
    *("id", "created_at", "changed_at", "version", "batch_id", "deleted_at"),  # of this copy
    "merged_into_id",  # of what is not exported
}
OF_A_PERSON_OF_OURS = {"colleagues", "stages", "renewals", "self_ratings"}  # no id elsewhere


def filled(database, kind, references):
    """Add a record in which every column says something other than its default."""
    table = TABLES[kind]
    values = {"customer_id": 1, "recorded_on": date(2026, 1, 2)}
    for number, column in enumerate(table.c):
        name = column.name
        if (
            name in WITHOUT_A_PLACE
            or name in values
            or (name in {"source", "external_id"} and kind in OF_A_PERSON_OF_OURS)
        ):
            continue
        values[name] = _something(column, number, references)
    values = {name: value for name, value in values.items() if name in table.c}
    values |= {day: values[at].date() for at, day in DAYS.items() if at in values and day in values}
    values |= SPECIAL.get(kind, {})
    with database.write() as session:
        session.execute(table.insert().values(**values))
    return values


def _something(column, number, references):
    kinds = getattr(column.type, "enums", None)
    if column.foreign_keys:
        [key] = column.foreign_keys
        return references[key.column.table.name]
    if kinds:
        return kinds[-1]
    match column.type.python_type.__name__:
        case "bool":
            return False
        case "int" | "float":
            return 2
        case "date":
            return date(2026, 2, 1 + number % 20)
        case "datetime":
            return datetime(2026, 2, 1 + number % 20, 9, 30, tzinfo=UTC)
        case _:
            return f"{column.name} of it"


SPECIAL = {
    "contracts": {"currency": "JPY", "starts": date(2026, 1, 1), "ends": date(2026, 12, 31)},
    "contacts": {"reports_to_id": None},
    "tickets": {
        "opened": datetime(2026, 2, 1, 9, tzinfo=UTC), "opened_on": date(2026, 2, 1),
        "closed": datetime(2026, 2, 3, 9, tzinfo=UTC), "closed_on": date(2026, 2, 3),
    },
    "promises": {"direction": "ours"},
    "initiatives": {"raised_by": "us"},
    "responses": {"low": 1, "high": 5, "question": "csat"},
    "self_ratings": {"low": 1, "high": 5, "question": "csat"},
}  # fmt: skip


def test_every_column_of_every_kind_comes_back(database, other, tmp_path):
    references = dict.fromkeys(("customers", "contacts", "contracts", "vendors", "colleagues"), 1)
    references |= {"tickets": 1, "competitors": 1, "surveys": None, "interactions": None}
    with database.write() as session:
        session.execute(Base.metadata.tables["competitors"].insert().values(name="Otherhouse"))
    wrote = {kind: filled(database, kind, references) for kind in KINDS}
    moved(database, other, tmp_path / "out")
    with other.read() as session:
        for kind, values in wrote.items():
            [row] = session.execute(TABLES[kind].select()).mappings()
            got = {name: row[name] for name in values}
            for name, value in values.items():
                if isinstance(value, datetime) and got[name] is not None:
                    got[name] = got[name].replace(tzinfo=UTC)
            assert got == values, kind


def test_what_no_file_has_a_place_for_is_said(database, session, today):
    assert left_out(session) == ""
    with database.write() as writing:
        customer = stamped(Customer, name="A")
        writing.add(customer)
        writing.add(Survey(name="Yearly"))
        writing.flush()
        writing.add(Pause(customer_id=customer.id, from_on=today, until_on=today))
    with database.read() as reading:
        said = left_out(reading)
    assert said == "No file has a place for: 1 pause, 1 survey. A backup keeps them."


def test_of_two_that_were_merged_the_kept_one_is_exported_and_comes_back_as_it_is(
    database, other, tmp_path
):
    with database.write() as session:
        two(session)
        for customer in session.scalars(select(Customer)):
            customer.recorded_on = date(2026, 1, 1)
        session.get(Customer, 1).external_id = "C-1"
        session.get(Customer, 2).external_id, session.get(Customer, 2).city = "C-2", "Bremen"
        for customer, name in ((1, "Marta"), (2, "Marta"), (2, "Karl")):
            person = stamped(Contact, customer_id=customer, name=name)
            session.add(person)
        talk = {"kind": "call", "two_way": True, "occurred_on": date(2026, 1, 2)}
        session.add(stamped(Interaction, customer_id=2, note="Quote", **talk))
        session.flush()
        session.add(InteractionContact(interaction_id=1, contact_id=2))
    with database.write() as session:
        merging.merge_customers(session, 1, 2, KEPT, date(2026, 5, 4))
    moved(database, other, tmp_path / "out")
    with other.read() as session:
        assert session.scalars(select(Customer.name)).all() == ["Nordwind GmbH"]
        assert set(session.scalars(select(Contact.name))) == {"Marta", "Karl"}
        export_book(session, tmp_path / "again")
    assert files(tmp_path / "out") == files(tmp_path / "again")
    with database.read() as session:
        assert left_out(session) == (
            "No file has a place for: 1 customer merged into another. A backup keeps them."
        )


def test_an_empty_book_is_eighteen_headers(database, other, tmp_path):
    with database.read() as session:
        done = export_book(session, tmp_path / "out")
    assert done == [(f"{kind}.csv", 0) for kind in KINDS]
    moved(database, other, tmp_path / "out")
    assert (tmp_path / "out" / "stages.csv").read_text() == (
        "customer,stage,entered_on,evidence,recorded_on\n"
    )


def stamped(model, **values):
    return model(recorded_on=date(2026, 1, 1), **values)


def test_namesakes_stay_apart(database, other, tmp_path):
    with database.write() as session:
        for number in range(2):
            customer = stamped(Customer, name="Müller")
            session.add(customer)
            session.flush()
            people = [
                stamped(Contact, customer_id=customer.id, name="Jan", phone=str(number * 2 + n))
                for n in range(2)
            ]
            session.add_all(people)
            session.add_all(
                stamped(Contract, customer_id=customer.id, title="Backup", currency="EUR")
                for _n in range(2)
            )
            session.flush()
            people[1].reports_to_id = people[0].id
    moved(database, other, tmp_path / "out")
    assert content(other) == content(database)


def test_what_the_format_has_no_column_for_goes_with_the_book_all_the_same(
    database, other, tmp_path
):
    with database.write() as session:
        ana = Colleague(name="Ana")
        session.add(ana)
        customer = stamped(Customer, name="A", ease=-2, cadence_days=14, source="psa")
        session.add(customer)
        session.flush()
        contract = stamped(
            Contract,
            customer_id=customer.id,
            title="K",
            currency="JPY",
            value=5,
            review_on=date(2026, 5, 5),
        )
        session.add(contract)
        session.flush()
        session.add(
            stamped(
                Renewal,
                customer_id=customer.id,
                contract_id=contract.id,
                due_on=date(2026, 9, 9),
                value_before=7,
                next_step="call",
            )
        )
    moved(database, other, tmp_path / "out")
    assert content(other) == content(database)
    assert table(tmp_path / "out" / "renewals.csv")[0]["value_before"] == "7"
    assert table(tmp_path / "out" / "customers.csv")[0]["source_system"] == "psa"
    assert "review_on" in table(tmp_path / "out" / "contracts.csv")[0]


def test_what_was_deleted_stays_behind(database, other, tmp_path, today):
    with database.write() as session:
        service.import_rows(
            session,
            {
                "interactions": [
                    {
                        "customer": "Here",
                        "at": "2026-01-01",
                        "kind": "call",
                        "contact": "Per; Kari",
                    },
                    {"customer": "Gone", "at": "2026-01-01", "kind": "call"},
                ]
            },
            Options(),
            today,
        )
    with database.write() as session:
        for record in (
            session.query(Customer).filter_by(name="Gone").one(),
            session.query(Contact).filter_by(name="Per").one(),
        ):
            record.deleted_at = datetime(2026, 2, 2, tzinfo=UTC)
    with database.read() as session:
        export_book(session, tmp_path / "out")
    assert [row["name"] for row in table(tmp_path / "out" / "customers.csv")] == ["Here"]
    [call] = table(tmp_path / "out" / "interactions.csv")
    assert (call["customer"], call["contact"]) == ("Here", "Kari")
    moved(database, other, tmp_path / "out")


@hypothesis_settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.text(
            st.sampled_from("'=+-@\t\r\n\",; aä🏠")
            | st.characters(blacklist_categories=("Cs", "Cc")),
            min_size=1,
        ).filter(str.strip),
        min_size=1,
        max_size=20,
    )
)
def test_any_words_of_a_note_come_back_to_the_character(empty_file, tmp_path_factory, notes):
    folder = tmp_path_factory.mktemp("moved")
    books = [Database(Path(shutil.copy(empty_file, folder / f"{n}.rapport"))) for n in range(2)]
    try:
        with books[0].write() as session:
            session.add(stamped(Customer, name="A"))
            session.flush()
            day = date(2026, 1, 1)
            session.add_all(
                stamped(
                    Interaction,
                    customer_id=1,
                    occurred_on=day,
                    kind="note",
                    two_way=True,
                    note=note,
                )
                for note in notes
            )
        moved(*books, folder / "out")
        with books[1].read() as session:
            table = TABLES["interactions"]
            found = session.scalars(
                table.select().with_only_columns(table.c.note).order_by(table.c.id)
            )
            assert list(found) == notes
    finally:
        for book in books:
            book.close()


def test_a_text_that_looks_like_a_formula_is_disarmed_for_spreadsheets(database, tmp_path):
    with database.write() as session:
        session.add(stamped(Customer, name="=cmd|' /C calc'!A0", phone="+47 55", note="'-x"))
        session.add(stamped(Customer, name="@x", ease=-2))
    with database.read() as session:
        export_book(session, tmp_path)
    found = table(tmp_path / "customers.csv")
    assert [(row["name"], row["phone"], row["note"]) for row in found] == [
        ("'=cmd|' /C calc'!A0", "'+47 55", "''-x"),
        ("'@x", "", ""),
    ]
    assert found[1]["ease"] == "-2"


def test_a_file_that_is_no_export_is_not_written_over(database, tmp_path):
    with database.read() as session:
        export_book(session, tmp_path)
    before = files(tmp_path)
    foreign = tmp_path / "tickets.csv"
    for content in (b"customer,text\nA,Printer\n", b"", before["promises.csv"], b"\xff\n"):
        foreign.write_bytes(content)
        with pytest.raises(Conflict, match="is there already"), database.read() as session:
            export_book(session, tmp_path)
        assert files(tmp_path) == before | {"tickets.csv": content}


def test_an_export_takes_the_place_of_an_earlier_one(database, tmp_path):
    for name, ease in (("A", None), ("B", 2)):  # the second one has a column more
        with database.write() as session:
            session.add(stamped(Customer, name=name, ease=ease))
        with database.read() as session:
            export_book(session, tmp_path)
    with database.write() as session:
        session.get(Customer, 2).ease = None
    with database.read() as session:
        export_book(session, tmp_path)
    assert [row["name"] for row in table(tmp_path / "customers.csv")] == ["A", "B"]


def test_an_export_that_fails_leaves_no_half_file(database, tmp_path):
    (tmp_path / "tickets.csv").mkdir()
    (tmp_path / "tickets.csv" / "occupied").touch()
    with pytest.raises(Unavailable, match="cannot be written"), database.read() as session:
        export_book(session, tmp_path)
    assert not list(tmp_path.glob(".*.part"))


def test_a_folder_that_cannot_be_made_gives_a_sentence(database, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="cannot be written"), database.read() as session:
        export_book(session, tmp_path / "file")


def test_the_export_tells_how_far_it_is(database, tmp_path):
    steps = []
    with database.read() as session:
        export_book(session, tmp_path, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (18, 18)
