import logging
import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QPushButton

from app.services.errors import Cancelled, Unavailable
from app.ui.crash_dialog import CrashDialog, report
from app.ui.troubles import Troubles


@pytest.fixture
def said():
    return []


@pytest.fixture
def troubles(qtbot, monkeypatch, said, tmp_path):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return Troubles(window, said.append, tmp_path)


def dialogs(troubles):
    return troubles.parent().findChildren(CrashDialog)


def test_what_the_user_can_solve_is_said_quietly(troubles, said):
    troubles.arrived.emit(Unavailable("The disk is full."))
    assert said == ["The disk is full."]
    assert dialogs(troubles) == []


def test_what_the_user_stopped_is_not_said(troubles, said):
    troubles.arrived.emit(Cancelled())
    assert said == []


def test_a_bug_on_any_thread_is_reported(qtbot, troubles, caplog):
    troubles.catch_all()
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(dialogs(troubles)))
    assert "ZeroDivisionError" in dialogs(troubles)[0]._details.toPlainText()
    dialogs(troubles)[0].close()
    caplog.clear()


def test_a_hundred_bugs_are_one_report(troubles, caplog):
    for _n in range(100):
        troubles.arrived.emit(ValueError())
    assert len(dialogs(troubles)) == 1
    dialogs(troubles)[0].close()
    caplog.clear()


def test_a_report_holds_nobodys_data(troubles, caplog):
    try:
        raise ValueError("Nordwind GmbH owes us money")
    except ValueError as error:
        text = report(error)
        troubles.arrived.emit(error)
    assert "ValueError" in text
    assert "Nordwind" not in text.replace('raise ValueError("Nordwind GmbH owes us money")', "")
    logged = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert logged == [f"a bug\n{text}"]
    dialogs(troubles)[0].close()
    caplog.clear()


def test_the_report_can_be_copied(troubles, caplog):
    troubles.arrived.emit(KeyError("x"))
    dialog = dialogs(troubles)[0]
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy")
    button.click()
    assert "KeyError" in QGuiApplication.clipboard().text()
    dialog.close()
    caplog.clear()
