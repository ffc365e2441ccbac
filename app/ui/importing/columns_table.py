"""Which column of a file is taken for which field: a table whose last column is chosen from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.ui import icons, theme
from app.ui.tokens import ROW_HEIGHT, Space

if TYPE_CHECKING:
    from app.services.importing.planned import FieldChoice

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
FIELD = 2
CHEVRON = 12


class ColumnsModel(QAbstractTableModel):
    """A row per column of the file: its name, its first values, the field it is taken for."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._header: Sequence[str] = ()
        self._examples: Sequence[str] = ()
        self._choices: Sequence[FieldChoice] = ()
        self.fields: list[str] = []

    def show_table(
        self,
        header: Sequence[str],
        examples: Sequence[str],
        choices: "Sequence[FieldChoice]",
        fields: Sequence[str],
    ) -> None:
        """Show the columns of another table, or of the same as another kind."""
        self.beginResetModel()
        self._header, self._examples, self._choices = header, examples, choices
        self.fields = list(fields)
        self.endResetModel()

    def choices(self) -> list[tuple[str, str]]:
        """Return the fields that may be chosen and what to call them; the first is none."""
        offered = [(choice.name, _title(choice)) for choice in self._choices]
        return [("", _("Leave out")), *offered]

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._header)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else FIELD + 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self.fields[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return name
        if role == Qt.ItemDataRole.ForegroundRole:
            faint = index.column() == 1 or not name
            return QColor(theme.tokens().muted if faint else theme.tokens().text)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FIELD:
            return next((one.help for one in self._choices if one.name == name), None)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = index.row()
        if index.column() == 0:
            return self._header[row] or _("column {number}").format(number=row + 1)
        return self._examples[row] if index.column() == 1 else name or _("Leave out")

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if value == self.fields[index.row()]:
            return True
        if value in self.fields:  # a field is taken from one column only
            self.fields[self.fields.index(value)] = ""
        self.fields[index.row()] = value
        self.dataChanged.emit(self.index(0, FIELD), self.index(self.rowCount() - 1, FIELD))
        self.changed.emit()
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = super().flags(index)
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else plain

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Column in the file"), _("First values"), _("Is taken as"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None


class ChoiceDelegate(QStyledItemDelegate):
    """Shows that a cell can be chosen from, and the list when it is."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs
        left = box.right() - CHEVRON - Space.S
        top = box.center().y() - CHEVRON // 2
        icons.icon("chevron-down").paint(painter, QRect(left, top, CHEVRON, CHEVRON))

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QComboBox:
        combo = QComboBox(parent)
        model = index.model()
        if isinstance(model, ColumnsModel):
            for name, title in model.choices():
                combo.addItem(title, name)
        combo.activated.connect(self._settle)
        return combo

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))
            if not editor.isVisible():  # just made; it is filled again whenever a field is chosen
                editor.showPopup()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def _settle(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class ColumnsTable(QTableView):
    """Enter, F2 or a click on the last column opens the list of fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel(self)
        self.setModel(self.columns)
        self.columns.modelAboutToBeReset.connect(self._let_go)
        self.setItemDelegateForColumn(FIELD, ChoiceDelegate(self))
        self.setAccessibleName(_("Columns of the file"))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.SelectedClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        field = index.siblingAtColumn(FIELD)
        self.setCurrentIndex(field)
        self.edit(field)

    def _let_go(self) -> None:
        """Close the list that is open; Qt would commit its choice to a row that is gone."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)


def _title(choice: "FieldChoice") -> str:
    title = _("{field}: {help}").format(field=choice.name, help=choice.help)
    return _("{field} (needed)").format(field=title) if choice.required else title
