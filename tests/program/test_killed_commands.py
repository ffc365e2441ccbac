"""Commands killed in the middle of writing: all of a write is there afterwards, or none of it."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, timedelta

import pytest

from tests.program.conftest import MAIN, contents

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]

CUSTOMERS, ROWS = 50, 8_000
KILLS, STOPS = 2, 1  # at moments drawn by lot, besides one at the beginning
LOGS = 25
FIRST = date(2024, 1, 1)


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """A file of interactions whose import takes some seconds."""
    path = tmp_path_factory.mktemp("big") / "interactions.csv"
    lines = (
        f"Customer {n % CUSTOMERS},{FIRST + timedelta(n % 700)},call,I-{n},{n % 5 - 2},note {n}\n"
        for n in range(ROWS)
    )
    with path.open("w", encoding="utf-8") as file:
        file.write("customer,at,kind,external_id,feeling,note\n")
        file.writelines(lines)
    return path


@pytest.fixture
def begin(environment, book):
    """Start a command on the book as a process of its own, which Ctrl+C stops.

    What a shell puts in the background ignores Ctrl+C, and so does all that is started from there.
    """
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = []

    def start(*words):
        process = subprocess.Popen(
            [sys.executable, MAIN, "--book", book, "--json", *map(str, words)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    signal.signal(signal.SIGINT, usual)


@pytest.fixture
def known(quick, book, tmp_path):
    """What was acknowledged before: two customers, a call; returns what stands in the book."""
    quick("--book", book, "log", "Customer 1", "--kind", "call", "--new-customer", "--note", "one")
    quick("--book", book, "log", "Anna", "--kind", "visit", "--new-customer", "--note", "two")

    def read():
        assert quick("--book", book, "export", tmp_path / "exported").status == 0
        return contents(tmp_path / "exported")

    return read


def is_being_written(book):
    """Whether somebody holds the lock that one writer at a time can hold."""
    connection = sqlite3.connect(book, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    else:
        connection.execute("ROLLBACK")
        return False
    finally:
        connection.close()


def wait_until_writing(process, book):
    deadline = time.monotonic() + 30
    while not is_being_written(book):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_an_import_stopped_at_any_moment_is_whole_or_was_never_begun(
    quick, book, begin, known, big
):
    before = known()
    process = begin("import", big)
    wait_until_writing(process, book)
    begun = time.monotonic()
    report = json.loads(process.communicate(timeout=60)[0])
    lasts = time.monotonic() - begun
    assert report["files"][0]["created"] == ROWS
    whole = known()
    rng = random.Random(20260504)
    outcomes = []
    kills = [0.0, *(rng.uniform(0, 0.95) for _more in range(KILLS))]
    stops = [0.0, *(rng.uniform(0, 0.95) for _more in range(STOPS))]
    moments = [(signal.SIGKILL, when) for when in kills] + [(signal.SIGINT, when) for when in stops]
    for how, when in moments:
        if report["batch"] is not None:
            assert quick("--book", book, "--json", "undo-import", report["batch"]).json["kept"] == 0
        process = begin("import", big)
        wait_until_writing(process, book)
        time.sleep(when * lasts)
        process.send_signal(how)
        _out, err = process.communicate(timeout=60)
        assert quick("--book", book, "--json", "check").json["problems"] == []
        now = known()
        assert now in (before, whole)
        outcomes.append((how, now == whole))
        if how == signal.SIGINT:
            assert (process.returncode == 0) is (now == whole)
            assert (err.strip() == "Stopped. Nothing was changed.") is (now == before)
        report = {"batch": last_batch(book) if now == whole else None}
    assert (signal.SIGKILL, False) in outcomes
    assert (signal.SIGINT, False) in outcomes


def last_batch(book):
    with closing(sqlite3.connect(book)) as connection:
        return connection.execute("SELECT max(id) FROM import_batches").fetchone()[0]


def test_of_a_killed_program_that_logs_every_acknowledged_call_is_there(
    quick, book, environment, tmp_path
):
    told = tmp_path / "told"
    script = (
        "import sys\n"
        "from app.cli.main import run\n"
        f"for n in range(100_000):\n"
        f"    run(['--book', {str(book)!r}, '--json', 'log', 'Anna', '--kind', 'call',"
        " '--new-customer', '--note', f'call number {n}'])\n"
        "    sys.stdout.flush()\n"
    )
    with told.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            env=environment | {"PYTHONPATH": os.path.dirname(MAIN)},  # noqa: PTH120 – already text
            stdout=out,
        )
        deadline = time.monotonic() + 30
        while told.read_bytes().count(b"\n") < LOGS and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    acknowledged = told.read_bytes().count(b"\n")
    assert acknowledged >= LOGS
    assert quick("--book", book, "--json", "check").json["ok"]
    found = quick("--book", book, "--json", "search", "call number", "--limit", "10000").json
    numbers = {int(row["snippet"].split()[-1]) for row in found}
    assert numbers >= set(range(acknowledged))
    assert len(numbers) <= acknowledged + 1
