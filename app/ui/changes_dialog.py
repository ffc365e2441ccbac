"""Everything that was done to the book, by whom and when; what still stands can be taken back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui import formats, icons
from app.ui.customer.history_words import records
from app.ui.customer.nothing import Nothing
from app.ui.later import later
from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.services.book import changes
    from app.services.book.changes import Action
    from app.services.book.database import Committed
else:
    changes = later("app.services.book.changes")

PAGE = 200  # actions read at once
SIZE = (860, 540)


class ChangesDialog(QDialog):
    """The newest first. Undo takes one action back, unless what it touched was changed since."""

    undo_wanted = Signal(int)  # a change set

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Changes to this book"))
        self.resize(*SIZE)
        self._tasks, self._today = tasks, today
        self._rows: list[Action] = []
        self._build()
        tasks.changed.connect(self._changed)
        self._read()

    def _build(self) -> None:
        self.table: Table[Any] = Table("changes", _("Changes to this book"), self._columns())
        self.table.current_changed.connect(self._judge)
        filtering = SearchField(_("Filter changes…"))
        filtering.textChanged.connect(self.table.filter_by)
        filtering.left_down.connect(self.table.setFocus)
        self._undo = QPushButton(icons.icon("undo"), _("Undo this"), autoDefault=False)
        self._undo.setEnabled(False)
        self._undo.clicked.connect(self._take_back)
        self._older = QPushButton(_("Show older ones"), autoDefault=False)
        self._older.setProperty("look", "link")
        self._older.clicked.connect(self._read_older)
        self._older.hide()
        self._trouble = ErrorLine()
        hint = QLabel(
            _("Of changes older than 90 days only who made them is kept; they cannot be undone.")
        )
        hint.setProperty("look", "caption")
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(Space.M)
        for part in (self._undo, self._older):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(filtering)
        column.addLayout(self._room(), 1)
        column.addWidget(self._trouble)
        column.addWidget(hint)
        column.addLayout(foot)
        self.table.setFocus()

    def _room(self) -> QStackedLayout:
        """Return the place of the table, and of what is said where it would be empty."""
        self._empty = Nothing(
            _("Nothing has been changed by hand yet"),
            _("What is imported has its history in the import."),
        )
        self._stack = QStackedLayout()
        for part in (self.table, self._empty):
            self._stack.addWidget(part)
        return self._stack

    def _columns(self) -> list[Column[Any]]:
        return [
            Column("at", _("When"), lambda r: self._when(r.at), sort=lambda r: r.id, width=136),
            Column("actor", _("Who"), lambda r: r.actor or _("Nobody signed in"), width=136),
            Column("label", _("What"), _label, tooltip=_label, width=260, strong=True,
                   stretch=True),
            Column("records", _("Touched"), lambda r: records(r.records),
                   sort=lambda r: r.records, width=96),
        ]  # fmt: skip

    def _when(self, at: datetime) -> str:
        here = at.astimezone()
        return f"{formats.day_and_month(here.date(), self._today())}, {formats.clock(here)}"

    @Slot(object)
    def _changed(self, committed: "Committed") -> None:
        if committed.change_set is not None:
            self._read()

    def _read(self) -> None:
        self._tasks.read(changes.recent, PAGE, done=self._show, replaces=self)

    @Slot()
    def _read_older(self) -> None:
        self._tasks.read(changes.recent, PAGE, self._rows[-1].id, done=self._add, replaces=self)

    @Slot(object)
    def _show(self, rows: "Sequence[Action]") -> None:
        self._rows = []
        self._add(rows)

    @Slot(object)
    def _add(self, rows: "Sequence[Action]") -> None:
        self._rows += rows
        self._older.setVisible(len(rows) == PAGE)
        self.table.set_rows(self._rows)
        self._stack.setCurrentWidget(self.table if self._rows else self._empty)
        self._judge(self.table.current_id())

    @Slot(object)
    def _judge(self, wanted: int | None) -> None:
        """Allow undoing what still stands and is not an undo itself."""
        row = next((row for row in self._rows if row.id == wanted), None)
        self._undo.setEnabled(row is not None and not (row.undone or row.is_undo))

    @Slot()
    def _take_back(self) -> None:
        self._trouble.say("")
        self.undo_wanted.emit(self.table.current_id())

    @Slot(object)
    def refuse(self, error: Exception) -> None:
        """Say why an action was not taken back."""
        self._trouble.say(str(error))


def _label(row: "Action") -> str:
    label = row.label or _("Without a name")
    if row.is_undo:
        return _("Undone: {what}").format(what=label)
    return _("{what} (undone)").format(what=label) if row.undone else label
