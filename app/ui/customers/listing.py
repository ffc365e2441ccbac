"""The table of customers: its cells, its room, and what a row's menu offers."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.language import _
from app.ui import icons
from app.ui.customer.roomy_table import RoomyTable
from app.ui.customers import columns as listed
from app.ui.customers.cells import StandingDelegate
from app.ui.customers.selection_bar import PAIR, SelectionBar
from app.ui.widgets.spark import SparkDelegate

if TYPE_CHECKING:
    from app.ui.customers.columns import Clock


class CustomerTable(RoomyTable):
    """Enter opens, Delete deletes, the menu key offers the rest."""

    log_wanted = Signal(int)
    edit_wanted = Signal(int)
    merge_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, today: "Clock", bar: SelectionBar, parent: QWidget | None = None) -> None:
        super().__init__("customers", _("Customers"), listed.columns(today), parent)
        self._bar = bar
        keys = [column.key for column in self.all_columns()]
        self.setItemDelegateForColumn(keys.index("level"), StandingDelegate(self))
        self.setItemDelegateForColumn(keys.index("spark"), SparkDelegate(self))
        for key in listed.HIDDEN:
            self.setColumnHidden(keys.index(key), True)
        self.sort_by("name")
        self.menu_wanted.connect(self._open_menu)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.delete_wanted)

    def sorting(self) -> tuple[str, bool]:
        """Return the key of the column sorted by, and whether downwards."""
        header = self.horizontalHeader()
        section = max(0, header.sortIndicatorSection())
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return self.all_columns()[section].key, down

    @Slot(object, QPoint)
    def _open_menu(self, customer_id: Any, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = len(self.selected_ids()) == 1
        for text, icon, signal in (
            (_("Open"), "right", self.opened),
            (_("Log…"), "plus", self.log_wanted),
            (_("Edit…"), "edit", self.edit_wanted),
        ):
            if one:
                action = menu.addAction(text)
                if icon != "right":
                    action.setIcon(icons.icon(icon))
                action.triggered.connect(partial(_say, signal, customer_id))
        menu.addSeparator()
        menu.addMenu(self._bar.owner_menu(menu))
        menu.addMenu(self._bar.stage_menu(menu))
        if len(self.selected_ids()) == PAIR:
            merge = menu.addAction(icons.icon("link"), _("Merge…"))
            merge.triggered.connect(lambda _checked=False: self.merge_wanted.emit())
        menu.addSeparator()
        delete = menu.addAction(icons.icon("trash"), _("Delete"))
        delete.triggered.connect(lambda _checked=False: self.delete_wanted.emit())
        menu.popup(where)


def _say(signal: Any, customer_id: int, _checked: bool = False) -> None:
    signal.emit(customer_id)
