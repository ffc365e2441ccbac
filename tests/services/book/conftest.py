"""A keyring in memory, through the keyring library's own door, and real encrypted books."""

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.services.book import paths


class MemoryRing(KeyringBackend):
    """Stands in for the system's keyring; tests/program speaks to a real one."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.entries = {}
        self.before_answering = lambda: None

    def get_password(self, service, username):
        self.before_answering()
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.before_answering()
        self.entries[(service, username)] = password

    def delete_password(self, service, username):
        del self.entries[(service, username)]


@pytest.fixture(autouse=True)
def ring():
    """The keyring of this test; another may be set with ``keyring.set_keyring``."""
    before = keyring.get_keyring()
    ring = MemoryRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def profile(tmp_path):
    return paths.profile(tmp_path / "profile")
