import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models import Contact
from app.services.customers.person_file import TEXTS
from app.ui.customer.person_dialog import PersonDialog, _kinds
from app.ui.customer.record_list import RecordList
from app.ui.customer.sections import people_list
from tests.nordwind import NORDWIND, TODAY

MARTA = 1


@pytest.fixture
def window(qtbot, known):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(window, tasks):
    dialog = PersonDialog(tasks, MARTA, lambda: TODAY, window)
    dialog.open()
    return dialog


def test_what_is_known_of_a_person_is_shown_with_the_question(dialog):
    assert dialog._heading.text() == "Would you let Marta read this?"
    assert dialog._fields.text() == "Role: decides"
    assert len(dialog.table.rows_shown()) == 1


def test_it_is_exported_and_said_to_be_readable_by_anybody(dialog, tmp_path):
    dialog._write(tmp_path / "marta.csv")
    assert "decides" in (tmp_path / "marta.csv").read_text("utf-8-sig")
    assert "not encrypted" in dialog._heading.text()


def test_a_folder_that_is_not_there_is_said_so(dialog, tmp_path):
    dialog._write(tmp_path / "nowhere" / "marta.csv")
    assert "cannot be written" in dialog._said.text()


def test_erasing_says_first_what_goes_and_can_be_left(dialog, tasks):
    dialog._erase_button.click()
    assert "cannot be undone" in dialog._pane._parts[-1].text()
    dialog._pane.left.emit()
    assert dialog._stack.currentWidget() is dialog.table
    names = []
    tasks.read(lambda session: session.get(Contact, MARTA).name, done=names.append)
    assert names == ["Marta"]


def test_it_says_which_words_go_before_they_go(dialog, known):
    said = dialog._pane._parts[1].text()
    assert "instead of: Marta." in said
    assert "“Marta” goes wherever this word stands" in said


def test_every_kind_of_record_has_a_word():
    assert set(_kinds()) == {texts.kind for texts in TEXTS}


def test_erasing_erases(dialog, tasks):
    dialog._erase_button.click()
    dialog._pane._erase.click()
    names = []
    tasks.read(lambda session: session.get(Contact, MARTA).name, done=names.append)
    assert names == ["Erased person"]


def test_the_list_of_people_opens_it_by_a_key(qtbot, window, tasks):
    people = RecordList(tasks, people_list(), lambda: TODAY, window)
    for button in people.buttons():
        button.setParent(window)
    people.show()
    people.show_customer(NORDWIND)
    people.go_to(MARTA)
    people.table.setFocus()
    qtbot.keyClick(people.table, Qt.Key.Key_W)
    assert people.findChild(PersonDialog)._name == "Marta"
