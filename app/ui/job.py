"""One piece of work done elsewhere: what it does, who waits for it, how it is stopped."""

from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, Self

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.services.errors import Cancelled
from app.services.progress import Progress

Answer = Callable[[Any], object]

REPORT_EVERY = 0.05  # seconds: twenty times a second is all an eye needs


def nobody(_outcome: object) -> None:
    """Stand in where nobody waits for the outcome."""


def tell(answer: Callable[..., object], *outcome: object) -> None:
    """Give an outcome to whoever asked, unless they are gone by now: a dialog closed meanwhile."""
    if _is_there(answer):
        answer(*outcome)


def heard(answer: Answer | None, otherwise: Answer) -> Answer:
    """Return what gives an outcome elsewhere where nobody asked, or whoever did is gone by then."""

    def give(outcome: object) -> None:
        (otherwise if answer is None or not _is_there(answer) else answer)(outcome)

    return give


def _is_there(answer: Callable[..., object]) -> bool:
    asker = answer.func if isinstance(answer, partial) else answer
    owner = getattr(asker, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Job(QObject):
    """One piece of work under way: watch it, or cancel it."""

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self, work: Callable[[Progress], Any], done: Answer, failed: Answer, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.label = ""
        self.cancellable = False
        self._work, self._done, self._failed = work, done, failed
        self._cancelled = Event()
        self._begun: float | None = None
        self._reported = 0.0

    def called(self, label: str, *, cancellable: bool = True) -> Self:
        """Say what the window shows of it while it lasts, and whether it can be cancelled."""
        self.label, self.cancellable = label, cancellable
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it wrote is rolled back."""
        self._cancelled.set()

    def drop(self) -> None:
        """Cancel, and tell nobody: a newer job answers the same question."""
        self.cancel()
        self._done = self._failed = nobody

    def seconds(self) -> float:
        """Return for how long the work itself has been going on; 0 while it waits its turn."""
        return 0.0 if self._begun is None else monotonic() - self._begun

    def run(self) -> None:
        """Do the work, on whatever thread this is called on."""
        self._begun = monotonic()
        try:
            if self._cancelled.is_set():
                raise Cancelled
            self._succeeded, self._outcome = True, self._work(self._step)
        except Exception as error:
            self._succeeded, self._outcome = False, error
        self.ended.emit(self)

    def deliver(self) -> None:
        """Give the outcome to whoever asked, unless they are gone by now, and forget them.

        The worker may be the last to let go of a job, and must not take apart what is the window's.
        """
        answer, outcome = self._done if self._succeeded else self._failed, self._outcome
        self._work = self._done = self._failed = nobody
        self._outcome = None
        tell(answer, outcome)

    def _step(self, count: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        now = monotonic()
        if count >= total or now - self._reported >= REPORT_EVERY:
            self._reported = now
            self.progressed.emit(count, total)
