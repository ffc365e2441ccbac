"""Books that are busy, read-only, damaged, newer or no books at all: a sentence, and not a byte."""

import os
import sqlite3
import sys
from contextlib import closing

import pytest

from tests.conftest import TODAY

pytestmark = pytest.mark.program

AS_OF = ("--as-of", TODAY.isoformat())
LOOK = ("customers",)
LOG = ("log", "Anna", "--kind", "call", "--new-customer")


@pytest.fixture(params=[LOOK, LOG, ("check",), ("backup",)], ids=lambda words: words[0])
def command(request):
    return request.param


def untouched(path):
    """What is in a folder besides the program's own profile, by name and content."""
    return {each.name: each.read_bytes() for each in path.iterdir() if each.is_file()}


def test_a_book_that_is_not_there_is_told_so(quick, tmp_path, command):
    assert (
        "no book “Fjord.rapport”" in quick("--book", tmp_path / "Fjord.rapport", *command).sentence
    )


def test_a_folder_that_is_not_there_is_told_so(quick, tmp_path, command):
    gone = tmp_path / "gone" / "Fjord.rapport"
    assert "Fjord.rapport" in quick("--book", gone, *command).sentence
    assert "gone" in quick("new", gone, "--plain").sentence
    assert not gone.parent.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.txt", "Dear customer, this is no book.\n" * 50),
        ("table.rapport", "name,city\n" * 500),
        ("picture.png", "\x89PNG\r\n" + "\x00" * 1000),
        ("empty.rapport", ""),
    ],
)
def test_what_is_no_book_stays_as_it_is(quick, tmp_path, command, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="latin-1")
    before = untouched(tmp_path)
    assert name in quick("--book", path, *command).sentence
    assert untouched(tmp_path) == before


def test_another_programs_database_stays_as_it_is(quick, tmp_path, command):
    path = tmp_path / "other.rapport"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)")
        other.commit()
    before = untouched(tmp_path)
    assert quick("--book", path, *command).status == 1
    assert untouched(tmp_path) == before


def test_a_book_of_a_newer_version_stays_as_it_is(quick, book, tmp_path, command):
    with closing(sqlite3.connect(book)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    before = untouched(tmp_path)
    assert "newer" in quick("--book", book, *command).sentence
    assert untouched(tmp_path) == before


def test_a_damaged_page_is_found_and_never_written(quick, sample, tmp_path):
    with sample.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(os.urandom(60 * 4096))
    before = untouched(tmp_path)
    done = quick("--book", sample, "--json", "check")
    assert done.status == 1
    assert '"ok": false' in done.out
    assert "backup" in quick("--book", sample, *AS_OF, *LOOK).sentence
    assert quick("--book", sample, "backup", tmp_path / "copy.rapport").status == 1
    assert untouched(tmp_path) == before


def test_a_truncated_book_is_told_apart_from_a_whole_one(quick, sample, tmp_path):
    with sample.open("r+b") as file:
        file.truncate(sample.stat().st_size // 2)
    assert quick("--book", sample, "--json", "check").status == 1
    assert quick("--book", sample, *AS_OF, *LOOK).sentence
    assert quick("restore", sample, tmp_path / "back.rapport").status == 1
    assert not (tmp_path / "back.rapport").exists()


def test_a_write_waits_for_another_and_says_so_when_it_gives_up(quick, book, tmp_path):
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = quick("--book", book, *LOG)
        assert "Another program is writing" in done.sentence
        assert 4 < done.seconds < 12
        assert quick("--book", book, "--json", *LOOK).json == []  # looking needs no lock
        other.execute("ROLLBACK")
    assert quick("--book", book, *LOG).status == 0


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="nothing is read-only for root, and Windows' rights are others",
)
def test_a_read_only_book_is_told_so(quick, sample, tmp_path):
    sample.chmod(0o400)
    before = sample.read_bytes()
    assert "read-only" in quick("--book", sample, *LOG).sentence
    assert sample.read_bytes() == before


def test_a_book_that_cannot_grow_keeps_what_it_has(quick, book, tmp_path, big_file):
    before = untouched(tmp_path)
    done = quick("--book", book, *AS_OF, "import", big_file, largest=2 * book.stat().st_size)
    assert "was not kept" in done.sentence
    assert untouched(tmp_path)["book.rapport"] == before["book.rapport"]
    assert quick("--book", book, "--json", "check").json["ok"]
    assert quick("--book", book, "--json", *LOOK).json == []


@pytest.fixture
def big_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("calls") / "interactions.csv"
    rows = (f"C-0001,2026-01-02,call,X-{n},{'long ' * 100}\n" for n in range(2_000))
    path.write_text("customer,at,kind,external_id,note\n" + "".join(rows), encoding="utf-8")
    return path
