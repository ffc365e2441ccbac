import pytest
from PySide6.QtWidgets import QMainWindow

from app.ui.actions import Actions, table
from app.ui.toast import Toast
from app.ui.undo import Undo


def add_vendor(session, name):
    from app.models import Vendor
    from app.models.kinds import VendorKind
    from app.services.book import recording

    session.add(Vendor(name=name, kind=VendorKind.MANUFACTURER))
    recording.describe(session, f"Added {name}")


def vendors(session):
    from sqlalchemy import select

    from app.models import Vendor

    return list(session.scalars(select(Vendor.name).order_by(Vendor.name)))


@pytest.fixture
def window(qtbot, tasks):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    window.commands = Actions(window, table())
    window.toast = Toast(window)
    window.undo = Undo(tasks, window.commands, window.toast, window)
    window.undo.refresh()
    return window


def names(tasks):
    seen = []
    tasks.read(vendors, done=seen.extend)
    return seen


def test_there_is_nothing_to_undo_at_first(window):
    assert not window.commands["undo"].isEnabled()
    assert window.commands["undo"].text() == "Undo"


def test_every_change_is_told_with_the_way_back(window, tasks):
    tasks.write(add_vendor, "Fjordnet")
    assert window.toast._text.text() == "Added Fjordnet."
    assert window.commands["undo"].text() == "Undo “Added Fjordnet”"
    window.toast._button.click()
    assert names(tasks) == []
    assert window.toast._text.text() == "Undone: Added Fjordnet"


def test_the_menu_undoes_one_by_one_and_redoes(window, tasks):
    tasks.write(add_vendor, "A")
    tasks.write(add_vendor, "B")
    window.commands["undo"].trigger()
    window.commands["undo"].trigger()
    assert names(tasks) == []
    assert not window.commands["undo"].isEnabled()
    window.commands["redo"].trigger()
    assert names(tasks) == ["A"]
    assert window.commands["undo"].text() == "Undo “Added A”"


def test_a_long_name_is_cut_in_the_menu(window, tasks):
    tasks.write(add_vendor, "A" * 200)
    assert len(window.commands["undo"].text()) < 80


def test_an_ampersand_in_a_name_is_no_key(window, tasks):
    tasks.write(add_vendor, "Müller & Sohn")
    assert window.commands["undo"].text() == "Undo “Added Müller && Sohn”"


def test_keys_that_are_faster_than_the_book_undo_one_each(window, tasks, monkeypatch):
    for name in "ABC":
        tasks.write(add_vendor, name)
    said = []
    tasks.failed.connect(said.append)
    held = []
    monkeypatch.setattr(tasks, "_submit", held.append)
    window.commands["undo"].trigger()
    window.commands["undo"].trigger()
    while held:
        held.pop(0).run()
    monkeypatch.undo()
    assert (names(tasks), said) == (["A"], [])
    assert window.toast._text.text() == "Undone: Added B"
    assert window.undo._taking_back == 0


def test_one_key_too_many_is_no_error(window, tasks):
    tasks.write(add_vendor, "A")
    said = []
    tasks.failed.connect(said.append)
    window.undo._undo_next()
    window.undo._undo_next()
    assert (names(tasks), said) == ([], [])
    window.undo._redo_next()
    window.undo._redo_next()
    assert (names(tasks), said) == (["A"], [])


def test_what_cannot_be_undone_is_said(qtbot, window, tasks):
    told = []
    tasks.changed.connect(told.append)
    tasks.write(add_vendor, "A")
    window.commands["undo"].trigger()
    with qtbot.waitSignal(tasks.failed):
        window.undo._undo(told[0].change_set)
    assert window.undo._taking_back == 0
