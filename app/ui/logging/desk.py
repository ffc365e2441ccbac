"""Opens the windows in which one writes down: the quick log, and how we rate ourselves."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.ui.application import Application
    from app.ui.logging.window import QuickLog

NAME = "log"


class Logging(QObject):
    """For the customer that is shown, unless another is named."""

    def __init__(self, program: "Application") -> None:
        super().__init__(program)
        self._program = program
        self._window: QuickLog | None = None
        program.unfinished.expect(NAME, self.take_up)

    def log(self, customer_id: int | None = None) -> None:
        """Open the quick log."""
        self.window().open_for(customer_id or self._program.window.customer_shown())

    def log_feedback(self, customer_id: int | None = None) -> None:
        """Open the quick log for what a customer told us."""
        self.window().open_feedback(customer_id or self._program.window.customer_shown())

    def rate_ourselves(self) -> None:
        """Open the dialog in which we rate our own service."""
        from app.ui.insights.rating_dialog import RatingDialog

        program = self._program
        dialog = RatingDialog(program.tasks, program.today, program.books.you(), program.window)
        dialog.open_for(program.window.customer_shown())

    def take_up(self, said: Mapping[str, Any]) -> None:
        """Have again what was begun before a crash, or before the program ended."""
        from app.ui.logging import begun

        begun.take_up(self.window(), said)

    def window(self) -> "QuickLog":
        """Return the one quick log; what was begun in it waits there."""
        from app.ui.logging import begun
        from app.ui.logging.window import QuickLog

        if self._window is None:
            program = self._program
            self._window = QuickLog(
                program.tasks, lambda: datetime.now(UTC), program.window, program.books.you
            )
            program.unfinished.watch(NAME, self._window, partial(begun.said, self._window))
        return self._window
