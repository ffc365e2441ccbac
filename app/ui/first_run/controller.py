"""What the first pages ask of the program. They show and ask; books are made and opened there.

Nothing here waits: each call returns at once, and ``done`` or ``failed`` is called later, on the
screen's thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.services.book.opening import NewBook

Done = Callable[..., object]
Failed = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new book begins with. ``zone`` is the IANA name of this computer's time zone."""

    path: Path
    company: str
    currency: str
    zone: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed to unlock a book; nothing, where this computer is to know the key."""

    recovery_code: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


NOTHING_TYPED = Typed()


class Controller(Protocol):
    """Implemented by the application, which knows the profile, the tasks and the window."""

    def documents(self) -> Path:
        """Return the folder in which file dialogs begin."""
        ...

    def recent(self) -> Sequence[Path]:
        """Return the books opened lately, the last one first; they need not be there any more."""
        ...

    def forget(self, path: Path) -> None:
        """Take a book off that list."""
        ...

    def create_book(
        self, wishes: Wishes, done: "Callable[[NewBook], object]", failed: Failed
    ) -> None:
        """Make an encrypted book; it is not opened yet."""
        ...

    def protect(
        self, path: Path, recovery_code: str, passphrase: str, done: Done, failed: Failed
    ) -> None:
        """Keep the key of a book on this computer under a passphrase; ``done()``."""
        ...

    def open_book(self, path: Path, typed: Typed, done: Done, failed: Failed) -> None:
        """Open a book and show its pages; then ``done()``.

        ``failed`` gets `Locked` where something must be typed, `Invalid` for what was typed.
        """
        ...

    def open_sample(self, done: Done, failed: Failed) -> None:
        """Make the sample company if it is not there, open it, show its pages; then ``done()``."""
        ...

    def restore(self, backup: Path, to: Path, typed: Typed, done: Done, failed: Failed) -> None:
        """Bring a backup back as a book beside the others, not opened yet; ``done()``."""
        ...

    def import_files(self, files: Sequence[Path]) -> None:
        """Begin to import into the book that is open now."""
        ...
