"""Automatic backups as the window has them: once a day, before closing, and when they fail."""

import shutil
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from app.models import Customer
from app.services.book import automatic, paths
from app.services.book.opening import Book
from app.ui import ending
from app.ui.backups import Backups
from app.ui.ending import ClosingPage, Ending
from app.ui.main_window import MainWindow
from app.ui.tasks import Tasks

DAY = timedelta(days=1)


class Clock:
    now = datetime(2026, 5, 4, 18, 30)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def profile(tmp_path):
    return paths.profile(tmp_path / "profile")


@pytest.fixture
def book(database):
    return Book(database.path, None, database, None, "", (), None)


@pytest.fixture
def backups(tasks, profile, book, clock):
    backups = Backups(tasks, profile, lambda: book, clock, tasks)
    yield backups
    backups.stop()


def change(database):
    with database.write() as session:
        session.add(Customer(name="Brix", recorded_on=date(2026, 1, 1)))


def made(profile):
    return [each.made for each in automatic.every(profile.backups)]


def test_a_day_has_one_and_only_if_something_changed(backups, profile, database, clock):
    first = clock.now
    for _hour in range(3):
        backups.daily()
        change(database)
    clock.now += DAY
    backups.daily()
    clock.now += DAY
    backups.daily()
    assert made(profile) == [first + DAY, first]


def test_the_clocks_run_only_while_a_book_is_open(backups):
    backups.begin()
    assert backups._soon.isActive()
    assert backups._hourly.isActive()
    backups.stop()
    assert not backups._soon.isActive()
    assert not backups._hourly.isActive()


def test_a_failure_is_quiet_until_the_last_good_one_is_a_week_old(
    backups, profile, database, clock
):
    said, states = [], []
    backups.late.connect(said.append)
    backups.make()
    change(database)
    folder = automatic.folder_of(profile.backups, database.path)
    shutil.move(folder, folder.with_name("aside"))
    folder.write_text("in the way")
    shutil.rmtree(folder.with_name("aside"))
    backups.make()
    assert said == ["There is no backup of this book yet. " + backups._trouble]
    assert "No backup was written" in backups._trouble

    folder.unlink()
    said.clear()
    backups.make()
    backups._trouble = "The drive is not there."
    for days, words in (
        (7, []),
        (1, ["The last good backup is 8 days old. The drive is not there."]),
    ):
        clock.now += days * DAY
        backups.state(states.append)
        backups._complain(states[-1])
        assert said == words


def test_what_could_be_made_takes_the_trouble_back(backups, database):
    states = []
    backups._trouble = "The drive is not there."
    backups.make()
    backups.state(states.append)
    assert (states[0].trouble, states[0].count) == ("", 1)


# ---- before closing


@pytest.fixture
def real(qapp, database):
    """Tasks with threads, as the window has them."""
    tasks = Tasks()
    tasks.open(lambda: database)
    yield tasks
    tasks.close()


@pytest.fixture
def window(qtbot, real, state, theme, tmp_path, profile, book, clock):
    window = MainWindow(real, [], state, theme, tmp_path)
    qtbot.addWidget(window)
    backups = Backups(real, profile, lambda: book, clock, window)
    window.ending = Ending(window, backups)
    window.backups = backups
    window.show()
    return window


def test_what_changed_while_one_was_made_is_in_another_before_it_is_over(
    backups, tasks, profile, database, clock, monkeypatch
):
    held, ended = [], []
    backups.ended.connect(lambda: ended.append(len(automatic.every(profile.backups))))
    change(database)
    monkeypatch.setattr(tasks, "_submit", held.append)
    backups.daily()
    held.pop().run()
    assert ended == [1]
    clock.now += DAY
    change(database)
    backups.daily()
    daily = held.pop()
    assert backups.make() is not None  # the window wants to close
    change(database)
    clock.now += timedelta(minutes=1)
    daily.run()
    assert ended == [1]
    held.pop().run()
    assert ended == [1, 2]  # the day before's, and of today the last
    assert held == []


def test_closing_makes_a_backup_first_and_only_if_one_is_due(qtbot, window, profile):
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(made(profile)) == 1


def test_closing_is_not_held_up_when_there_is_no_book(window):
    window.backups._book = lambda: None
    window.close()
    assert not window.isVisible()


def test_who_does_not_want_to_wait_need_not(qtbot, window, profile, monkeypatch):
    def slow(_database, _root, _now, progress):
        while True:
            progress(1, 4)

    monkeypatch.setattr(automatic, "keep_one", slow)
    window.close()
    window.ending._show()
    page = window.findChild(ClosingPage)
    [skip] = page.findChildren(QPushButton)
    assert page.isVisible()
    qtbot.waitUntil(lambda: page._bar.value() == 250)
    skip.click()
    assert not window.isVisible()
    assert made(profile) == []


def test_a_backup_that_fails_does_not_keep_the_window_open(qtbot, window, profile):
    profile.data.mkdir(parents=True)
    profile.backups.write_text("in the way")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_who_logs_off_is_not_made_to_wait(window, monkeypatch):
    monkeypatch.setattr(ending, "_is_logging_off", lambda: True)
    window.close()
    assert not window.isVisible()
