import hashlib
import os
import shutil
import signal
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from app.models import Customer
from app.services.book import backup, files, opening, reading, recovery
from app.services.book.database import Database
from app.services.book.driver_errors import Damaged
from app.services.book.unlocking import Unlock
from app.services.errors import Conflict, NotFound, Unavailable
from tests.conftest import TODAY

KEY = bytes(range(32))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def opened(book):
    database = Database(book, KEY)
    yield database
    database.close()


def test_a_backup_holds_everything_and_opens_with_the_same_key(opened, tmp_path, profile, ring):
    made = backup.back_up(opened, tmp_path / "copies of mine")
    assert made.path == tmp_path / "copies of mine.rapport"
    assert backup.check(made.path, KEY) == []
    with reading.connected(opened.path, KEY) as book, reading.connected(made.path, KEY) as copy:
        assert reading.row_counts(book) == reading.row_counts(copy)
        assert sum(reading.row_counts(copy).values()) == made.records
    with (
        opening.open_book(made.path, profile, Unlock(recovery_code=recovery.write(KEY))) as again,
        again.database.read() as session,
    ):
        assert [row.name for row in session.query(Customer.name)] == ["Ada"]


def test_a_backup_is_found_in_the_keyring_by_the_id_of_its_book(opened, tmp_path):
    """``VACUUM INTO`` keeps the salt, by which the key is found; this holds it to that."""
    made = backup.back_up(opened, tmp_path / "copy")
    assert files.book_id(made.path) == files.book_id(opened.path)


def test_a_plain_book_has_a_plain_backup(database, tmp_path):
    made = backup.back_up(database, tmp_path / "copy")
    assert files.book_id(made.path) is None
    assert backup.check(made.path, None) == []


def test_a_backup_never_takes_the_place_of_a_file(opened, tmp_path):
    (tmp_path / "copy.rapport").write_text("mine")
    with pytest.raises(Conflict, match="not touched and nothing was written"):
        backup.back_up(opened, tmp_path / "copy.rapport")
    assert (tmp_path / "copy.rapport").read_text() == "mine"


def test_of_two_backups_to_one_name_at_once_one_is_made_and_the_other_told(opened, tmp_path):
    made = []

    def again(_done, _total):
        if not made:
            made.append(backup.back_up(opened, tmp_path / "copy.rapport"))

    with pytest.raises(Conflict, match="not touched and nothing was written"):
        backup.back_up(opened, tmp_path / "copy.rapport", again)
    assert backup.check(made[0].path, KEY) == []
    assert list(tmp_path.glob(".~*new*")) == []


def test_what_was_killed_half_way_goes_with_the_next_backup_there(opened, tmp_path):
    old, wal = (files.half_made(tmp_path / "March.rapport") for _each in range(2))
    wal = wal.with_name(wal.name + "-wal")
    young, others = files.half_made(tmp_path / "a.rapport"), tmp_path / ".~a.rapport-newspaper"
    for path in (old, wal, young, others):
        path.write_bytes(b"half")
    for path in (old, wal, others):
        os.utime(path, (0, 0))
    backup.back_up(opened, tmp_path / "copy.rapport")
    assert [path.exists() for path in (old, wal, young, others)] == [False, False, True, True]


def test_a_backup_to_a_folder_that_is_not_there_is_told(opened, tmp_path):
    with pytest.raises(Unavailable, match=r"No backup was written; the book is as it was\."):
        backup.back_up(opened, tmp_path / "gone" / "copy")


def test_a_full_drive_leaves_no_backup(opened, drive_of):
    drive = drive_of(200)
    with pytest.raises(Unavailable, match=r"disk is full.*No backup was written"):
        backup.back_up(opened, drive / "copy")
    assert list(drive.iterdir()) == []


def test_a_damaged_book_is_not_backed_up_as_if_it_were_whole(book, tmp_path):
    content = bytearray(book.read_bytes())
    content[20 * 4096 + 100] ^= 0xFF
    book.write_bytes(content)
    database = Database(book, KEY)
    with pytest.raises(Damaged):
        backup.back_up(database, tmp_path / "copy")
    database.close()
    assert {each.name for each in tmp_path.iterdir()} == {book.name}


def test_work_goes_on_during_backups_and_each_is_whole(opened, tmp_path):
    stop = threading.Event()

    def write():
        while not stop.wait(0.05):
            with opened.engine.execution_options(writing=True).begin() as connection:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO settings (key, value) VALUES ('x', '1')"
                )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            with suppress(Unavailable):  # "being written all the time": none, rather than half
                backup.back_up(opened, tmp_path / f"copy {number}")
    finally:
        stop.set()
        writer.join()
    for copy in tmp_path.glob("copy *"):
        assert backup.check(copy, KEY) == []


def test_restoring_puts_the_backup_beside_byte_for_byte(book, tmp_path):
    made = backup.restore(book, tmp_path / "again", KEY)
    assert digest(made.path) == digest(book)
    with pytest.raises(Conflict):
        backup.restore(book, made.path, KEY)


def test_restoring_takes_along_what_stands_in_the_log_beside_it(opened, tmp_path):
    with opened.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM customers")
    made = backup.restore(opened.path, tmp_path / "again", KEY)
    with reading.connected(made.path, KEY) as connection:
        assert reading.row_counts(connection)["customers"] == 0
    assert not made.path.with_name("again.rapport-wal").exists()


def killed_writing(path, key):
    """Have another process die with what it wrote still in the log beside the book."""
    child = os.fork() if hasattr(os, "fork") else pytest.skip("needs a process that dies")
    if child == 0:
        database = Database(path, key)
        with database.write() as session:
            session.add(Customer(name="theirs", recorded_on=TODAY))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    return log.read_bytes()


def test_a_log_left_where_a_book_was_lost_is_not_read_into_the_restored_one(book, tmp_path):
    copy = Path(shutil.copy(book, tmp_path / "copy.rapport"))
    left = killed_writing(book, KEY)
    book.unlink()
    made = backup.restore(copy, book, KEY)
    with reading.connected(made.path, KEY) as connection:
        assert connection.execute("SELECT name FROM customers").fetchall() == [("Ada",)]
    assert digest(made.path) == digest(copy)
    assert (tmp_path / "Fjord left over.rapport-wal").read_bytes() == left


def test_nor_into_a_new_one(empty_file, tmp_path, profile):
    path = Path(shutil.copy(empty_file, tmp_path / "Fjord.rapport"))
    killed_writing(path, None)
    path.unlink()
    made = opening.create(path, profile, plain=True)
    with reading.connected(made.path, None) as connection:
        assert reading.row_counts(connection)["customers"] == 0


def test_a_damaged_backup_is_not_restored(book, tmp_path):
    content = bytearray(book.read_bytes())
    content[20 * 4096 + 100] ^= 0xFF
    book.write_bytes(content)
    with pytest.raises(Unavailable, match=r"problem.*page 21"):
        backup.restore(book, tmp_path / "again", KEY)
    assert {each.name for each in tmp_path.iterdir()} == {book.name}


def test_a_backup_that_is_not_there_or_locked_is_told(book, tmp_path):
    with pytest.raises(NotFound):
        backup.restore(tmp_path / "gone.rapport", tmp_path / "again", KEY)
    with pytest.raises(Unavailable):
        backup.restore(book, tmp_path / "again", bytes(32))
    assert not (tmp_path / "again.rapport").exists()


def test_a_check_lists_what_is_wrong_and_changes_nothing(book):
    content = bytearray(book.read_bytes())
    content[20 * 4096 + 100] ^= 0xFF
    book.write_bytes(content)
    assert any("page 21" in problem for problem in backup.check(book, KEY))
    assert book.read_bytes() == content
