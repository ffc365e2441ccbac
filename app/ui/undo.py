"""Undo and redo of every change, said in the menu and offered where it happened."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.language import _
from app.services.errors import AppError
from app.ui.actions import Actions
from app.ui.later import later
from app.ui.mnemonics import literal
from app.ui.tasks import Tasks
from app.ui.toast import Toast

if TYPE_CHECKING:
    from app.services.book import history
    from app.services.book.database import Committed
    from app.services.book.history import Undoable
else:
    history = later("app.services.book.history")

LONGEST = 60


class Undo(QObject):
    """Watches commits: each that has a name is told in a toast with the way back."""

    not_undone = Signal(object)  # why the action chosen from the list was not taken back

    def __init__(self, tasks: Tasks, actions: Actions, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tasks, self._actions, self._toast = tasks, actions, toast
        self._taking_back = 0
        actions.on("undo", self._undo_next)
        actions.on("redo", self._redo_next)
        self._show_undo(None)
        self._show_redo(None)
        tasks.changed.connect(self._committed)
        actions.on("changes", self._show_changes)
        tasks.replaced.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Ask the book what can be undone and redone."""
        self._tasks.read(history.next_undo, done=self._show_undo, replaces="next undo")
        self._tasks.read(history.next_redo, done=self._show_redo, replaces="next redo")

    def _show_changes(self) -> None:
        from app.ui.changes_dialog import ChangesDialog

        dialog = ChangesDialog(self._tasks, _today, self._window)
        dialog.undo_wanted.connect(self._undo_one)
        self.not_undone.connect(dialog.refuse)  # which ends with the dialog
        dialog.open()

    @Slot(int)
    def _undo_one(self, change_set: int) -> None:
        self._taking_back += 1
        self._tasks.write(history.undo, change_set, done=self._undone, failed=self._not_undone_one)

    @Slot(object)
    def _not_undone_one(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._taking_back -= 1
            self.not_undone.emit(error)
        else:
            self._refused(error)

    def conceal(self) -> None:
        """Name nothing in the menu until `refresh`."""
        self._show_undo(None)
        self._show_redo(None)

    @Slot(object)
    def _committed(self, committed: "Committed") -> None:
        if committed.change_set is None:
            return
        if committed.label and not self._taking_back:
            back = partial(self._undo, committed.change_set)
            self._toast.say(_("{what}.").format(what=committed.label.rstrip(".")), back)
        self.refresh()

    def _undo_next(self) -> None:
        """Undo what is newest when its turn comes: keys are faster than answers."""
        self._taking_back += 1
        self._tasks.write(history.undo_next, done=self._undone, failed=self._refused)

    def _redo_next(self) -> None:
        self._taking_back += 1
        self._tasks.write(history.redo_next, done=self._redone, failed=self._refused)

    def _undo(self, change_set: int) -> None:
        self._taking_back += 1
        self._tasks.write(history.undo, change_set, done=self._undone, failed=self._refused)

    @Slot(object)
    def _undone(self, label: str | None) -> None:
        self._taking_back -= 1
        if label is not None:
            self._toast.say(_("Undone: {what}").format(what=label), self._redo_next)

    @Slot(object)
    def _redone(self, label: str | None) -> None:
        self._taking_back -= 1
        if label is not None:
            self._toast.say(_("Done again: {what}").format(what=label))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._taking_back -= 1
        self.refresh()
        self._tasks.failed.emit(error)

    @Slot(object)
    def _show_undo(self, waiting: "Undoable | None") -> None:
        _tell(self._actions["undo"], _("Undo"), _("Undo “{what}”"), waiting)

    @Slot(object)
    def _show_redo(self, waiting: "Undoable | None") -> None:
        _tell(self._actions["redo"], _("Redo"), _("Redo “{what}”"), waiting)


def _today() -> date:
    return datetime.now().astimezone().date()


def _tell(action: QAction, plain: str, naming: str, waiting: "Undoable | None") -> None:
    action.setEnabled(waiting is not None)
    label = waiting.label if waiting else ""
    short = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
    action.setText(naming.format(what=literal(short)) if label else plain)
