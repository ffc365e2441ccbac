"""A table as a spreadsheet user likes it: sorted, filtered while typing, worked by keyboard."""

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from app.ui.table_model import ID_ROLE, Column, TableModel
from app.ui.tokens import ROW_HEIGHT

Row = TypeVar("Row", bound=Any)
Index = QModelIndex | QPersistentModelIndex
FLAGS = QItemSelectionModel.SelectionFlag
ROWS = FLAGS.Rows


class Table(QTableView, Generic[Row]):
    """Lines of one kind. Enter or a double click opens, the menu key asks what else can be done.

    Its state is kept under ``name``; ``title`` is what a screen reader says of it.
    """

    opened = Signal(object)  # the row's id
    current_changed = Signal(object)  # the row's id, or None
    menu_wanted = Signal(object, QPoint)  # the row's id and where, in screen coordinates

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._model = TableModel[Row](columns, self)
        self._current: Any = None
        self._chosen: list[Any] = []
        self.setModel(self._model)
        self._behave()
        self._lay_out_columns()
        self.activated.connect(self._open)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._go_back)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; who was current stays current, and the view stays where it was."""
        top = self.verticalScrollBar().value()
        self._model.set_rows(rows)
        self.verticalScrollBar().setValue(top)

    def filter_by(self, text: str) -> None:
        """Show only rows with all these words."""
        self._model.filter_by(text)

    def sort_by(self, key: str, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the column of this key."""
        keys = [column.key for column in self._model.columns]
        self.sortByColumn(keys.index(key), order)

    def go_to(self, row_id: Hashable, *, scroll: bool = True) -> bool:
        """Make this row the current one, if it is shown."""
        row = self._model.find(row_id)
        if row < 0:
            return False
        self.selectionModel().setCurrentIndex(
            self._model.index(row, 0), FLAGS.ClearAndSelect | ROWS
        )
        if scroll:
            self.scrollTo(self.currentIndex())
        return True

    def current_id(self) -> Any:
        """Return the id of the current row, or None."""
        return self.currentIndex().data(ID_ROLE)

    def selected_ids(self) -> list[Any]:
        """Return the ids of all selected rows, from top to bottom."""
        chosen = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [index.data(ID_ROLE) for index in chosen]

    def rows_shown(self) -> list[Row]:
        """Return the rows as they stand on the screen: filtered and sorted (for an export)."""
        return list(self._model.rows)

    def all_columns(self) -> Sequence[Column[Row]]:
        """Return all columns, hidden ones too, in the order they were given."""
        return self._model.columns

    def columns_shown(self) -> list[Column[Row]]:
        """Return the columns the user sees, in the user's order."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(n) for n in range(header.count()))
        return [self._model.columns[n] for n in order if not self.isColumnHidden(n)]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt takes Enter only where no platform says otherwise; a Mac renames instead
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)

    def _lay_out_columns(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        for n, column in enumerate(self._model.columns):
            self.setColumnWidth(n, column.width)
            if column.stretch:
                header.setSectionResizeMode(n, QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _remember(self) -> None:
        self._current, self._chosen = self.current_id(), self.selected_ids()

    @Slot()
    def _go_back(self) -> None:
        """Choose again what was chosen before the rows changed places.

        A model that begins anew takes the current row away without a word: if the row is no longer
        shown, it is told here.
        """
        if self._current is not None and not self.go_to(self._current, scroll=False):
            self.current_changed.emit(None)
        if len(self._chosen) > 1:
            for row_id in self._chosen:
                index = self._model.index(self._model.find(row_id), 0)
                self.selectionModel().select(index, FLAGS.Select | ROWS)

    @Slot(QModelIndex)
    def _open(self, index: Index) -> None:
        self.opened.emit(index.data(ID_ROLE))

    @Slot(QPoint)
    def _ask_menu(self, where: QPoint) -> None:
        if self.current_id() is not None:
            self.menu_wanted.emit(self.current_id(), self.viewport().mapToGlobal(where))

    @Slot(QModelIndex, QModelIndex)
    def _tell_current(self, index: Index, _before: Index) -> None:
        self.current_changed.emit(index.data(ID_ROLE))

    @Slot(QPoint)
    def choose_columns(self, where: QPoint) -> None:
        """Offer, at this place of the screen, which columns are seen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for n, column in enumerate(self._model.columns):
            if column.optional:
                action = menu.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(not self.isColumnHidden(n))
                action.toggled.connect(lambda seen, n=n: self.setColumnHidden(n, not seen))
        menu.popup(where)

    @Slot(QPoint)
    def _choose_columns(self, where: QPoint) -> None:
        self.choose_columns(self.horizontalHeader().mapToGlobal(where))
