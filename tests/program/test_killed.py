"""A program killed at any moment loses nothing it acknowledged, and leaves nothing by halves.

What is tried here takes seconds. With RAPPORT_THOROUGH=1 the same runs at 500 moments, and at every
step of a migration, which takes some minutes.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL"),
]

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
THOROUGH = bool(os.environ.get("RAPPORT_THOROUGH"))
KILLS = 500 if THOROUGH else 16
EVERY = 1 if THOROUGH else 12
SEED = 20261125

PRELUDE = """
import json, os, pathlib, signal, sys, time
from app.services.book import files, opening, paths, reading, schema
folder = pathlib.Path(sys.argv[1])
profile = paths.profile(folder / "profile")
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

CREATE = """
make = lambda: opening.create(book, profile, plain=True)
duration(make)  # the first is slower than all that follow
files.remove(book)
lasts = duration(make)
killed = whole = 0
for step in range(10):
    files.remove(book)
    killed += killed_after(lasts * step / 8, make)
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


def run(*words):
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        capture_output=True,
        text=True,
        timeout=1_800 if THOROUGH else 100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_at_random_moments_every_acknowledged_write_is_there_and_no_half_batch(tmp_path):
    outcome = run(HERE / "dying.py", tmp_path / "book", KILLS, SEED)
    assert sum(outcome["killed"].values()) == KILLS
    assert set(outcome["acknowledged"]) == {"log", "import", "merge", "undo", "backup", "migrate"}
    assert len(outcome["killed"]) >= 3, "the moments fall into different kinds of work"


def test_a_migration_killed_at_any_step_leaves_the_old_book_or_the_new_one(tmp_path):
    outcome = run(HERE / "stepping.py", tmp_path / "steps", EVERY)
    newest = outcome["migrating"]
    assert set(outcome["tried"]) == {"0001", newest}
    assert outcome["tried"]["0001"] >= 8
    assert not THOROUGH or sum(outcome["tried"].values()) == outcome["steps"]


def test_a_killed_creation_leaves_no_part_of_a_book(tmp_path):
    outcome = run("-c", PRELUDE + CREATE, tmp_path)
    assert outcome["killed"] >= 4
    assert outcome["left"] == []
