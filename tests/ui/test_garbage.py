"""Garbage is swept up on the window's thread only, as often as is needed, and none is kept."""

import gc
import subprocess
import sys
import weakref

import pytest

from app.ui import garbage
from app.ui.garbage import Sweeper

BUSY_WORKER = """
import gc, sys, threading, time
from datetime import date
from pathlib import Path
from app.services.book import paths
from app.ui import garbage, start
from app.ui.application import Application
from app.ui.tasks import Tasks

by_the_window = []

class Dropped:
    def __init__(self):
        self.itself = self

    def __del__(self):
        by_the_window.append(threading.current_thread() is threading.main_thread())

def work():
    begun = time.monotonic()
    while not by_the_window and time.monotonic() - begun < 30:
        for _n in range(100):
            one = []
            one.append(one)
        time.sleep(0.001)

garbage.START = 0
qt = start.application()
if sys.argv[2:]:
    tasks = Application(qt, paths.profile(Path(sys.argv[1])), date.today).tasks
    while not gc.get_freeze_count():
        qt.processEvents()
else:
    tasks = Tasks(qt)
dropped = [Dropped() for _n in range(100)]
del dropped
tasks.background(work)
while not tasks.is_idle:
    qt.processEvents()
    time.sleep(0.002)
print(len(by_the_window), all(by_the_window))
"""


def swept(*arguments):
    command = [sys.executable, "-c", BUSY_WORKER, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_a_worker_leaves_the_windows_garbage_to_the_window(tmp_path):
    assert swept(tmp_path, "as the program does") == ["100", "True"]
    assert swept(tmp_path) == ["100", "False"], "by itself Python lets the worker do it"


class Ring:
    """Something that only a sweep can free."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def sweeper(qapp, monkeypatch):
    monkeypatch.setattr(garbage, "START", 0)
    sweeper = Sweeper(qapp)
    yield sweeper
    sweeper.stop()
    sweeper.deleteLater()


@pytest.fixture
def looks(sweeper):
    """Which generation was looked at, each time; all of them are as Python leaves them."""
    seen = []

    def note(phase, info):
        if phase == "stop":
            seen.append(info["generation"])

    gc.collect()
    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_what_is_new_is_swept_up_and_what_grew_old_once_little_happens(sweeper, looks):
    there = weakref.ref(Ring())
    new = [[] for _n in range(garbage.MANY)]
    sweeper.sweep()
    assert there() is None
    ring = Ring()
    new += [[] for _n in range(garbage.MANY)]
    sweeper.sweep()
    there = weakref.ref(ring)
    del ring
    new += [[] for _n in range(garbage.ENOUGH)]
    sweeper.sweep()
    assert there() is not None, "much happens"
    sweeper.sweep()
    assert there() is None
    assert looks == [0, 0, 0, 2]


def test_what_outlived_a_look_is_swept_up_some_looks_later(sweeper, looks):
    ring = Ring()
    new = []
    for look in range(garbage.SELDOM):
        if look == 1:
            there = weakref.ref(ring)
            del ring
        assert look < 2 or there() is not None
        new += [[] for _n in range(2 * garbage.ENOUGH)]
        sweeper.sweep()
    assert there() is None
    assert looks == [0] * (garbage.SELDOM - 1) + [1]


def test_very_much_is_looked_through_whatever_happens(sweeper, looks):
    new = [[] for _n in range(garbage.TOO_MANY + garbage.ENOUGH)]
    sweeper.sweep()
    assert looks == [0, 2]
    assert new


def test_what_is_spared_is_looked_at_too_after_a_book_was_closed(sweeper):
    ring = Ring()
    sweeper._start()
    there = weakref.ref(ring)
    del ring
    gc.collect()
    assert there() is not None, "it was there at the start"
    sweeper.spare_nothing()
    sweeper.sweep()
    assert there() is None
    assert gc.get_freeze_count() > 0, "and later ones spare again"


def test_nothing_is_looked_at_once_it_is_stopped(sweeper):
    sweeper._start()
    sweeper.stop()
    assert not sweeper._begin.isActive()
    assert not sweeper._timer.isActive()


def test_where_nothing_is_new_nothing_is_looked_at(sweeper, looks):
    sweeper.sweep()
    assert looks == []


def test_it_goes_on_by_itself_while_the_window_runs(sweeper, qtbot):
    qtbot.waitUntil(sweeper._timer.isActive)
    there = weakref.ref(Ring())
    new = [[] for _n in range(2 * garbage.ENOUGH)]
    qtbot.waitUntil(lambda: there() is None)
    assert new
    assert gc.get_freeze_count() > 0
