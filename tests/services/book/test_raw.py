"""Reading the bytes of an open book leaves it as locked as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.models import Customer
from app.services.book import backup, files, raw
from app.services.book.database import Database
from tests.nordwind import TODAY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks are those of one handle")

OPEN = Path("/dev/fd")
COME_AND_GO = """
import sys
from pathlib import Path
from app.models import Customer
from app.services.book.database import Database
other = Database(Path(sys.argv[1]))
with other.read() as session:
    session.get(Customer, 1)
other.close()
"""


def add(database, name):
    with database.write() as session:
        session.add(Customer(name=name, recorded_on=TODAY))


def look_at_its_beginning(path, _folder):
    files.kind_of(path)
    files.book_id(path)


def see_whether_it_may_be_written(path, _folder):
    files.must_be_writable(path)


def restore_from_it(path, folder):
    backup.restore(path, folder / "Restored.rapport", None)


@pytest.mark.parametrize(
    "look", [look_at_its_beginning, see_whether_it_may_be_written, restore_from_it]
)
def test_another_program_that_closes_the_book_does_not_take_its_log_away(database, tmp_path, look):
    add(database, "First")
    log = database.path.with_name(database.path.name + "-wal")
    before = log.stat().st_ino
    look(database.path, tmp_path)
    subprocess.run([sys.executable, "-c", COME_AND_GO, str(database.path)], check=True, timeout=60)
    assert log.stat().st_ino == before
    add(database, "Second")
    seen = Database(database.path)  # what is only in a log that was taken away nobody sees
    try:
        with seen.read() as session:
            assert session.query(Customer).count() == 2
    finally:
        seen.close()


def test_a_file_is_read_from_its_beginning_by_each_who_reads(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"0123456789" * 10_000)
    with raw.opened(path) as one, raw.opened(path) as other:
        assert one.read(3) == b"012"
        assert other.read() == path.read_bytes()
        assert one.read(3) == b"345"


def test_nothing_stays_open_once_nobody_reads(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"x")
    before = len(list(OPEN.iterdir()))
    kept = raw.keep(path)
    with raw.opened(path):
        path.unlink()
        path.write_bytes(b"another file of that name")
        with raw.opened(path) as file:
            assert file.read() == b"another file of that name"
    raw.let_go(kept)
    assert len(list(OPEN.iterdir())) == before
    assert raw._kept == {}
