"""What every test may use: a fresh book, and guards against what a test must not leave or touch."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import logging
import shutil
import socket
import subprocess
from datetime import date
from pathlib import Path

import pytest

TODAY = date(2026, 5, 4)
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"
LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """A migrated book, made once; every test gets its own copy."""
    from app.services.book import schema
    from app.services.book.database import Database

    path = tmp_path_factory.mktemp("book") / "empty.rapport"
    database = Database(path)
    schema.upgrade(database.engine)
    database.close()
    return path


@pytest.fixture
def database(empty_file, tmp_path):
    from app.services.book.database import Database

    path = shutil.copy(empty_file, tmp_path / "test.rapport")
    database = Database(Path(path), actor="Ana")
    yield database
    database.close()


@pytest.fixture
def session(database):
    """A session whose writes are dropped at the end of the test."""
    with database.read() as session:
        yield session


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def drive_of(tmp_path):
    """Make a real drive of so many kB."""
    place = tmp_path / "drive"

    def mounted(size):
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("making a small drive needs Linux and the right to mount")
        return place

    yield mounted
    if place.is_mount():
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def shared_data():
    """The folder of real input that is not ours to hand out."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data is not here: real input is not part of the project")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch):
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        host = address[0] if isinstance(address, tuple) else "127."
        assert str(host).startswith(LOOPBACK), f"a test wanted to reach {host}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog):
    """Fail a test that logs a warning or worse without asserting it (see ``caplog.clear``)."""
    yield
    unexpected = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("app")
    ]
    assert not unexpected, [record.getMessage() for record in unexpected]
