"""What every page of the main window is: a widget that reloads itself when its data changed."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book.database import Committed


class Page(QWidget):
    """Subclasses name the tables they show in `watches` and fetch them in `reload`."""

    watches: ClassVar[frozenset[str]] = frozenset()

    customer_wanted = Signal(int)  # the window opens this customer's page
    counted = Signal(object)  # int for the badge in the sidebar, or None for no badge

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stale = True
        tasks.changed.connect(self._on_changed)
        tasks.replaced.connect(self._on_replaced)

    def take_note(self, committed: "Committed | None") -> None:
        """Learn what a commit did before `reload`; None is another book. Most reload all of it."""

    def reload(self) -> None:
        """Fetch what the page shows."""
        raise NotImplementedError

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_if_seen()

    @Slot(object)
    def _on_changed(self, committed: "Committed") -> None:
        self.take_note(committed)
        self._stale |= not committed.tables.isdisjoint(self.watches)
        self._reload_if_seen()

    @Slot()
    def _on_replaced(self) -> None:
        self.take_note(None)
        self._stale = True
        self._reload_if_seen()

    def _reload_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()
