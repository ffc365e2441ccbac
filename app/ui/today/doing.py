"""What the steps of Today's lines do to the book."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services.today.rows import Section, Step, WorkRow
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.contracts import steps
    from app.services.feedback import answers, loops
    from app.services.today import worklist
    from app.services.trust import promises
else:
    answers = later("app.services.feedback.answers")
    loops = later("app.services.feedback.loops")
    promises = later("app.services.trust.promises")
    steps = later("app.services.contracts.steps")
    worklist = later("app.services.today.worklist")


class Doing(QObject):
    """Writes what was done about a line; a line that is dealt with leaves at once."""

    left = Signal(object)  # WorkRow
    failed = Signal(object)  # the exception; lines that left wrongly have to come back

    def __init__(self, tasks: Tasks, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today

    def does(self, row: WorkRow) -> bool:
        """Do the line's own step, if it is one that writes; say whether it was."""
        actions = {
            Step.KEPT: promises.keep,
            Step.TOLD: loops.tell,
            Step.CONFIRMED: loops.confirm,
            Step.LOOP: answers.open_loop,
            Step.ASKED: worklist.asked,
            Step.DONE: steps.finish,
        }
        if row.step is Step.SEEN:
            self.see(row)
        elif row.step in actions:
            self._write(row, actions[row.step], row.ref, self._today())
        else:
            return False
        return True

    def see(self, row: WorkRow) -> None:
        """Say that an answer was looked at."""
        self._write(row, answers.see, [row.ref], self._today())

    def break_promise(self, row: WorkRow) -> None:
        """Own up that a promise will not be kept."""
        self._write(row, promises.break_, row.ref, self._today())

    def move_promise(self, row: WorkRow, day: date) -> None:
        """Note that a later day was agreed with the customer."""
        self._write(row, promises.move, row.ref, day, self._today())

    def put_off(self, row: WorkRow, day: date) -> None:
        """Take a line off the list until a day."""
        self._write(row, worklist.put_off, Section(row.section), row.ref, day, self._today())

    def _write(self, row: WorkRow, action: Callable[..., object], *args: object) -> None:
        self.left.emit(row)
        self._tasks.write(action, *args, failed=self.failed.emit)
