"""Corrects an interaction, or takes it away."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import AppError, Conflict, Invalid
from app.ui import actions, meanwhile
from app.ui.later import later
from app.ui.logging.correction_pane import CorrectionPane
from app.ui.logging.pane import Subject
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.customers import interactions
    from app.services.customers.interactions import LogContext, LogDraft
else:
    interactions = later("app.services.customers.interactions")

WIDTH = 720


class EditDialog(QDialog):
    """``load(id)`` opens it once the entry is read. Esc leaves everything as it was."""

    saved = Signal()

    def __init__(
        self, tasks: Tasks, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Correct an entry"))
        self.setMinimumWidth(WIDTH)
        self._tasks, self._clock = tasks, now
        self._zone: ZoneInfo | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self._column.setSpacing(Space.M)

    def load(self, interaction_id: int) -> None:
        """Read an interaction and open."""
        self._tasks.read(interactions.load, interaction_id, done=self._loaded)

    @Slot()
    def save(self) -> None:
        """Store what was corrected, and close."""
        if not self.button.isEnabled():
            return
        action, values = self.pane.store(Subject(None, ""))
        self.pane.forgive()
        self._said.say("")
        self.button.setEnabled(False)
        refused = partial(self._refused, values[0])
        self._tasks.write(action, *values, done=self._saved, failed=refused)

    @Slot()
    def delete(self) -> None:
        """Take the entry away; the toast brings it back."""
        if self._draft.id is not None and self.button.isEnabled():
            self.button.setEnabled(False)
            refused = partial(self._refused, self._draft)
            self._tasks.write(interactions.delete, self._draft.id, done=self._saved, failed=refused)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    @Slot(object)
    def _loaded(self, draft: "LogDraft") -> None:
        self._draft = draft
        self.pane = CorrectionPane(draft, self._now)
        self._build(draft.customer)
        self.pane.done.connect(self.save)
        self.open()
        self.pane.note.setFocus()
        self._tasks.read(interactions.context, draft.customer_id, done=self._knows)

    @Slot(object)
    def _knows(self, context: "LogContext") -> None:
        self._zone = ZoneInfo(context.zone)
        self.pane.know(context.people)

    def _build(self, customer: str) -> None:
        title = QLabel(customer)
        title.setProperty("look", "title")
        delete = QPushButton(_("Delete"), autoDefault=False)
        delete.setProperty("look", "quiet")
        delete.clicked.connect(self.delete)
        self.button = QPushButton(_("Save"), autoDefault=False)
        self.button.setProperty("look", "main")
        self.button.setToolTip(actions.with_keys(_("Save"), "Ctrl+Return"))
        self.button.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        foot = QHBoxLayout()
        foot.addWidget(delete)
        foot.addStretch(1)
        foot.addWidget(self.button)
        self._column.addWidget(title)
        self._column.addWidget(self.pane, 1)
        self._said = ErrorLine()
        self._column.addWidget(self._said)
        self._column.addLayout(foot)

    @Slot(object)
    def _saved(self, _nothing: object) -> None:
        self.saved.emit()
        self.accept()

    def _refused(self, draft: "LogDraft", error: Exception) -> None:
        self.button.setEnabled(True)
        if isinstance(error, Conflict) and draft.id is not None:
            compare = partial(self._compare, draft)
            self._tasks.read(interactions.load, draft.id, done=compare)
        elif isinstance(error, Invalid) and self.pane.refuse(error.field, str(error)):
            return
        elif isinstance(error, AppError):  # a full disk, or a drive that is gone
            self._said.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _compare(self, mine: "LogDraft", theirs: "LogDraft") -> None:
        """Show what was changed meanwhile; the next Save builds on it."""
        self._said.say(meanwhile.sentence(seen=self.pane.catch_up(mine, theirs)))
