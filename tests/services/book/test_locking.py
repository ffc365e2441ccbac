import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.book import locking
from app.services.book.locking import AlreadyOpen

HOLD = """
import sys, pathlib
from app.services.book import locking
lock = locking.hold(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Fjord.rapport"
    path.touch()
    return path


def test_a_book_is_held_once_and_free_again_afterwards(book, tmp_path):
    lock = locking.hold(book, tmp_path / "locks")
    with pytest.raises(AlreadyOpen, match=r"“Fjord\.rapport” is already open"):
        locking.hold(book, tmp_path / "locks")
    lock.release()
    lock.release()
    with locking.hold(book, tmp_path / "locks"):
        pass


def test_nothing_is_left_beside_a_closed_book(book, tmp_path):
    locking.hold(book, tmp_path / "locks").release()
    assert list(tmp_path.iterdir()) == [book]


def test_two_books_in_a_folder_are_held_apart(book, tmp_path):
    other = tmp_path / "Other.rapport"
    with locking.hold(book, tmp_path), locking.hold(other, tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_a_held_book_is_held_too(book, tmp_path):
    link = tmp_path / "link.rapport"
    link.symlink_to(book)
    with locking.hold(book, tmp_path / "locks"), pytest.raises(AlreadyOpen):
        locking.hold(link, tmp_path / "locks")


def test_a_book_in_a_folder_without_rights_is_locked_on_this_computer(nobody, open_folder):
    (open_folder / "read only").chmod(0o555)
    book, spare = open_folder / "read only" / "Fjord.rapport", open_folder / "profile"
    with nobody(), locking.hold(book, spare):
        assert len(list(spare.iterdir())) == 1
        with pytest.raises(AlreadyOpen):
            locking.hold(book, spare)
    assert list(spare.iterdir()) == []


@pytest.mark.program
def test_the_system_frees_the_book_of_a_program_that_was_killed(book, tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, book, tmp_path / "locks"],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyOpen):
            locking.hold(book, tmp_path / "locks")
        holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        holder.wait()
    locking.hold(book, tmp_path / "locks").release()
