import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.models import Customer, Promise
from app.services.book.database import Database
from app.services.today import glance as glances
from app.ui.tasks import Tasks
from app.ui.today.work_list import WorkList

HEAVY = ("sqlalchemy", "alembic", "matplotlib", "numpy", "babel", "keyring", "dateparser")


@pytest.fixture
def book(database, today):
    with database.write() as session:
        customer = Customer(name="Nordwind", recorded_on=today)
        session.add(customer)
        session.flush()
        for n in range(3):
            session.add(
                Promise(
                    customer_id=customer.id, text=f"Promise {n}", made_on=today, due_on=today,
                    recorded_on=today,
                )
            )  # fmt: skip
    return database


@pytest.fixture
def seen_before(made, tasks, book, today):
    """A page that was shown, and so left its glance in the book."""
    page = made(tasks, lambda: today)
    page.show()
    page.hide()
    return glances.read(book.path, None, None, today)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel)]


def test_the_next_start_paints_the_kept_list_before_the_book_is_open(
    qtbot, made, seen_before, today
):
    page = made(Tasks(), lambda: today, seen_before)
    with qtbot.waitSignal(page.painted):
        page.show()
    work = page.findChild(WorkList)
    assert [row.text for row in work.model().worklist.rows] == [f"Promise {n}" for n in range(3)]
    assert not [text for text in texts(page) if "As of" in text]


def test_a_glance_of_yesterday_says_so_until_the_list_is_there(
    qtbot, made, tasks, book, seen_before, today
):
    tomorrow = today + timedelta(days=1)
    old = glances.read(book.path, None, None, tomorrow)
    waiting = Tasks()
    page = made(waiting, lambda: tomorrow, old)
    page.show()
    assert [text for text in texts(page) if text.startswith("As of")]
    work = page.findChild(WorkList)
    work.choose("promises:2")
    path = book.path
    with qtbot.waitSignal(page.counted):
        waiting.open(lambda: Database(path))
    assert texts(page)[1] == "3 things due"
    assert work.current().ref == 2
    waiting.close()


def test_the_count_is_told_once_the_window_listens(qtbot, made, seen_before, today):
    page = made(Tasks(), lambda: today, seen_before)
    with qtbot.waitSignal(page.counted) as told:
        page.show()
    assert told.args == [3]


def test_the_same_list_is_not_kept_twice(qtbot, made, tasks, book, seen_before, today):
    told = []
    tasks.changed.connect(told.append)
    page = made(tasks, lambda: today, seen_before)
    page.show()
    assert told == []


def test_what_is_kept_is_not_in_the_history(book, seen_before):
    from app.services.book import history

    with book.read() as session:
        assert "Promise" not in (history.next_undo(session) or seen_before).label


def test_as_of_names_the_day_and_the_time(theme, today):
    from app.ui.today.page import _as_of

    at = datetime(2026, 5, 3, 18, 3, tzinfo=UTC).astimezone()
    assert _as_of(at, today).startswith("As of yesterday ")


def test_the_page_is_made_without_anything_heavy():
    code = (
        f"import sys; import app.ui.today.page; print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
