import gc
import weakref
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models import Customer
from app.services.book.database import Committed, Database
from app.services.errors import Conflict, NotFound

TODAY = date(2026, 5, 4)


def customer(name="Nordwind"):
    return Customer(name=name, recorded_on=TODAY)


def names(database):
    with database.read() as session:
        return [one.name for one in session.query(Customer).order_by(Customer.id)]


def test_a_write_is_kept_and_told_with_its_tables_and_its_name(database):
    told = []
    database.on_commit = told.append
    with database.write() as session:
        session.add(customer())
    assert names(database) == ["Nordwind"]
    tables = frozenset({"customers", "change_sets", "changes"})
    assert told == [Committed(tables, "", 1, rows=frozenset({("customers", 1)}))]


def test_a_refused_write_leaves_nothing_and_tells_nobody(database):
    told = []
    database.on_commit = told.append

    def half_done():
        with database.write() as session:
            session.add(customer())
            session.flush()
            raise NotFound("not there")

    with pytest.raises(NotFound):
        half_done()
    assert names(database) == []
    assert told == []


def test_a_write_that_writes_nothing_tells_nobody(database):
    told = []
    database.on_commit = told.append
    with database.write():
        pass
    assert told == []


def test_what_a_reading_session_changes_is_dropped(database):
    with database.read() as session:
        session.add(customer())
        session.flush()
    assert names(database) == []


def test_objects_can_be_read_after_the_commit(database):
    with database.write() as session:
        one = customer()
        session.add(one)
    assert one.name == "Nordwind"


def test_an_older_copy_does_not_overwrite_a_newer_one(database):
    with database.write() as session:
        session.add(customer())
    with database.read() as session:
        mine = session.get(Customer, 1)
    with database.write() as session:
        session.get(Customer, 1).name = "Theirs"
    mine.name = "Mine"
    with pytest.raises(Conflict), database.write() as session:
        session.add(mine)
    assert names(database) == ["Theirs"]


def test_two_writers_wait_for_each_other_and_readers_for_nobody(database):
    other = Database(database.path)
    with database.write() as session:
        session.add(customer())
        session.flush()
        assert names(other) == []
    assert names(other) == ["Nordwind"]
    other.close()


def test_foreign_keys_hold(database):
    with database.read() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_commit_survives_a_power_cut(database):
    with database.write() as session:
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_closing_leaves_one_file(database):
    with database.write() as session:
        session.add(customer())
    database.close()
    assert [path.name for path in Path(database.path).parent.glob("test.rapport*")] == [
        "test.rapport"
    ]


def test_a_closed_book_leaves_nothing_in_memory_of_how_it_was_written(database):
    again = Database(database.path)
    with again.write() as session:
        session.add(customer())
    dialect = weakref.ref(again.engine.dialect)
    again.close()
    del again, session
    gc.collect()
    assert dialect() is None


def test_a_book_with_a_key_cannot_be_read_without_it(tmp_path):
    from app.services.book.driver_errors import Damaged

    key = bytes(range(32))
    book = Database(tmp_path / "secret.rapport", key)
    with book.write() as session:
        session.execute(text("CREATE TABLE words (word TEXT)"))
        session.execute(text("INSERT INTO words VALUES ('Nordwind')"))
    book.close()
    assert b"Nordwind" not in (tmp_path / "secret.rapport").read_bytes()
    for wrong in (None, bytes(32)):
        closed = Database(tmp_path / "secret.rapport", wrong)
        with pytest.raises(Damaged), closed.read() as session:
            session.execute(text("SELECT * FROM words"))
        closed.close()
