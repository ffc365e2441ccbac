from datetime import UTC, date, datetime, timedelta

import pytest

from app.models import Customer, Promise
from app.models import Glance as Kept
from app.services.book.database import Database
from app.services.today import glance, worklist

TODAY = date(2026, 5, 4)
AT = datetime(2026, 5, 4, 7, 30, tzinfo=UTC)


@pytest.fixture
def book(database):
    with database.write() as session:
        session.add(Customer(name="Nordwind", recorded_on=TODAY))
        session.flush()
        session.add(
            Promise(
                customer_id=1, text="Quote", made_on=TODAY, due_on=TODAY, recorded_on=TODAY,
                colleague_id=None,
            )
        )  # fmt: skip
    return database


def keep(database, you=None, at=AT):
    with database.write() as session:
        found = worklist.worklist(session, TODAY, you)
        glance.keep(session, found, at)
    return found


def test_what_was_kept_is_read_without_the_orm(book):
    found = keep(book)
    read = glance.read(book.path, None, None, TODAY)
    assert (read.worklist, read.at, read.old) == (found, AT, False)


def test_every_colleague_has_a_glance_of_its_own(book):
    keep(book)
    assert glance.read(book.path, None, 7, TODAY) is None
    keep(book, you=7)
    assert glance.read(book.path, None, 7, TODAY).worklist.you == 7


def test_another_day_makes_it_old(book):
    keep(book)
    assert glance.read(book.path, None, None, TODAY + timedelta(days=1)).old


def test_any_change_of_the_book_makes_it_old(book):
    keep(book)
    with book.write() as session:
        session.get(Customer, 1).city = "Kiel"
    assert glance.read(book.path, None, None, TODAY).old


def test_keeping_it_makes_nothing_old_and_is_no_history(book):
    keep(book)
    keep(book, at=AT + timedelta(hours=1))
    assert not glance.read(book.path, None, None, TODAY).old


def test_the_same_list_is_written_once(book):
    keep(book)
    told = []
    book.on_commit = told.append
    keep(book, at=AT + timedelta(hours=1))
    assert told == []
    assert glance.read(book.path, None, None, TODAY).at == AT


def test_an_encrypted_book_needs_its_key(tmp_path):
    from app.services.book import schema

    key = bytes(range(32))
    path = tmp_path / "secret.rapport"
    book = Database(path, key)
    schema.upgrade(book.engine)
    found = keep(book)
    book.close()
    assert glance.read(path, key, None, TODAY).worklist == found
    assert glance.read(path, bytes(32), None, TODAY) is None


@pytest.mark.parametrize(
    "content",
    [{}, {"at": "yesterday", "list": {}}, {"list": None}, [], "words", None],
    ids=["nothing", "no list", "null", "a list", "words", "none"],
)
def test_the_glance_of_another_version_is_passed_over(book, content):
    with book.write() as session:
        session.add(Kept(page="today", day=TODAY, content=content))
    assert glance.read(book.path, None, None, TODAY) is None


def test_a_file_that_is_no_book_or_not_there_has_no_glance(tmp_path):
    path = tmp_path / "letter.rapport"
    assert glance.read(path, None, None, TODAY) is None
    path.write_bytes(b"Dear customer, " * 500)
    assert glance.read(path, None, None, TODAY) is None


def test_a_book_without_the_table_has_no_glance(tmp_path):
    from sqlalchemy import text

    old = Database(tmp_path / "old.rapport")
    with old.write() as session:
        session.execute(text("CREATE TABLE customers (id INTEGER)"))
    old.close()
    assert glance.read(old.path, None, None, TODAY) is None
