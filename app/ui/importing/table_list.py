"""The tables of an import, each with what would become of it."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.language import _
from app.ui import icons, theme
from app.ui.importing import words
from app.ui.importing.draft import Decided
from app.ui.tokens import Ink, Size, Space

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PICTURE = 18
HEIGHT = 52


class TablesModel(QAbstractListModel):
    """Gives each table to the delegate, and all of it in words to a screen reader."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tables: list[Decided] = []

    def show_tables(self, tables: list[Decided]) -> None:
        """Show these; who was current stays so if it is the same list."""
        if tables is self.tables:
            self.dataChanged.emit(self.index(0), self.index(len(tables) - 1))
            return
        self.beginResetModel()
        self.tables = tables
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.tables)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        table = self.tables[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return table.look.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{table.look.name}: {state(table)[2]}"
        return None


class TableDelegate(QStyledItemDelegate):
    """A picture, the table's name, and its state."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue] - painted below

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, TablesModel):
            return
        table = model.tables[index.row()]
        icon, ink, words_ = state(table)
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs
        top = box.top() + (HEIGHT - PICTURE) // 2
        picture = QRect(box.left() + Space.M, top, PICTURE, PICTURE)
        icons.icon(icon, ink).paint(painter, picture)
        look = theme.tokens()
        left = picture.right() + Space.M
        room = box.right() - left - Space.S
        name_ink = look.muted if table.is_left_out() else look.text
        for text, size, colour, y in (
            (table.look.name, Size.BODY, name_ink, box.top() + Space.S),
            (words_, Size.CAPTION, look.muted, box.top() + HEIGHT // 2),
        ):
            font = theme.font(size)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, y, room, metrics.height()), 0, shown)


class TableList(QListView):
    """One line per table; the current one is shown beside the list."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TablesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(TableDelegate(self))
        self.setAccessibleName(_("Tables to import"))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_tables(self, tables: list[Decided]) -> None:
        """Show these, and stay where the user is."""
        row = self.currentIndex().row()
        self._model.show_tables(tables)
        if tables and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(min(max(row, 0), len(tables) - 1)))

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())


def state(table: Decided) -> tuple[str, Ink, str]:
    """Return a picture, its ink, and what to say of a table."""
    if table.look.trouble:
        return "error", "bad", _("Cannot be read")
    if table.is_left_out():
        return "close", "muted", _("Left out")
    kind = words.kinds().get(table.kind, "")
    if table.question():
        return "help", "warn", kind or _("What does it hold?")
    if table.understood is None:
        return "clock", "muted", kind
    report = table.understood.report
    ok = not report.rejected
    return "check" if ok else "alert", "good" if ok else "warn", words.counts([report])
