"""Find anything: customers, contacts, notes and commands, by keyboard alone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _, ngettext
from app.ui import icons
from app.ui.actions import Actions
from app.ui.palette_delegate import PaletteDelegate
from app.ui.palette_model import FoundRow, PaletteModel, Search, commands, grouped
from app.ui.table_model import folded
from app.ui.tokens import Space

WIDEST, TALLEST = 640, 460
WAIT = 60  # milliseconds of rest after a key before the book is asked
PAGE = 8

STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: PAGE,
    Qt.Key.Key_PageUp: -PAGE,
}


class Palette(QWidget):
    """Lies over the whole window; a click beside the box, or Esc, closes it.

    ``search(text, done)`` answers ``done`` with what the book holds.
    """

    chosen = Signal(object)  # the FoundRow that was picked

    def __init__(self, window: QWidget, actions: Actions, search: Search | None = None) -> None:
        super().__init__(window)
        self._window, self._actions, self._search = window, actions, search
        self._found: Sequence[FoundRow] = ()
        self._answered = ""
        self._enter_pressed = False
        self._returns_to: QWidget | None = None
        self._rest = QTimer(self, singleShot=True, interval=WAIT)
        self._rest.timeout.connect(self._ask)
        self._build()
        self.hide()
        window.installEventFilter(self)

    def open(self, text: str = "") -> None:
        """Show the palette, with something already typed if so wished."""
        self._returns_to = self._window.focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self._field.setText(text)
        self._field.setFocus()
        self._text_changed(text)

    def close_quietly(self) -> None:
        """Go back to where the user was."""
        self._rest.stop()
        self.hide()
        if self._returns_to is not None:
            self._returns_to.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fit()
        elif watched is self._field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._take_key(event)
        return False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_quietly()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 56))
        painter.end()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in STEPS:
            self._step(STEPS[Qt.Key(key)])
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _enter(self) -> None:
        index = self._list.currentIndex()
        if self._is_choice(index):
            self._pick(index)
        else:
            # typed faster than the book answered: take the first as soon as it is there
            self._enter_pressed = True

    def _step(self, step: int) -> None:
        row, direction = self._list.currentIndex().row(), 1 if step > 0 else -1
        for _n in range(abs(step)):
            row = self._model.next_choice(row, direction)
        self._list.setCurrentIndex(self._model.index(row))

    @Slot(str)
    def _text_changed(self, text: str) -> None:
        self._delegate.words = tuple(folded(text).split())
        self._enter_pressed = False
        if not text.strip():
            self._found = ()
        self._fill()
        self._rest.start()

    @Slot()
    def _ask(self) -> None:
        text = self._field.text().strip()
        if text and self._search is not None:
            self._search(text, self._take_found)
        else:
            self._take_found(())

    def _take_found(self, found: Sequence[FoundRow]) -> None:
        if not self.isVisible():
            return
        self._found, self._answered = found, self._field.text()
        self._fill()
        if self._enter_pressed and self._is_choice(self._list.currentIndex()):
            self._pick(self._list.currentIndex())

    def _fill(self) -> None:
        """List what fits; whoever has moved down stays on the same thing."""
        text = self._field.text()
        before = self._list.currentIndex()
        kept = self._model.line(before.row()) if before.row() > 1 else None
        lines = grouped(commands(self._actions, text), self._found)
        self._model.set_lines(lines)
        row = lines.index(kept) if kept in lines else self._model.next_choice(-1, 1)
        self._list.setCurrentIndex(self._model.index(row))
        self._list.setVisible(bool(lines))
        answered = bool(text.strip()) and self._answered == text
        self._nothing.setVisible(not lines and answered)
        self._nothing.setText(_("Nothing found for “{text}”.").format(text=text.strip()))
        self._fit()
        self._tell()

    def _tell(self) -> None:
        count = self._model.choices
        words = ngettext("{n} entry", "{n} entries", count).format(n=count)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._list, words))

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if not self._is_choice(index):
            return
        line = self._model.line(index.row())
        self.close_quietly()
        if line.action is not None:
            line.action.trigger()
        elif line.found is not None:
            self.chosen.emit(line.found)

    def _is_choice(self, index: QModelIndex) -> bool:
        return index.isValid() and not self._model.line(index.row()).heading

    def _build(self) -> None:
        self._box = QFrame(self)
        self._box.setProperty("look", "popup")
        self._box.setGraphicsEffect(
            QGraphicsDropShadowEffect(self._box, blurRadius=40, offset=QPointF(0, 12))
        )
        self._field = QLineEdit(placeholderText=_("Find customer, contact, note or command…"))
        self._field.setAccessibleName(_("Find anything"))
        self._field.setProperty("look", "find")
        self._field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._field.textEdited.connect(self._text_changed)
        self._field.installEventFilter(self)
        self._model = PaletteModel(self)
        self._delegate = PaletteDelegate(self)
        self._list = QListView()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setProperty("look", "plain")
        self._list.setAccessibleName(_("What was found"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._pick)
        self._nothing = QLabel()
        self._nothing.setProperty("look", "muted")
        self._nothing.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._nothing.setWordWrap(True)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        for part in (self._field, self._list, self._nothing):
            column.addWidget(part)

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(WIDEST, self.width() - 2 * Space.XL)
        lines = sum(self._list.sizeHintForRow(n) for n in range(self._model.rowCount()))
        tallest = min(TALLEST, self.height() - 160)
        self._list.setFixedHeight(min(lines + Space.XS, tallest))
        layout = self._box.layout()
        if layout is not None:
            layout.activate()
        self._box.setFixedWidth(width)
        self._box.adjustSize()
        self._box.move((self.width() - width) // 2, 72)
