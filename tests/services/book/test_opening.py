import hashlib
import shutil
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from app.models import ChangeSet, Customer, Setting
from app.services.book import database as database_module
from app.services.book import files, keys, opening, paths, recovery, unlocking
from app.services.book.database import Database
from app.services.book.driver_errors import Damaged
from app.services.book.files import Kind, NotABook
from app.services.book.locking import AlreadyOpen
from app.services.book.passphrase import Slots
from app.services.book.schema import TooNew
from app.services.book.settings import BookSettings
from app.services.book.unlocking import Locked, Unlock
from app.services.errors import Conflict, Invalid, NotFound, Unavailable

KEY = bytes(range(32))
WORDS = "drei Möwen über Bergen"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(book):
    with book.database.read() as session:
        return [row.name for row in session.query(Customer)]


class TestMaking:
    def test_a_new_book_is_encrypted_and_opens_with_the_keyring(self, tmp_path, profile, ring):
        made = opening.create(tmp_path / "Fjord", profile)
        assert made.path == tmp_path / "Fjord.rapport"
        assert files.kind_of(made.path) is Kind.ENCRYPTED
        assert made.keyring_trouble == ""
        with opening.open_book(made.path, profile) as book:
            assert names(book) == []
            assert book.recovery_code() == made.recovery_code
        assert [each.name for each in tmp_path.iterdir()] == ["Fjord.rapport"]

    def test_a_plain_book_needs_no_key(self, tmp_path, profile, ring):
        made = opening.create(tmp_path / "sample.rapport", profile, plain=True)
        assert made.recovery_code == ""
        assert ring.entries == {}
        with opening.open_book(made.path, profile) as book:
            assert book.recovery_code() == ""

    def test_it_begins_with_what_it_is_given_and_without_a_past(self, tmp_path, profile):
        made = opening.create(
            tmp_path / "Fjord",
            profile,
            settings=BookSettings(currency="NOK"),
            fill=lambda session: session.add(Setting(key="first", value=1)),
        )
        with opening.open_book(made.path, profile) as book, book.database.read() as session:
            assert session.get(Setting, "currency").value == "NOK"
            assert session.get(Setting, "first").value == 1
            assert session.query(ChangeSet).count() == 0

    def test_it_never_takes_the_place_of_another_file(self, tmp_path, profile, ring):
        (tmp_path / "Fjord.rapport").write_text("mine")
        with pytest.raises(Conflict, match="already a file"):
            opening.create(tmp_path / "Fjord", profile)
        assert (tmp_path / "Fjord.rapport").read_text() == "mine"
        assert ring.entries == {}

    def test_what_fails_on_the_way_leaves_no_book(self, tmp_path, profile):
        def fall_over(_session):
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            opening.create(tmp_path / "Fjord", profile, fill=fall_over)
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_is_not_there_is_told(self, tmp_path, profile):
        with pytest.raises(Unavailable, match=r"is not there.*No book was made\."):
            opening.create(tmp_path / "gone" / "Fjord", profile)

    def test_a_full_drive_leaves_no_book(self, drive_of, profile, ring):
        drive = drive_of(200)
        with pytest.raises(Unavailable, match=r"disk is full.*No book was made\."):
            opening.create(drive / "Fjord", profile)
        assert list(drive.iterdir()) == []
        assert ring.entries == {}

    def test_a_drive_that_fills_up_with_what_it_begins_with_leaves_no_book(self, drive_of, profile):
        drive = drive_of(2_000)
        much = Setting(key="much", value="x" * 3_000_000)
        with pytest.raises(Unavailable, match=r"disk is full.*No book was made\."):
            opening.create(drive / "Fjord", profile, fill=lambda session: session.add(much))
        assert list(drive.iterdir()) == []

    def test_a_read_only_folder_is_told(self, nobody, open_folder):
        (open_folder / "read only").chmod(0o555)
        profile = paths.profile(open_folder / "profile")
        with nobody(), pytest.raises(Unavailable, match=r"read-only.*No book was made\."):
            opening.create(open_folder / "read only" / "Fjord", profile)

    def test_without_a_keyring_the_trouble_is_told_and_the_code_opens_it(self, tmp_path, profile):
        keyring.set_keyring(fail.Keyring())
        made = opening.create(tmp_path / "Fjord", profile)
        assert "keyring" in made.keyring_trouble
        with opening.open_book(
            made.path, profile, Unlock(recovery_code=made.recovery_code)
        ) as book:
            assert "keyring" in book.keyring_trouble

    def test_a_short_passphrase_leaves_no_book(self, tmp_path, profile):
        with pytest.raises(Invalid, match="at least"):
            opening.create(tmp_path / "Fjord", profile, passphrase="short")
        assert not (tmp_path / "Fjord.rapport").exists()

    def test_the_code_does_not_show_in_a_representation(self, tmp_path, profile):
        made = opening.create(tmp_path / "Fjord", profile)
        assert made.recovery_code not in repr(made)
        assert "secret" not in repr(Unlock(recovery_code="secret", passphrase="secret"))


class TestUnlocking:
    def test_a_book_of_another_computer_is_locked(self, book, profile):
        with pytest.raises(Locked, match="Type its recovery code") as locked:
            opening.open_book(book, profile)
        assert not locked.value.has_passphrase
        assert locked.value.keyring_trouble == ""

    def test_the_recovery_code_opens_it_and_need_not_be_typed_again(self, book, profile):
        code = recovery.write(KEY).lower()
        with opening.open_book(book, profile, Unlock(recovery_code=code)) as opened:
            assert names(opened) == ["Ada"]
        with opening.open_book(book, profile) as opened:
            assert names(opened) == ["Ada"]

    def test_the_code_of_another_book_is_told_at_its_field(self, book, profile, ring):
        before = digest(book)
        with pytest.raises(Invalid, match="code of another book, or the file is damaged") as error:
            opening.open_book(book, profile, Unlock(recovery_code=recovery.write(keys.new())))
        assert error.value.field == "recovery_code"
        assert ring.entries == {}
        assert digest(book) == before

    def test_a_passphrase_opens_it_where_no_keyring_works(self, book, profile):
        keyring.set_keyring(fail.Keyring())
        Slots(profile.keys).store(files.book_id(book), KEY, WORDS)
        with pytest.raises(Locked, match="Type its passphrase") as locked:
            opening.open_book(book, profile)
        assert locked.value.has_passphrase
        assert "cannot be used" in locked.value.keyring_trouble
        with pytest.raises(Invalid, match="not the passphrase"):
            opening.open_book(book, profile, Unlock(passphrase="something else"))
        with opening.open_book(book, profile, Unlock(passphrase=WORDS)) as opened:
            assert names(opened) == ["Ada"]

    def test_a_keyring_that_hangs_does_not_hang_the_book(self, book, profile, ring):
        answered = threading.Event()
        ring.before_answering = answered.wait
        with pytest.raises(Locked) as locked:
            opening.open_book(book, profile, keyring_seconds=0.05)
        assert "does not answer" in locked.value.keyring_trouble
        answered.set()

    def test_a_wrong_key_in_the_keyring_and_damage_are_both_told(self, book, profile, ring):
        ring.entries[(keys.SERVICE, files.book_id(book))] = keys.new().hex()
        with pytest.raises(Damaged, match=r"damaged, or the key kept.*recovery code.*backup"):
            opening.open_book(book, profile)

    def test_a_proved_key_is_returned_for_commands(self, book, profile, known):
        assert unlocking.key_of(book, profile) == KEY


@pytest.mark.usefixtures("known")
class TestTrouble:
    def test_a_file_that_is_gone(self, tmp_path, profile):
        with pytest.raises(NotFound):
            opening.open_book(tmp_path / "gone.rapport", profile)

    def test_a_database_of_another_program_is_left_alone(self, tmp_path, profile):
        path = tmp_path / "places.sqlite"
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE alembic_version (version_num)")
        other.close()
        before = digest(path)
        with pytest.raises(NotABook):
            opening.open_book(path, profile)
        assert digest(path) == before

    def test_a_damaged_beginning(self, book, profile):
        content = bytearray(book.read_bytes())
        content[100] ^= 1
        book.write_bytes(content)
        with pytest.raises(Damaged, match="damaged"):
            opening.open_book(book, profile)
        assert book.read_bytes() == content

    def test_a_book_cut_short(self, book, profile):
        book.write_bytes(book.read_bytes()[:2000])
        with pytest.raises(Damaged, match="damaged"):
            opening.open_book(book, profile)

    def test_a_damaged_plain_book(self, empty_file, tmp_path, profile):
        path = tmp_path / "plain.rapport"
        path.write_bytes(empty_file.read_bytes()[:5000])
        with pytest.raises(Damaged):
            opening.open_book(path, profile)

    def test_a_newer_book_is_refused_byte_for_byte_untouched(self, book, profile, tmp_path):
        database = Database(book, KEY)
        with database.engine.execution_options(writing=True).begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        database.close()
        before = digest(book)
        with pytest.raises(TooNew, match="newer version of Rapport and was left untouched"):
            opening.open_book(book, profile)
        assert digest(book) == before
        assert [each.name for each in tmp_path.iterdir()] == ["Fjord.rapport"]

    def test_a_book_open_elsewhere_can_be_passed_by_but_not_held(self, book, profile):
        with opening.open_book(book, profile) as first:
            with pytest.raises(AlreadyOpen):
                opening.open_book(book, profile)
            with opening.open_book(book, profile, alone=False) as passing:
                assert names(passing) == names(first) == ["Ada"]
        opening.open_book(book, profile).close()

    def test_a_failed_opening_lets_go_of_the_book(self, book, profile, ring):
        kept = dict(ring.entries)
        ring.entries.clear()
        with pytest.raises(Locked):
            opening.open_book(book, profile)
        ring.entries |= kept
        opening.open_book(book, profile).close()

    @pytest.mark.parametrize("what", ["folder", "file"])
    def test_a_read_only_place_is_told(self, book, nobody, open_folder, what):
        lonely = Path(shutil.copy(book, open_folder / "read only"))
        lonely.chmod(0o666 if what == "folder" else 0o444)
        lonely.parent.chmod(0o555 if what == "folder" else 0o777)
        before = digest(book)
        profile = paths.profile(open_folder / "profile")
        with nobody(), pytest.raises(Unavailable, match="read-only"):
            opening.open_book(lonely, profile)
        assert digest(lonely) == before
        for each, mode in ((lonely, 0o666), (lonely.parent, 0o777)):
            each.chmod(mode)
        with nobody(), opening.open_book(lonely, profile) as opened:
            assert names(opened) == ["Ada"]

    def test_a_full_drive_is_told_and_the_book_opens_once_there_is_room(
        self, book, drive_of, profile
    ):
        drive = drive_of(1_000)
        full = Path(shutil.copy(book, drive / "Fjord.rapport"))
        with suppress(OSError), (drive / "rest").open("wb", buffering=0) as rest:
            while True:
                rest.write(b"x" * 4096)
        before = digest(full)
        with pytest.raises(Unavailable, match="disk is full"):
            opening.open_book(full, profile)
        assert digest(full) == before
        (drive / "rest").unlink()
        with opening.open_book(full, profile) as opened:
            assert names(opened) == ["Ada"]

    def test_a_book_that_another_program_has_to_itself_is_told(self, book, profile, monkeypatch):
        monkeypatch.setattr(database_module, "WAIT_MS", 10)
        other = Database(book, KEY)
        with other.engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA locking_mode = EXCLUSIVE")
            driver.execute("BEGIN EXCLUSIVE")
            with pytest.raises(Unavailable, match="Another program"):
                opening.open_book(book, profile)
            driver.execute("ROLLBACK")
        other.close()
        with opening.open_book(book, profile) as opened:
            assert names(opened) == ["Ada"]
