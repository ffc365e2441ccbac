import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from app.ui import icons
from app.ui.actions import WITHOUT_BOOK, Actions, ActionSpec, doubled, table, with_keys


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def test_no_two_actions_want_the_same_key():
    pages = [ActionSpec(f"page.{n}", "go", str(n), f"Ctrl+{n}") for n in range(1, 7)]
    settings = ActionSpec("page.settings", "go", "Settings", "Ctrl+,")
    assert doubled([*table(), *pages, settings]) == []


def test_doubled_keys_are_found():
    twice = [ActionSpec("a", "file", "A", "Ctrl+A"), ActionSpec("b", "file", "B", "Ctrl+A")]
    assert doubled(twice) == ["Ctrl+A"]


def test_ids_are_told_apart_and_icons_are_there():
    specs = table()
    assert len({spec.id for spec in specs}) == len(specs)
    assert {spec.id for spec in specs} >= WITHOUT_BOOK
    assert all((icons.FOLDER / f"{spec.icon}.svg").exists() for spec in specs if spec.icon)


def test_what_nobody_does_is_not_shown(window):
    actions = Actions(window, table())
    assert actions.available() == []
    actions.on("log", lambda: None)
    assert [spec.id for spec, _action in actions.available()] == ["log"]


def test_an_action_does_what_was_said(window):
    actions, seen = Actions(window, table()), []
    actions.on("log", lambda: seen.append("logged"))
    actions["log"].trigger()
    assert seen == ["logged"]


def test_without_a_book_only_some_can_be_done(window):
    actions = Actions(window, table())
    actions.on("log", lambda: None)
    actions.on("open_book", lambda: None)
    actions.set_book_open(False)
    actions.on("import", lambda: None)
    assert [spec.id for spec, _action in actions.available()] == ["open_book"]
    actions.set_book_open(True)
    assert [spec.id for spec, _action in actions.available()] == ["log", "open_book", "import"]


def test_a_menu_with_nothing_to_do_is_not_shown(window):
    actions = Actions(window, table())
    actions.on("log", lambda: None)
    actions.fill(window.menuBar())
    menus = {action.text(): action.isVisible() for action in window.menuBar().actions()}
    assert menus == {"&File": True, "&Edit": False, "&Go": False, "&View": False, "&Help": False}


def test_a_tooltip_tells_the_key():
    keys = QKeySequence("Ctrl+L").toString(QKeySequence.SequenceFormat.NativeText)
    assert with_keys("Log", "Ctrl+L") == f"Log ({keys})"
    assert with_keys("Log", "") == "Log"
