import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.book import files, migrating, opening, reading, schema
from app.services.book.database import Database
from app.services.book.held import held
from app.services.errors import Unavailable

KEY = bytes(range(32))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(path):
    with reading.connected(path, KEY) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customers")]


def test_the_versions_are_known_without_loading_alembic():
    assert migrating.known_versions()[-1] == schema.head()
    command = "import sys; from app.services.book import migrating; migrating.known_versions(); "
    command += "sys.exit('alembic' in sys.modules or 'sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", command], check=True, cwd=Path(__file__).parents[3])


def test_opening_an_older_book_brings_it_up_to_date_and_keeps_the_old_file(
    old_book, profile, known_old, tmp_path
):
    before, book_id = digest(old_book), files.book_id(old_book)
    with opening.open_book(old_book, profile) as book:
        assert reading.version(old_book, KEY) == schema.head()
        assert book.book_id == book_id
        kept = book.kept
    version = int(schema.head())
    assert kept.name == f"Fjord before version {version}.rapport"
    assert digest(kept) == before
    assert names(old_book) == names(kept) == ["Ada"]
    assert {each.name for each in tmp_path.iterdir()} == {old_book.name, kept.name}
    with opening.open_book(old_book, profile) as book:
        assert book.kept is None


def test_changes_that_stood_only_in_the_log_are_brought_along(old_book):
    child = os.fork() if hasattr(os, "fork") else pytest.skip("needs a process that dies")
    if child == 0:
        database = Database(old_book, KEY)
        with database.engine.execution_options(writing=True).begin() as connection:
            connection.exec_driver_sql("UPDATE customers SET name = 'Grace'")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert old_book.with_name("Fjord.rapport-wal").stat().st_size > 0
    kept = migrating.bring_up_to_date(old_book, KEY)
    assert names(old_book) == names(kept) == ["Grace"]


def test_a_kept_book_is_never_written_over(old_book, tmp_path):
    taken = tmp_path / f"Fjord before version {int(schema.head())}.rapport"
    taken.write_text("mine")
    kept = migrating.bring_up_to_date(old_book, KEY)
    assert kept.name == f"Fjord before version {int(schema.head())} (2).rapport"
    assert taken.read_text() == "mine"


def test_what_an_earlier_try_left_is_cleared_away_and_used_again(old_book, tmp_path):
    files.beside(old_book, "migrating").write_bytes(b"half")
    left = tmp_path / f"Fjord before version {int(schema.head())}.rapport"
    os.link(old_book, left)
    assert migrating.bring_up_to_date(old_book, KEY) == left
    assert {each.name for each in tmp_path.iterdir()} == {old_book.name, left.name}


def test_a_book_that_another_program_has_open_is_not_migrated(old_book, tmp_path):
    other = Database(old_book, KEY)
    with other.engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM customers")
        with pytest.raises(Unavailable, match=r"another program is using it.*as it was"):
            migrating.bring_up_to_date(old_book, KEY)
    other.close()
    assert reading.version(old_book, KEY) == "0001"


def test_a_copy_that_lost_rows_never_takes_the_books_place(old_book, tmp_path, caplog):
    fewer = tmp_path / "fewer.rapport"
    fewer.write_bytes(old_book.read_bytes())
    database = Database(fewer, KEY)
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM customers")
    database.close()
    with held(old_book, KEY, "") as book, pytest.raises(Unavailable, match="without loss"):
        migrating._must_be_whole(book, fewer, KEY)
    assert "1 tables lost rows" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("room", [450, 850])
def test_a_drive_with_no_room_for_copy_or_migration_leaves_the_old_book(old_book, drive_of, room):
    book = Path(shutil.copy(old_book, drive_of(room)))
    with pytest.raises(Unavailable, match=r"disk is full.*The book is as it was\."):
        migrating.bring_up_to_date(book, KEY)
    assert digest(book) == digest(old_book)
    assert list(book.parent.iterdir()) == [book]


def test_a_quota_leaves_the_old_book(old_book, no_large_files):
    before = digest(old_book)
    with no_large_files(), pytest.raises(Unavailable, match="disk is full"):
        migrating.bring_up_to_date(old_book, KEY)
    assert digest(old_book) == before
    assert list(old_book.parent.iterdir()) == [old_book]
