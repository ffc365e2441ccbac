import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.services.book import database as database_module
from app.services.book import driver_errors
from app.services.book.database import Database
from app.services.book.driver_errors import Damaged
from app.services.errors import Unavailable


def failed(name):
    error = sqlite3.OperationalError("whatever the driver says")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_BUSY", "Another program"),
        ("SQLITE_BUSY_SNAPSHOT", "Another program"),
        ("SQLITE_LOCKED", "Another program"),
        ("SQLITE_FULL", "The disk is full"),
        ("SQLITE_READONLY_DBMOVED", "read-only"),
        ("SQLITE_CANTOPEN_ISDIR", "cannot be opened"),
        ("SQLITE_IOERR_WRITE", "did not answer"),
    ],
)
def test_a_trouble_of_the_world_has_its_own_sentence(name, words):
    explained = driver_errors.explain(failed(name))
    assert isinstance(explained, Unavailable)
    assert words in str(explained)


@pytest.mark.parametrize("name", ["SQLITE_NOTADB", "SQLITE_CORRUPT_VTAB"])
def test_a_file_that_cannot_be_read_says_so(name):
    assert isinstance(driver_errors.explain(failed(name)), Damaged)


@pytest.mark.parametrize("error", [failed("SQLITE_ERROR"), failed(""), ValueError(), None])
def test_a_fault_of_ours_stays_a_fault(error):
    assert driver_errors.explain(error) is None


def test_wrong_sql_is_not_dressed_up(database):
    with pytest.raises(OperationalError), database.read() as session:
        session.execute(text("SELECT nothing FROM nowhere"))


def test_a_book_that_another_program_writes_to_says_so(database, monkeypatch):
    monkeypatch.setattr(database_module, "WAIT_MS", 10)
    other = Database(database.path)
    with database.write() as session:
        session.execute(text("DELETE FROM settings"))
        with pytest.raises(Unavailable, match="Another program"), other.write() as second:
            second.execute(text("DELETE FROM settings"))
    other.close()


def test_a_file_that_is_no_book_says_so(tmp_path):
    path = tmp_path / "letter.rapport"
    path.write_bytes(b"Dear customer, " * 500)
    letter = Database(path)
    with pytest.raises(Damaged), letter.read() as session:
        session.execute(text("SELECT 1 FROM customers"))
    letter.close()
    assert path.read_bytes() == b"Dear customer, " * 500
