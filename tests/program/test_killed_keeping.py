"""Killed while it backs up or changes a key, it leaves whole backups and a book that opens."""

import json
import subprocess
import sys

import pytest

from tests.program.test_killed import PRELUDE, ROOT

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL"),
]

BEGIN = """
import shutil
from datetime import datetime, timedelta
from app.services.book import automatic, backup, rekeying
from app.services.book.database import Database
key = bytes(range(32))
database = Database(book, key)
schema.upgrade(database.engine)
with database.engine.execution_options(writing=True).begin() as connection:
    connection.exec_driver_sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        "INSERT INTO settings (key, value) SELECT 'k' || i, '1' FROM n")
database.close()
"""

BACK_UP = """
root, now = folder / "backups", datetime(2026, 5, 4)
def keep(number):
    database = Database(book, key)
    automatic.keep_one(database, root, now + timedelta(hours=number))
    database.close()
def change():
    database = Database(book, key)
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("INSERT INTO change_sets (at, actor, label) VALUES "
                                   "('2026-05-04 00:00:00', '', '')")
    database.close()
lasts = duration(lambda: keep(0))
killed = 0
for step in range(1, 9):
    change()
    killed += killed_after(lasts * step / 9, lambda: keep(step))
    there = automatic.kept(root, book)
    assert there, "the one before stays"
    for each in there:
        assert backup.check(each.path, key) == []
change()
keep(20)
left = [each.name for each in root.rglob(".~*")]
print(json.dumps({"killed": killed, "left": left, "count": len(automatic.kept(root, book))}))
"""

CHANGE_KEY = """
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
new = bytes(range(100, 132))
whole = folder / "whole.rapport"
shutil.copyfile(book, whole)
work = lambda: rekeying.change_key(book, key, new, profile, passphrase="wind und wetter")
lasts = duration(work)
killed, opens = 0, []
for step in range(1, 7):
    shutil.copyfile(whole, book)
    killed += killed_after(lasts * step / 7, work)
    for name, one in (("old", key), ("new", new)):
        try:
            reading.version(book, one)
        except Exception:
            continue
        opens.append(name)
        assert reading.problems(book, one) == []
print(json.dumps({"killed": killed, "opens": opens}))
"""


def run(script, folder):
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + BEGIN + script, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_killed_backup_leaves_the_ones_before_and_nothing_half_made(tmp_path):
    outcome = run(BACK_UP, tmp_path)
    assert outcome["killed"] >= 3
    assert outcome["left"] == []
    assert outcome["count"] == 1, "of one day the newest stays"


def test_a_killed_change_of_the_key_leaves_one_of_the_two_that_opens(tmp_path):
    outcome = run(CHANGE_KEY, tmp_path)
    assert outcome["killed"] >= 3
    assert len(outcome["opens"]) == 6
    assert "old" in outcome["opens"]
