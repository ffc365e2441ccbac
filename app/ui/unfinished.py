"""Keeps what stands unfinished in the windows in which one writes, and gives it back.

It is kept every few seconds while such a window is seen, when it closes and when the program ends:
a crash takes the last words at most.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.services.errors import AppError
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book import unfinished
else:
    unfinished = later("app.services.book.unfinished")

EVERY = 3_000  # milliseconds
AGAIN: Mapping[str, Any] = {"": ""}  # like nothing that stands in a window
Said = Callable[[], "dict[str, Any] | None"]  # what would be missed, as JSON can hold it


class Unfinished(QObject):
    """To be made before the windows: when the book changes, it looks away before they are emptied.

    ``place`` names this user on this computer.
    """

    found = Signal(object)  # the names of the windows for which the book held something

    def __init__(self, tasks: Tasks, place: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._place = tasks, place
        self._takers: dict[str, Callable[[Mapping[str, Any]], object]] = {}
        self._windows: dict[str, tuple[QWidget, Said]] = {}
        self._kept: dict[str, Mapping[str, Any] | None] | None = None  # None: of no book
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.keep)
        tasks.replaced.connect(self._look_away)

    def expect(self, what: str, take_up: Callable[[Mapping[str, Any]], object]) -> None:
        """Call this with what was left in a book, under a name that never changes."""
        self._takers[what] = take_up

    def watch(self, what: str, window: QWidget, said: Said) -> None:
        """Keep from now on what stands in this window."""
        self._windows[what] = window, said
        window.installEventFilter(self)

    def look(self) -> None:
        """Ask the book that was opened what was left in it."""
        self._look_away()
        self._tasks.read(unfinished.found, self._place(), done=self._found, replaces="unfinished")

    @Slot()
    def keep(self) -> None:
        """Keep what stands there now, where it is not kept already."""
        if self._kept is None or self._tasks.is_opening:
            return
        for what, (_window, said) in self._windows.items():
            stands = said()
            if stands != self._kept.get(what):
                self._kept[what] = stands
                self._tasks.write(
                    unfinished.keep, self._place(), what, stands,
                    failed=partial(self._not_kept, what),
                )  # fmt: skip

    def stop(self) -> None:
        """Keep it a last time: the windows are about to go, one after the other."""
        self.keep()
        self._look_away()
        self._timer.stop()
        for window, _said in self._windows.values():
            window.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._timer.start()
        elif event.type() is QEvent.Type.Hide:
            self.keep()
            if not any(window.isVisible() for window, _said in self._windows.values()):
                self._timer.stop()
        return False

    @Slot()
    def _look_away(self) -> None:
        self._kept = None

    def _found(self, left: dict[str, dict[str, Any]]) -> None:
        self._kept = {**left}
        known = left.keys() & self._takers.keys()
        for what in known:
            self._takers[what](left[what])
        if known:
            self.found.emit(known)

    def _not_kept(self, what: str, error: Exception) -> None:
        """Try again later, without a word: a full disk is told when the entry is stored."""
        if not isinstance(error, AppError):
            self._tasks.failed.emit(error)
        elif self._kept is not None:
            self._kept[what] = AGAIN
