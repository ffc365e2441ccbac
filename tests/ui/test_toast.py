import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QMainWindow

from app.ui.toast import Toast


@pytest.fixture
def toast(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    window.toast = Toast(window)
    return window.toast


def test_a_toast_goes_by_itself(toast):
    toast.say("Logged a call.")
    assert toast.isVisible()
    toast._time.timeout.emit()
    assert not toast.isVisible()


def test_undo_is_offered_where_there_is_one(qtbot, toast):
    seen = []
    toast.say("Logged a call.", undo=lambda: seen.append("undone"))
    qtbot.mouseClick(toast._button, Qt.MouseButton.LeftButton)
    assert seen == ["undone"]
    assert not toast.isVisible()
    toast.say("Copied.")
    assert not toast._button.isVisible()


def test_the_newest_takes_the_place_of_the_last(toast):
    toast.say("One.", undo=lambda: None)
    toast.say("Two.")
    assert toast._text.text() == "Two."


def test_the_pointer_keeps_it(toast):
    toast.say("One.")
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast._time.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast._time.isActive()


def test_it_stands_at_the_lower_right_of_any_window(qtbot, toast):
    toast.say("A customer of a very long name " * 8, undo=lambda: None)
    for size in ((900, 600), (1280, 800)):
        toast.window().resize(*size)
        assert toast.window().rect().contains(toast.geometry())
        assert toast.geometry().right() > size[0] - 60
        assert toast.geometry().bottom() > size[1] - 60
