"""How long nobody has touched the program: keys, pointer, wheel and fingers count as a touch."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from typing_extensions import override

EVERY = 5_000  # milliseconds
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def clocks() -> tuple[float, ...]:
    """Return seconds on two clocks: one stands still in a computer asleep, one may be set back."""
    return time.monotonic(), time.time()


class IdleWatch(QObject):
    """Costs nothing until it is told after how many minutes `idle` is to be emitted."""

    idle = Signal()

    def __init__(self, parent: QObject, clocks: Callable[[], tuple[float, ...]] = clocks) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._touched = clocks()
        self._minutes = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)

    def watch(self, minutes: int) -> None:
        """Emit `idle` after so many minutes without a touch, and again until there is one."""
        self.stop()
        self._minutes, self._touched = minutes, self._clocks()
        application = QCoreApplication.instance()
        if minutes and application is not None:
            application.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    @Slot()
    def look(self) -> None:
        """Compare both clocks with the last touch; the longer time counts."""
        pairs = zip(self._touched, self._clocks(), strict=True)
        if max(now - then for then, now in pairs) >= 60 * self._minutes:
            self.idle.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touched = self._clocks()
        return False
