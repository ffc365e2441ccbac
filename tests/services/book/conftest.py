"""A keyring in memory, through the keyring library's own door, and real encrypted books."""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.services.book import files, keys, paths, schema
from app.services.book.database import Database
from tests.ring import in_memory

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def ring():
    with in_memory() as ring:
        yield ring


@pytest.fixture
def profile(tmp_path):
    return paths.profile(tmp_path / "profile")


@pytest.fixture(scope="session")
def encrypted_file(tmp_path_factory):
    """An encrypted book of this version with one customer, made once."""
    return _made(tmp_path_factory.mktemp("encrypted") / "Fjord.rapport", "head")


@pytest.fixture(scope="session")
def old_file(tmp_path_factory):
    """The same, saved by the first version."""
    return _made(tmp_path_factory.mktemp("old") / "Fjord.rapport", "0001")


@pytest.fixture
def book(encrypted_file, tmp_path):
    """A copy of the encrypted book."""
    return Path(shutil.copy(encrypted_file, tmp_path))


@pytest.fixture
def old_book(old_file, tmp_path):
    """A copy of the book that the first version saved."""
    return Path(shutil.copy(old_file, tmp_path))


@pytest.fixture
def known(book, ring):
    """The keyring knows the key of the encrypted books."""
    ring.entries[(keys.SERVICE, files.book_id(book))] = KEY.hex()


@pytest.fixture
def nobody():
    """Run the block with the rights of a user to whom nothing belongs."""

    @contextmanager
    def without_rights():
        if sys.platform == "win32" or os.getuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return without_rights


@pytest.fixture
def open_folder():
    """A folder that every user can reach, unlike pytest's own, with two in it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for name in ("read only", "profile"):
            (Path(folder) / name).mkdir()
            (Path(folder) / name).chmod(0o777)
        yield Path(folder)
        (Path(folder) / "read only").chmod(0o777)


@pytest.fixture
def known_old(old_book, ring):
    """The keyring knows the key of the old book."""
    ring.entries[(keys.SERVICE, files.book_id(old_book))] = KEY.hex()


@pytest.fixture
def no_large_files():
    """Let no file of this process grow beyond 64 kB, as a quota would."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")

    @contextmanager
    def limited():
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limited


def _made(path, revision):
    database = Database(path, KEY)
    schema.upgrade(database.engine, revision)
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO customers (id, name, segment, city, country, website, email, phone, "
            "language, note, recorded_on, source, created_at, changed_at, version) "
            "VALUES (1, 'Ada', '', '', '', '', '', '', '', '', '2026-01-01', '', "
            "'2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)"
        )
    database.close()
    return path
