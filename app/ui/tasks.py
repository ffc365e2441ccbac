"""The one door from the screen to the data: work is done elsewhere, answers come back here.

Every view gets the same `Tasks`. A view never opens a session and never starts a thread.
Imports nothing of SQLAlchemy: the book is opened after the window is seen.
"""

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer, Signal, Slot

from app.services.progress import Progress
from app.ui.job import Answer, Job, heard, nobody

T = TypeVar("T")

SLOW = 1.0  # seconds: from here on the window shows what is going on


class Book(Protocol):
    """What `Tasks` asks of an open database; app.services.book.database.Database is one."""

    @property
    def on_commit(self) -> Callable[[Any], None]:
        """Who is told of each commit."""
        ...

    @on_commit.setter
    def on_commit(self, tell: Callable[[Any], None]) -> None: ...

    def read(self) -> AbstractContextManager[Any]:
        """Give a session whose changes are dropped."""
        ...

    def write(self) -> AbstractContextManager[Any]:
        """Give a session that commits at the end of the block, or rolls all of it back."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Tasks(QObject):
    """Does reads and writes one after the other, on a thread of their own.

    Until a book is open they wait, in order; `background` work needs no book and never waits.
    """

    changed = Signal(object)  # Committed: tables, label, change_set
    replaced = Signal()  # another book was opened in place of the one before
    closed = Signal()  # a book was let go of, after all work in it
    failed = Signal(object)  # an exception that nobody else took
    busy = Signal(object)  # the Job that lasts over a second, or None when it has ended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book: Book | None = None
        self.is_opening = self._closing = False  # is_opening: a book comes, or was let go of
        self._waiting: list[Job] = []
        self._jobs: dict[Job, QThreadPool] = {}
        self._latest: dict[Hashable, Job] = {}
        self._slow: Job | None = None
        self._in_order = QThreadPool(self, maxThreadCount=1, expiryTimeout=-1)
        self._aside = QThreadPool(self, maxThreadCount=2)
        self._watch = QTimer(self, interval=250)
        self._watch.timeout.connect(self._look)

    def open(
        self, opener: Callable[[], Book], done: Answer = nobody, failed: Answer | None = None
    ) -> Job:
        """Call ``opener`` on the worker; what was asked for meanwhile follows, in order.

        A book that was open before is closed, but only once the new one is there.
        """

        def opened(book: Book) -> None:
            self._take(book)
            done(book)

        def refused(error: Exception) -> None:
            self._release()
            (failed or self.failed.emit)(error)

        self.is_opening = True
        return self._start(lambda _step: opener(), opened, refused, self._in_order)

    def let_go(self, done: Answer = nobody) -> None:
        """Close the book, as before it is moved or replaced; work waits until the next `open`."""
        book = self._book
        if book is None:
            return
        self.is_opening = True  # what is asked for from now on waits; what was before, ends

        self._start(lambda _: self._close(book), done, self.failed.emit, self._in_order)

    def read(
        self,
        query: Callable[..., T],
        *args: Any,
        done: Callable[[T], object],
        failed: Answer | None = None,
        replaces: Hashable = None,
    ) -> Job:
        """Call ``query(session, *args)`` and give its result to ``done``.

        Of reads with the same ``replaces`` only the newest answers (search as typed).
        """
        job = self._in_book("read", query, args, done, failed)
        if replaces is not None:
            before, self._latest[replaces] = self._latest.get(replaces), job
            if before in self._jobs:
                before.drop()
        return job

    def write(
        self,
        action: Callable[..., T],
        *args: Any,
        done: Callable[[T], object] = nobody,
        failed: Answer | None = None,
    ) -> Job:
        """Like `read`, in a transaction; then `changed` tells every view what to reload."""
        return self._in_book("write", action, args, done, heard(failed, self.failed.emit))

    def write_long(
        self,
        action: Callable[..., T],
        *args: Any,
        label: str = "",
        done: Callable[[T], object] = nobody,
        failed: Answer | None = None,
    ) -> Job:
        """Like `write`; ``action`` also gets a `Progress`, through which it can be cancelled."""
        return self._in_book("write", action, args, done, failed, watched=True).called(label)

    def read_long(
        self,
        query: Callable[..., T],
        *args: Any,
        label: str = "",
        done: Callable[[T], object],
        failed: Answer | None = None,
    ) -> Job:
        """Like `read`; ``query`` also gets a `Progress` (an export, a preview of a large file)."""
        return self._in_book("read", query, args, done, failed, watched=True).called(label)

    def background(
        self,
        work: Callable[..., T],
        *args: Any,
        label: str = "",
        done: Callable[[T], object] = nobody,
        failed: Answer | None = None,
    ) -> Job:
        """Call ``work(*args)`` beside the book: rendering, files, the keyring. In no order."""
        job = self._start(lambda _step: work(*args), done, failed or self.failed.emit, self._aside)
        return job.called(label, cancellable=False)

    def background_long(
        self,
        work: Callable[..., T],
        *args: Any,
        label: str = "",
        done: Callable[[T], object] = nobody,
        failed: Answer | None = None,
    ) -> Job:
        """Like `background`; ``work`` also gets a `Progress`, through which it can be cancelled."""
        refused = failed or self.failed.emit
        return self._start(lambda step: work(*args, step), done, refused, self._aside).called(label)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way that could still answer; what waits for a book does not."""
        return not (self._jobs.keys() - set(self._waiting))

    def close(self) -> None:
        """Take no more work, stop what can be stopped, keep every write, let go of the book."""
        self._closing = True
        for job in self._jobs:
            if job.cancellable:
                job.cancel()
        while self._jobs.keys() - self._waiting:
            self._in_order.waitForDone()
            self._aside.waitForDone()
            QCoreApplication.sendPostedEvents()
        self._watch.stop()
        if self._book is not None:
            self._close(self._book)

    def _close(self, book: Book) -> None:
        if book is self._book:
            self._book = None
        book.close()
        self.closed.emit()

    def _in_book(
        self,
        door: str,
        work: Callable[..., Any],
        args: tuple[Any, ...],
        done: Answer,
        failed: Answer | None,
        *,
        watched: bool = False,
    ) -> Job:
        def run(step: Progress) -> Any:
            with getattr(self._book, door)() as session:
                return work(session, *args, *((step,) if watched else ()))

        return self._start(run, done, failed or self.failed.emit, self._in_order, in_book=True)

    def _start(
        self,
        work: Callable[[Progress], Any],
        done: Answer,
        failed: Answer,
        pool: QThreadPool,
        *,
        in_book: bool = False,
    ) -> Job:
        job = Job(work, done, failed, self)
        job.ended.connect(self._finish)
        if self._closing:
            return job
        self._jobs[job] = pool
        if in_book and (self._book is None or self.is_opening):
            self._waiting.append(job)
        else:
            self._submit(job)
        return job

    def _submit(self, job: Job) -> None:
        self._jobs[job].start(job.run)
        if not self._watch.isActive():
            self._watch.start()

    def _take(self, book: Book) -> None:
        before, self._book = self._book, book
        book.on_commit = self.changed.emit
        if before is not None:
            before.on_commit = nobody
            self._start(lambda _step: self._close(before), nobody, self.failed.emit, self._in_order)
            self.replaced.emit()
        self._release()

    def _release(self) -> None:
        self.is_opening = False
        if self._book is not None:
            waiting, self._waiting = self._waiting, []
            for job in waiting:
                self._submit(job)

    @Slot(object)
    def _finish(self, job: Job) -> None:
        del self._jobs[job]
        if not self._jobs:
            self._watch.stop()
            self._latest.clear()
        if job is self._slow:
            self._look()
        job.deleteLater()
        job.deliver()

    @Slot()
    def _look(self) -> None:
        """Say which work lasts long enough to be shown; nothing moves for what is quick."""
        slow = next((job for job in self._jobs if job.seconds() > SLOW), None)
        if slow is not self._slow:
            self._slow = slow
            self.busy.emit(slow)
