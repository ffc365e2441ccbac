from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.models import Customer, ImportBatch, Ticket
from app.services.book import settings
from app.services.book.settings import BookSettings
from app.services.errors import AppError
from app.services.importing import batches, past, planned
from app.services.importing.planned import Plan
from app.services.importing.service import Options

CUSTOMERS = "name,external_id,colour\nNordwind,C1,red\nAhlers,C2,blue\n"
TICKETS = "customer,external_id,opened\nC1,T1,2026-01-04\nC2,T2,2026-02-30\n"


@pytest.fixture
def customers(tmp_path):
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS)
    return file


@pytest.fixture
def tickets(tmp_path):
    file = tmp_path / "issues.csv"
    file.write_text(TICKETS)
    return file


def plan(look):
    return Plan(look.file, look.place, look.kind, planned.suggested(look.kind, look.header))


def test_a_look_tells_the_kind_the_columns_and_the_first_rows(customers):
    [look] = planned.look([customers])
    assert (look.name, look.kind, look.trouble) == ("customers.csv", "customers", "")
    assert look.header == ("name", "external_id", "colour")
    assert look.rows == (("Nordwind", "C1", "red"), ("Ahlers", "C2", "blue"))


def test_a_file_that_is_none_does_not_keep_the_others_from_being_looked_into(tmp_path, customers):
    gone = tmp_path / "gone.csv"
    first, second = planned.look([gone, customers])
    assert "gone.csv" in first.trouble
    assert second.kind == "customers"


def test_a_table_is_known_by_its_columns_where_its_name_says_nothing(tickets):
    assert planned.look([tickets])[0].kind == "tickets"


def test_columns_that_say_nothing_leave_the_kind_open(tmp_path):
    file = tmp_path / "stuff.csv"
    file.write_text("foo,bar\n1,2\n")
    assert planned.look([file])[0].kind == ""


def test_fields_that_are_needed_come_first():
    choices = planned.fields_of("interactions")
    assert [choice.name for choice in choices[:3]] == ["customer", "at", "kind"]
    assert [choice.required for choice in choices[:4]] == [True, True, True, False]


def test_what_has_no_column_is_missing(tickets):
    bare = Plan(tickets, 0, "tickets", ("customer", "", "opened"))
    assert planned.missing(bare) == ["external_id"]


def test_a_preview_gives_typed_values_and_reasons_and_writes_nothing(
    session, today, customers, tickets
):
    plans = [plan(look) for look in planned.look([customers, tickets])]
    first, second = planned.preview_plans(session, plans, Options(), today)

    assert first.report.created == 2
    assert first.report.ignored_columns == ("colour",)
    assert second.fields == ("customer", "external_id", "opened")
    good, bad = second.rows
    assert [str(value) for value in good.values] == ["C1", "T1", "2026-01-04"]
    assert bad.values[2] == "2026-02-30"
    assert "calendar" in bad.reason
    assert session.scalars(select(Customer.id)).all() == []


def test_times_are_shown_in_the_zone_of_the_firm(session, today, tmp_path):
    settings.save(session, BookSettings(zone="Europe/Berlin"))
    file = tmp_path / "interactions.csv"
    file.write_text("customer,at,kind\nNordwind,2026-01-04T10:00Z,call\n")
    [look] = planned.look([file])
    [found] = planned.preview_plans(session, [plan(look)], Options(), today)
    moment = found.rows[0].values[1]
    assert moment == datetime(2026, 1, 4, 10, tzinfo=UTC)
    assert moment.hour == 11


def test_amounts_keep_their_digits(session, today, tmp_path):
    file = tmp_path / "contracts.csv"
    file.write_text("customer,title,value\nNordwind,Care,1200.50\n")
    [look] = planned.look([file])
    [found] = planned.preview_plans(session, [plan(look)], Options(), today)
    assert found.rows[0].values[2] == Decimal("1200.50")


def test_tables_of_different_kinds_go_in_as_one_batch_that_is_undone_as_one(
    database, today, customers, tickets
):
    plans = [plan(look) for look in planned.look([tickets, customers])]
    with database.write() as session:
        report = planned.import_plans(session, plans, Options(), today)
    with database.read() as session:
        assert len(session.scalars(select(Customer.id)).all()) == 2
        assert session.scalars(select(Ticket.external_id)).all() == ["T1"]
        [row] = past.overview(session)
    assert (row.id, row.files, row.created, row.undone) == (
        report.batch,
        ("issues.csv", "customers.csv"),
        3,
        False,
    )

    with database.write() as session:
        batches.undo_import(session, report.batch)

    with database.read() as session:
        assert session.scalars(select(Customer.id)).all() == []
        assert past.overview(session)[0].undone


def test_a_column_may_be_taken_for_another_field_than_its_name_says(database, today, customers):
    wanted = Plan(customers, 0, "customers", ("name", "external_id", "segment"))
    with database.write() as session:
        planned.import_plans(session, [wanted], Options(), today)
    with database.read() as session:
        assert session.scalars(select(Customer.segment)).all() == ["red", "blue"]


def test_a_file_that_has_other_columns_by_now_is_refused(database, today, customers):
    [look] = planned.look([customers])
    wanted = plan(look)
    customers.write_text("name\nOther\n")
    with pytest.raises(AppError, match="changed in the meantime"), database.write() as session:
        planned.import_plans(session, [wanted], Options(), today)
    with database.read() as session:
        assert session.scalars(select(ImportBatch.id)).all() == []
