"""The pairs of customers that may be one: each is merged, or told apart for good."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.services.errors import AppError
from app.ui import formats, icons
from app.ui.actions import with_keys
from app.ui.customer.roomy_table import RoomyTable
from app.ui.customers import merge_kinds
from app.ui.customers.merge_dialog import MergeDialog
from app.ui.later import later
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.customers import duplicates
    from app.services.customers.duplicates import Candidate, Pair
else:
    duplicates = later("app.services.customers.duplicates")

SIZE = (920, 520)
APART_KEY = "N"
WATCHED = frozenset({"customers", "contacts", "distinctions"})


class DuplicatesDialog(QDialog):
    """Enter merges the current pair, N says that they are not the same; both can be undone."""

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find duplicates"))
        self.resize(*SIZE)
        self._tasks, self._today = tasks, today
        self._build()
        tasks.changed.connect(self._changed)
        self._find()

    def _build(self) -> None:
        self.found = QLabel(_("Comparing your customers…"))
        self.found.setProperty("look", "muted")
        self.table = RoomyTable("duplicates", _("Customers that may be one"), _columns())
        self.table.opened.connect(self._merge)
        self.table.current_changed.connect(self._judge)
        QShortcut(QKeySequence(APART_KEY), self.table, self._tell_apart).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        self.none = EmptyState(
            "check",
            _("No duplicates found"),
            _("Customers that share a name, a domain or a telephone number would be listed here."),
        )
        self._stack = QStackedWidget()
        for part in (QWidget(), self.table, self.none):
            self._stack.addWidget(part)
        self.trouble = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.found)
        column.addWidget(self._stack, 1)
        column.addWidget(self.trouble)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.merge = QPushButton(icons.icon("link"), _("Merge…"), autoDefault=False)
        self.merge.setToolTip(with_keys(_("Merge…"), "Return"))
        self.merge.clicked.connect(self._merge)
        self.apart = QPushButton(_("Not the same"), autoDefault=False)
        self.apart.setToolTip(with_keys(_("Not the same"), APART_KEY))
        self.apart.clicked.connect(self._tell_apart)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        for part in (self.merge, self.apart):
            part.setEnabled(False)
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    def _find(self) -> None:
        self._tasks.read(duplicates.find, done=self._show, replaces=self)

    @Slot(object)
    def _show(self, pairs: "Sequence[Pair]") -> None:
        here = self.table.currentIndex().row()
        self.table.set_rows(pairs)
        self._stack.setCurrentWidget(self.table if pairs else self.none)
        for part in (self.found, self.merge, self.apart):
            part.setVisible(bool(pairs))
        many = ngettext("{n} pair that may be one", "{n} pairs that may be one", len(pairs))
        self.found.setText(many.format(n=formats.number(len(pairs))))
        if pairs and self.table.current_id() is None:
            self.table.selectRow(min(max(here, 0), len(pairs) - 1))
            self.table.setFocus()
        self._judge()

    @Slot()
    def _judge(self) -> None:
        chosen = self.table.current_id() is not None and self._stack.currentWidget() is self.table
        self.merge.setEnabled(chosen)
        self.apart.setEnabled(chosen)

    @Slot()
    def _merge(self) -> None:
        pair = self.table.current_id()
        if pair is not None:
            MergeDialog(self._tasks, merge_kinds.customers(), pair, self._today, self).open()

    @Slot()
    def _tell_apart(self) -> None:
        pair = self.table.current_id()
        if pair is not None:
            self.trouble.say("")
            self._tasks.write(duplicates.tell_apart, *pair, self._today(), failed=self._refused)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    @Slot(object)
    def _changed(self, committed: "Committed") -> None:
        if not committed.tables.isdisjoint(WATCHED):
            self._find()


def _columns() -> list[Column[Any]]:
    return [
        Column("one", _("Customer"), lambda r: _named(r.one), tooltip=lambda r: _named(r.one),
               width=270, strong=True),
        Column("other", _("May be the same as"), lambda r: _named(r.other),
               tooltip=lambda r: _named(r.other), width=270, strong=True),
        Column("reasons", _("Why"), _reasons, tooltip=_reasons, width=240, stretch=True),
    ]  # fmt: skip


def _named(one: "Candidate") -> str:
    return f"{one.name} ({one.city})" if one.city else one.name


def _reasons(row: "Pair") -> str:
    return " · ".join(row.reasons)
