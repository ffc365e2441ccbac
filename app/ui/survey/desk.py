"""Opens the window in which surveys are asked; made once, so that what was begun waits in it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.ui.application import Application
    from app.ui.survey.window import SurveyWindow

NAME = "survey"


class Surveys(QObject):
    """Knows the program only to ask for its parts."""

    def __init__(self, program: "Application") -> None:
        super().__init__(program)
        self._program = program
        self._window: SurveyWindow | None = None
        program.unfinished.expect(NAME, self.take_up)

    def ask(self, customer_id: int | None = None) -> None:
        """Open the survey, for the customer that is shown unless another is named."""
        self.window().open_for(customer_id or self._program.window.customer_shown())

    def take_up(self, said: Mapping[str, Any]) -> None:
        """Have again what was begun before a crash, or before the program ended."""
        from app.ui.survey import begun

        begun.take_up(self.window(), said)

    def window(self) -> "SurveyWindow":
        """Return the one window in which surveys are asked."""
        from app.ui.survey import begun
        from app.ui.survey.window import SurveyWindow

        if self._window is None:
            program = self._program
            self._window = SurveyWindow(program.tasks, lambda: datetime.now(UTC), program.window)
            program.unfinished.watch(NAME, self._window, partial(begun.said, self._window))
        return self._window
