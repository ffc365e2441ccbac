import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from app.services.errors import Conflict
from app.ui.actions import Actions, table
from app.ui.changes_dialog import ChangesDialog
from app.ui.toast import Toast
from app.ui.undo import Undo
from app.ui.widgets.search_field import SearchField
from tests.ui.test_undo import add_vendor, names


@pytest.fixture
def window(qtbot, tasks):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    window.commands = Actions(window, table())
    window.undo = Undo(tasks, window.commands, Toast(window), window)
    return window


@pytest.fixture
def dialog(window, tasks):
    for name in ("Fjordnet", "Sundnet"):
        tasks.write(add_vendor, name)
    window.commands["changes"].trigger()
    return window.findChild(ChangesDialog)


def labels(dialog):
    return [dialog.table.columns_shown()[2].text(row) for row in dialog.table.rows_shown()]


def test_every_action_is_told_with_who_did_it(dialog):
    assert labels(dialog) == ["Added Sundnet", "Added Fjordnet"]
    assert {row.actor for row in dialog.table.rows_shown()} == {"Ana"}


def test_where_nothing_was_changed_it_says_so(window, tasks):
    window.commands["changes"].trigger()
    dialog = window.findChild(ChangesDialog)
    assert dialog._empty.isVisible()
    tasks.write(add_vendor, "Fjordnet")
    assert not dialog._empty.isVisible()
    assert labels(dialog) == ["Added Fjordnet"]


def test_before_the_first_answer_nothing_can_be_asked_for(window, tasks, monkeypatch):
    monkeypatch.setattr(tasks, "read", lambda *_args, **_more: None)
    window.commands["changes"].trigger()
    dialog = window.findChild(ChangesDialog)
    assert dialog._older.isHidden()
    assert not dialog._undo.isEnabled()


def test_an_older_action_is_taken_back_by_itself(dialog, tasks):
    dialog.table.go_to(1)
    dialog._undo.click()
    assert names(tasks) == ["Sundnet"]
    assert labels(dialog)[0] == "Undone: Added Fjordnet"
    assert labels(dialog)[-1] == "Added Fjordnet (undone)"
    dialog.table.go_to(1)
    assert not dialog._undo.isEnabled()


def test_what_the_filter_hides_cannot_be_taken_back(dialog, qtbot):
    dialog.table.go_to(1)
    assert dialog._undo.isEnabled()
    qtbot.keyClicks(dialog.findChild(SearchField), "nothing like it")
    assert not dialog._undo.isEnabled()


def test_down_goes_from_the_filter_to_the_list(dialog, qtbot):
    field = dialog.findChild(SearchField)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.table


def test_what_was_changed_since_is_refused_in_place(dialog, tasks, window):
    def rename(session):
        from app.models import Vendor

        session.get(Vendor, 1).name = "Fördenetz"

    tasks.write(rename)
    dialog.table.go_to(1)
    dialog._undo.click()
    assert "changed again since" in dialog._trouble.text()
    tasks.write(add_vendor, "Beltnet")
    assert window.undo._taking_back == 0


def test_what_was_erased_in_part_is_refused_in_place(dialog, tasks):
    def erase(session):
        from app.models import Change

        session.get(Change, 1).after = {}

    tasks.write(erase)
    dialog.table.go_to(1)
    dialog._undo.click()
    assert "erased for good" in dialog._trouble.text()
    assert names(tasks) == ["Fjordnet", "Sundnet"]


def test_what_is_older_is_read_when_asked_for(dialog, tasks, monkeypatch):
    monkeypatch.setattr("app.ui.changes_dialog.PAGE", 1)
    dialog._read()
    assert (labels(dialog), dialog._older.isHidden()) == (["Added Sundnet"], False)
    dialog._older.click()
    assert labels(dialog) == ["Added Sundnet", "Added Fjordnet"]


def test_an_answer_that_comes_after_it_was_closed_is_no_trouble(dialog, window, tasks, qtbot):
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    window.undo._taking_back += 1
    window.undo._not_undone_one(Conflict("changed again since"))
    assert window.undo._taking_back == 0
