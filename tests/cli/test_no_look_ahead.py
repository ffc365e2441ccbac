"""What the command line says ``--as-of`` a past day is what it would have said on that day."""

import json
from datetime import date, timedelta

import pytest

from app.cli.main import run
from app.services.book import opening
from app.services.book.paths import profile
from app.services.customers import standings
from app.services.importing import service
from app.services.importing.service import Options
from app.services.sample.book import SETTINGS
from app.services.sample.company import company
from tests.cli.truncating import known_by, recorded_late
from tests.conftest import TODAY

pytestmark = pytest.mark.program

DAYS = [TODAY - timedelta(days=45), TODAY - timedelta(days=400)]
CUSTOMERS = 6  # whose trajectories are compared


def book_of(folder, rows, day):
    """Make a book that was filled on a day with these rows."""

    def fill(session):
        service.import_rows(session, rows, Options(), day)
        standings.freshen(session, day)

    name = folder / f"{day}.rapport"
    return opening.create(name, profile(folder), plain=True, settings=SETTINGS, fill=fill).path


@pytest.fixture(scope="module")
def tables():
    return recorded_late(company(TODAY), TODAY, "late")


@pytest.fixture(scope="module")
def whole(tables, tmp_path_factory):
    return book_of(tmp_path_factory.mktemp("whole"), tables, TODAY)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request):
    return request.param


@pytest.fixture(scope="module")
def cut(tables, day, tmp_path_factory):
    return book_of(tmp_path_factory.mktemp("cut"), known_by(tables, day), day)


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("RAPPORT_PROFILE", str(tmp_path / "profile"))

    def call(book, day: date, *words):
        assert run(["--book", str(book), "--as-of", day.isoformat(), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_customers_stood_where_they_would_have_stood(ask, whole, cut, day):
    then = {line["customer"]: line for line in ask(cut, day, "customers")}
    now = {line["customer"]: line for line in ask(whole, day, "customers")}
    assert now.keys() == then.keys()
    for name, line in then.items():
        assert now[name] == alike(line), name


def test_trajectories_ran_as_they_would_have_run(ask, whole, cut, day):
    for line in ask(cut, day, "customers")[:: 60 // CUSTOMERS]:
        name = line["customer"]
        assert drawn(ask(whole, day, "trajectory", name)) == alike(
            drawn(ask(cut, day, "trajectory", name))
        ), name


def test_renewals_were_as_risky_as_they_would_have_looked(ask, whole, cut, day):
    for options in ([], ["--all"]):
        then = {key(row): row for row in ask(cut, day, "renewals", *options)}
        now = {key(row): row for row in ask(whole, day, "renewals", *options)}
        assert now.keys() == then.keys()
        for one, row in then.items():
            assert now[one] == alike(row), one


def test_the_worklist_was_what_it_would_have_been(ask, whole, cut, day):
    def lines(book):
        return sorted(ask(book, day, "today"), key=lambda row: json.dumps(row, sort_keys=True))

    assert lines(whole) == alike(lines(cut))


@pytest.mark.parametrize("horizon", ["180", "30"])
def test_the_audit_was_what_it_would_have_been(ask, whole, cut, day, horizon):
    def judged(book):
        found = ask(book, day, "were-we-right", "--horizon", horizon, "--detail")
        forecasts = found["forecasts"]
        return {**found, "forecasts": sorted(forecasts, key=lambda one: json.dumps(key_of(one)))}

    then = judged(cut)
    assert then["decided"] == len(then["forecasts"]) > 10
    assert judged(whole) == alike(then)


@pytest.mark.parametrize("word", ["firewall", "printer", "plan", "Kattenstroth"])
def test_search_found_what_it_would_have_found(ask, whole, cut, day, word):
    def found(book):
        rows = ask(book, day, "search", word, "--limit", "5000")
        return sorted((row["kind"], row["customer"], row["date"], row["snippet"]) for row in rows)

    assert found(whole) == found(cut)


def alike(value):
    """Compare numbers to the last digits that the order of adding up leaves alone."""
    if isinstance(value, dict):
        return {name: alike(one) for name, one in value.items()}
    if isinstance(value, list):
        return [alike(one) for one in value]
    return pytest.approx(value, abs=1e-9) if isinstance(value, float) else value


def drawn(found):
    """Return a trajectory without its records' numbers, which differ from book to book."""
    evidence = [{**one, "id": None} for one in found["evidence"]]
    return {**found, "evidence": sorted(evidence, key=lambda one: json.dumps(one, sort_keys=True))}


def key_of(forecast):
    return [forecast[name] for name in ("customer", "contract", "decide_by", "outcome")]


def key(row):
    return row["customer"], row["contract"], row["due_on"], row["outcome"]
