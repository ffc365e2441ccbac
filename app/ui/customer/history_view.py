"""Who changed what about a customer, and when: one line for each record that was touched."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.language import _
from app.ui import formats
from app.ui.customer.history_words import told
from app.ui.customer.nothing import Nothing
from app.ui.customer.roomy_table import RoomyTable
from app.ui.later import later
from app.ui.table_model import Column
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book import changes
    from app.services.book.changes import HistoryEntry
else:
    changes = later("app.services.book.changes")


class HistoryView(QWidget):
    """The newest first; what was undone says so."""

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today
        self.table = RoomyTable("customer history", _("History"), self._columns())
        self._empty = Nothing(
            _("Nothing has been changed by hand yet"),
            _("What is imported has its history in the import."),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.table)

    def show_customer(self, customer_id: int) -> None:
        """Show the history of a customer."""
        self._tasks.read(changes.of_customer, customer_id, done=self._show, replaces=self)

    def _show(self, entries: "list[HistoryEntry]") -> None:
        self.table.set_rows(entries)
        self._stack.setCurrentWidget(self.table if entries else self._empty)

    def _columns(self) -> list[Column[Any]]:
        return [
            Column("at", _("When"), lambda r: self._when(r.at), sort=lambda r: r.at, width=150),
            Column("actor", _("Who"), lambda r: r.actor or _("Nobody signed in"), width=140),
            Column("label", _("What"), _label, width=320, strong=True, stretch=True),
            Column("changes", _("Changed"), told, tooltip=told, width=420),
        ]

    def _when(self, at: datetime) -> str:
        here = at.astimezone()
        day = formats.day_and_month(here.date(), self._today())
        return f"{day}, {formats.clock(here)}"


def _label(entry: "HistoryEntry") -> str:
    if entry.undone:
        return _("{what} (undone)").format(what=entry.label)
    return entry.label
