"""Whoever has a book open, or opens it while another file takes its place, loses nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.book import files, reading
from app.services.book.database import Database
from app.services.book.held import held
from app.services.errors import Unavailable

KEY = bytes(range(32))
IN_USE = "It is in use."

WRITE = """
import sys
from pathlib import Path
from app.models import Customer
from app.services.book import database
from app.services.errors import AppError
from tests.conftest import TODAY
database.WAIT_MS = int(sys.argv[2])
book = database.Database(Path(sys.argv[1]), bytes(range(32)))
print("here", flush=True)
try:
    with book.write() as session:
        session.add(Customer(name="theirs", recorded_on=TODAY))
    print("written", flush=True)
except AppError as error:
    print(error, flush=True)
"""


@pytest.fixture
def another(book):
    """Start another program that writes into the book; it waits so many milliseconds for it."""
    programs = []

    def start(wait):
        program = subprocess.Popen(
            [sys.executable, "-c", WRITE, book, str(wait)],
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            text=True,
        )
        programs.append(program)
        assert program.stdout.readline() == "here\n"
        return program

    yield start
    for program in programs:
        program.wait()
        program.stdout.close()


def said(program):
    return program.stdout.read().strip()


def names(path):
    with reading.connected(path, KEY) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customers ORDER BY id")]


def test_what_stands_in_the_log_is_in_the_copy_and_nothing_stays_beside(book, tmp_path):
    database = Database(book, KEY)
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE customers SET name = 'Brix'")
    for ending in ("", "-wal"):
        shutil.copy(f"{book}{ending}", tmp_path / f"killed{ending}")
    database.close()
    with held(tmp_path / "killed", KEY, IN_USE) as killed:
        killed.copy_to(tmp_path / "copy")
    assert names(tmp_path / "copy") == ["Brix"]
    assert not (tmp_path / "killed-wal").exists()


def test_nothing_is_changed_by_holding_alone(book):
    before = book.read_bytes()
    with held(book, KEY, IN_USE):
        pass
    assert book.read_bytes() == before


def test_a_book_that_somebody_only_has_open_cannot_be_held(book):
    database = Database(book, KEY)
    with database.read() as session:
        session.connection()
    with pytest.raises(Unavailable, match=IN_USE), held(book, KEY, IN_USE):
        pass
    database.close()


def test_nobody_writes_meanwhile(book, another):
    with held(book, KEY, IN_USE):
        assert "try again in a moment" in said(another(100))
    assert names(book) == ["Ada"]


def test_who_waits_writes_when_nothing_came_of_it(book, another):
    with held(book, KEY, IN_USE):
        program = another(5_000)
    assert said(program) == "written"
    assert names(book) == ["Ada", "theirs"]


@pytest.mark.skipif(sys.platform == "win32", reason="there, who waits keeps the file in its place")
def test_who_waits_while_the_book_is_replaced_is_told(book, another):
    new = files.half_made(book)
    with held(book, KEY, IN_USE) as old:
        old.copy_to(new)
        program = another(5_000)
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.5)
        old.give_way(new)
    assert "took the place" in said(program)
    assert names(book) == ["Ada"]


def test_a_copy_takes_the_place_of_no_other_file(book, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with held(book, KEY, IN_USE) as old, pytest.raises(FileExistsError):
        old.copy_to(tmp_path / "mine")
