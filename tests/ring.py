"""A keyring in memory, through the door of the keyring library; tests/program has a real one."""

from collections.abc import Generator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError


class MemoryRing(KeyringBackend):
    """Stands in for the system's keyring; ``works`` says whether it can be used."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.entries, self.works = {}, True
        self.before_answering = lambda: None

    def get_password(self, service, username):
        return self._opened().get((service, username))

    def set_password(self, service, username, password):
        self._opened()[(service, username)] = password

    def delete_password(self, service, username):
        del self._opened()[(service, username)]

    def _opened(self):
        self.before_answering()
        if not self.works:
            raise KeyringError("locked")
        return self.entries


@contextmanager
def in_memory() -> Generator[MemoryRing, None, None]:
    """Give the keyring of this test; another may be set with ``keyring.set_keyring``."""
    before = keyring.get_keyring()
    ring = MemoryRing()
    keyring.set_keyring(ring)
    try:
        yield ring
    finally:
        keyring.set_keyring(before)
