import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoRing

from app.services.book import backup, files, keys, opening, reading, recovery, rekeying
from app.services.book.passphrase import Slots
from app.services.book.unlocking import Locked, Unlock
from app.services.errors import Invalid, Unavailable

OLD, NEW = bytes(range(32)), bytes(range(100, 132))
ROOT = Path(__file__).parents[3]
WORDS = "wind und wetter"


@pytest.mark.usefixtures("known")
def test_the_book_opens_by_itself_with_its_new_key_and_holds_the_same(book, profile, ring):
    with reading.connected(book, OLD) as before:
        counts = reading.row_counts(before)
    rekeying.change_key(book, OLD, NEW, profile)
    assert backup.check(book, NEW) == []
    with reading.connected(book, NEW) as after:
        assert reading.row_counts(after) == counts
    with opening.open_book(book, profile) as again:
        assert again.recovery_code() == recovery.write(NEW)
    assert list(ring.entries) == [(keys.SERVICE, files.book_id(book))]
    assert {each.name for each in book.parent.glob("*Fjord*")} == {book.name}


@pytest.mark.usefixtures("known")
def test_the_old_code_opens_old_backups_and_the_book_no_more(book, profile, tmp_path):
    old_backup = shutil.copy(book, tmp_path / "old.rapport")
    rekeying.change_key(book, OLD, NEW, profile)
    with pytest.raises(Invalid, match="does not open"):
        opening.open_book(book, profile, Unlock(recovery_code=recovery.write(OLD)))
    with pytest.raises(Locked, match="does not have its key"):
        opening.open_book(old_backup, profile)
    with opening.open_book(old_backup, profile, Unlock(recovery_code=recovery.write(OLD))):
        pass


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("start", [b"\x1f\x8b", b"\xff\xd8\xff"])
def test_chance_does_not_make_the_book_look_like_another_file(book, profile, monkeypatch, start):
    chance = secrets.token_bytes
    monkeypatch.setattr(
        secrets, "token_bytes", lambda count=32: (start + b"\x77" + chance(count))[:count]
    )
    rekeying.change_key(book, OLD, NEW, profile)
    with opening.open_book(book, profile) as again:
        assert again.database.key == NEW
    assert files.book_id(book).startswith(start.hex())


def test_changes_that_stand_in_the_log_go_along(book, profile):
    from app.services.book.database import Database

    database = Database(book, OLD)
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE customers SET name = 'Brix'")
    copy = shutil.copy(book, book.with_name("copy.rapport"))
    shutil.copy(f"{book}-wal", f"{copy}-wal")
    database.close()
    rekeying.change_key(copy, OLD, NEW, profile)
    with reading.connected(copy, NEW) as connection:
        assert connection.execute("SELECT name FROM customers").fetchone() == ("Brix",)


def test_a_passphrase_wraps_the_new_key_and_the_old_slot_goes(book, profile):
    old_id = files.book_id(book)
    Slots(profile.keys).store(old_id, OLD, WORDS)
    rekeying.change_key(book, OLD, NEW, profile, passphrase=WORDS)
    assert not Slots(profile.keys).has(old_id)
    assert Slots(profile.keys).open(files.book_id(book), WORDS) == NEW


@pytest.mark.usefixtures("known")
def test_where_the_passphrase_is_always_asked_for_the_keyring_never_has_the_key(
    book, profile, ring
):
    Slots(profile.keys).store(files.book_id(book), OLD, WORDS, always=True)
    with pytest.raises(Locked):  # though the keyring was not reached when it was to forget
        opening.open_book(book, profile)
    before, known = book.read_bytes(), dict(ring.entries)
    with pytest.raises(Invalid, match="Type the passphrase"):
        rekeying.change_key(book, OLD, NEW, profile)
    assert (book.read_bytes(), ring.entries) == (before, known)
    rekeying.change_key(book, OLD, NEW, profile, passphrase=WORDS)
    assert ring.entries == {}
    with opening.open_book(book, profile, Unlock(passphrase=WORDS)) as again:
        assert again.database.key == NEW


def test_where_nothing_would_keep_the_new_key_the_old_one_stays(book, profile):
    keyring.set_keyring(NoRing())
    before = book.read_bytes()
    with pytest.raises(Unavailable, match="Set a passphrase first"):
        rekeying.change_key(book, OLD, NEW, profile)
    assert book.read_bytes() == before
    rekeying.change_key(book, OLD, NEW, profile, passphrase=WORDS)
    assert reading.problems(book, NEW) == []


@pytest.mark.usefixtures("known")
def test_a_command_that_writes_meanwhile_loses_nothing(book, profile, ring):
    script = f"""
from pathlib import Path
from app.models import Customer
from app.services.book import database
from app.services.errors import AppError
from tests.conftest import TODAY
database.WAIT_MS = 100
try:
    with database.Database(Path({str(book)!r}), bytes(range(32))).write() as session:
        session.add(Customer(name="theirs", recorded_on=TODAY))
    print("written")
except AppError as error:
    print(error)
"""
    said = []

    def write():
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        said.append(done.stdout)
        ring.before_answering = lambda: None

    ring.before_answering = write
    rekeying.change_key(book, OLD, NEW, profile, keyring_seconds=60)
    assert ["try again in a moment" in each for each in said] == [True]
    assert reading.problems(book, NEW) == []
    assert [each.name for each in book.parent.glob("*Fjord*")] == [book.name]


def test_a_book_in_use_is_left_as_it_is(book, profile):
    connection = reading.connect(reading.address(book, "mode=rw"))
    reading.unlock(connection, OLD)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM customers").fetchone()
    try:
        with pytest.raises(Unavailable, match="The key was not changed"):
            rekeying.change_key(book, OLD, NEW, profile)
    finally:
        connection.close()
    assert reading.problems(book, OLD) == []


def test_a_full_drive_leaves_the_old_key(book, profile, drive_of):
    drive = drive_of(800)
    there = shutil.copy(book, drive / book.name)
    with pytest.raises(Unavailable, match=r"disk is full.*The key was not changed"):
        rekeying.change_key(there, OLD, NEW, profile)
    assert reading.problems(there, OLD) == []
    assert [each.name for each in drive.iterdir()] == [book.name]


def test_a_wrong_old_key_changes_nothing(book, profile):
    before = book.read_bytes()
    with pytest.raises(Unavailable):
        rekeying.change_key(book, NEW, OLD, profile)
    assert book.read_bytes() == before
