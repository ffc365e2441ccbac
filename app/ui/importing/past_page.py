"""The imports of this book so far; any of them can be taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui import formats, icons
from app.ui.later import later
from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.importing import past
    from app.services.importing.past import BatchRow
else:
    past = later("app.services.importing.past")


class PastPage(QWidget):
    """`undo_wanted` carries the batch."""

    undo_wanted = Signal(int)
    given_up = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._rows: dict[int, BatchRow] = {}
        self._said = QLabel(wordWrap=True)
        self._said.hide()
        self._trouble = ErrorLine()
        self._table = Table["BatchRow"]("imports", _("Earlier imports"), _columns())
        self._table.current_changed.connect(self._current_changed)
        self._none = QLabel(_("Nothing was imported into this book yet."))
        self._none.setProperty("look", "muted")
        title = QLabel(_("Earlier imports"))
        title.setProperty("look", "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (title, self._none, self._said):
            column.addWidget(part)
        column.addWidget(self._table, 1)
        column.addWidget(self._trouble)
        column.addLayout(self._footer())
        self.setFocusProxy(self._table)

    def reload(self) -> None:
        """Ask the book."""
        self._tasks.read(past.overview, done=self._show)

    def say_undone(self, sentence: str) -> None:
        """Say what became of the records."""
        self._trouble.say("")
        self._said.setText(sentence)
        self._said.show()
        self.reload()

    def refuse(self, sentence: str) -> None:
        """Say why it could not be undone."""
        self._trouble.say(sentence)
        self._current_changed(self._table.current_id())

    @Slot(object)
    def _show(self, rows: "list[BatchRow]") -> None:
        self._rows = {row.id: row for row in rows}
        self._table.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if rows and self._table.current_id() is None:
            self._table.go_to(rows[0].id)
        self._current_changed(self._table.current_id())

    @Slot(object)
    def _current_changed(self, batch: int | None) -> None:
        row = self._rows.get(batch) if batch is not None else None
        self._undo.setEnabled(row is not None and not row.undone)

    def _undo_it(self) -> None:
        batch = self._table.current_id()
        if batch is not None:
            self._undo.setEnabled(False)
            self.undo_wanted.emit(batch)

    def _footer(self) -> QHBoxLayout:
        back = QPushButton(icons.icon("back"), _("Back"))
        back.clicked.connect(self.given_up)
        self._undo = QPushButton(icons.icon("undo"), _("Undo this import"))
        self._undo.setEnabled(False)
        self._undo.clicked.connect(self._undo_it)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self._undo)
        for button in (back, self._undo):
            button.setAutoDefault(False)
        return row


def _columns() -> "list[Column[BatchRow]]":
    return [
        Column(
            "at",
            _("When"),
            lambda row: (
                f"{formats.day(row.at.astimezone().date())} {formats.clock(row.at.astimezone())}"
            ),
            sort=lambda row: row.at,
            width=150,
        ),
        Column("files", _("Files"), lambda row: ", ".join(row.files), stretch=True),
        Column(
            "created",
            _("New"),
            lambda row: formats.number(row.created),
            sort=lambda row: row.created,
            align="end",
            width=80,
        ),
        Column(
            "updated",
            _("Changed"),
            lambda row: formats.number(row.updated),
            sort=lambda row: row.updated,
            align="end",
            width=80,
        ),
        Column("state", _("State"), lambda row: _("undone") if row.undone else "", width=90),
    ]
