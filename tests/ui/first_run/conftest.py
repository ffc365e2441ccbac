"""The first pages with the real way to books; only the keyring is one in memory."""

import pytest

from app.ui.books import Books
from app.ui.first_run.page import FirstRunPage
from tests.ring import in_memory


@pytest.fixture(autouse=True)
def ring():
    with in_memory() as ring:
        yield ring


@pytest.fixture
def books(tasks, profile, today):
    books = Books(tasks, profile, lambda: today, tasks)
    yield books
    tasks.let_go()


@pytest.fixture
def first_run(qtbot, tasks, books):
    page = FirstRunPage(tasks, books)
    qtbot.addWidget(page)
    page.show()
    return page
