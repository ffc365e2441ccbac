"""The key of each book in the system's keyring, asked in a thread of its own with a deadline.

A keyring that waits for a password nobody will type blocks for minutes, and each backend raises
errors of its own: whatever goes wrong there ends in one sentence.
"""

import os
import secrets
import sys
from collections.abc import Callable
from threading import Thread
from typing import Protocol, TypeVar, cast

from app.language import _
from app.services.errors import Unavailable

SERVICE = "Rapport"
DEADLINE = 5.0
KEY_BYTES = 32

Answer = TypeVar("Answer")


class KeyringUnavailable(Unavailable):
    """The keyring of this computer cannot be used right now."""


class Ring(Protocol):
    """What we need of a keyring's backend; the library's own types say less."""

    def get_password(self, service: str, username: str) -> str | None: ...  # noqa: D102
    def set_password(self, service: str, username: str, password: str) -> None: ...  # noqa: D102
    def delete_password(self, service: str, username: str) -> None: ...  # noqa: D102


def new() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY_BYTES)


def find(book_id: str, deadline: float = DEADLINE) -> bytes | None:
    """Return the key kept for this book, None if the keyring works and has none."""
    kept = _ask(lambda ring: ring.get_password(SERVICE, book_id), deadline)
    return _from_text(kept)


def keep(book_id: str, key: bytes, deadline: float = DEADLINE) -> None:
    """Store the key and read it back: some keyrings take everything and keep nothing."""

    def store(ring: Ring) -> str | None:
        ring.set_password(SERVICE, book_id, key.hex())
        return ring.get_password(SERVICE, book_id)

    if _from_text(_ask(store, deadline)) != key:
        raise KeyringUnavailable(
            _("This computer's keyring did not keep the key. A passphrase can protect it instead.")
        )


def forget(book_id: str, deadline: float = DEADLINE) -> None:
    """Remove the key kept for this book, if any; the recovery code still opens it."""

    def remove(ring: Ring) -> None:
        if ring.get_password(SERVICE, book_id) is not None:
            ring.delete_password(SERVICE, book_id)

    _ask(remove, deadline)


def _ask(question: Callable[[Ring], Answer], deadline: float) -> Answer:
    answers: list[Answer] = []
    troubles: list[Exception] = []

    def work() -> None:
        try:
            answers.append(question(_ring()))
        except Exception as error:  # backends raise D-Bus, COM and ctypes errors of their own
            troubles.append(error)

    # A daemon: a keyring that never answers must not keep the program from ending.
    thread = Thread(target=work, name="keyring", daemon=True)
    thread.start()
    thread.join(deadline)
    if answers:
        return answers[0]
    if troubles:
        raise KeyringUnavailable(
            _("This computer's keyring cannot be used, so it has no key for this book.")
        ) from troubles[0]
    raise KeyringUnavailable(
        _("This computer's keyring does not answer. It may be waiting for its own password.")
    )


def _ring() -> Ring:
    if os.environ.get("PYTHON_KEYRING_BACKEND") == "":
        del os.environ["PYTHON_KEYRING_BACKEND"]  # set but empty, it makes keyring fail
    import keyring  # a tenth of a second, which a plain book does not need

    ring = keyring.get_keyring()
    if sys.platform == "win32":
        for backend in getattr(ring, "backends", [ring]):
            backend.persist = "local machine"  # the default roams to other computers
    return cast("Ring", ring)


def _from_text(kept: str | None) -> bytes | None:
    """Read an entry; one that is no key counts as none, for the recovery code mends it."""
    try:
        key = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None
