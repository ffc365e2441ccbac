"""Troubles of the disk and the file, told apart from wrong SQL, each in its own sentence."""

from pathlib import Path

from app.language import _
from app.services.book import files
from app.services.errors import AppError, Unavailable


class Damaged(Unavailable):
    """The file is no book, is damaged, or the key is not its key: the driver cannot tell which."""


def changed_meanwhile() -> str:
    """Return the sentence for a record that somebody else saved first."""
    return _("This was changed somewhere else in the meantime. Open it again to go on.")


def damaged() -> Damaged:
    """Return what is said of a file that cannot be read as a book."""
    return Damaged(
        _(
            "This file cannot be read: it is damaged, or the key is not its key. "
            "Nothing in it was changed. Try the recovery code, or restore a backup."
        )
    )


def explain(error: BaseException | None, path: Path | None = None) -> AppError | None:
    """Return the sentence for a driver's error, or None where it is a fault of ours.

    With ``path``, the disk is looked at: on one too full even to begin, the driver only says that
    it does not answer.
    """
    name: str = getattr(error, "sqlite_errorname", "")
    code = name.removeprefix("SQLITE_").split("_", maxsplit=1)[0]
    if code == "IOERR" and path is not None and files.is_full(path):
        code = "FULL"
    if code in ("NOTADB", "CORRUPT"):
        return damaged()
    sentence = _sentences().get(code)
    return Unavailable(sentence) if sentence else None


def _sentences() -> dict[str, str]:
    """Return what to say to each of SQLite's complaints about the world outside."""
    busy = _("Another program is writing to this book. Nothing was changed; try again in a moment.")
    return {
        "BUSY": busy,
        "LOCKED": busy,
        "FULL": _(
            "The disk is full. Your last change was not kept, everything before it was. "
            "Free some space and try again."
        ),
        "READONLY": _(
            "The book cannot be written: the file or its folder is read-only. Nothing was changed. "
            "Make it writable, or copy the book to a folder of yours."
        ),
        "CANTOPEN": _("The book cannot be opened. Its folder may be gone, unplugged or read-only."),
        "IOERR": _(
            "The disk did not answer. Your last change was not kept, everything before it was. "
            "Check the drive or the network, then try again."
        ),
    }
