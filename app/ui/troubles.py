"""Where every error ends: a line above the page if the user can act on it, else a crash report."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.services.errors import AppError, Cancelled

log = logging.getLogger(__name__)


class Troubles(QObject):
    """Takes errors from any thread and shows them on the right one.

    ``say`` shows a sentence in the window; ``logs`` is the folder the crash dialog can open.
    """

    arrived = Signal(object)

    def __init__(self, window: QWidget, say: Callable[[str], object], logs: Path) -> None:
        super().__init__(window)
        self._window, self._say, self._logs = window, say, logs
        self._dialog: QDialog | None = None
        self.arrived.connect(self.show)

    def catch_all(self) -> None:
        """Have uncaught exceptions of all threads end here too."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self.arrived.emit(args.exc_value)

    @Slot(object)
    def show(self, error: BaseException) -> None:
        """Show an error where it belongs."""
        match error:
            case Cancelled():
                pass
            case AppError():
                log.info("refused: %s", type(error).__name__)
                self._say(str(error))
            case _:
                self._report(error)

    def _uncaught(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
        else:
            self.arrived.emit(error)

    def _report(self, error: BaseException) -> None:
        """Log it, and show one report at a time: a bug in painting would bring hundreds."""
        from app.ui.crash_dialog import CrashDialog, report

        log.error("a bug\n%s", report(error))
        if self._dialog is None:
            self._dialog = CrashDialog(error, self._logs, self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    @Slot()
    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
