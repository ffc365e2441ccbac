"""Files that none of us wrote. They are not part of the project; without them, this is skipped."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.errors import AppError
from app.services.importing import reading, service
from app.services.importing.service import Options
from app.services.importing.tables import Fault
from tests.conftest import SHARED_DATA

ROOT = Path(__file__).parents[3]
DIALECTS = sorted((SHARED_DATA / "import" / "crm_csv_dialects").glob("*.csv"))
SPECTRUM = sorted((SHARED_DATA / "import" / "csv_spectrum" / "csvs").glob("*.csv"))
MISSING = "../shared/data is not here: real input is not part of the project"

needs_dialects = pytest.mark.skipif(not DIALECTS, reason=MISSING)
needs_spectrum = pytest.mark.skipif(not SPECTRUM, reason=MISSING)


def parse(path):
    with reading.opened(path) as [table]:
        return table.header, list(table.rows)


@needs_spectrum
@pytest.mark.parametrize("path", SPECTRUM or [None], ids=lambda path: path and path.stem)
def test_the_corner_cases_of_csv_come_out_as_their_authors_say(path):
    expected = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text())
    header, rows = parse(path)
    found = [dict(zip(header, cells, strict=True)) for _line, cells in rows]
    wanted = expected if isinstance(expected, list) else [expected]
    assert list(map(comparable, found)) == list(map(comparable, wanted))


def comparable(row):
    """Leave out what copying changed in one of the two: line ends, and a number masked."""
    return {
        name: cell.replace("\r\n", "\n")
        for name, cell in row.items()
        if name != "Contact Phone Number"
    }


@needs_dialects
@pytest.mark.parametrize("path", DIALECTS or [None], ids=lambda path: path and path.stem)
def test_every_dialect_of_the_crms_is_read_whole(path):
    header, rows = parse(path)
    content = path.read_text(encoding="utf-8-sig")
    assert len(header) > 1
    assert not [cells for _line, cells in rows if isinstance(cells, Fault)]
    text = content.replace('""', '"')
    for _line, cells in rows:
        assert len(cells) == len(header)
        assert all(cell.strip() in text for cell in cells)


@needs_dialects
@pytest.mark.parametrize("path", DIALECTS or [None], ids=lambda path: path and path.stem)
def test_every_dialect_of_the_crms_can_be_taken_as_contacts(database, path, today):
    header, rows = parse(path)
    name = next((c for c in header if "name" in c.casefold() or c in {"Nmae", "Nombre"}), header[1])
    company = next((c for c in header if c.casefold().startswith(("comp", "empresa"))), "")
    columns = [f"{name}=name"] + ([f"{company}=customer"] if company else [])
    options = Options(kind="contacts", columns=tuple(columns))
    if not company:
        options = Options(kind="customers", columns=tuple(columns))
    with database.write() as session:
        report = service.import_files(session, [path], options, today).files[0]
    assert report.rows == len(rows)
    assert report.created + report.updated + report.unchanged + len(report.rejected) == len(rows)
    with database.write() as session:
        again = service.import_files(session, [path], options, today).files[0]
    assert (again.created, again.updated) == (0, 0)
    assert len(again.rejected) == len(report.rejected)


def test_formulas_in_names_are_names(database, shared_data, today, rows):
    path = shared_data / "import" / "crm_csv_dialects" / "17-formula-injection.csv"
    with database.write() as session:
        service.import_files(session, [path], Options(kind="customers"), today)
    assert [row["name"] for row in rows("customers")][:2] == ["=SUM(A1:A10)", "+1234567890"]


@pytest.mark.program
def test_a_real_ticket_log_arrives_once_and_only_once(database, shared_data, tmp_path, today, rows):
    log = shared_data / "tickets_servicenow" / "incident_event_log_to_2016-04.zip"
    tool = ROOT / "tools" / "tickets_from_servicenow.py"
    subprocess.run(
        [sys.executable, tool, log, tmp_path], check=True, capture_output=True, env=os.environ
    )
    files = sorted(tmp_path.glob("*.csv"))
    for turn in range(2):
        with database.write() as session:
            report = service.import_files(session, files, Options(), today)
        column = "unchanged" if turn else "created"
        assert [file.rows for file in report.files] == [
            getattr(file, column) for file in report.files
        ]
    lines = (tmp_path / "tickets.csv").read_text(encoding="utf-8").count("\n") - 1
    assert len(rows("tickets")) == lines > 17_000


def test_a_german_date_is_explained_not_guessed(database, shared_data, today):
    path = shared_data / "import" / "crm_csv_dialects" / "10-mixed-date-formats.csv"
    options = Options(kind="customers", columns=("Signup Date=since",))
    with database.write() as session:
        report = service.import_files(session, [path], options, today).files[0]
    assert report.created == 1
    assert [one.reason for one in report.rejected] == [
        "since: “01/20/2024”: write days as year-month-day, here 2024-01-20",
        "since: “20.03.2024”: write days as year-month-day, here 2024-03-20",
    ]


def test_what_cannot_be_a_kind_is_said(database, shared_data, today):
    path = shared_data / "saas_panel" / "usage_monthly.csv"
    with pytest.raises(AppError, match="What does usage_monthly"), database.write() as s:
        service.import_files(s, [path], Options(), today)
