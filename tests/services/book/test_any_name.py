"""Whatever is in the name of a book or of its folder, no other file is taken for it."""

import shutil
import sys
from pathlib import Path

import pytest

from app.models import Customer
from app.services.book import backup, files, migrating, opening, reading, rekeying, schema
from app.services.book.database import Database
from app.services.book.presence import Replaced
from tests.conftest import TODAY

KEY, NEW = bytes(range(32)), bytes(range(100, 132))

NAMES = ["a b", "Müller & Söhne", "a%20b", "a%3fb", "100%", "a#b", "a;b", "a'b", "[ab]"]
if sys.platform != "win32":
    NAMES += ["why?", "a?mode=memory", 'a"b', "file:a", "a\\b"]


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def place(name, tmp_path):
    """A folder of that name."""
    folder = tmp_path / name
    folder.mkdir()
    return folder


def there(folder: Path) -> set[str]:
    return {each.name for each in folder.rglob("*") if each.is_file()}


def customers(path: Path, key: bytes | None) -> list[str]:
    with reading.connected(path, key) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customers ORDER BY id")]


def add(database: Database, customer: str) -> None:
    with database.write() as session:
        session.add(Customer(name=customer, recorded_on=TODAY))


def test_a_book_is_made_opened_and_written_under_that_name(place, name, profile):
    made = opening.create(place / f"{name}.rapport", profile)
    with opening.open_book(made.path, profile) as book:
        add(book.database, "Brix")
        key = book.database.key
    assert customers(made.path, key) == ["Brix"]
    assert there(place) == {f"{name}.rapport"}


def test_what_is_written_goes_to_no_book_whose_name_is_alike(book, tmp_path):
    alike = Path(shutil.copy(book, tmp_path / "Book%20A.rapport"))
    other = Path(shutil.copy(book, tmp_path / "Book A.rapport"))
    database = Database(alike, KEY)
    add(database, "Brix")
    database.close()
    assert customers(alike, KEY) == ["Ada", "Brix"]
    assert customers(other, KEY) == ["Ada"]


def test_it_is_backed_up_and_restored(book, place, name):
    database = Database(Path(shutil.copy(book, place / f"{name}.rapport")), KEY)
    add(database, "Brix")
    made = backup.back_up(database, place / f"{name} copy.rapport")
    restored = backup.restore(made.path, place / f"{name} again.rapport", KEY)
    database.close()
    assert customers(restored.path, KEY) == ["Ada", "Brix"]
    assert there(place) == {f"{name}{more}.rapport" for more in ("", " copy", " again")}


def test_it_is_brought_to_this_version(old_book, place, name):
    old = Path(shutil.copy(old_book, place / f"{name}.rapport"))
    kept = migrating.bring_up_to_date(old, KEY)
    assert reading.version(old, KEY) == schema.head()
    assert customers(old, KEY) == customers(kept, KEY) == ["Ada"]
    assert there(place) == {old.name, kept.name}


def test_it_gets_another_key(book, place, name, profile):
    there_now = Path(shutil.copy(book, place / f"{name}.rapport"))
    rekeying.change_key(there_now, KEY, NEW, profile)
    assert customers(there_now, NEW) == ["Ada"]
    assert there(place) == {there_now.name}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps what is open in its place")
def test_what_a_window_has_is_kept_apart(book, place, name):
    mine = Path(shutil.copy(book, place / f"{name}.rapport"))
    database = Database(mine, KEY)
    add(database, "Brix")
    shutil.copy(book, place / "theirs")
    files.replace(place / "theirs", mine)
    with pytest.raises(Replaced):
        add(database, "Nordwind")
    database.close()
    assert customers(place / f"{name} as it was here.rapport", KEY) == ["Ada", "Brix"]
    assert customers(mine, KEY) == ["Ada"]


@pytest.mark.skipif(sys.platform == "win32", reason="a drive of Windows begins otherwise")
def test_a_path_that_begins_like_a_network_share_is_read(book):
    assert customers(Path(f"/{book}"), KEY) == ["Ada"]


def test_the_program_may_lie_in_a_folder_of_that_name(place, tmp_path, monkeypatch):
    shutil.copytree(schema.SCRIPTS, place / "migrations")
    monkeypatch.setattr(schema, "SCRIPTS", place / "migrations")
    database = Database(tmp_path / "new.rapport", KEY)
    schema.upgrade(database.engine)
    database.close()
    assert reading.version(tmp_path / "new.rapport", KEY) == schema.head()
