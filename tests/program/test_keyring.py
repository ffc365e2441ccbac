"""A real Secret Service: gnome-keyring on a message bus of its own, without a screen."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.services.book import keys

pytestmark = pytest.mark.program

ROOT = Path(__file__).parents[2]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
INSTALL = "apt-get install -y --no-install-recommends gnome-keyring dbus"
UNLOCK = (
    "printf 'testpw\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize "
    '>/dev/null 2>&1; exec "$@"'
)

MAKE = """
made = opening.create(folder / "Fjord", profile)
print(json.dumps({"trouble": made.keyring_trouble, "code": made.recovery_code}))
"""

OPEN = """
import time
begun = time.perf_counter()
key = keys.find(files.book_id(folder / "Fjord.rapport"))
seconds = time.perf_counter() - begun
with opening.open_book(folder / "Fjord.rapport", profile) as book:
    print(json.dumps({"code": book.recovery_code(), "seconds": seconds}))
"""

LOSE = """
keys.forget(files.book_id(folder / "Fjord.rapport"))
try:
    opening.open_book(folder / "Fjord.rapport", profile)
except Locked as locked:
    print(json.dumps({"trouble": locked.keyring_trouble, "said": str(locked)}))
"""

RECOVER = """
with opening.open_book(
    folder / "Fjord.rapport", profile, Unlock(recovery_code=sys.argv[2]), keyring_seconds=SECONDS
) as book:
    print(json.dumps({"trouble": book.keyring_trouble}))
"""

PRELUDE = """
import json, pathlib, sys
from app.services.book import files, keys, opening, paths
from app.services.book.unlocking import Locked, Unlock
folder = pathlib.Path(sys.argv[1])
profile = paths.profile(folder / "profile")
"""


@pytest.fixture
def user(tmp_path):
    """The environment of a user with a home, a keyring and a bus, all new."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        said = f"{' and '.join(missing)} missing; install with: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    (tmp_path / ".cache").mkdir()
    with tempfile.TemporaryDirectory() as runtime:  # sockets need a short path
        environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        yield environment | {
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_RUNTIME_DIR": runtime,
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "",
        }


def run(user, script, *arguments, unlocked=True):
    """Run a piece of the program in a session of its own; return what it printed."""
    python = [sys.executable, "-c", PRELUDE + script, user["HOME"], *arguments]
    shell = ["sh", "-c", UNLOCK, "sh", *python] if unlocked else python
    done = subprocess.run(
        ["dbus-run-session", "--", *shell],
        env=user,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_book_made_in_one_session_opens_by_itself_in_the_next(user, record_property):
    made = run(user, MAKE)
    assert made["trouble"] == ""
    opened = run(user, OPEN)
    assert opened["code"] == made["code"]
    record_property("seconds", opened["seconds"])
    assert opened["seconds"] < keys.DEADLINE


def test_a_lost_key_comes_back_with_the_recovery_code(user):
    code = run(user, MAKE)["code"]
    lost = run(user, LOSE)
    assert lost["trouble"] == ""
    assert "recovery code" in lost["said"]
    assert run(user, RECOVER.replace("SECONDS", "5"), code)["trouble"] == ""
    assert run(user, OPEN)["code"] == code


def test_a_locked_keyring_that_waits_for_its_password_does_not_block_the_book(user):
    code = run(user, MAKE)["code"]
    opened = run(user, RECOVER.replace("SECONDS", "0.5"), code, unlocked=False)
    assert "keyring" in opened["trouble"]
