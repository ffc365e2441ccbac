"""What one user chose on one computer: not part of any book, never needed to read one."""

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.language import _
from app.services.book import files

RECENT = 10


class Appearance(StrEnum):
    """Light, dark, or whatever the system is just now."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices, with what holds before anything was chosen.

    ``me`` says, per book, which colleague sits here. ``backup_folder`` is where automatic backups
    go, "" for the usual place; ``lock_after`` the minutes without a touch after which the book is
    locked, 0 for never. ``place`` names this user on this computer to a book, and says nothing of
    either. ``others`` are settings of a newer version, kept for it.
    """

    last_book: str = ""
    recent_books: tuple[str, ...] = ()
    appearance: Appearance = Appearance.SYSTEM
    me: Mapping[str, int] = field(default_factory=dict[str, int])
    backup_folder: str = ""
    lock_after: int = 0
    place: str = ""
    others: Mapping[str, Any] = field(default_factory=dict[str, Any])


def load(path: Path) -> Preferences:
    """Read the choices; what cannot be read counts as not chosen, and the bad file is kept."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        if not isinstance(stored, dict):
            raise TypeError("not an object")
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError, TypeError, RecursionError):
        with suppress(OSError):
            path.replace(path.with_suffix(".unreadable.json"))
        return Preferences()
    return _from_stored(dict(stored))  # pyright: ignore[reportUnknownArgumentType]


def save(path: Path, preferences: Preferences) -> None:
    """Write the choices; the old file stays until the new one is whole."""
    stored = dict(preferences.others)
    stored |= {name: getattr(preferences, name) for name in _READERS}
    with files.explained(path, _("Your choice holds until you close the window.")):
        files.write_private(path, json.dumps(stored, indent=1, default=dict))


def change(path: Path, changed: Callable[[Preferences], Preferences]) -> Preferences:
    """Read, change and write in one go, so that another window's choices are not undone."""
    preferences = changed(load(path))
    save(path, preferences)
    return preferences


def opened(preferences: Preferences, book: Path) -> Preferences:
    """Note that a book was opened: it is the last one, and first among the recent ones."""
    name = str(book)
    recent = (name, *(other for other in preferences.recent_books if other != name))
    return replace(preferences, last_book=name, recent_books=recent[:RECENT])


def placed(preferences: Preferences) -> Preferences:
    """Give this user on this computer a name by chance, where there is none yet."""
    return replace(preferences, place=preferences.place or secrets.token_hex(8))


def forgotten(preferences: Preferences, book: Path) -> Preferences:
    """Take a book off the list, for instance one that is not there any more."""
    name = str(book)
    return replace(
        preferences,
        last_book="" if preferences.last_book == name else preferences.last_book,
        recent_books=tuple(other for other in preferences.recent_books if other != name),
    )


def _from_stored(stored: dict[str, Any]) -> Preferences:
    known: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name in stored:
            with suppress(ValueError, TypeError, OverflowError):
                known[name] = read(stored.pop(name))
    return Preferences(**known, others=stored)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return tuple(_text(item) for item in value)  # pyright: ignore[reportUnknownVariableType]


def _numbers(value: Any) -> dict[str, int]:
    return {_text(name): int(number) for name, number in dict(value).items()}


def _minutes(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError("not a number of minutes")
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "last_book": _text,
    "recent_books": _texts,
    "appearance": Appearance,
    "me": _numbers,
    "backup_folder": _text,
    "lock_after": _minutes,
    "place": _text,
}
