import errno
import gzip
import random
import sqlite3
import sys

import pytest

from app.services.book import files
from app.services.book.files import Kind, NotABook
from app.services.errors import Conflict, NotFound, Unavailable


def test_an_encrypted_book_is_known_by_its_even_bytes(book):
    assert files.kind_of(book) is Kind.ENCRYPTED
    assert files.book_id(book) == book.read_bytes()[:16].hex()


def test_a_plain_book_is_known_by_its_header_and_has_no_id(empty_file):
    assert files.kind_of(empty_file) is Kind.PLAIN
    assert files.book_id(empty_file) is None


def test_many_books_are_all_known(tmp_path):
    """Chance alone must not make a book look like something else."""
    chance = random.Random(11)
    path = tmp_path / "x.rapport"
    for _ in range(200):
        path.write_bytes(chance.randbytes(4096))
        assert files.kind_of(path) is Kind.ENCRYPTED


@pytest.mark.parametrize("start", [b"\x1f\x8b", b"\x1f\x8b\x08", b"\xff\xd8\xff", b"PK", b"7z"])
def test_a_salt_may_begin_as_another_format_does(tmp_path, start):
    path = tmp_path / "x.rapport"
    path.write_bytes(start + b"\x77" + random.Random(5).randbytes(4096))
    assert files.kind_of(path) is Kind.ENCRYPTED


@pytest.mark.parametrize(
    "content",
    [
        b"customer;at;kind\n" * 500,
        "Größe und Maß\n".encode("utf-16") * 300,
        b"PK\x03\x04" + random.Random(1).randbytes(8000),
        gzip.compress(random.Random(2).randbytes(8000)),
        gzip.compress(random.Random(2).randbytes(8000), compresslevel=1, mtime=0),
        b"\xff\xd8\xff\xe0" + random.Random(4).randbytes(8000),
        b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(8000),
        b"\x00" * 8192,
        b"short",
    ],
)
def test_other_files_are_not_taken_for_books(tmp_path, content):
    path = tmp_path / "x.rapport"
    path.write_bytes(content)
    with pytest.raises(NotABook, match="not a Rapport book"):
        files.must_be_a_book(path)
    assert path.read_bytes() == content


def test_a_folder_is_not_a_book(tmp_path):
    with pytest.raises(NotABook):
        files.must_be_a_book(tmp_path)


def test_a_missing_and_an_empty_file_have_their_own_sentences(tmp_path):
    with pytest.raises(NotFound, match="moved or renamed"):
        files.must_be_a_book(tmp_path / "gone.rapport")
    (tmp_path / "empty.rapport").touch()
    with pytest.raises(NotABook, match="is empty"):
        files.must_be_a_book(tmp_path / "empty.rapport")


def test_a_name_without_ending_gets_ours(tmp_path):
    assert files.named(tmp_path / "Fjord").name == "Fjord.rapport"
    assert files.named(tmp_path / "Fjord.book").name == "Fjord.book"


def test_a_finished_file_gets_its_name_but_never_over_another(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
    files.settle(tmp_path / "one", tmp_path / "target")
    with pytest.raises(Conflict, match="already a file"):
        files.settle(tmp_path / "two", tmp_path / "target")
    assert (tmp_path / "target").read_text() == "one"
    assert not (tmp_path / "one").exists()


def test_what_lay_beside_an_earlier_file_of_that_name_is_moved_aside(tmp_path):
    for round_ in ("first", "second"):
        for ending in ("-wal", "-shm"):
            (tmp_path / f"Fjord.rapport{ending}").write_text(round_)
        (tmp_path / "Fjord.rapport").unlink(missing_ok=True)
        (tmp_path / "new").touch()
        files.settle(tmp_path / "new", tmp_path / "Fjord.rapport")
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {
        "Fjord.rapport": "",
        "Fjord left over.rapport-wal": "first",
        "Fjord left over.rapport-shm": "first",
        "Fjord left over (2).rapport-wal": "second",
        "Fjord left over (2).rapport-shm": "second",
    }


def test_what_lies_beside_a_file_that_is_there_stays(tmp_path):
    for name in ("Fjord.rapport", "Fjord.rapport-wal", "new"):
        (tmp_path / name).write_text(name)
    with pytest.raises(Conflict):
        files.settle(tmp_path / "new", tmp_path / "Fjord.rapport")
    assert (tmp_path / "Fjord.rapport-wal").read_text() == "Fjord.rapport-wal"


def test_a_private_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "choices.json"
    files.write_private(path, "old")
    with pytest.raises(UnicodeEncodeError):
        files.write_private(path, "\ud800")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["choices.json"]


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EFBIG, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.ENOENT, "is not there"),
        (errno.ENAMETOOLONG, "is too long"),
        (errno.EIO, "does not answer"),
    ],
)
def test_each_trouble_of_a_disk_has_its_sentence(tmp_path, number, says):
    with (
        pytest.raises(Unavailable, match=rf"{says}.* All was kept\.$"),
        files.explained(tmp_path / "x.rapport", "All was kept."),
    ):
        raise OSError(number, "…")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_leads_to_the_file_itself(book, tmp_path):
    link = tmp_path / "link.rapport"
    link.symlink_to(book)
    assert files.real(link) == book


def test_another_programs_database_is_plain_until_it_is_read(tmp_path):
    path = tmp_path / "places.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    assert files.kind_of(path) is Kind.PLAIN
