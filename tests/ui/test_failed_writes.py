"""A write that fails says why in the dialog, keeps what was typed, and succeeds the next time."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select, text

from app.models import Customer, Interaction
from app.services.book import database as database_module
from app.services.book.database import Database
from app.services.customers import customers, interactions
from app.services.customers.customers import CustomerDraft
from app.services.customers.interactions import LogDraft
from app.ui.customer import forms
from app.ui.customer.editor import Editor, Store
from app.ui.logging.edit_dialog import EditDialog
from app.ui.logging.window import QuickLog
from tests.conftest import TODAY

NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)
TYPED = "Half an hour of careful typing. " * 200


class FullDisk:
    said = "The disk is full"

    def __init__(self, folder, _database):
        self._rest = folder / "rest"

    def begin(self):
        with suppress(OSError), self._rest.open("wb", buffering=0) as rest:
            while True:
                rest.write(b"x" * 4096)

    def end(self):
        self._rest.unlink()


class GoneDrive:
    said = "drive may be disconnected"

    def __init__(self, folder, _database):
        self._folder, self._away = folder, folder.with_name("away")

    def begin(self):
        self._folder.rename(self._away)

    def end(self):
        self._away.rename(self._folder)


class BusyProgram:
    said = "Another program is writing"

    def __init__(self, _folder, database):
        self._other = Database(database.path)

    def begin(self):
        self._holds = self._other.write()
        self._holds.__enter__().execute(text("DELETE FROM snoozes"))

    def end(self):
        self._holds.__exit__(None, None, None)
        self._other.close()


@pytest.fixture(params=[FullDisk, GoneDrive, BusyProgram])
def kind(request):
    return request.param


@pytest.fixture
def folder(kind, request, tmp_path):
    if kind is FullDisk:
        return request.getfixturevalue("drive_of")(1_500)
    (tmp_path / "books").mkdir()
    return tmp_path / "books"


@pytest.fixture
def database(empty_file, folder, monkeypatch):
    """A book that lies where there will be trouble."""
    monkeypatch.setattr(database_module, "WAIT_MS", 10)
    database = Database(Path(shutil.copy(empty_file, folder / "Fjord.rapport")))
    with database.write() as session:
        session.add(Customer(name="Nordwind", recorded_on=TODAY))
    with database.write() as session:
        interactions.log(session, LogDraft(customer_id=1, note="before"), NOW)
    yield database
    database.close()


@pytest.fixture
def trouble(kind, folder, database):
    return kind(folder, database)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def notes(database):
    with database.read() as session:
        return list(session.scalars(select(Interaction.note).order_by(Interaction.id)))


def test_the_quick_log_keeps_the_call(tasks, trouble, database, window):
    dialog = QuickLog(tasks, lambda: NOW, window)
    dialog.open_for(1)
    dialog.pane.note.setPlainText(TYPED)
    trouble.begin()
    dialog.log()
    assert trouble.said in dialog.trouble.text()
    assert dialog.trouble.isVisible()
    assert (dialog.isVisible(), dialog.pane.note.toPlainText()) == (True, TYPED)
    trouble.end()
    dialog.log()
    assert not dialog.isVisible()
    assert notes(database) == ["before", TYPED]


def test_a_correction_is_kept(tasks, trouble, database, window):
    dialog = EditDialog(tasks, lambda: NOW, window)
    dialog.load(1)
    dialog.pane.note.setPlainText(TYPED)
    trouble.begin()
    dialog.save()
    assert trouble.said in dialog._said.text()
    assert dialog.pane.note.toPlainText() == TYPED
    trouble.end()
    dialog.save()
    assert notes(database) == [TYPED]


def test_a_form_is_kept(tasks, trouble, database, window):
    fields = forms.customer([], [])
    dialog = Editor(
        tasks, "Customer", fields, CustomerDraft(), Store(customers.save), TODAY, window
    )
    dialog.open()
    dialog.inputs["name"].show("Hafen GmbH")
    dialog.inputs["note"].show(TYPED)
    trouble.begin()
    dialog._save()
    assert trouble.said in dialog.trouble.text()
    assert dialog.inputs["note"].read() == TYPED
    trouble.end()
    dialog._save()
    with database.read() as session:
        assert customers.names(session)[0] == (2, "Hafen GmbH")
