"""A book whose file is moved, deleted, replaced or pulled out while it is open: nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from app.models import Customer
from app.services.book import reading
from app.services.book.database import Database
from app.services.book.presence import Replaced
from app.services.errors import Unavailable
from tests.conftest import TODAY

KEY = bytes(range(32))

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not let go of a file that is open"
)


def add(database, name):
    with database.write() as session:
        session.add(Customer(name=name, recorded_on=TODAY))


def names(path):
    with reading.connected(path, KEY) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customers ORDER BY id")]


@pytest.fixture
def open_book(book):
    database = Database(book, KEY)
    add(database, "Bo")
    yield database
    database.close()


def test_a_folder_that_is_gone_takes_no_writes_and_goes_on_when_it_is_back(open_book, tmp_path):
    away = tmp_path.with_name("away")
    tmp_path.rename(away)
    for _try in range(2):
        with pytest.raises(Unavailable, match=r"no longer in.*Nothing was written.*try again"):
            add(open_book, "lost")
    away.rename(tmp_path)
    add(open_book, "Cy")
    assert names(open_book.path) == ["Ada", "Bo", "Cy"]


def test_what_replaced_the_book_is_never_kept_as_what_it_was(open_book, book, tmp_path):
    theirs = Path(shutil.copy(book, tmp_path / "incoming"))
    with open_book.read() as session:
        session.connection()  # a write needs another connection, which would open their file
        theirs.replace(book)
        with pytest.raises(Unavailable, match=r"took the place.*Nothing was written"):
            add(open_book, "lost")
    assert not (tmp_path / "Fjord as it was here.rapport").exists()


def test_a_deleted_book_takes_no_writes(open_book):
    open_book.path.unlink()
    with pytest.raises(Unavailable, match="no longer in"):
        add(open_book, "lost")


def test_a_book_that_a_sync_service_replaced_is_kept_beside_the_new_one(
    open_book, book, encrypted_file, tmp_path
):
    theirs = Path(shutil.copy(encrypted_file, tmp_path / "incoming"))
    other = Database(theirs, KEY)
    add(other, "theirs")
    other.close()
    theirs.replace(book)
    kept = tmp_path / "Fjord as it was here.rapport"
    for _try in range(2):
        with pytest.raises(Replaced, match=r"not written.*kept as “Fjord as it was here"):
            add(open_book, "lost")
    with pytest.raises(Replaced), open_book.read():
        pass
    open_book.close()
    assert names(kept) == ["Ada", "Bo"]
    assert names(book) == ["Ada", "theirs"]
    assert reading.problems(kept, KEY) == reading.problems(book, KEY) == []
    assert {each.name for each in tmp_path.iterdir()} == {book.name, kept.name}


def test_a_replaced_book_that_cannot_be_kept_takes_no_writes_until_it_can(drive_of, encrypted_file):
    drive = drive_of(2_000)
    book = Path(shutil.copy(encrypted_file, drive / "Fjord.rapport"))
    database = Database(book, KEY)
    add(database, "Bo")
    Path(shutil.copy(encrypted_file, drive / "incoming")).replace(book)
    with suppress(OSError), (drive / "rest").open("wb", buffering=0) as rest:
        while True:
            rest.write(b"x" * 4096)
    with pytest.raises(Unavailable, match=r"disk is full.*Nothing was written"):
        add(database, "lost")
    (drive / "rest").unlink()
    with pytest.raises(Replaced):
        add(database, "lost")
    database.close()
    assert names(drive / "Fjord as it was here.rapport") == ["Ada", "Bo"]
    assert names(book) == ["Ada"]


def test_a_drive_pulled_out_and_put_back_loses_nothing(drive_of, encrypted_file):
    """A lazy unmount is as near as it gets: the name is gone, the program has the file in hand."""
    drive = drive_of(3_000)
    book = shutil.copy(encrypted_file, drive / "Fjord.rapport")
    database = Database(drive / "Fjord.rapport", KEY)
    add(database, "Bo")
    twin = drive.with_name("twin")
    twin.mkdir()
    subprocess.run(["mount", "--bind", drive, twin], check=True)
    subprocess.run(["umount", "-l", drive], check=True)
    try:
        with pytest.raises(Unavailable, match="its drive may be disconnected"):
            add(database, "lost")
        subprocess.run(["mount", "--bind", twin, drive], check=True)
        add(database, "Cy")
        database.close()
        assert names(book) == ["Ada", "Bo", "Cy"]
    finally:
        subprocess.run(["umount", twin], check=True)


def test_a_drive_that_comes_back_under_another_number_is_opened_anew(
    drive_of, encrypted_file, tmp_path
):
    drive = drive_of(3_000)
    book = Path(shutil.copy(encrypted_file, drive / "Fjord.rapport"))
    database = Database(book, KEY)
    add(database, "Bo")
    number, on_the_drive = book.stat().st_ino, tmp_path / "on the drive"
    shutil.copytree(drive, on_the_drive)
    subprocess.run(["umount", "-l", drive], check=True)
    with pytest.raises(Unavailable, match="its drive may be disconnected"):
        add(database, "lost")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3000k", "tmpfs", drive], check=True)
    for name in ("Fjord.rapport", "Fjord.rapport-wal"):
        shutil.copy(on_the_drive / name, drive)
    if book.stat().st_ino != number:
        pytest.skip("this kernel numbers the files of such drives differently each time")
    add(database, "Cy")
    database.close()
    assert names(book) == ["Ada", "Bo", "Cy"]


def test_looking_at_an_open_book_does_not_let_another_program_take_its_log_away(book, tmp_path):
    """POSIX drops a process's locks on a file when it closes any handle of it; SQLite must cope."""
    from app.services.book import files

    child = os.fork()
    if child == 0:
        mine = Database(book, KEY)
        add(mine, "Bo")
        files.book_id(book)
        other = os.fork()
        if other == 0:
            passing = Database(book, KEY)
            add(passing, "Cy")
            passing.close()
            os._exit(0)
        os.waitpid(other, 0)
        add(mine, "Di")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert names(book) == ["Ada", "Bo", "Cy", "Di"]
    assert reading.problems(book, KEY) == []
