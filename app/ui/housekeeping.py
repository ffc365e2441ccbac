"""What a book lets go of by itself when it is opened and when a new day begins."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book import clock, history, unfinished
    from app.services.customers import retention
else:
    clock = later("app.services.book.clock")
    history = later("app.services.book.history")
    unfinished = later("app.services.book.unfinished")
    retention = later("app.services.customers.retention")


class Housekeeping(QObject):
    """Changes too old to be undone, what nobody goes on with, moods the firm keeps no longer.

    Nothing goes while the clock may have been set far ahead.
    """

    def __init__(self, tasks: Tasks, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today
        tasks.replaced.connect(self.tidy)

    @Slot()
    def tidy(self) -> None:
        """Let go of what is due, in portions, so that others get their turn."""
        self._tasks.read(clock.leapt, datetime.now(UTC), done=self._tidy)

    def _tidy(self, leapt: datetime | None) -> None:
        if leapt is not None:
            return
        for let_go in (history.forget, unfinished.let_go):
            self._tasks.write(let_go, datetime.now(UTC))
        self._let_go()

    def _let_go(self) -> None:
        self._tasks.write(retention.let_go, self._today(), done=self._went)

    @Slot(int)
    def _went(self, left: int) -> None:
        if left:
            self._let_go()
