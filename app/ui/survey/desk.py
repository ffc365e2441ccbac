"""Opens the window in which surveys are asked; made once, so that what was begun waits in it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.ui.application import Application
    from app.ui.survey.window import SurveyWindow


class Surveys(QObject):
    """Knows the program only to ask for its parts."""

    def __init__(self, program: "Application") -> None:
        super().__init__(program)
        self._program = program
        self._window: SurveyWindow | None = None

    def ask(self, customer_id: int | None = None) -> None:
        """Open the survey, for the customer that is shown unless another is named."""
        self.window().open_for(customer_id or self._program.window.customer_shown())

    def window(self) -> "SurveyWindow":
        """Return the one window in which surveys are asked."""
        from app.ui.survey.window import SurveyWindow

        if self._window is None:
            program = self._program
            self._window = SurveyWindow(program.tasks, lambda: datetime.now(UTC), program.window)
        return self._window
