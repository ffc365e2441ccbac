"""What Settings asks of the program about the book that is open, and about this computer.

Nothing here waits: ``done`` or ``failed`` is called later, on the screen's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.services.book.backup import Backup

Failed = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class BookFacts:
    """The open book as a file. ``has_passphrase``: one was set for it on this computer."""

    path: Path
    size: int
    encrypted: bool
    has_passphrase: bool
    keyring_trouble: str


class Keeper(Protocol):
    """Implemented by the application, which holds the open book and the profile."""

    def documents(self) -> Path:
        """Return the folder in which file dialogs begin."""
        ...

    def facts(self, done: Callable[[BookFacts], object], failed: Failed) -> None:
        """Look at the file, and whether this computer's keyring has its key."""
        ...

    def reveal_code(self, passphrase: str, done: Callable[[str], object], failed: Failed) -> None:
        """Give the recovery code, once the keyring or the passphrase has given the key again.

        ``failed`` gets `Locked` where a passphrase must be typed, `Invalid` for a wrong one.
        """
        ...

    def set_passphrase(self, passphrase: str, done: Callable[[], object], failed: Failed) -> None:
        """Keep the key on this computer under this passphrase, in place of an earlier one."""
        ...

    def remove_passphrase(self, done: Callable[[], object], failed: Failed) -> None:
        """Forget the passphrase; refused where the keyring does not have the key either."""
        ...

    def back_up(self, target: Path, done: "Callable[[Backup], object]", failed: Failed) -> None:
        """Write a proved copy."""
        ...

    def restore(
        self, backup: Path, to: Path, done: "Callable[[Backup], object]", failed: Failed
    ) -> None:
        """Bring a backup of this book back as a book of its own, beside this one."""
        ...

    def check(self, done: Callable[[list[str]], object], failed: Failed) -> None:
        """Read the whole file; give what is wrong with it, nothing for a sound one."""
        ...

    def open_book(self, path: Path) -> None:
        """Leave this book and open that one."""
        ...

    def me(self) -> int | None:
        """Return which colleague sits at this computer, if that was said."""
        ...

    def set_me(self, colleague: int | None) -> None:
        """Remember which colleague sits at this computer."""
        ...

    def appearance(self) -> str:
        """Return "system", "light" or "dark"."""
        ...

    def set_appearance(self, appearance: str) -> None:
        """Look like that from now on."""
        ...
