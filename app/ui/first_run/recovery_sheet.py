"""The recovery code as a small text file and as a page to print."""

from html import escape
from itertools import chain, count
from pathlib import Path

from PySide6.QtGui import QTextDocument

from app.language import _
from app.services.book import files

GROUPS = 14


def groups(code: str) -> list[str]:
    """Return the groups of four of a code, in order."""
    return code.replace("\n", "-").split("-")


def suggested(book: Path, folder: Path) -> Path:
    """Return a name for the file; one that is there may hold the code of older backups."""
    name = folder / _("{book} recovery code.txt").format(book=book.stem)
    again = (name.with_stem(f"{name.stem} ({number})") for number in count(2))
    return next(each for each in chain((name,), again) if not each.exists())


def text(book: Path, code: str) -> str:
    """Return what stands in the file."""
    heading = _("Recovery code of the Rapport book “{book}”").format(book=book.name)
    return "\n".join((heading, "", code, "", *_words(), ""))


def save(path: Path, book: Path, code: str) -> Path:
    """Write the file, readable by this user only."""
    with files.explained(path, _("The recovery code was not saved.")):
        files.write_private(path, text(book, code))
    return path


def page(book: Path, code: str) -> QTextDocument:
    """Return the page to print."""
    heading = _("Recovery code of the Rapport book “{book}”").format(book=escape(book.name))
    lines = "<br>".join(code.replace("-", " &nbsp; ").splitlines())
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in _words())
    document = QTextDocument()
    document.setHtml(
        f"<h2>{heading}</h2>"
        f"<p style='font-family: monospace; font-size: 16pt; line-height: 180%'>{lines}</p>{words}"
    )
    return document


def _words() -> tuple[str, ...]:
    return (
        _("With this code and the file of the book, or any backup of it, it can be opened."),
        _("Without the code nobody can open it on another computer; no one else has a copy."),
        _("Keep it apart from the book: on paper, in a safe, in a password manager."),
    )
