"""A book saved by any revision opens, whole and unchanged but for its tables' shape."""

import hashlib
import os
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.services.book import files, history, keys, migrating, opening, reading, schema
from app.services.book.database import Database
from app.services.book.schema import TooNew
from app.services.customers import interactions, search
from app.services.customers.interactions import LogDraft
from tests.services.book.old_books import BOOKS, KEY, revisions, unpack

APP = Path(__file__).parents[3] / "app"
NOW = datetime(2026, 5, 5, 9, tzinfo=UTC)
CACHES = {"standings", "glances"}  # computed anew from the rest
SMALL = 300_000  # bytes: they stay in the project for ever


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("old")
    return {each: unpack(each, folder / f"{each}.rapport") for each in revisions()}


@pytest.fixture
def take(unpacked, tmp_path, ring):
    """Give a copy of the book of one revision, whose key the keyring knows."""

    def copy(revision):
        book = Path(shutil.copy(unpacked[revision], tmp_path / "Fjord.rapport"))
        ring.entries[(keys.SERVICE, files.book_id(book))] = KEY.hex()
        return book

    return copy


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def columns(connection, table):
    return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def records(connection, wanted):
    """Every value of these columns, by table."""
    return {
        table: connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
        for table, names in wanted.items()
    }


def test_a_book_of_every_revision_is_kept():
    missing = sorted(set(migrating.known_versions()) - set(revisions()))
    assert not missing, f"run: python tools/old_book.py {missing[0]}"
    assert revisions() == migrating.known_versions()


def test_they_are_small():
    assert [path.name for path in BOOKS.iterdir() if path.stat().st_size > SMALL] == []


@pytest.mark.parametrize("revision", revisions())
def test_it_opens_with_every_value_that_was_in_it(take, profile, revision):
    book = take(revision)
    before = digest(book)
    with reading.connected(book, KEY) as old:
        held = {name: columns(old, name) for name in reading.row_counts(old)}
        for name in (*CACHES, "alembic_version"):
            del held[name]
        had = records(old, held)
    assert sum(map(len, had.values())) > 150
    with opening.open_book(book, profile) as opened:
        kept = opened.kept
    if revision != schema.head():
        assert digest(kept) == before
    assert reading.version(book, KEY) == schema.head()
    assert reading.problems(book, KEY) == []
    with reading.connected(book, KEY) as new:
        assert records(new, held) == had


@pytest.mark.parametrize("revision", revisions())
def test_one_can_go_on_working_in_it(take, profile, revision):
    with opening.open_book(take(revision), profile) as book:
        with book.database.read() as session:
            assert search.search(session, "contoso").found
            last = history.next_undo(session)
            assert last.label
        with book.database.write() as session:
            history.undo(session, last.change_set)
        with book.database.write() as session:
            draft = LogDraft(customer="C-0001", note="Zanzibar")
            logged = interactions.log(session, draft, NOW)
        with book.database.read() as session:
            assert search.search(session, "zanzibar").found
            assert interactions.load(session, logged.interaction).note == "Zanzibar"


def test_a_file_encrypted_long_ago_is_read_by_todays_cipher():
    old = BOOKS / "cipher.rapport"
    assert reading.version(old, KEY) == "0001"
    assert reading.problems(old, KEY) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that dies")
def test_a_newer_book_is_refused_untouched_even_with_changes_in_its_log(take, profile, tmp_path):
    book = take(schema.head())
    child = os.fork()
    if child == 0:
        database = Database(book, KEY)
        with database.engine.execution_options(writing=True).begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    parts = [book, book.with_name(book.name + "-wal")]
    before = [(digest(each), each.stat().st_mtime_ns) for each in parts]
    with pytest.raises(TooNew, match="newer version of Rapport and was left untouched"):
        opening.open_book(book, profile)
    assert [(digest(each), each.stat().st_mtime_ns) for each in parts] == before


def test_nothing_can_take_a_book_back_to_an_earlier_version():
    knowing = [path.name for path in APP.rglob("*.py") if "downgrade" in path.read_text("utf-8")]
    assert knowing == []
