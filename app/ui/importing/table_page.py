"""One table of an import: what it holds, which column is what, and how it is understood."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.ui.importing import words
from app.ui.importing.columns_table import ColumnsTable
from app.ui.importing.draft import LEFT_OUT, Decided
from app.ui.importing.first_rows import FirstRows
from app.ui.importing.refused_list import RefusedList
from app.ui.later import later
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.importing import planned
else:
    planned = later("app.services.importing.planned")

REFUSED = 2


class TablePage(QWidget):
    """`changed` is emitted when something else was decided about the table."""

    changed = Signal()

    def __init__(self, tasks: Tasks, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Decided | None = None
        self._kind = QComboBox()
        self._kind.setMinimumWidth(240)
        self._kind.addItem(_("Choose…"), "")
        for kind, title in words.kinds().items():
            self._kind.addItem(title, kind)
        self._kind.insertSeparator(self._kind.count())
        self._kind.addItem(_("Leave this table out"), LEFT_OUT)
        self._kind.activated.connect(self._kind_chosen)
        self._question = ErrorLine()
        self._columns = ColumnsTable()
        self._columns.columns.changed.connect(self._columns_chosen)
        self._rows = FirstRows()
        self._refused = RefusedList(tasks, folder)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.addTab(self._columns, _("Columns"))
        self._tabs.addTab(self._rows, _("First rows"))
        self._tabs.addTab(self._refused, _("Refused"))
        self._nothing = QStackedWidget()
        self._build()

    def show_table(self, table: Decided) -> None:
        """Show this table."""
        self._table = table
        self._kind.setCurrentIndex(max(self._kind.findData(table.kind), 0))
        self._show_columns()
        self.refresh()

    def refresh(self) -> None:
        """Show what is known of the table by now."""
        table = self._table
        if table is None:
            return
        out = table.is_left_out()
        self._question.say(table.question() if table.kind else "")
        self._row.setHidden(bool(table.look.trouble))
        if out or not table.kind:
            self._say_instead(table)
            return
        self._nothing.setCurrentWidget(self._tabs)
        self._rows.show_table(table.understood)
        count = 0
        if table.understood is not None:
            count = self._refused.show_reports([table.understood.report])
        self._tabs.setTabVisible(REFUSED, count > 0)
        title = ngettext("{n} refused", "{n} refused", count).format(n=count)
        self._tabs.setTabText(REFUSED, title)

    def _say_instead(self, table: Decided) -> None:
        if table.look.trouble:
            icon, title, detail = "error", table.look.name, table.look.trouble
        elif table.is_left_out():
            icon, title, detail = "close", _("This table is left out"), ""
        else:
            icon, title = "help", _("What does this table hold?")
            detail = _("Its columns: {columns}").format(columns=", ".join(table.look.header[:12]))
        before = self._nothing.widget(1)
        if before is not None:
            self._nothing.removeWidget(before)
            before.deleteLater()
        self._nothing.addWidget(EmptyState(icon, title, detail))
        self._nothing.setCurrentIndex(1)

    def _show_columns(self) -> None:
        table = self._table
        if table is None or not table.fields:
            return
        look = table.look
        examples = [
            ", ".join(" ".join(row[place].split())[:40] for row in look.rows if row[place])
            for place in range(len(look.header))
        ]
        fields = planned.fields_of(table.kind)
        self._columns.columns.show_table(look.header, examples, fields, table.fields)

    def _kind_chosen(self) -> None:
        if self._table is not None and self._kind.currentData() is not None:
            self._table.take_as(self._kind.currentData())
            self._show_columns()
            self.changed.emit()

    def _columns_chosen(self) -> None:
        if self._table is not None:
            self._table.fields = tuple(self._columns.columns.fields)
            self._table.understood = None
            self.changed.emit()

    def _build(self) -> None:
        label = QLabel(_("&This table holds"))
        label.setBuddy(self._kind)
        self._kind.setAccessibleName(_("What this table holds"))
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(label)
        row.addWidget(self._kind)
        row.addStretch(1)
        self._nothing.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._row)
        column.addWidget(self._question, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._nothing, 1)
