"""A new key for a book, for when somebody who should not may know the old one.

It is done on a copy, which takes the book's place when it is proved; the new key is kept before
that and the old one forgotten after, so that whatever dies on the way, one of the two opens it.
The copy gets a new salt too, and with it another id: old backups keep theirs, and so are never
tried with a key that is not theirs.
"""

import logging
import secrets
from contextlib import suppress
from pathlib import Path

from app.language import _
from app.services.book import files, keys, reading, unlocking
from app.services.book.held import Held, held
from app.services.book.keys import KeyringUnavailable
from app.services.book.passphrase import Slots
from app.services.book.paths import Profile
from app.services.errors import Invalid, Unavailable

log = logging.getLogger(__name__)


def change_key(
    path: Path,
    old: bytes,
    new: bytes,
    profile: Profile,
    *,
    passphrase: str = "",
    keyring_seconds: float = keys.DEADLINE,
) -> None:
    """Encrypt a book that nobody has open with another key, and keep that one from now on.

    With a ``passphrase`` the new key is wrapped by it. Refused where neither the keyring nor a
    passphrase would have it, and without one where it alone is to open the book. The recovery code
    of ``new`` must have been kept by the user before.
    """
    old_id = str(files.book_id(path))
    always = Slots(profile.keys).is_always_asked(old_id)
    if always and not passphrase:
        raise Invalid("passphrase", _("Type the passphrase that is to open the book from now on."))
    half_made = files.beside(path, "rekeying")
    kept = _("The key was not changed; the book is as it was.")
    in_use = _("Another program is using “{name}”. Close it there and try again.")
    with (
        reading.explained(path, kept),
        held(path, old, f"{in_use.format(name=path.name)} {kept}") as book,
    ):
        try:
            files.remove(half_made)  # of an earlier try that was cut off
            book.copy_to(half_made)
            _rekey(half_made, old, new)
            new_id = str(files.book_id(half_made))
            _must_be_same(book, half_made, new, other_id=new_id != old_id)
            _remember(new_id, new, profile, passphrase, always, keyring_seconds)
            book.give_way(half_made)
        finally:
            files.remove(half_made)
    Slots(profile.keys).remove(old_id)
    with suppress(KeyringUnavailable):
        keys.forget(old_id, keyring_seconds)
    log.info("changed the key of a book")


def _rekey(copy: Path, old: bytes, new: bytes) -> None:
    """Write every page anew under the new key and a salt of its own."""
    salt = secrets.token_bytes(files.SALT_BYTES)
    connection = reading.connect(reading.address(copy, "mode=rw"))
    try:
        reading.unlock(connection, old)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_mode = DELETE")  # a key is not changed with a log beside
        connection.execute(f"PRAGMA rekey = \"x'{(new + salt).hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _must_be_same(book: Held, after: Path, new: bytes, *, other_id: bool) -> None:
    with reading.connected(after, new) as copy:
        same = reading.row_counts(book.connection) == reading.row_counts(copy)
    if not same or reading.problems(after, new) or not other_id:
        log.error("a changed key was not proved")
        raise Unavailable(
            _("The key could not be changed without loss, so the book stays as it is.")
        )


def _remember(
    book_id: str,
    key: bytes,
    profile: Profile,
    passphrase: str,
    always: bool,
    keyring_seconds: float,
) -> None:
    trouble = unlocking.remember(
        book_id, key, profile,
        passphrase=passphrase, always=always, keyring_seconds=keyring_seconds,
    )  # fmt: skip
    if trouble and not passphrase:
        raise Unavailable(
            _("{trouble} Set a passphrase first. The key was not changed.").format(trouble=trouble)
        )
