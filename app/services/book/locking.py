"""One window per book: a lock that the system itself lets go of when the program dies."""

import hashlib
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from app.language import _
from app.services.book import files
from app.services.errors import Unavailable


class AlreadyOpen(Unavailable):
    """Another window, perhaps on another computer, has this book."""


class BookLock:
    """Holds a book for one window until released; ``beside`` it, where other computers see it."""

    def __init__(self, lock: FileLock, *, beside: bool) -> None:
        self._lock, self.beside = lock, beside

    def release(self) -> None:
        """Let others have the book; doing so twice does no harm."""
        if not self._lock.is_locked:
            return
        try:
            # Still held: whoever waits on the removed file sees that it is gone and starts over.
            Path(self._lock.lock_file).unlink(missing_ok=True)
        except OSError:  # Windows removes it on release, by itself; or its drive is gone
            pass
        finally:
            self._lock.release()

    def __enter__(self) -> "BookLock":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.release()


def hold(book: Path, spare_folder: Path) -> BookLock:
    """Take the book, or say that it is open elsewhere.

    The lock lies beside the book, where other computers see it; where that folder takes no locks
    (a read-only one, some network shares) it lies in ``spare_folder`` and binds this computer.
    """
    book = files.real(book)
    try:
        return _take(files.beside(book, "lock"), book, beside=True)
    except AlreadyOpen:
        raise
    except (OSError, NotImplementedError):
        spare_folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(str(book).encode()).hexdigest()[:32]
        return _take(spare_folder / f"{name}.lock", book, beside=False)


def _take(path: Path, book: Path, *, beside: bool) -> BookLock:
    # Soft locks would outlive a crash. Any user who may write the book may lock it, hence 666;
    # the thread that opens a book is not the one that closes it, hence not thread-local.
    lock = FileLock(path, mode=0o666, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise AlreadyOpen(
            _(
                "“{name}” is already open in another window, perhaps on another computer. "
                "Go on there, or close it there first."
            ).format(name=book.name)
        ) from None
    return BookLock(lock, beside=beside)
