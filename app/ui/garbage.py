"""Cyclic garbage is swept up on the window's thread, and on no other.

Left alone, Python does it on whichever thread makes an object when enough have been made. On a
worker that takes apart what hung on the window's signals while the window may be closing a dialog:
PySide strikes both from one table, without a lock, and memory is spoilt (seen with PySide 6.11.3).
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from app.ui import heap

START, EVERY = 5_000, 250  # milliseconds
ENOUGH = 700  # new objects that are worth a look; as many as Python itself waits for
SELDOM = 10  # of so many looks one takes what has survived the others
MANY, TOO_MANY = 20_000, 80_000  # objects that grew old


class Sweeper(QObject):
    """Takes over from Python for as long as the program runs; made before the first worker is.

    What is there a few seconds after the start is what the program is made of. It is spared: to
    look through it again and again would take most of the time.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._spares = False
        self._looks = self._grown_old = 0  # objects since all were looked at
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.sweep)
        self._begin = QTimer(self, interval=START, singleShot=True)
        self._begin.timeout.connect(self._start)
        self._begin.start()

    def stop(self) -> None:
        """Sweep no more: the program is at its end, and Python with it."""
        self._begin.stop()
        self._timer.stop()

    @Slot()
    def spare_nothing(self) -> None:
        """Look at everything soon: a book was closed, and its key is to go with it."""
        gc.unfreeze()
        self._spares, self._grown_old = False, MANY

    @Slot()
    def _start(self) -> None:
        if not self._grown_old:
            self._spare()
        self._timer.start()

    def _spare(self) -> None:
        gc.freeze()
        self._spares = True

    @Slot()
    def sweep(self) -> None:
        """Sweep up what is new, and seldom what outlived that.

        Everything only when much has grown old and little happens just now, or very much has: that
        takes up to a quarter of a second in a large book whose every page was seen.
        """
        new = gc.get_count()[0]
        much_happens = new >= ENOUGH
        if much_happens:
            self._looks += 1
            self._grown_old += new - gc.collect(0 if self._looks % SELDOM else 1)
        if self._grown_old >= (TOO_MANY if much_happens else MANY):
            gc.collect()
            heap.trim()
            self._grown_old = 0
            if not self._spares:
                self._spare()
