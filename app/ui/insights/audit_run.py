"""The audit of past forecasts, worked out beside everything else.

The book is read in portions, so that other reads and writes get their turn in between; judging
needs no book, and is done beside it.
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.services.errors import Cancelled
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.insights import audit
    from app.services.insights.audit import Gathering
    from app.ui.job import Job
else:
    audit = later("app.services.insights.audit")

PORTION = 25  # customers: a tenth of a second or two
DISTANCES = (180, 90, 30)  # days before the last day to decide


class AuditRun(QObject):
    """One audit at a time; a new one takes the place of that under way."""

    begun = Signal()
    progressed = Signal(int, int)  # customers read, and all of them
    done = Signal(object)  # an Audit for each of the distances
    stopped = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._round = 0  # answers to an earlier one are not heard
        self._judging: Job | None = None
        self.is_under_way = False

    def start(self, as_of: date) -> None:
        """Begin anew."""
        self._drop()
        self.is_under_way = True
        self.begun.emit()
        begin = partial(_begin, as_of)
        self._read(begin)

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing comes of it."""
        if self.is_under_way:
            self._drop()
            self.stopped.emit()

    def _drop(self) -> None:
        self._round += 1
        self.is_under_way = False
        if self._judging is not None:
            self._judging.drop()
            self._judging = None

    def _read(self, query: Any, *args: Any) -> None:
        done = partial(self._go_on, self._round)
        failed = partial(self._failed, self._round)
        self._tasks.read(query, *args, done=done, failed=failed)

    def _go_on(self, of: int, gathering: "Gathering") -> None:
        if of == self._round:
            self.progressed.emit(gathering.done, gathering.total)
        if of != self._round:
            return  # stopped, perhaps by whoever was just told
        if not gathering.is_complete:
            self._read(audit.go_on, gathering)
            return
        done, failed = partial(self._finish, of), partial(self._failed, of)
        self._judging = self._tasks.background_long(
            audit.judge, gathering, done=done, failed=failed
        )

    def _finish(self, of: int, audits: Any) -> None:
        if of == self._round:
            self.is_under_way = False
            self.done.emit(audits)

    def _failed(self, of: int, error: Exception) -> None:
        if of != self._round:
            return
        self.is_under_way = False
        self.stopped.emit()
        if not isinstance(error, Cancelled):
            self._tasks.failed.emit(error)


def _begin(as_of: date, session: Any) -> "Gathering":
    return audit.begin(session, as_of, DISTANCES, PORTION)
