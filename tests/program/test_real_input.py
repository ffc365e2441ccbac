"""Real tickets and panels, through the tools, into a book and out again as answers."""

import csv
import subprocess
import sys
import zipfile
from datetime import date

import pytest

from tests.program.conftest import ROOT

pytestmark = pytest.mark.program

TICKETS = 17_136


def converted(tool, source, folder):
    """Run one of the tools; returns the files that it wrote."""
    command = [sys.executable, ROOT / "tools" / f"{tool}.py", source, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return sorted(folder.glob("*.csv"))


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_ticket_of_the_event_log_is_there_once(quick, book, shared_data, tmp_path):
    [log] = (shared_data / "tickets_servicenow").glob("*.zip")
    with zipfile.ZipFile(log) as packed, packed.open(packed.namelist()[0]) as events:
        next(events)
        numbers = {line.split(b",", 1)[0].decode() for line in events}
    assert len(numbers) == TICKETS
    files = converted("tickets_from_servicenow", log, tmp_path / "tickets")
    first = quick("--book", book, "--json", "import", *files).json["files"]
    for report, file in zip(first, files, strict=True):
        assert report["created"] == report["rows"] == len(rows(file))
        assert report["rejected"] == []
    assert quick("--book", book, "--json", "export", tmp_path / "out").status == 0
    kept = {row["external_id"]: row for row in rows(tmp_path / "out" / "tickets.csv")}
    given = {row["external_id"]: row for row in rows(tmp_path / "tickets" / "tickets.csv")}
    assert kept.keys() == given.keys() == numbers
    for column in ("priority", "reopened", "sla_breached", "status", "queue", "title"):
        assert {n: kept[n][column] for n in kept} == {n: given[n][column] for n in given}
    assert len(rows(tmp_path / "out" / "customers.csv")) == len(
        {row["customer"] for row in given.values()}
    )
    second = quick("--book", book, "--json", "import", *files).json
    assert second["batch"] is None
    assert [file["unchanged"] for file in second["files"]] == [file["rows"] for file in first]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("saas_panel", ["2023-06-01", "2024-03-01", "2024-10-01"]),
        ("subscriptions_nps", ["2021-06-01", "2023-01-01", "2024-03-01"]),
    ],
)
def test_a_panel_is_imported_wholly_and_answers_for_any_day(
    quick, book, shared_data, tmp_path, name, days
):
    files = converted(f"from_{name}", shared_data / name, tmp_path / name)
    reports = quick("--book", book, "--json", "import", *files).json["files"]
    for report, file in zip(reports, files, strict=True):
        assert report["created"] == report["rows"] == len(rows(file))
        assert report["rejected"] == []
    for day in days:
        asked = ("--book", book, "--as-of", day, "--json")
        due = quick(*asked, "renewals", "--within", "365").json
        assert due
        for row in due:
            assert 0 < row["low"] <= row["risk"] <= row["high"] < 1
            assert 0 < row["p_reduced"] < 1 - row["risk"]
            assert 0 <= row["level"] <= 100
            assert row["outcome"] is None
            assert (row["value_at_risk"] is None) is (row["value"] is None)
            assert 0 <= (row["value_at_risk"] or 0) <= (row["value"] or 0)
        worths = [row["value_at_risk"] or 0 for row in due]
        assert worths == sorted(worths, reverse=True)
        found = quick(*asked, "trajectory", due[0]["customer"]).json
        assert found["points"][-1]["date"] == day
        assert all(0 <= one["low"] <= one["level"] <= one["high"] <= 100 for one in found["points"])
        assert all(
            date.fromisoformat(one["date"]) <= date.fromisoformat(day) for one in found["evidence"]
        )
        total = found["baseline"] + sum(one["effect"] for one in found["evidence"])
        assert total == pytest.approx(found["points"][-1]["level"], abs=1e-6)
