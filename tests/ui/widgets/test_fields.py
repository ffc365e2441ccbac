from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.services.errors import Invalid
from app.ui.widgets.date_field import DateField
from app.ui.widgets.feeling_picker import FeelingPicker
from app.ui.widgets.form import Form
from app.ui.widgets.lookup_field import LookupField
from app.ui.widgets.search_field import SearchField


@pytest.fixture
def shown(qtbot):
    """Show widgets in one window, and give the keyboard to the first."""

    windows = []

    def show(*widgets):
        windows.append(window := QWidget())
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        with qtbot.waitActive(window):
            window.show()
        widgets[0].setFocus()
        return widgets[0]

    yield show
    windows.clear()


def test_searching_waits_until_typing_rests(qtbot, shown):
    field, seen = shown(SearchField("Filter customers…")), []
    field.searched.connect(seen.append)
    qtbot.keyClicks(field, "nord")
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["nord"])


def test_enter_searches_at_once_and_goes_to_the_list(qtbot, shown):
    field, seen = shown(SearchField("Filter customers…")), []
    field.searched.connect(seen.append)
    qtbot.keyClicks(field, "nord")
    with qtbot.waitSignal(field.left_down):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert seen == ["nord"]


def test_esc_empties_the_search(qtbot, shown):
    field, seen = shown(SearchField("Filter customers…")), []
    field.searched.connect(seen.append)
    field.setText("nord")
    field._say()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert seen == ["nord", ""]


def test_what_was_refused_is_said_at_its_field(shown):
    form = Form()
    form.add("name", "&Name", QLineEdit())
    form.add("note", "N&ote", QPlainTextEdit(), "A line that begins with ! is a promise.")
    shown(form)
    form.refuse(Invalid("name", "Please give a name."))
    field = form.fields["name"]
    assert QApplication.focusWidget() is field
    assert field.property("wrong") is True
    assert field.accessibleDescription() == "Please give a name."
    assert field.accessibleName() == "Name"
    form.clear_errors()
    assert field.property("wrong") is False


def test_typing_takes_the_refusal_back(qtbot, shown):
    form = Form()
    form.add("name", "&Name", QLineEdit())
    shown(form)
    form.refuse(Invalid("name", "Please give a name."))
    qtbot.keyClicks(form.fields["name"], "A")
    assert not form._errors["name"].isVisible()


def test_what_belongs_to_no_field_is_said_all_the_same(shown):
    form = Form()
    form.add("name", "&Name", QLineEdit())
    shown(form)
    form.refuse(Invalid("currency", "There is no currency XYZ."))
    words = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "There is no currency XYZ." in words


@dataclass(frozen=True)
class Candidate:
    id: int
    name: str
    sure: bool = True


NORDWIND, NORDSEE = Candidate(1, "Nordwind"), Candidate(2, "Nordsee")


@pytest.fixture
def lookup(shown):
    def find(text, done):
        done([one for one in (NORDWIND, NORDSEE) if one.name.lower().startswith(text.lower())])

    return shown(LookupField(find), QLineEdit())


def offer(qtbot, field, text):
    qtbot.keyClicks(field, text)
    field._rest.stop()
    field._ask()


def test_enter_takes_the_best(qtbot, lookup):
    offer(qtbot, lookup, "nor")
    with qtbot.waitSignal(lookup.picked) as picked:
        qtbot.keyClick(lookup, Qt.Key.Key_Return)
    assert picked.args == [NORDWIND]
    assert (lookup.text(), lookup.picked_id()) == ("Nordwind", 1)


def test_leaving_the_field_takes_the_best(qtbot, lookup):
    offer(qtbot, lookup, "nords")
    qtbot.keyClick(lookup, Qt.Key.Key_Tab)
    assert lookup.picked_id() == 2


NEAR = Candidate(3, "Nordwind", sure=False)


def test_leaving_the_field_puts_nobody_there_who_may_be_another(qtbot, shown):
    field = shown(LookupField(lambda _text, done: done([NEAR])), QLineEdit())
    offer(qtbot, field, "Nordwind Energie")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert (field.text(), field.picked_id()) == ("Nordwind Energie", None)


def test_one_that_may_be_another_is_taken_once_it_is_marked(qtbot, shown):
    field = shown(LookupField(lambda _text, done: done([NEAR, NORDSEE])), QLineEdit())
    offer(qtbot, field, "Nordwind Energie")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
        qtbot.keyClick(field._popup, key)
    assert field.picked_id() == NEAR.id


def test_two_of_the_same_name_are_told_apart(qtbot, shown):
    twins = [Candidate(1, "Nordwind"), Candidate(2, "Nordwind")]
    field = shown(LookupField(lambda _text, done: done(twins)))
    offer(qtbot, field, "nor")
    field._popup.setCurrentIndex(field._popup.model().index(1, 0))
    field._list.activated.emit("Nordwind")
    assert field.picked_id() == 2


def test_what_names_nobody_leaves_nobody(qtbot, lookup):
    lookup.pick(NORDWIND)
    with qtbot.waitSignal(lookup.picked) as picked:
        qtbot.keyClicks(lookup, "x")
    assert picked.args == [None]
    assert lookup.picked_id() is None


def test_whoever_opens_it_anew_finds_nothing_typed(qtbot, lookup):
    qtbot.keyClicks(lookup, "x")
    lookup.pick(None)
    assert (lookup.text(), lookup.isModified()) == ("", False)


def spoken(text):
    return date(2026, 11, 27) if text == "friday" else None


def test_a_spoken_day_is_said_back(qtbot, shown):
    field, seen = shown(DateField(spoken)), []
    field.changed.connect(seen.append)
    qtbot.keyClicks(field.field, "friday")
    assert seen == [date(2026, 11, 27)]
    assert field._understood.text() == "Friday, 27 November 2026"
    qtbot.keyClicks(field.field, "x")
    assert (field.day(), field.is_understood()) == (None, False)
    assert field._understood.text() == "Not understood as a day."
    field.set_day(None)
    assert field.is_understood()


def test_a_day_that_was_set_is_not_parsed_again(shown):
    field = shown(DateField(spoken, date(2026, 3, 14)))
    assert field.field.text() == "14/03/2026"
    assert field.day() == date(2026, 3, 14)


def test_a_feeling_is_one_key(qtbot, shown):
    picker, seen = shown(FeelingPicker()), []
    picker.picked.connect(seen.append)
    for key in (Qt.Key.Key_5, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert seen == [2, 1, None]


def test_a_second_click_takes_a_feeling_back(qtbot, shown):
    picker = shown(FeelingPicker())
    button = picker._group.button(0)
    button.click()
    assert picker.feeling() == -2
    button.click()
    assert picker.feeling() is None


def test_feelings_are_said_in_words(shown):
    picker = shown(FeelingPicker())
    names = [button.accessibleName() for button in picker._group.buttons()]
    assert names == ["Angry, −2", "Unhappy, −1", "Neutral, 0", "Pleased, +1", "Delighted, +2"]


def test_who_types_faster_than_the_answer_gets_the_best_all_the_same(qtbot, shown):
    waiting = []
    field = shown(LookupField(lambda _text, done: waiting.append(done)), QLineEdit())
    qtbot.keyClicks(field, "nor")
    field.focusNextChild()
    assert field.picked_id() is None
    qtbot.waitUntil(lambda: bool(waiting))
    waiting[-1]([NORDWIND, NORDSEE])
    assert field.picked_id() == NORDWIND.id


def test_who_types_faster_than_the_answer_gets_nobody_who_may_be_another(qtbot, shown):
    waiting = []
    field = shown(LookupField(lambda _text, done: waiting.append(done)), QLineEdit())
    qtbot.keyClicks(field, "Nordwind Energie")
    field.focusNextChild()
    qtbot.waitUntil(lambda: bool(waiting))
    waiting[-1]([NEAR])
    assert (field.text(), field.picked_id()) == ("Nordwind Energie", None)


def test_what_is_to_stand_as_typed_is_not_replaced_by_a_late_answer(qtbot, shown):
    waiting = []
    field = shown(LookupField(lambda _text, done: waiting.append(done)), QLineEdit())
    qtbot.keyClicks(field, "nor")
    qtbot.waitUntil(lambda: bool(waiting))
    field.keep_text()
    waiting[-1]([NORDWIND])
    field.focusNextChild()
    assert (field.text(), field.picked_id()) == ("nor", None)


def test_an_answer_nobody_hurried_for_is_only_offered(qtbot, shown):
    waiting = []
    field = shown(LookupField(lambda _text, done: waiting.append(done)), QLineEdit())
    qtbot.keyClicks(field, "nor")
    qtbot.waitUntil(lambda: bool(waiting))
    waiting[-1]([NORDWIND, NORDSEE])
    assert field.picked_id() is None
