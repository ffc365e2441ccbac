"""Two starts of the real program: one window, whichever of them was asked for a book."""

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.services.book import paths, preferences
from app.services.book.locking import AlreadyOpen, hold
from tests.program.conftest import MAIN

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]


@pytest.fixture
def window(environment):
    """Start the real window, offscreen; it is killed at the end."""
    started = []

    @contextmanager
    def start(*words):
        process = subprocess.Popen(
            [sys.executable, MAIN, *map(str, words)],
            env=environment | {"QT_QPA_PLATFORM": "offscreen"},
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        yield process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def other(new_file, book):
    return book.with_name("other.rapport")


def shows(profile, book):
    """Whether this is the book that was opened last."""
    return preferences.load(profile.preferences).last_book == str(book)


def is_free(book):
    try:
        hold(book, book.parent).release()
    except AlreadyOpen:
        return False
    return True


def is_first(process, profile):
    try:
        return str(process.pid) in (profile.data / "window.lock").read_text("utf-8")
    except FileNotFoundError:  # it is being written
        return False


def wait_until(true, what, process):
    until = time.monotonic() + 40
    while not true():
        assert time.monotonic() < until, what
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)


def test_a_second_start_ends_and_its_book_opens_in_the_first(window, book, other, environment):
    other.write_bytes(book.read_bytes())
    profile = paths.profile(Path(environment["RAPPORT_PROFILE"]))
    with window("--book", book) as first:
        wait_until(lambda: shows(profile, book), "the first opens its book", first)
        with window("--book", other) as second:
            assert second.wait(timeout=40) == 0, second.stderr.read()
        wait_until(lambda: shows(profile, other), "the first opens the other's book", first)
        wait_until(lambda: is_free(book), "and lets go of its own", first)
        assert not is_free(other)
        first.kill()  # its locks and its socket stay behind
        first.wait()
    with window() as next_one:
        wait_until(lambda: is_first(next_one, profile), "it takes the place", next_one)
        with window("--book", book) as last:
            assert last.wait(timeout=40) == 0, last.stderr.read()
        wait_until(lambda: shows(profile, book), "it hears others as the first did", next_one)
