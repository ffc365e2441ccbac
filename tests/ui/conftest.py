"""What tests of the screen share: work done at once, and nothing left over."""

import gc
import threading

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QDialog
from typing_extensions import override

from app.services.book import paths
from app.ui import formats
from app.ui.tasks import Tasks
from app.ui.theme import Theme
from app.ui.window_state import WindowState


class InlineTasks(Tasks):
    """Does at once, on this thread, what the real one does in the background.

    From `hold` until `go_on` the work waits, as behind an import.
    """

    _held = None

    @override
    def _submit(self, job):
        if self._held is None:
            job.run()
        else:
            self._held.append(job)

    def hold(self):
        self._held = []

    def go_on(self):
        held, self._held = self._held, None
        for job in held:
            job.run()


@pytest.fixture(scope="session")
def theme(qapp):
    """The look of the program, light, and numbers as in British English."""
    formats.adopt("en_GB")
    return Theme(qapp, "light")


@pytest.fixture(autouse=True)
def light(theme):
    if theme.preference != "light":
        theme.prefer("light")
    return theme


@pytest.fixture
def tasks(database, qapp):
    tasks = InlineTasks()
    tasks.open(lambda: database)
    yield tasks
    assert not tasks._jobs


@pytest.fixture
def hold(tasks):
    """Hold all work from a call on, until what the call returned is called."""

    def begin():
        tasks.hold()
        return tasks.go_on

    return begin


@pytest.fixture
def said(tasks):
    """What was said to the window because it had no place of its own."""
    said = []
    tasks.failed.connect(lambda error: said.append(str(error)))
    return said


@pytest.fixture
def state(tmp_path):
    return WindowState(tmp_path / "window.ini")


@pytest.fixture
def profile(tmp_path):
    """The user's folders on this computer, with a place for documents."""
    profile = paths.profile(tmp_path / "profile")
    profile.documents.mkdir(parents=True)
    return profile


@pytest.fixture(autouse=True)
def _no_garbage_is_swept_up_by_a_worker():
    """As in the program itself (`app.ui.garbage`); between two tests no worker is busy."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _no_modal_dialogs(monkeypatch):
    def refused(*_args):
        raise AssertionError("a dialog was shown with exec(): use open()")

    monkeypatch.setattr(QDialog, "exec", refused)


@pytest.fixture(autouse=True)
def _nothing_left(qapp):
    """Fail a test after which a window, one of its timers, or a thread is still there.

    pytest-qt closes what it was given before this looks; a window owns its timers.
    """
    threads = set(threading.enumerate())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in qapp.topLevelWidgets() if not widget.parent()]
    assert not windows, f"windows left: {windows}"
    timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers left: {timers}"
    left = [thread.name for thread in set(threading.enumerate()) - threads]
    assert not left, f"threads left: {left}"
