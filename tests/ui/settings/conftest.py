"""Settings of a real encrypted book, with a keyring in memory."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from app.services.book import opening, paths
from app.services.book.settings import BookSettings
from app.ui.backups import Backups
from app.ui.lock_page import Unlocking
from app.ui.settings.keeper import Keeper
from app.ui.settings.lock_section import Lock
from app.ui.settings.page import Desk, SettingsPage
from tests.ring import in_memory

NOW = datetime(2026, 5, 4, 18, 30)


@pytest.fixture
def ring():
    with in_memory() as ring:
        yield ring


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """An encrypted book, made once, and what a keyring then knows."""
    folder = tmp_path_factory.mktemp("settings")
    with in_memory() as ring:
        made = opening.create(
            folder / "Fjord.rapport",
            paths.profile(folder / "profile"),
            settings=BookSettings("Fjord & Föhn IT", "EUR", "Europe/Berlin"),
        )
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
