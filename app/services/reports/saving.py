"""A report becomes a file: whole or not at all, and never over another unless somebody said so."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.language import _
from app.services.book import files
from app.services.errors import Unavailable


def must_be_free(path: Path, *, over: bool) -> None:
    """Refuse a place where nothing can be saved before anything is drawn for it.

    Raises Conflict where a file of that name is there, unless it may be written ``over``;
    Unavailable where its folder is gone or the name is a folder's.
    """
    with _explained(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
        if path.exists() and not over:
            raise files.already_there(path.absolute())
        if not path.absolute().parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no folder", str(path.parent))


def save(path: Path, data: bytes, *, over: bool = False) -> None:
    """Write a file in one step; raises Unavailable and Conflict, and leaves nothing half made."""
    path = path.absolute()
    half_made = files.beside(path, "new")
    with _explained(path):
        try:
            half_made.write_bytes(data)
            if over:
                files.replace(half_made, path)
            else:
                files.settle(half_made, path)
        finally:
            half_made.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        sentence = _cause(error.errno).format(name=path.name, folder=path.absolute().parent)
        raise Unavailable(sentence) from error


def _cause(number: int | None) -> str:
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _(
            "The disk is full, so “{name}” was not saved. Free some space in “{folder}” and try "
            "again."
        )
    if number in {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}:
        return _(
            "“{name}” was not saved: it is open in another program, or “{folder}” is read-only. "
            "Close it there, or choose another name or folder."
        )
    if number in {errno.ENOENT, errno.ENOTDIR}:
        return _(
            "“{name}” was not saved: the folder “{folder}” is not there. Its drive may not be "
            "connected. Choose another folder."
        )
    if number in {errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL}:
        return _("“{name}” was not saved: no file can have this name. Choose another.")
    return _(
        "“{name}” was not saved: its drive does not answer. Check it or the network, and try again."
    )
