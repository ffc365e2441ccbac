"""Settings of a real encrypted book, with a keyring in memory."""

import shutil
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError
from PySide6.QtGui import QAction

from app.services.book import opening, paths
from app.services.book.settings import BookSettings
from app.ui.backups import Backups
from app.ui.lock_page import Unlocking
from app.ui.settings.keeper import Keeper
from app.ui.settings.lock_section import Lock
from app.ui.settings.page import Desk, SettingsPage

NOW = datetime(2026, 5, 4, 18, 30)


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


@pytest.fixture
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


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """An encrypted book, made once, and what a keyring then knows."""
    folder = tmp_path_factory.mktemp("settings")
    before = keyring.get_keyring()
    ring = MemoryRing()
    keyring.set_keyring(ring)
    made = opening.create(
        folder / "Fjord.rapport",
        paths.profile(folder / "profile"),
        settings=BookSettings("Fjord & Föhn IT", "EUR", "Europe/Berlin"),
    )
    keyring.set_keyring(before)
    return made.path, ring.entries


@pytest.fixture
def book(made, profile, ring):
    path, entries = made
    ring.entries.update(entries)
    copy = Path(shutil.copy(path, profile.documents))
    with opening.open_book(copy, profile) as book:
        yield book


@pytest.fixture
def database(book):
    return book.database


@pytest.fixture
def desk(today):
    class Chosen:
        you, look, restored, minutes = None, "light", 0, 0

        def keep_you(self, colleague):
            self.you = colleague

        def prefer(self, look):
            self.look = look

        def lock_after(self, minutes):
            self.minutes = minutes

        def restore(self):
            self.restored += 1

    chosen = Chosen()
    desk = Desk(
        lambda: today,
        lambda: chosen.you,
        chosen.keep_you,
        lambda: chosen.look,
        chosen.prefer,
        chosen.restore,
        Lock(lambda: chosen.minutes, chosen.lock_after, lambda done: done(Unlocking()), QAction()),
    )
    return desk, chosen


@pytest.fixture
def keeper(tasks, profile, book):
    return Keeper(tasks, profile, lambda: book, tasks)


@pytest.fixture
def backups(tasks, profile, book):
    backups = Backups(tasks, profile, lambda: book, lambda: NOW, tasks)
    yield backups
    backups.stop()


@pytest.fixture
def page(qtbot, tasks, keeper, backups, desk):
    page = SettingsPage(tasks, keeper, backups, desk[0])
    qtbot.addWidget(page)
    page.show()
    return page
