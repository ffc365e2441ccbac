"""The answers to our questions: the newest first, those nobody has looked at marked as new."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui import formats, icons
from app.ui.feedback import words
from app.ui.feedback.card_delegate import FACE_INKS
from app.ui.later import later
from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Ink, Space
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.services.feedback import answers
    from app.services.feedback.answers import AnswerRow
else:
    answers = later("app.services.feedback.answers")


class AnswersView(QWidget):
    """A table with what can be done about its selected lines."""

    customer_wanted = Signal(int)

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today
        self._rows: dict[int, AnswerRow] = {}
        self.search = SearchField(_("Filter answers…"))
        self.table: Table[AnswerRow] = Table("answers", _("Answers"), self._columns())
        self.search.searched.connect(self.table.filter_by)
        self.search.left_down.connect(self.table.setFocus)
        self._seen = QPushButton(icons.icon("check"), _("Mark as seen"))
        self._seen.setToolTip(_("Mark as seen (S)"))
        self._seen.clicked.connect(self._see)
        self._loop = QPushButton(icons.icon("feedback"), _("Open loop"))
        self._loop.setToolTip(_("Put this answer on the board (B)"))
        self._loop.clicked.connect(self._open_loop)
        self._seen.setEnabled(False)
        self._loop.setEnabled(False)
        self.table.opened.connect(self._open_customer)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        for key, do in (("S", self._see), ("B", self._open_loop)):
            shortcut = QShortcut(QKeySequence(key), self.table, do, autoRepeat=False)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()

    def show_rows(self, rows: "Sequence[AnswerRow]") -> None:
        """Show these answers."""
        self._rows = {row.id: row for row in rows}
        self.table.set_rows(rows)
        for part in (self._above, self.table):
            part.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._allow()

    def new(self) -> int:
        """Return how many answers nobody has looked at yet."""
        return sum(row.new for row in self._rows.values())

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            "survey",
            _("No answers in the last half year."),
            _("What customers answer, on the phone or in an import, stands here to be looked at."),
        )
        self._empty.hide()
        self._above = QWidget()
        above = QHBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(Space.S)
        above.addWidget(self.search, 1)
        above.addWidget(self._seen)
        above.addWidget(self._loop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._above)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self.table)

    def _columns(self) -> "list[Column[AnswerRow]]":
        today = self._today
        return [
            Column("state", _("New"), _state, width=60, ink=_state_ink),
            Column(
                "day", _("When"), lambda row: formats.distance(row.occurred_on, today()),
                sort=lambda row: row.occurred_on, width=104,
            ),
            Column(
                "score", _("Answer"), words.score, sort=lambda row: row.feeling, width=130,
                icon=lambda row: icons.icon(f"feeling{row.feeling}", FACE_INKS[row.feeling]),
            ),
            Column("customer", _("Customer"), lambda row: row.customer, strong=True, width=170),
            Column("contact", _("Contact"), lambda row: row.contact, width=120),
            Column(
                "comment", _("Comment"), lambda row: " ".join(row.comment.split()), stretch=True
            ),
        ]  # fmt: skip

    @Slot()
    def _allow(self) -> None:
        chosen = [self._rows[number] for number in self.table.selected_ids()]
        self._seen.setEnabled(any(row.seen_on is None for row in chosen))
        self._loop.setEnabled(len(chosen) == 1 and not chosen[0].has_loop)

    @Slot()
    def _see(self) -> None:
        if self._seen.isEnabled():
            self._tasks.write(answers.see, self.table.selected_ids(), self._today())

    @Slot()
    def _open_loop(self) -> None:
        if self._loop.isEnabled():
            self._tasks.write(answers.open_loop, self.table.current_id(), self._today())

    @Slot(object)
    def _open_customer(self, row_id: int) -> None:
        self.customer_wanted.emit(self._rows[row_id].customer_id)

    @Slot(object, QPoint)
    def _open_menu(self, row_id: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open customer"), lambda: self._open_customer(row_id))
        seen = menu.addAction(f"{_('Mark as seen')}\tS", self._see)
        seen.setEnabled(self._seen.isEnabled())
        loop = menu.addAction(f"{_('Open loop')}\tB", self._open_loop)
        loop.setEnabled(self._loop.isEnabled())
        menu.popup(where)


def _state(row: "AnswerRow") -> str:
    if row.has_loop:
        return _("loop")
    if row.new:
        return _("new")
    return _("seen") if row.seen_on else ""


def _state_ink(row: "AnswerRow") -> Ink:
    return "accent" if row.new and not row.has_loop else "muted"
