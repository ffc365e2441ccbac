from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from app.ui.actions import Actions, table
from app.ui.palette import Palette


@dataclass(frozen=True)
class Found:
    kind: str
    id: int
    customer_id: int | None
    customer: str
    title: str
    snippet: str = ""
    day: date | None = None


NORDWIND = Found("customer", 1, 1, "Nordwind", "Nordwind")
MARTA = Found("contact", 2, 1, "Nordwind", "Marta Nord")
NOTE = Found("interaction", 3, 1, "Nordwind", "Call", "about the northern line", date(2026, 1, 2))


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLineEdit(accessibleName="Behind"))
    window.resize(1000, 700)
    with qtbot.waitActive(window):
        window.show()
    window.centralWidget().setFocus()
    return window


@pytest.fixture
def asked():
    return []


@pytest.fixture
def palette(window, asked):
    actions = Actions(window, table())
    for action in ("log", "import", "about"):
        actions.on(action, lambda action=action: asked.append(action))
    return Palette(window, actions)


def answering(*rows):
    return lambda _text, done: done(rows)


def titles(palette):
    return [palette._model.line(n).title for n in range(palette._model.rowCount())]


def type_in(qtbot, palette, text):
    qtbot.keyClicks(palette._field, text)
    palette._rest.stop()
    palette._ask()


def test_commands_are_there_at_once(palette):
    palette.open()
    assert titles(palette) == ["Commands", "Log", "Import", "About Rapport"]


def test_what_is_found_stands_in_groups(qtbot, palette):
    palette._search = answering(NORDWIND, MARTA, NOTE)
    palette.open()
    type_in(qtbot, palette, "nor")
    assert titles(palette) == [
        *("Customers", "Nordwind"),
        *("Contacts", "Marta Nord"),
        *("Conversations and notes", "Call"),
    ]


def test_a_customer_is_opened_without_the_mouse(qtbot, palette):
    palette._search = answering(NORDWIND, MARTA)
    palette.open()
    type_in(qtbot, palette, "nor")
    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert chosen.args == [MARTA]
    assert not palette.isVisible()


def test_a_command_is_done_without_the_mouse(qtbot, palette, asked):
    palette.open()
    type_in(qtbot, palette, "imp")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert asked == ["import"]


def test_headings_are_stepped_over_and_ends_are_ends(qtbot, palette):
    palette._search = answering(NORDWIND, MARTA)
    palette.open()
    type_in(qtbot, palette, "nor")
    for _n in range(5):
        qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    assert palette._list.currentIndex().row() == 3
    qtbot.keyClick(palette._field, Qt.Key.Key_PageUp)
    assert palette._list.currentIndex().row() == 1


def test_enter_before_the_answer_takes_the_first_that_comes(qtbot, palette):
    waiting = []
    palette._search = lambda _text, done: waiting.append(done)
    palette.open()
    type_in(qtbot, palette, "nor")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    with qtbot.waitSignal(palette.chosen) as chosen:
        waiting[0]([NORDWIND])
    assert chosen.args == [NORDWIND]


def test_esc_closes_and_gives_the_keyboard_back(qtbot, window, palette):
    palette.open("x")
    qtbot.keyClick(palette._field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is window.centralWidget()


def test_a_click_beside_it_closes(qtbot, palette):
    palette.open()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


def test_finding_nothing_is_said(qtbot, palette):
    palette._search = answering()
    palette.open()
    type_in(qtbot, palette, "zzz")
    assert palette._nothing.text() == "Nothing found for “zzz”."
    assert palette._nothing.isVisible()


def test_an_answer_after_closing_is_dropped(qtbot, palette):
    palette.open("nor")
    palette.close_quietly()
    palette._take_found([NORDWIND])
    assert not palette.isVisible()


def test_what_was_chosen_stays_chosen_when_more_is_found(qtbot, palette):
    palette._search = answering(NORDWIND, MARTA)
    palette.open()
    type_in(qtbot, palette, "nor")
    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    palette._take_found([NORDWIND, NORDWIND, MARTA])
    assert palette._model.line(palette._list.currentIndex().row()).found is MARTA


def test_lines_say_all_of_themselves(qtbot, palette):
    palette._search = answering(NOTE)
    palette.open()
    type_in(qtbot, palette, "north")
    spoken = palette._model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Call, Nordwind, about the northern line, 02/01/2026"


def test_a_long_note_is_shown_from_where_it_matched(palette):
    palette._delegate.words = ("quote",)
    text = f"{'much was said ' * 10}and the quote is late"
    shown = palette._delegate._around_match(text)
    assert shown.startswith("…")
    assert "quote is late" in shown
    assert len(shown) < len(text)


@pytest.mark.parametrize("text", ["Nordwind GmbH", "شركة النور", "a" * 300])
def test_every_script_is_painted(palette, text):
    palette._search = answering(Found("customer", 1, 1, text, text, text))
    palette.open(text[:3])
    palette._ask()
    assert not palette.grab().isNull()
