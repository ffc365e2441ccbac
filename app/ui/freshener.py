"""Keeps standings in step with the facts: after every write, and when a new day begins."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.contracts import snapshots
    from app.services.customers import standings
else:
    snapshots = later("app.services.contracts.snapshots")
    standings = later("app.services.customers.standings")

PORTION = 25  # customers; others get their turn on the worker in between
EVERY_MINUTE = 60_000
DERIVED = frozenset(
    {
        "standings",
        "lessons",
        "learnt_models",
        "risk_snapshots",
        "glances",
        "change_sets",
        "changes",
    }
)


class Freshener(QObject):
    """Has stale standings computed in portions, one after the other, never two at once.

    Once a day, when all are fresh, what is said of the renewals is kept for later judgement.
    """

    day_began = Signal(object)  # datetime.date
    all_fresh = Signal()

    def __init__(self, tasks: Tasks, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today
        self._day = today()
        self._under_way = False
        self._again = False
        self._kept_on: date | None = None
        self._clock = QTimer(self, interval=EVERY_MINUTE)
        self._clock.timeout.connect(self._look_at_the_clock)
        self._clock.start()
        tasks.changed.connect(self._committed)
        tasks.replaced.connect(self._another_book)

    @Slot()
    def freshen(self) -> None:
        """Compute what is stale, or make sure that it follows what is under way."""
        if self._under_way:
            self._again = True
            return
        self._under_way = True
        QTimer.singleShot(0, self, self._portion)  # the page that is seen reads first

    @property
    def is_at_rest(self) -> bool:
        """Whether every standing is of today, as far as is known."""
        return not self._under_way

    def stop(self) -> None:
        """Ask for nothing more."""
        self._clock.stop()
        self._tasks.changed.disconnect(self._committed)

    @Slot()
    def _portion(self) -> None:
        self._tasks.write(
            standings.freshen_some, self._day, PORTION, done=self._done, failed=self._failed
        )

    @Slot(int)
    def _done(self, left: int) -> None:
        if left or self._again:
            self._again = False
            self._portion()
            return
        if self._kept_on != self._day:
            self._kept_on = self._day
            self._tasks.write(snapshots.keep, self._day, done=self._kept, failed=self._failed)
            return
        self._under_way = False
        self.all_fresh.emit()

    @Slot(int)
    def _kept(self, _renewals: int) -> None:
        self._done(0)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._under_way = self._again = False
        self._tasks.failed.emit(error)

    @Slot(object)
    def _committed(self, committed: "Committed") -> None:
        if committed.tables - DERIVED:
            self.freshen()

    @Slot()
    def _another_book(self) -> None:
        self._kept_on = None
        self.freshen()

    @Slot()
    def _look_at_the_clock(self) -> None:
        today = self._today()
        if today != self._day:
            self._day = today
            self.day_began.emit(today)
            self.freshen()
