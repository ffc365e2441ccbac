"""What an import refuses as a whole or in part, and what it leaves behind: nothing."""

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import event

from app.models import Customer, Interaction
from app.services.book import history
from app.services.errors import AppError, Cancelled
from app.services.importing import preview, service
from app.services.importing.fields import KINDS
from app.services.importing.service import Options

CUSTOMERS = "name,external_id\nAcme,1\nBeta,2\n"


def reasons(report):
    return [(one.line, one.reason) for one in report.rejected]


# ---- rows


def test_rows_that_contradict_themselves_are_refused(take):
    tickets = take(
        "tickets",
        "customer,external_id,opened,closed,priority\n"
        "A,1,2026-01-02,2026-01-01,1\nA,2,2026-01-01T10:00,2026-01-01T09:00,1\n"
        "A,3,2026-01-01,2026-01-02,5\nA,4,2026-01-01,2026-01-01,1\n",
    )
    assert reasons(tickets) == [
        (2, "closed lies before opened"),
        (3, "closed lies before opened"),
        (4, "priority: 5 does not lie between 1 and 4"),
    ]
    contracts = take(
        "contracts",
        "customer,title,starts,ends,value\nA,x,2026-01-02,2026-01-01,\nA,y,,,-1\nA,z,,,1.999\nA,w,,,5\n",
    )
    assert reasons(contracts) == [
        (2, "ends lies before starts"),
        (3, "value: “-1”: an amount cannot be negative"),
        (4, "value: 1.999 has more digits behind the point than EUR has"),
    ]


def test_a_change_that_contradicts_what_is_there_is_refused(take, rows):
    take("tickets", "customer,external_id,opened\nA,1,2026-03-01\n")
    report = take(
        "tickets",
        "customer,external_id,opened,closed\nA,1,2026-04-01,2026-03-02\nA,2,2026-04-01,\n",
    )
    assert reasons(report) == [(2, "closed lies before opened")]
    assert rows("tickets")[0]["closed_on"] is None


def test_a_refused_row_creates_nothing_of_what_it_names(take, rows):
    report = take(
        "contracts",
        "customer,title,vendor,owner,value\nNew,x,Vend,Ana,1.999\nOld,y,,,5\n",
    )
    assert len(report.rejected) == 1
    assert [row["name"] for row in rows("customers")] == ["Old"]
    assert rows("vendors") == rows("colleagues") == []


def test_renewals_and_answers_need_the_contract_and_the_ticket_they_name(take):
    take("contracts", "customer,title,external_id\nA,Backup,K-1\n")
    take("tickets", "customer,external_id,opened\nA,T-1,2026-01-01\n")
    renewals = take(
        "renewals",
        "customer,contract,due_on\nA,K-1,2026-01-01\nA,backup,2027-01-01\nA,Phones,2026-01-01\n"
        "B,K-1,2026-01-01\n",
    )
    assert reasons(renewals) == [
        (4, "the customer has no contract “Phones”"),
        (5, "there is no customer “B”"),
    ]
    answers = take(
        "responses",
        "customer,at,question,score,ticket\nA,2026-01-02,csat,5,T-1\nA,2026-01-02,csat,5,T-9\n",
    )
    assert reasons(answers) == [(3, "the customer has no ticket “T-9”")]


def test_without_new_customers_rows_of_unknown_ones_are_refused(take, rows):
    take("customers", "name\nAcme\n")
    report = take(
        "interactions",
        "customer,at,kind\nACME,2026-01-01,call\nNobody,2026-01-01,call\n",
        new_customers=False,
    )
    assert reasons(report) == [(3, "there is no customer “Nobody”")]
    assert len(rows("customers")) == 1


def test_what_was_deleted_is_reported_and_stays_deleted(take, database, rows):
    take("customers", CUSTOMERS)
    take(
        "interactions", "customer,at,kind,external_id\n1,2026-01-01,call,I1\n2,2026-01-01,call,I2\n"
    )
    with database.write() as session:
        gone = session.get(Customer, 1)
        gone.deleted_at = gone.created_at
        session.get(Interaction, 2).deleted_at = gone.created_at
    customers = take("customers", CUSTOMERS.replace("Beta", "Beta Ltd"))
    assert reasons(customers) == [(2, "customer “1” was deleted: restore it first")]
    facts = take(
        "interactions",
        "customer,at,kind,external_id\n1,2026-02-01,call,I3\n2,2026-01-01,call,I2\n"
        "2,2026-02-01,call,I4\n",
    )
    assert [line for line, _reason in reasons(facts)] == [2, 3]
    assert "was deleted on" in reasons(facts)[1][1]
    assert rows("customers")[0]["deleted_at"] is not None


# ---- whole files


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("customers.csv", "", "customers.csv is empty"),
        ("customers.csv", "city,seats\nOslo,5\n", "no column for name; its columns are: city"),
        ("interactions.csv", "customer,note\nA,x\n", "no column for at, kind"),
        ("stuff.csv", "name\nA\n", "What does stuff.csv hold.*customers"),
        (
            "customers.csv",
            "name,seats\nA,x\nB,y\n",
            "Nothing in customers.csv could be taken. Line 2",
        ),
        ("customers.csv", "<html><body>Not found</body></html>\n", "a web page"),
        ("customers.csv", "a,b\n" * 5, "no column for name"),
    ],
)
def test_a_file_that_gives_nothing_is_an_error(database, file, today, name, content, sentence):
    with pytest.raises(AppError, match=sentence), database.write() as session:
        service.import_files(session, [file(name, content)], Options(), today)


def test_a_file_with_a_header_only_is_no_error(take):
    report = take("customers", "name,city\n")
    assert (report.rows, report.rejected) == (0, ())


def test_if_one_of_several_files_gives_nothing_none_is_taken(database, file, today, rows):
    files = [
        file("customers.csv", CUSTOMERS),
        file("tickets.csv", "customer,external_id,opened\nA,1,x\n"),
    ]
    with pytest.raises(AppError, match=r"tickets.csv"), database.write() as session:
        service.import_files(session, files, Options(), today)
    assert rows("customers") == rows("import_batches") == []


def test_several_files_are_taken_in_the_order_in_which_they_need_each_other(
    database, file, today, rows
):
    files = [
        file("renewals.csv", "customer,contract,due_on\n1,K,2026-01-01\n"),
        file("contracts.csv", "customer,title,external_id\n1,Backup,K\n"),
        file("customers.csv", CUSTOMERS),
    ]
    with database.write() as session:
        report = service.import_files(session, files, Options(), today)
    assert [one.kind for one in report.files] == ["renewals", "contracts", "customers"]
    assert [one.created for one in report.files] == [1, 1, 2]
    assert len(rows("customers")) == 2


def test_the_report_is_what_the_command_line_prints(database, file, today):
    files = [file("customers.csv", "name,seats,shoe\nA,1,9\nB,x,9\n")]
    with database.write() as session:
        report = service.import_files(session, files, Options(), today)
    assert asdict(report) == {
        "batch": 1,
        "files": (
            {
                "file": "customers.csv",
                "kind": "customers",
                "rows": 2,
                "created": 1,
                "updated": 0,
                "unchanged": 0,
                "rejected": ({"line": 3, "reason": "seats: “x” is not a whole number"},),
                "ignored_columns": ("shoe",),
            },
        ),
    }


def test_the_kind_and_the_columns_can_be_said(database, file, today, rows):
    path = file("crm.csv", "Record,Client\n7,Acme\n")
    options = Options(kind="customers", columns=("Record=external_id", "Client=name"))
    with database.write() as session:
        service.import_files(session, [path], options, today)
    assert [(row["name"], row["external_id"]) for row in rows("customers")] == [("Acme", "7")]
    options = Options(kind="customers", columns=("Klient=name",))
    with pytest.raises(AppError, match="a column “klient”"), database.write() as session:
        service.import_files(session, [path], options, today)


# ---- leaving nothing


def test_a_cancelled_import_leaves_nothing_behind(database, file, today, rows):
    text = "customer,at,kind\n" + "A,2026-01-01,call\n" * 24_000
    steps = []

    def progress(done, total):
        steps.append((done, total))
        if len(steps) == 2:
            raise Cancelled

    with pytest.raises(Cancelled), database.write() as session:
        service.import_files(session, [file("interactions.csv", text)], Options(), today, progress)
    assert 0 < steps[0][0] <= steps[1][0] <= steps[1][1] == len(text)
    for table in ("customers", "interactions", "import_batches"):
        assert rows(table) == []


def test_a_trial_says_what_would_be_done_and_does_nothing(database, file, today, rows):
    path = file("customers.csv", CUSTOMERS)
    with database.write() as session:
        report = service.import_files(session, [path], Options(dry_run=True), today)
    assert (report.batch, report.files[0].created) == (None, 2)
    assert rows("customers") == rows("import_batches") == []
    with database.read() as session:
        assert history.next_undo(session) is None


def test_a_preview_shows_the_first_rows_as_they_are_understood(database, file, today, rows):
    content = "Firma;Ort;Schuhe\nMüller;Köln;44\n;Bonn;45\n".encode("cp1252")
    path = file("customers.csv", content)
    with database.read() as session, service.opened([path], Options()) as sources:
        [seen] = preview.preview_sources(session, sources, Options(), today)
    assert seen.columns == (("Firma", "name"), ("Ort", "city"), ("Schuhe", ""))
    assert (seen.encoding, seen.delimiter) == ("cp1252", ";")
    assert (seen.report.created, len(seen.report.rejected)) == (1, 1)
    assert [asdict(row) for row in seen.rows] == [
        {"line": 2, "cells": ("Müller", "Köln", "44"), "reason": ""},
        {"line": 3, "cells": ("", "Bonn", "45"), "reason": "name is missing"},
    ]
    assert rows("customers") == []


def test_a_preview_of_a_file_that_gives_nothing_says_why(database, file, today):
    path = file("customers.csv", "name,seats\nA,x\n")
    with database.read() as session, service.opened([path], Options()) as sources:
        [seen] = preview.preview_sources(session, sources, Options(), today)
    assert [row.reason for row in seen.rows] == ["seats: “x” is not a whole number"]


KILLED = """
import sys, os, signal
from datetime import date
from pathlib import Path
from app.services.book.database import Database
from app.services.importing import service

def progress(done, total):
    print("under way", flush=True)
    if done > total / 2:
        os.kill(os.getpid(), signal.SIGKILL)

with Database(Path(sys.argv[1])).write() as session:
    today = date(2026, 5, 4)
    service.import_files(session, [Path(sys.argv[2])], service.Options(), today, progress)
"""


@pytest.mark.program
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_import_leaves_the_book_as_before_it(database, file, rows):
    text = "customer,at,kind\n" + "A,2026-01-01,call\n" * 24_000
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database.path, file("interactions.csv", text)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -9
    assert "under way" in killed.stdout, killed.stderr
    assert rows("interactions") == rows("customers") == []
    with database.read() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


# ---- scale


def test_the_number_of_queries_does_not_grow_with_the_rows(database, file, today):
    def queries(count):
        seen = []
        text = "customer,at,kind,external_id,contact,colleague\n" + "".join(
            f"C{n % 7},2026-01-0{n % 9 + 1},call,{count}-{n},P{n % 5},Ana\n" for n in range(count)
        )
        event.listen(database.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        with database.write() as session:
            service.import_files(session, [file("interactions.csv", text)], Options(), today)
        return len(seen)

    queries(200)
    assert queries(4_000) == queries(100)


def test_every_kind_can_be_imported_from_its_header_alone(database, today):
    with database.write() as session:
        report = service.import_rows(session, {kind: [] for kind in KINDS}, Options(), today)
    assert [file.rows for file in report.files] == [0] * len(KINDS)


def test_a_row_in_memory_with_an_unknown_field_is_a_bug(database, today):
    with pytest.raises(KeyError, match="nmae"), database.write() as session:
        service.import_rows(session, {"customers": [{"nmae": "A"}]}, Options(), today)
