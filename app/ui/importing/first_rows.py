"""The first rows of a table as they were understood."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from app.language import _
from app.ui import theme
from app.ui.importing import words
from app.ui.tokens import ROW_HEIGHT, Space

if TYPE_CHECKING:
    from app.services.importing.planned import Understood

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LINE_WIDTH, WIDTH, WIDEST = 64, 110, 320


class FirstRowsModel(QAbstractTableModel):
    """The line in the file, then a column per field; rows that would be refused are marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Understood | None = None

    def show_table(self, table: "Understood | None") -> None:
        """Show the rows of this table, or none."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._table is None else 1 + len(self._table.fields)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._table is None:
            return None
        row = self._table.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            column = index.column()
            return str(row.line) if column == 0 else words.value(row.values[column - 1])
        if role == Qt.ItemDataRole.ForegroundRole:
            look = theme.tokens()
            plain = look.muted if index.column() == 0 else look.text
            return QColor(look.bad if row.reason else plain)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reason or None
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or self._table is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Line") if section == 0 else self._table.fields[section - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None


class FirstRows(QTableView):
    """Only to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = FirstRowsModel(self)
        self.setModel(self._rows)
        self.setAccessibleName(_("First rows"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)

    def show_table(self, table: "Understood | None") -> None:
        """Show the rows of this table, or none."""
        self._rows.show_table(table)
        for column in range(self._rows.columnCount()):
            least, most = (LINE_WIDTH, LINE_WIDTH) if column == 0 else (WIDTH, WIDEST)
            wanted = self.sizeHintForColumn(column) + Space.M
            self.setColumnWidth(column, min(max(wanted, least), most))
