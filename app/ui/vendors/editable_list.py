"""A list whose lines are edited beside it: new by a button, Enter edits, Delete deletes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui import icons
from app.ui.saving import Saver
from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.vendors.editor import Editor
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.section_title import SectionTitle


@dataclass(frozen=True)
class Kind:
    """One kind of record: its words, its columns, and the services that do the work.

    ``further`` names what else can be done with the current line: `EditableList.further_wanted`.
    """

    name: str
    icon: str
    title: str
    new: str
    empty: str
    empty_detail: str
    columns: Sequence[Column[Any]]
    draft: Callable[..., Any]
    load: Callable[..., Any]
    save: Callable[..., Any]
    delete: Callable[..., Any]
    further: str = ""


class EditableList(QWidget):
    """Shows rows and hands what is edited to the services of its kind.

    ``hints`` stand below the fields of these names.
    """

    further_wanted = Signal(object)  # the row of the current line

    def __init__(
        self,
        tasks: Tasks,
        kind: Kind,
        fields: Sequence[tuple[str, str, QWidget]],
        hints: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._kind = tasks, kind
        self._rows: dict[Any, Any] = {}
        self._wanted: int | None = None  # the record to be edited, once it is loaded
        self.table: Table[Any] = Table(kind.name, kind.title, kind.columns)
        self.editor = Editor()
        self._saver = Saver(tasks, self.editor, kind.save, self._theirs)
        self._saver.kept.connect(self._kept)
        for name, label, field in fields:
            self.editor.form.add(name, label, field, (hints or {}).get(name, ""))
        self._build()
        self.setFocusProxy(self.table)

    @Slot(object)
    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.table.set_rows(rows)
        self._title.set_count(len(rows))
        self._stack.setCurrentIndex(0 if rows else 1)
        self._rows = {row.id: row for row in rows}
        self._follow(self.table.current_id())

    @Slot()
    def add(self) -> None:
        """Open the editor for a new record."""
        self._wanted = None
        self.editor.edit(self._kind.draft(), self._kind.new)

    @Slot(object)
    def edit(self, row_id: int) -> None:
        """Open the editor for a record of the list."""
        self._wanted = row_id
        self._tasks.read(self._kind.load, row_id, done=self._edit_loaded)

    @Slot()
    def delete_selected(self) -> None:
        """Take the selected records out of sight; the toast offers to undo it."""
        chosen = self.table.selected_ids()
        if chosen:
            self._wanted = None
            self.editor.hide()
            self._tasks.write(self._kind.delete, chosen)

    @Slot()
    def do_further(self) -> None:
        """Ask for what else can be done with the current line."""
        row = self._rows.get(self.table.current_id())
        if row is not None:
            self.further_wanted.emit(row)

    def _build(self) -> None:
        new = QPushButton(self._kind.new)
        new.setIcon(icons.icon("plus"))
        new.clicked.connect(self.add)
        self._further = QPushButton(self._kind.further)
        self._further.setVisible(bool(self._kind.further))
        self._further.clicked.connect(self.do_further)
        self._title = SectionTitle(self._kind.title, self._further, new)
        empty = EmptyState(
            self._kind.icon, self._kind.empty, self._kind.empty_detail, self._kind.new, self.add
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addLayout(self._stack, 1)
        row.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._title)
        column.addLayout(row, 1)
        self.table.opened.connect(self.edit)
        self.table.current_changed.connect(self._follow)
        self.table.menu_wanted.connect(self._offer)
        self.editor.left.connect(self.table.setFocus)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.setAutoRepeat(False)
        delete.activated.connect(self.delete_selected)

    @Slot(object)
    def _follow(self, row_id: int | None) -> None:
        self._further.setEnabled(row_id in self._rows)

    @Slot(object)
    def _edit_loaded(self, draft: Any) -> None:
        if draft.id == self._wanted:
            self.editor.edit(draft, draft.name)

    def _theirs(self, session: Any, draft: Any) -> Any:
        return self._kind.load(session, draft.id) if draft.id is not None else None

    @Slot(object, object)
    def _kept(self, _draft: Any, row_id: int) -> None:
        self.table.go_to(row_id)

    @Slot(object, QPoint)
    def _offer(self, row_id: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = menu.addAction(icons.icon("edit"), _("Edit"))
        edit.setShortcut(QKeySequence("Return"))
        edit.triggered.connect(lambda: self.edit(row_id))
        if self._kind.further:
            menu.addAction(icons.icon("note"), self._kind.further).triggered.connect(
                self.do_further
            )
        delete = menu.addAction(icons.icon("trash"), _("Delete"))
        delete.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        delete.triggered.connect(self.delete_selected)
        menu.popup(where)
