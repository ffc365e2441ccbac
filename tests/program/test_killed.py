"""A program killed while it makes or migrates a book leaves the old one, or the whole new one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL"),
]

ROOT = Path(__file__).parents[2]

PRELUDE = """
import json, os, pathlib, shutil, signal, sys, time
from app.services.book import backup, files, migrating, opening, paths, reading, schema
from app.services.book.database import Database
folder = pathlib.Path(sys.argv[1])
profile = paths.profile(folder / "profile")
key = bytes(range(32))
book = folder / "Fjord.rapport"

def killed_after(seconds, work):
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL

def duration(work):
    begun = time.monotonic()
    os.waitpid(os.fork() or (work(), os._exit(0)), 0)
    return time.monotonic() - begun
"""

MIGRATE = """
old = folder / "old.rapport"
database = Database(old, key)
schema.upgrade(database.engine, "0001")
database.close()
migrate = lambda: migrating.bring_up_to_date(book, key)
shutil.copyfile(old, book)
lasts = duration(migrate)
found, killed = [], 0
for step in range(25):
    shutil.copyfile(old, book)
    killed += killed_after(lasts * step / 20, migrate)
    version = reading.version(book, key)
    assert reading.problems(book, key) == []
    assert version in ("0001", schema.head()), version
    found.append(version)
    if version == "0001":
        migrating.bring_up_to_date(book, key)
        assert reading.version(book, key) == schema.head()
print(json.dumps({"killed": killed, "versions": sorted(set(found))}))
"""

CREATE = """
make = lambda: opening.create(book, profile, plain=True)
lasts = duration(make)
killed = whole = 0
for step in range(15):
    files.remove(book)
    killed += killed_after(lasts * step / 12, make)
    if book.exists():
        whole += 1
    else:
        opening.create(book, profile, plain=True)
    assert reading.problems(book, None) == []
    assert reading.version(book, None) == schema.head()
opening.open_book(book, profile).close()
left = [each.name for each in folder.iterdir() if each.name.startswith(".~")]
print(json.dumps({"killed": killed, "whole": whole, "left": left}))
"""


def run(script, folder):
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + script, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_killed_migration_leaves_the_old_book_or_the_new_one(tmp_path):
    outcome = run(MIGRATE, tmp_path)
    assert outcome["killed"] >= 5
    assert "0001" in outcome["versions"]


def test_a_killed_creation_leaves_no_part_of_a_book(tmp_path):
    outcome = run(CREATE, tmp_path)
    assert outcome["killed"] >= 5
    assert outcome["left"] == []
