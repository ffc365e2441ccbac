"""A real Secret Service: gnome-keyring on a message bus of its own, without a screen."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
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

CHANGE = """
from datetime import datetime
book = folder / "Fjord.rapport"
opening.create(book, profile)
old_id, old = files.book_id(book), keys.find(files.book_id(book))
with opening.open_book(book, profile) as opened:
    copy = automatic.keep_one(opened.database, profile.backups, datetime(2026, 5, 4)).path
new = keys.new()
rekeying.change_key(book, old, new, profile)
forgotten = keys.find(old_id) is None
with opening.open_book(book, profile) as opened:
    own = opened.recovery_code() == recovery.write(new)
    fresh = automatic.keep_one(opened.database, profile.backups, datetime(2026, 5, 5)).path
said = ""
try:
    opening.open_book(copy, profile)
except Locked as locked:
    said = str(locked)
with opening.open_book(copy, profile, Unlock(recovery_code=recovery.write(old))):
    pass
with opening.open_book(fresh, profile):
    pass
code = recovery.write(new)
print(json.dumps({"own": own, "said": said, "code": code, "forgotten": forgotten}))
"""

TYPED = """
book, code = pathlib.Path(sys.argv[2]), sys.argv[3]
try:
    opening.open_book(book, profile)
except Locked as locked:
    said = str(locked)
with opening.open_book(book, profile, Unlock(recovery_code=code)) as opened:
    print(json.dumps({"trouble": opened.keyring_trouble, "said": said}))
"""

AGAIN = """
with opening.open_book(pathlib.Path(sys.argv[2]), profile) as opened:
    print(json.dumps({"code": opened.recovery_code()}))
"""

GUARD = """
book = folder / "Fjord.rapport"
opening.create(book, profile)
name, slots = files.book_id(book), passphrase.Slots(profile.keys)
slots.store(name, keys.find(name), "wind und wetter", always=True)
keys.forget(name)
try:
    opening.open_book(book, profile)
except Locked as locked:
    asked = locked.has_passphrase
with opening.open_book(book, profile, Unlock(passphrase="wind und wetter")) as opened:
    code = opened.recovery_code()
with opening.open_book(book, profile, Unlock(recovery_code=code)):
    pass
print(json.dumps({"asked": asked, "kept": keys.find(name) is not None}))
"""

PRELUDE = """
import json, pathlib, sys
from app.services.book import (
    automatic, backup, files, keys, opening, passphrase, paths, recovery, rekeying
)
from app.services.book.unlocking import Locked, Unlock
folder = pathlib.Path(sys.argv[1])
profile = paths.profile(folder / "profile")
"""


@pytest.fixture
def user(somebody):
    return somebody("ana")


@pytest.fixture
def somebody(tmp_path):
    """Give the environment of a user with a home, a keyring and a bus, all new."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        said = f"{' and '.join(missing)} missing; install with: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    with ExitStack() as stack:

        def arrived(name):
            home = tmp_path / name
            (home / ".cache").mkdir(parents=True)
            runtime = stack.enter_context(tempfile.TemporaryDirectory())  # sockets: a short path
            kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
            return kept | {
                "HOME": str(home),
                "XDG_DATA_HOME": str(home / "data"),
                "XDG_RUNTIME_DIR": runtime,
                "PYTHONPATH": str(ROOT),
                "PYTHON_KEYRING_BACKEND": "",
            }

        yield arrived


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


def test_a_changed_key_opens_the_book_and_old_backups_say_that_they_need_the_old_code(user):
    changed = run(user, CHANGE)
    assert changed["own"]
    assert changed["forgotten"]
    assert "does not have its key. Type its recovery code" in changed["said"]
    assert run(user, OPEN)["code"] == changed["code"]


def test_on_a_new_computer_the_file_and_the_code_are_enough(somebody):
    ana, elsewhere = somebody("ana"), somebody("elsewhere")
    code = run(ana, MAKE)["code"]
    copy = shutil.copy(Path(ana["HOME"]) / "Fjord.rapport", elsewhere["HOME"])
    opened = run(elsewhere, TYPED, copy, code)
    assert opened["trouble"] == ""
    assert "recovery code" in opened["said"]
    assert run(elsewhere, AGAIN, copy)["code"] == code


def test_two_users_of_one_computer_have_a_key_each_for_one_file(somebody, tmp_path):
    ana, ben = somebody("ana"), somebody("ben")
    code = run(ana, MAKE)["code"]
    shared = str(tmp_path / "Fjord.rapport")
    shutil.move(Path(ana["HOME"]) / "Fjord.rapport", shared)
    opened = run(ben, TYPED, shared, code)
    assert opened["trouble"] == ""
    assert "recovery code" in opened["said"]
    for user in (ana, ben):
        assert run(user, AGAIN, shared)["code"] == code


def test_a_passphrase_may_stand_in_place_of_the_keyring(user):
    assert run(user, GUARD) == {"asked": True, "kept": False}
