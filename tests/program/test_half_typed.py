"""What stood half typed in the real window when its process was killed is there again later."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services.book import unfinished
from app.services.book.database import Database
from app.services.book.paths import profile as profile_of
from app.services.book.preferences import load

ROOT = Path(__file__).parents[2]
NOTE = "They asked for\n! a quote by Friday"
PATIENCE = 60.0  # seconds

pytestmark = pytest.mark.program

WINDOW = """
import json, sys
from datetime import date
from pathlib import Path
from app.services.book import paths
from app.ui.stage import Stage
from app.ui.start import application
folder, note = Path(sys.argv[1]), sys.argv[2]
stage = Stage(application(), paths.profile(folder / "profile"), date(2026, 5, 4))
stage.open(folder / "a.rapport")
logging = stage.program.logging
"""

TYPE = """
logging.log()
logging.window().pane.note.setPlainText(note)
stage.qt.exec()
"""

CLOSE = """
from PySide6.QtCore import QTimer
logging.log()
logging.window().pane.note.setPlainText(note)
QTimer.singleShot(0, stage.window.close)
stage.qt.exec()
"""

END = """
logging.log()
logging.window().pane.note.setPlainText(note)
for command in ("survey", "rate", "import", "report", "changes", "restore", "shortcuts", "about"):
    stage.window.commands[command].trigger()
stage.settle()
stage.close()
"""

LOOK = """
told = stage.window.notice.text()
stage.window.notice._button.click()
stage.settle()
window = logging.window()
print(json.dumps([told, window.isVisible(), window.pane.note.text()]))
window.begin_anew()
window.reject()
stage.close()
"""


def started(code, folder):
    return subprocess.Popen(
        [sys.executable, "-c", WINDOW + code, str(folder), NOTE],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def is_kept(folder):
    place = load(profile_of(folder / "profile").preferences).place
    database = Database(folder / "a.rapport")
    with database.read() as session:
        there = unfinished.found(session, place) if place else {}
    database.close()
    return bool(there)


@pytest.fixture
def folder(empty_file, tmp_path):
    shutil.copy(empty_file, tmp_path / "a.rapport")
    return tmp_path


def looked(folder):
    window = started(LOOK, folder)
    out, _nothing = window.communicate(timeout=PATIENCE)
    assert window.returncode == 0
    return json.loads(out.splitlines()[-1])


SEEN = ["You had begun to log something. It is still there.", True, NOTE]


def test_it_outlives_a_crash(folder):
    window = started(TYPE, folder)
    begun = time.monotonic()
    while not is_kept(folder) and time.monotonic() - begun < PATIENCE:
        time.sleep(0.1)
    window.kill()
    window.communicate()
    assert looked(folder) == SEEN
    assert not is_kept(folder), "it was begun anew"


def test_it_outlives_closing_at_once(folder):
    window = started(CLOSE, folder)
    window.communicate(timeout=PATIENCE)
    assert window.returncode == 0
    assert looked(folder) == SEEN


def test_windows_that_still_stand_open_at_the_end_hold_up_nothing(folder):
    window = started(END, folder)
    window.communicate(timeout=PATIENCE)
    assert window.returncode == 0
    assert looked(folder) == SEEN
