from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.errors import Cancelled, Unavailable
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.pages import PageSpec
from app.ui.sidebar import PageButton

NO_KEYS = Qt.KeyboardModifier.NoModifier


class Dummy(Page):
    def __init__(self, tasks):
        super().__init__(tasks)
        self.field = QLineEdit(self, accessibleName="Filter")
        QVBoxLayout(self).addWidget(self.field)
        self.setFocusProxy(self.field)

    @override
    def reload(self):
        self.counted.emit(3)

    def focus_filter(self):
        self.field.setFocus()


class CustomerPage(Page):
    shown = None

    @override
    def reload(self):
        pass

    def show_customer(self, customer_id):
        self.shown = customer_id


@pytest.fixture
def made():
    return []


@pytest.fixture
def window(qtbot, tasks, state, theme, tmp_path, made):
    def page(name):
        made.append(name)
        return Dummy(tasks)

    pages = [
        PageSpec("today", "Today", lambda: page("today"), "today", "Ctrl+1"),
        PageSpec("customers", "Customers", lambda: page("customers"), "customers", "Ctrl+2"),
        PageSpec("customer", "Customer", lambda: CustomerPage(tasks), within="customers"),
        PageSpec("settings", "Settings", lambda: page("settings"), "settings", bottom=True),
    ]
    window = MainWindow(tasks, pages, state, theme, tmp_path)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_page("today")
    with qtbot.waitActive(window):
        window.show()
    return window


def lit_up(window):
    return [button.text() for button in window.sidebar._buttons.values() if button.isChecked()]


def test_a_page_is_made_when_it_is_first_wanted(window, made):
    assert made == ["today"]
    window.show_page("customers")
    window.show_page("today")
    window.show_page("customers")
    assert made == ["today", "customers"]


def test_pages_have_keys(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.place == ("customers", None)
    assert lit_up(window) == ["Customers"]


def test_the_page_shown_takes_the_keyboard(window):
    page = window.show_page("customers")
    assert QApplication.focusWidget() is page.field


def test_a_customers_page_lies_within_customers(window):
    page = window.open_customer(7)
    assert page.shown == 7
    assert window.customer_shown() == 7
    assert lit_up(window) == ["Customers"]


def test_back_leads_to_where_one_was(window):
    window.open_customer(7)
    window.open_customer(8)
    window.commands["back"].trigger()
    assert window.customer_shown() == 7
    window.commands["back"].trigger()
    window.commands["back"].trigger()
    assert window.pages.place == ("today", None)


def test_all_ways_to_a_customer_that_was_merged_lead_to_the_kept_one(window):
    window.open_customer(2)
    window.show_page("today")
    page = window.open_customer(2)
    window.pages.follow(2, 1)
    assert page.shown == 1
    assert window.customer_shown() == 1
    window.pages.back()
    window.pages.back()
    assert page.shown == 1
    window.pages.follow(7, 8)  # of one that nobody looks at
    assert page.shown == 1


def test_ctrl_f_filters_the_list_and_where_there_is_none_finds_anything(qtbot, window):
    window.setFocus()
    window.commands["filter"].trigger()
    assert window.pages.currentWidget().field.hasFocus()
    window.open_customer(7)
    window.commands["filter"].trigger()
    assert window.finder.isVisible()


def test_no_way_leads_to_a_customer_that_was_deleted(window):
    window.open_customer(7)
    window.open_customer(8)
    window.pages.leave(7)  # which nobody looks at
    assert window.customer_shown() == 8
    window.pages.leave(8)
    assert window.pages.place == ("today", None)
    window.open_customer(9)
    window.pages._before.clear()
    window.pages.leave(9)
    assert window.pages.place == ("today", None)


def test_no_way_leads_back_into_another_book(window, tasks):
    window.open_customer(7)
    window.show_page("customers")
    tasks.replaced.emit()
    window.commands["back"].trigger()
    assert window.pages.place == ("today", None)


def test_counts_stand_in_the_sidebar_and_are_said(window):
    assert window.sidebar._buttons["today"].accessibleName() == "Today, 3 waiting"


def test_a_page_asks_for_a_customer(window):
    window.show_page("today").customer_wanted.emit(5)
    assert window.customer_shown() == 5


def test_a_trouble_one_can_act_on_is_a_line_in_the_window(window, tasks):
    tasks.failed.emit(Unavailable("The disk is full."))
    assert window.notice.text() == "The disk is full."


def test_what_was_cancelled_is_not_worth_a_word(window, tasks):
    tasks.failed.emit(Cancelled())
    assert window.notice.text() == ""


def test_dropped_files_are_handed_on(qtbot, window, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv")), QUrl("https://example.org")])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NO_KEYS
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, button, keys)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    event = QDropEvent(QPointF(5, 5), copy, data, button, keys)
    with qtbot.waitSignal(window.files_dropped) as dropped:
        QApplication.sendEvent(window, event)
    assert dropped.args == [[Path(tmp_path / "a.csv")]]


def test_without_a_book_there_is_only_the_first_run(window):
    window.commands.on("log", lambda: None)
    welcome = QLabel("Welcome")
    window.show_instead(welcome)
    assert welcome.isVisible()
    assert not window.sidebar.isVisible()
    assert not window.commands["log"].isEnabled()
    assert window.commands["quit"].isEnabled()
    window.show_frame()
    assert window.sidebar.isVisible()
    assert window.commands["log"].isEnabled()


def test_a_small_window_leaves_room_for_the_page(window):
    wide = window.sidebar.width()
    window.resize(1024, 700)
    assert window.sidebar.width() < wide
    assert window.width() == 1024
    assert window.height() == 700


def test_the_window_comes_back_as_it_was(qtbot, window, tasks, state, theme, tmp_path):
    window.resize(800, 600)
    window.close()
    again = MainWindow(tasks, [], state, theme, tmp_path)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (800, 600)


def test_what_was_chosen_to_look_like_is_remembered(window, state, theme):
    window.commands["dark"].trigger()
    assert (state.theme(), theme.preference) == ("dark", "dark")


@pytest.mark.parametrize("action", ["shortcuts", "about"])
def test_help_opens_and_closes_by_key(qtbot, window, action):
    window.commands[action].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_shortcuts_sheet_tells_every_key(qtbot, window):
    window.commands.on("log", lambda: None)
    window.commands["shortcuts"].trigger()
    dialog = QApplication.activeModalWidget()
    words = {label.text() for label in dialog.findChildren(QLabel)}
    shown = {a.text() for _spec, a in window.commands.available() if not a.shortcut().isEmpty()}
    assert {text.removesuffix("…") for text in shown} <= words
    dialog.close()


def reachable(window):
    """Walk with Tab from where the focus is, and return who got it."""
    seen = []
    while (now := QApplication.focusWidget()) is not None and now not in seen:
        seen.append(now)
        window.focusNextChild()
    return seen


def test_everything_can_be_reached_by_tab(window):
    window.commands.on("log", lambda: None)
    window.say("Logged a call.", undo=lambda: None)
    wanted = {
        child
        for child in window.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.isVisible()
        and child.isEnabled()
        and child.focusProxy() is None
        and not (isinstance(child, PageButton) and not child.isChecked())
    }
    assert wanted - set(reachable(window)) == set()
    window.toast.dismiss()


def test_the_arrows_go_through_the_pages(qtbot, window):
    today = window.sidebar._buttons["today"]
    today.setFocus()
    qtbot.keyClick(today, Qt.Key.Key_Down)
    assert window.pages.place == ("customers", None)
    assert QApplication.focusWidget() is window.sidebar._buttons["customers"]


def test_everything_has_a_name_for_a_screen_reader(window):
    window.notify("The disk is full.", "Try again", lambda: None)
    window.say("Logged a call.", undo=lambda: None)
    for child in window.findChildren(QPushButton) + window.findChildren(QLineEdit):
        if child.isVisible():
            name = QAccessible.queryAccessibleInterface(child).text(QAccessible.Text.Name)
            assert len(name) >= 2, child
    window.toast.dismiss()
