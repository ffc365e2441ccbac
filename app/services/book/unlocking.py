"""Whose key opens a book: the keyring's, the passphrase's, or the one on the sheet of paper."""

from dataclasses import dataclass, field
from pathlib import Path

from app.language import _
from app.services.book import files, keys, reading, recovery
from app.services.book.driver_errors import Damaged
from app.services.book.keys import KeyringUnavailable
from app.services.book.passphrase import Slots
from app.services.book.paths import Profile
from app.services.errors import Invalid, Unavailable


class Locked(Unavailable):
    """The book needs its recovery code, or its passphrase where ``has_passphrase``.

    ``keyring_trouble`` is the sentence that says why this computer has no key, if the keyring is
    to blame; trying again may help then.
    """

    def __init__(self, message: str, *, has_passphrase: bool, keyring_trouble: str) -> None:
        super().__init__(message)
        self.has_passphrase = has_passphrase
        self.keyring_trouble = keyring_trouble


@dataclass(frozen=True, slots=True)
class Unlock:
    """What the user typed to open a book; nothing, where the keyring is to be asked."""

    recovery_code: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


NOTHING_TYPED = Unlock()


def key_of(
    path: Path,
    profile: Profile,
    unlock: Unlock = NOTHING_TYPED,
    *,
    keyring_seconds: float = keys.DEADLINE,
) -> bytes | None:
    """Return the key that opens this file, proved on it; None for one that is not encrypted."""
    files.must_be_a_book(path)
    book_id = files.book_id(path)
    if book_id is None:
        return None
    key = _known_key(path, book_id, Slots(profile.keys), unlock, keyring_seconds)
    try:
        reading.version(path, key)
    except Damaged as error:
        if unlock.recovery_code:
            raise Invalid("recovery_code", _wrong_code(path)) from error
        raise Damaged(_damaged(path)) from error
    return key


def remember(
    book_id: str,
    key: bytes,
    profile: Profile,
    *,
    passphrase: str = "",
    always: bool = False,
    keyring_seconds: float = keys.DEADLINE,
) -> str:
    """Keep a key for the next time; return the sentence why the keyring did not, if so.

    Where the passphrase is ``always`` to be asked for, now or by an earlier choice, the keyring
    is left out.
    """
    slots = Slots(profile.keys)
    if passphrase:
        slots.store(book_id, key, passphrase, always=always)
    if slots.is_always_asked(book_id):
        return ""
    try:
        keys.keep(book_id, key, keyring_seconds)
    except KeyringUnavailable as error:
        return str(error)
    return ""


def _known_key(
    path: Path, book_id: str, slots: Slots, unlock: Unlock, keyring_seconds: float
) -> bytes:
    if unlock.recovery_code:
        return recovery.read(unlock.recovery_code)
    if unlock.passphrase:
        return slots.open(book_id, unlock.passphrase)
    key, trouble = None, ""
    if not slots.is_always_asked(book_id):
        try:
            key = keys.find(book_id, keyring_seconds)
        except KeyringUnavailable as error:
            trouble = str(error)
    if key is None:
        raise Locked(
            _locked(path, slots.has(book_id)),
            has_passphrase=slots.has(book_id),
            keyring_trouble=trouble,
        )
    return key


def _locked(path: Path, has_passphrase: bool) -> str:
    if has_passphrase:
        sentence = _("“{name}” is locked. Type its passphrase or its recovery code to open it.")
    else:
        sentence = _(
            "“{name}” is locked: this computer does not have its key. Type its recovery code, "
            "which was saved when the book was made."
        )
    return sentence.format(name=path.name)


def _wrong_code(path: Path) -> str:
    return _(
        "This recovery code does not open “{name}”: it is the code of another book, or the file "
        "is damaged. The file was left as it is."
    ).format(name=path.name)


def _damaged(path: Path) -> str:
    return _(
        "“{name}” cannot be read: it is damaged, or the key kept on this computer is not its key. "
        "It was left as it is. Try its recovery code, or restore a backup."
    ).format(name=path.name)
