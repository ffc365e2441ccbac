"""What lies around a book that its user should know of: copies of sync services, a network drive.

A sync service that finds a book changed on two computers keeps both and names the second one anew,
each service in its own way. What was entered on the other computer is then only in that copy.
"""

import re
from pathlib import Path

from app.language import _, ngettext
from app.services.book import files
from app.services.book.files import Kind

NAMED = 3
"""Copies named in the sentence; of more, only their number is told."""

_SAYS_SO = re.compile(r"[ ._(-].*(conflict|konflikt|conflit|conflicto|conflitto)", re.IGNORECASE)
"""Dropbox, Nextcloud, Syncthing, Seafile and others say it in the name."""

_MAY_BE = re.compile(r" \d+| ?\(\d+\)|-[\w-]+( \d+)?")
"""iCloud's “Book 2”, Google's “Book (1)”, OneDrive's “Book-LAPTOP”; others name files so too."""


def conflict_copies(path: Path, book_id: str | None) -> list[Path]:
    """Return what lies beside a book and was made of it by a sync service.

    The book itself is not looked into: it may be open.
    """
    try:
        beside = sorted(path.parent.iterdir())
        return [each for each in beside if each != path and _is_copy(path, book_id, each)]
    except OSError:
        return []


def warnings(path: Path, book_id: str | None, *, network: bool, locked: bool) -> tuple[str, ...]:
    """Return a sentence for each thing to know; ``locked``: others see that the book is in use."""
    said: list[str] = []
    if copies := conflict_copies(path, book_id):
        said.append(_two_versions(path, copies))
    if network and locked:
        said.append(
            _(
                "“{name}” lies on a network drive. While it is open here, nobody else can open it. "
                "It is safer and quicker on a drive of this computer, with backups on the network."
            ).format(name=path.name)
        )
    elif network:
        said.append(
            _(
                "“{name}” lies on a network drive that cannot lock files. Make sure that nobody "
                "else opens it meanwhile, or move it to a drive of this computer."
            ).format(name=path.name)
        )
    return tuple(said)


def _two_versions(path: Path, copies: list[Path]) -> str:
    names = ", ".join(f"“{copy.name}”" for copy in copies[:NAMED])
    more = len(copies) - NAMED
    if more > 0:
        names = ngettext("{names} and {n} more", "{names} and {n} more", more).format(
            names=names, n=more
        )
    return _(
        "“{name}” seems to have been changed on two computers: a sync service put {copies} beside "
        "it. What was entered there may be missing here. Open the copy, export it, import that "
        "here, then move the copy elsewhere."
    ).format(name=path.name, copies=names)


def _is_copy(book: Path, book_id: str | None, other: Path) -> bool:
    if other.suffix.lower() != book.suffix.lower() or not other.stem.startswith(book.stem):
        return False
    rest = other.stem[len(book.stem) :]
    if _SAYS_SO.match(rest):
        return True
    return _MAY_BE.fullmatch(rest) is not None and _has_key(other, book_id)


def _has_key(path: Path, book_id: str | None) -> bool:
    """Tell whether a file was made as this book; of books that are not encrypted nobody can."""
    return files.kind_of(path) is Kind.ENCRYPTED and files.book_id(path) == book_id
