from types import SimpleNamespace

import pytest

from app.ui.page import Page


class Counting(Page):
    watches = frozenset({"customers"})
    reloads = 0

    def reload(self):
        self.reloads += 1


@pytest.fixture
def page(qtbot, tasks):
    page = Counting(tasks)
    qtbot.addWidget(page)
    return page


def commit(*tables):
    return SimpleNamespace(tables=frozenset(tables), label="", change_set=None)


def test_a_page_loads_when_it_is_first_seen(page):
    assert page.reloads == 0
    page.show()
    assert page.reloads == 1


def test_a_seen_page_follows_what_it_watches(page, tasks):
    page.show()
    tasks.changed.emit(commit("customers", "contacts"))
    assert page.reloads == 2
    tasks.changed.emit(commit("tickets"))
    assert page.reloads == 2


def test_a_hidden_page_waits_until_it_is_seen(page, tasks):
    page.show()
    page.hide()
    tasks.changed.emit(commit("customers"))
    tasks.changed.emit(commit("customers"))
    assert page.reloads == 1
    page.show()
    assert page.reloads == 2


def test_another_book_is_another_page(page, tasks):
    page.show()
    tasks.replaced.emit()
    assert page.reloads == 2
