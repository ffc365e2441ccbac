"""Idleness by clocks that the test turns."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.idle import IdleWatch


class Clocks:
    def __init__(self):
        self.awake, self.wall = 100.0, 5_000.0

    def __call__(self):
        return self.awake, self.wall

    def go_on(self, minutes):
        self.awake += 60 * minutes
        self.wall += 60 * minutes


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def parent():
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def watch(parent, clocks):
    watch = IdleWatch(parent, clocks)
    yield watch
    watch.stop()


@pytest.fixture
def seen(watch):
    seen = []
    watch.idle.connect(lambda: seen.append(1))
    return seen


def test_it_is_told_after_the_minutes_chosen_and_not_before(watch, clocks, seen):
    watch.watch(5)
    clocks.go_on(4.9)
    watch.look()
    assert seen == []
    clocks.go_on(0.1)
    watch.look()
    assert seen == [1]


@pytest.mark.parametrize("touch", ["key", "move", "press"])
def test_a_touch_begins_anew(qtbot, watch, clocks, seen, touch):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    watch.watch(5)
    clocks.go_on(4)
    match touch:
        case "key":
            qtbot.keyClick(widget, Qt.Key.Key_A)
        case "move":
            qtbot.mouseMove(widget, widget.rect().center())
            QApplication.processEvents()
        case "press":
            qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    clocks.go_on(4)
    watch.look()
    assert seen == []


def test_what_the_program_does_itself_is_no_touch(qapp, watch, clocks, seen):
    watch.watch(5)
    clocks.go_on(5)
    qapp.postEvent(watch, QEvent(QEvent.Type.User))
    qapp.processEvents()
    watch.look()
    assert seen == [1]


def test_a_computer_asleep_counts_although_one_clock_stands_still(watch, clocks, seen):
    watch.watch(15)
    clocks.wall += 3600
    watch.look()
    assert seen == [1]


def test_a_clock_set_back_does_not_keep_it_open(watch, clocks, seen):
    watch.watch(15)
    clocks.go_on(15)
    clocks.wall -= 86_400
    watch.look()
    assert seen == [1]


def test_never_costs_nothing(watch):
    watch.watch(0)
    assert not watch._timer.isActive()
