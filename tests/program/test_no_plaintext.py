"""Nothing of an encrypted book lies readable on the disk, whatever was done and how it ended.

The real program works with marker words, as commands and in its window; then every file below the
user's home, the folder for temporary files and the book's own folder is searched for them.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.program.conftest import MEMORY, ROOT

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]

PASSPHRASE = "wind und wetter und mehr"
MARKERS = {
    "note": "Quetzalmarkernote",
    "customer": "Axolotlmarkercustomer",
    "imported": "Okapimarkerimport",
    "promise": "Narwalmarkerpromise",
    "contact": "Pangolinmarkercontact",
    "company": "Tapirmarkerfirm",
}

WINDOW = f"""
import sys, threading, time
from datetime import date
from pathlib import Path
from app.services.book import paths
from app.services.book.logs import Logs
from app.services.book.settings import BookSettings
from app.services.book import settings
from app.services.customers import interactions
from app.services.customers.interactions import LogDraft
from app.models.kinds import InteractionKind
from datetime import UTC, datetime
from app.ui.first_run.controller import Typed
from app.ui.stage import Stage
from app.ui.start import application

book, how = Path(sys.argv[1]), sys.argv[2]
qt, profile = application(), paths.profile()
logs = Logs(profile.logs)
stage = Stage(qt, profile, date(2026, 5, 4))
program, window = stage.program, stage.window
window.show()
program.books.open_book(book, Typed(passphrase={PASSPHRASE!r}), lambda: None, print)
while not program.is_open():
    qt.processEvents()
stage.settle()
program.tasks.write(settings.save, BookSettings({MARKERS["company"]!r}))
draft = LogDraft(1, kind=InteractionKind.CALL, note={MARKERS["note"] + " window"!r})
program.tasks.write(interactions.log, draft, datetime.now(UTC))
stage.settle()
if how == "closed":
    for page in ("today", "customers", "renewals", "feedback", "vendors", "settings"):
        stage.page(page)
    stage.page("customer", 1)
    window.find_anything({MARKERS["note"]!r})
    stage.settle()
    window.finder.close_quietly()
    window.commands["lock"].trigger()
    stage.settle()
    program.locker.unlock(Typed(passphrase={PASSPHRASE!r}))
    stage.settle()

class Boom(Exception):
    pass

def crash():
    secret = {MARKERS["note"]!r}
    raise Boom(f"in {{secret}}")

window.troubles.catch_all()
try:
    crash()
except Boom as error:
    window.troubles.show(error)
stage.settle()
if how == "killed":
    def keep_writing():
        while True:
            with program.database().write() as session:
                interactions.log(session, draft, datetime.now(UTC))
    threading.Thread(target=keep_writing, daemon=True).start()
    print("ready", flush=True)
    time.sleep(30)
elif how == "fault":
    import ctypes
    print("ready", flush=True)
    ctypes.string_at(0)
else:
    [dialog] = [d for d in qt.topLevelWidgets() if type(d).__name__ == "CrashDialog"]
    dialog.reject()
    stage.close()
    logs.close()
"""


def of_a_user(home):
    """Return the environment of a user whose home and temporary folder are these."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "SQLITE_TMPDIR": str(home / "tmp"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "RAPPORT_PASSPHRASE": PASSPHRASE,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture(scope="module")
def filled(server, tmp_path_factory):
    """A home with an encrypted book of marker words: made, filled, searched, backed up."""
    home = tmp_path_factory.mktemp("home")
    (home / "tmp").mkdir()
    path, table = home / "Fjord.rapport", home / "customers.csv"
    table.write_text(f"name,note\n{MARKERS['imported']},{MARKERS['note']} import\n")
    note = f"{MARKERS['note']} @{MARKERS['contact']}\n! {MARKERS['promise']} by Friday"
    log = ("log", MARKERS["customer"], "--kind", "call", "--note", note, "--new-customer")
    found = ""
    for words in (
        ("new", path),
        ("--book", path, *log),
        ("--book", path, "import", table),
        ("--book", path, "backup", home / "copy.rapport"),
        ("--book", path, "search", MARKERS["note"]),
    ):
        job = {"arguments": list(map(str, words)), "env": of_a_user(home)}
        server.stdin.write(json.dumps({**job, "memory": MEMORY, "largest": 0}) + "\n")
        server.stdin.flush()
        done = json.loads(server.stdout.readline())
        assert done["status"] == 0, done["err"]
        found = done["out"]
    assert MARKERS["note"] in found
    table.unlink()
    return home


@pytest.fixture
def home(filled, tmp_path):
    """A copy of that home."""
    return Path(shutil.copytree(filled, tmp_path / "home"))


def readable(folder):
    """Find every marker in every file, as UTF-8 or UTF-16, with the names of files themselves."""
    needles = [
        form
        for marker in MARKERS.values()
        for form in (marker.encode(), marker.encode("utf-16-le"), marker.encode("utf-16-be"))
    ]
    found = []
    for path in Path(folder).rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes() + path.name.encode()
        found += [f"{path.name}: {needle!r}" for needle in needles if needle in content]
    return found


def window(home, how):
    return subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(home / "Fjord.rapport"), how],
        env=of_a_user(home),
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_search_itself_would_find_a_word(tmp_path):
    (tmp_path / "a").write_bytes(MARKERS["note"].encode("utf-16-le"))
    (tmp_path / f"{MARKERS['customer']}.txt").touch()
    assert len(readable(tmp_path)) == 2


@pytest.mark.parametrize("how", ["closed", "killed", "fault"])
def test_no_file_holds_a_word_of_the_book(home, how):
    assert readable(home) == []
    with window(home, how) as process:
        if how == "closed":
            _out, err = process.communicate(timeout=120)
            assert process.returncode == 0, err
        else:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
            if how == "killed":
                time.sleep(0.5)
                assert (home / "Fjord.rapport-wal").stat().st_size > 0
                assert readable(home) == []
                process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            assert process.returncode in (-signal.SIGKILL, -signal.SIGSEGV)
    written = {path.name for path in home.rglob("*") if path.is_file()}
    assert {"Fjord.rapport", "copy.rapport", "rapport.log"} <= written
    if how == "closed":
        assert any("Fjord 20" in name for name in written), "the backup before closing"
    assert readable(home) == []
