"""The list itself: arrows walk across the sections, Enter does, letters do the rest."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from app.services.today.rows import Worklist, WorkRow
from app.ui.today.delegate import WorkDelegate
from app.ui.today.model import Line, More, WorkModel

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WorkList(QListView):
    """Says what the user wants of a line; what that means is the page's affair."""

    step_wanted = Signal(object)  # WorkRow
    menu_wanted = Signal(object, QPoint)  # WorkRow, where on the screen
    key_pressed = Signal(object, str)  # WorkRow, the letter
    more_wanted = Signal(object)  # Section
    painted = Signal()  # once, when lines are first seen

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = WorkModel(self)
        self._delegate = WorkDelegate(self, self._model)
        self._was_painted = False
        self.setAccessibleName(name)
        self.setProperty("look", "plain")
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_list(self, worklist: Worklist) -> None:
        """Show another list; the chosen line stays chosen, or the one in its place."""
        if worklist != self._model.worklist:
            self._kept_in_place(lambda: self._model.show_list(worklist))

    def take(self, row: WorkRow) -> None:
        """Take out a line that was dealt with."""
        self._kept_in_place(lambda: self._model.take(row.id))

    def current(self) -> Line | None:
        """Return the chosen line."""
        index = self.currentIndex()
        return self._model.lines[index.row()] if index.isValid() else None

    def choose(self, line_id: str) -> None:
        """Choose a line by its id, if it is there."""
        row = self._model.find(line_id)
        if row is not None:
            self.setCurrentIndex(self._model.index(row))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if not self._was_painted and self._model.lines:
            self._was_painted = True
            self.painted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, letter = self.current(), event.text().lower()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        does = event.key() in ENTER or (isinstance(line, WorkRow) and letter.isalpha())
        if does and plain and event.isAutoRepeat():
            return  # the next line has moved up under a key that is still held down
        if event.key() in ENTER and plain:
            self._do(line)
        elif isinstance(line, WorkRow) and plain and letter.isalpha():
            self.key_pressed.emit(line, letter)
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Home) and self._is_first():
                self.scrollToTop()

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        index = self.indexAt(e.position().toPoint())
        if e.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._clicked(index, e.position().toPoint())

    @override
    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        """Do nothing more than the click did: a second one would hit the line that moved up."""

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self.current()
        if isinstance(line, WorkRow):
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            below = self.visualRect(self.currentIndex()).bottomLeft()
            where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
            self.menu_wanted.emit(line, where)

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._delegate.forget()

    def below(self, row: WorkRow) -> QPoint:
        """Return where a menu of this line opens."""
        at = self._model.find(row.id)
        rect = self.visualRect(self._model.index(at or 0))
        return self.viewport().mapToGlobal(self._delegate.step_rect(row, rect).bottomLeft())

    def _clicked(self, index: QModelIndex, where: QPoint) -> None:
        line, rect = self._model.lines[index.row()], self.visualRect(index)
        if isinstance(line, More):
            self._do(line)
        elif isinstance(line, WorkRow):
            if self._delegate.step_rect(line, rect).contains(where):
                self._do(line)
            elif self._delegate.menu_rect(line, rect).contains(where):
                self.menu_wanted.emit(line, self.viewport().mapToGlobal(where))

    def _do(self, line: Line | None) -> None:
        if isinstance(line, WorkRow):
            self.step_wanted.emit(line)
        elif isinstance(line, More):
            self.more_wanted.emit(line.section)

    def _is_first(self) -> bool:
        return self.currentIndex().row() == 1

    def _kept_in_place(self, change: Callable[[], None]) -> None:
        """Change the lines without moving the eye: the place and the chosen line stay."""
        row, line = self.currentIndex().row(), self.current()
        scrolled = self.verticalScrollBar().value()
        change()
        found = self._model.find(line.id) if isinstance(line, WorkRow | More) else None
        chosen = self._next_to(row) if found is None else found
        if chosen is not None:
            self.setCurrentIndex(self._model.index(chosen))
        self.verticalScrollBar().setValue(scrolled)

    def _next_to(self, row: int) -> int | None:
        """Return the line that took this place, or the last before it; the first of all for -1."""
        lines = [n for n, line in enumerate(self._model.lines) if isinstance(line, WorkRow | More)]
        return next((n for n in lines if n >= row), lines[-1] if lines else None)
