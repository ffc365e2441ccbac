"""The first pages with the real way to books; only the keyring is one in memory."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from app.services.book import paths
from app.ui.books import Books
from app.ui.first_run.page import FirstRunPage


class MemoryRing(KeyringBackend):
    """Stands in for the system's keyring; ``works`` says whether it can be used."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.entries, self.works = {}, True

    def get_password(self, service, username):
        return self._opened().get((service, username))

    def set_password(self, service, username, password):
        self._opened()[(service, username)] = password

    def delete_password(self, service, username):
        del self._opened()[(service, username)]

    def _opened(self):
        if not self.works:
            raise KeyringError("locked")
        return self.entries


@pytest.fixture(autouse=True)
def ring():
    before = keyring.get_keyring()
    ring = MemoryRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def profile(tmp_path):
    profile = paths.profile(tmp_path / "profile")
    profile.documents.mkdir(parents=True)
    return profile


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
