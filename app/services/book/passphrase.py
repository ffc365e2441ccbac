"""A book's key wrapped by a passphrase, on this computer only: for where no keyring works.

The passphrase is never kept. scrypt (RFC 7914) makes a wrapping key of it, AES-256-GCM wraps the
book's key with that; the book's id is authenticated with it, so that no slot fits another book.
"""

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.language import _
from app.services.book import files
from app.services.errors import Invalid, Unavailable

LEAST_LENGTH = 10

_COST = 2**16
_BLOCK = 8
_LANES = 1
_MEMORY_LIMIT = 2**29


@dataclass(frozen=True, slots=True)
class Slots:
    """The wrapped keys in a folder, one small file per book."""

    folder: Path

    def has(self, book_id: str) -> bool:
        """Tell whether a passphrase was set for this book here."""
        return self._file(book_id).exists()

    def is_always_asked(self, book_id: str) -> bool:
        """Tell whether the passphrase alone is to open this book here, and no keyring."""
        try:
            return bool(self._load(book_id).get("always"))
        except (Unavailable, AttributeError):
            return False

    def store(self, book_id: str, key: bytes, passphrase: str, *, always: bool = False) -> None:
        """Wrap the key; an earlier passphrase of this book no longer counts."""
        if len(passphrase.strip()) < LEAST_LENGTH:
            raise Invalid(
                "passphrase",
                _(
                    "A passphrase needs at least {count} characters. Several words are easy to "
                    "remember and hard to guess."
                ).format(count=LEAST_LENGTH),
            )
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        cost = {"n": _COST, "r": _BLOCK, "p": _LANES}
        wrapping = AESGCM(_stretch(passphrase, salt, cost))
        wrapped = wrapping.encrypt(nonce, key, book_id.encode())
        slot = {
            "version": 1,
            "always": always,
            "scrypt": {**cost, "salt": salt.hex()},
            "nonce": nonce.hex(),
            "key": wrapped.hex(),
        }
        file = self._file(book_id)
        with files.explained(file, _("The passphrase was not stored.")):
            files.write_private(file, json.dumps(slot, indent=1))

    def open(self, book_id: str, passphrase: str) -> bytes:
        """Unwrap the key, or say that the passphrase is not the right one."""
        slot = self._load(book_id)
        try:
            cost = {name: int(slot["scrypt"][name]) for name in "nrp"}
            salt = bytes.fromhex(slot["scrypt"]["salt"])
            nonce, wrapped = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["key"])
            wrapping = AESGCM(_stretch(passphrase, salt, cost))
            return wrapping.decrypt(nonce, wrapped, book_id.encode())
        except InvalidTag:
            raise Invalid(
                "passphrase",
                _("This is not the passphrase of this book. Try again, or use the recovery code."),
            ) from None
        except (LookupError, TypeError, ValueError, OverflowError) as error:
            raise _unreadable() from error

    def remove(self, book_id: str) -> None:
        """Forget the wrapped key, for instance when a keyring works again."""
        self._file(book_id).unlink(missing_ok=True)

    def _load(self, book_id: str) -> Any:
        try:
            return json.loads(self._file(book_id).read_text("utf-8"))
        except FileNotFoundError:
            raise Unavailable(
                _("No passphrase was set for this book on this computer. Use the recovery code.")
            ) from None
        except (OSError, ValueError, RecursionError) as error:
            raise _unreadable() from error

    def _file(self, book_id: str) -> Path:
        return self.folder / f"{book_id}.json"


def _unreadable() -> Unavailable:
    return Unavailable(
        _(
            "The file that goes with the passphrase of this book is damaged. "
            "Use the recovery code, then set the passphrase again."
        )
    )


def _stretch(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    """Return the wrapping key; the same letters count, however the keyboard composed them."""
    return hashlib.scrypt(
        unicodedata.normalize("NFKC", passphrase).encode(),
        salt=salt,
        maxmem=_MEMORY_LIMIT,  # a forged slot cannot ask for all memory
        dklen=32,
        **cost,
    )
