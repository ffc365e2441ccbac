"""One list of a customer's records: added, edited, deleted in place, all by keyboard."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui import icons
from app.ui.actions import with_keys
from app.ui.customer.editor import Editor, Store
from app.ui.customer.nothing import Nothing
from app.ui.customer.roomy_table import RoomyTable
from app.ui.customer.section import Section, Verb, Window
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.customers import details
else:
    details = later("app.services.customers.details")

NEW_KEY = "N"


class RecordList(QWidget):
    """Enter edits, N adds, Delete deletes; the keys of other actions stand in their tooltips."""

    add_wanted = Signal()  # where the section itself has no form

    def __init__(
        self,
        tasks: Tasks,
        section: Section,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.section = section
        self._tasks, self._today = tasks, today
        self._customer: int | None = None
        self._wanted: int | None = None
        self._build()

    def show_customer(self, customer_id: int) -> None:
        """Show the records of a customer."""
        if customer_id != self._customer:
            self.table.set_rows(())
        self._customer = customer_id
        self._tasks.read(
            self.section.read, customer_id, self._today(), done=self._show, replaces=self
        )

    def go_to(self, record_id: int) -> None:
        """Make a record the current one, now or as soon as it is there."""
        self._wanted = None if self.table.go_to(record_id) else record_id

    def buttons(self) -> list[QPushButton]:
        """Return the buttons of what can be done here, for the line above the list."""
        return self._buttons

    @Slot()
    def add(self) -> None:
        """Ask for a new record."""
        if self.section.new is None:
            self.add_wanted.emit()
        elif self._customer is not None:
            self._ask(self.section.new, self._customer, self.section.add)

    @Slot(object)
    def edit(self, record_id: int) -> None:
        """Open a record's form."""
        if self.section.load is not None:
            self._ask(self.section.load, record_id, self.section.edit)

    def _build(self) -> None:
        section = self.section
        self.table = RoomyTable(
            f"customer {section.key}", section.title, section.columns(self._today)
        )
        self.table.opened.connect(self.edit)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.current_changed.connect(self._judge)
        self._verbs = list(section.verbs)
        if section.delete is not None:
            self._verbs.append(Verb(_("Delete"), "Del", self._delete_one, icon="trash"))
        self._buttons = [self._verb_button(verb) for verb in self._verbs]
        self._buttons += [self._window_button(window) for window in section.windows]
        if section.add:
            self._buttons.append(self._add_button())
            self._shortcut(NEW_KEY, self.add)
        adds = section.add if section.add else ""
        self._empty = Nothing(section.empty, section.hint, adds, self.add if adds else None)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(below)
        self.setFocusProxy(self.table)
        self._judge(None)

    def _verb_button(self, verb: Verb) -> QPushButton:
        button = QPushButton(verb.text)
        button.setProperty("look", "quiet")
        if verb.icon:
            button.setIcon(icons.icon(verb.icon))
        button.setToolTip(with_keys(verb.text, verb.key))
        button.clicked.connect(partial(self._do, verb))
        if verb.key:
            self._shortcut(verb.key, partial(self._do, verb))
        return button

    def _window_button(self, window: Window) -> QPushButton:
        button = QPushButton(icons.icon(window.icon), window.text)
        button.setProperty("look", "quiet")
        button.setToolTip(with_keys(window.text, window.key))
        button.clicked.connect(partial(self._look, window))
        self._shortcut(window.key, partial(self._look, window))
        return button

    def _look(self, window: Window, _checked: bool = False) -> None:
        row = self._current()
        if row is not None:
            window.open(self._tasks, row.id, self._today, self)

    def _add_button(self) -> QPushButton:
        button = QPushButton(icons.icon("plus"), self.section.add)
        button.setToolTip(with_keys(self.section.add, NEW_KEY))
        button.clicked.connect(self.add)
        return button

    def _shortcut(self, keys: str, do: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(do)

    @Slot(object)
    def _show(self, rows: Sequence[Any]) -> None:
        self.table.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        self.setFocusProxy(self.table if rows else self._empty)
        if self._wanted is not None:
            self.go_to(self._wanted)
            self._wanted = None
        self._judge(self.table.current_id())

    @Slot(object)
    def _judge(self, _record_id: int | None) -> None:
        """Allow what can be done with the current record."""
        row = self._current()
        for verb, button in zip(self._verbs, self._buttons, strict=False):
            button.setEnabled(row is not None and verb.applies(row))
        for button in self._buttons[len(self._verbs) :][: len(self.section.windows)]:
            button.setEnabled(row is not None)

    def _current(self) -> Any:
        wanted = self.table.current_id()
        return next((row for row in self.table.rows_shown() if row.id == wanted), None)

    def _do(self, verb: Verb, _checked: bool = False) -> None:
        row = self._current()
        if row is not None and verb.applies(row):
            self._tasks.write(verb.do, row.id, self._today())

    def _delete_one(self, session: Any, record_id: int, _today: date) -> None:
        if self.section.delete is not None:
            self.section.delete(session, record_id)

    @Slot(object, QPoint)
    def _open_menu(self, record_id: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self._current()
        if self.section.load is not None:
            menu.addAction(_("Edit…")).triggered.connect(lambda _checked: self.edit(record_id))
        for verb in self._verbs:
            action = menu.addAction(verb.text)
            action.setEnabled(row is not None and verb.applies(row))
            action.triggered.connect(partial(self._do, verb))
        for window in self.section.windows:
            menu.addAction(window.text).triggered.connect(partial(self._look, window))
        menu.popup(where)

    def _ask(self, draft: Callable[..., Any], key: int, title: str) -> None:
        """Read what the form needs, all at once, and open it."""
        if self._customer is not None:
            self._tasks.read(
                _form, draft, key, self._customer, self._today(), done=partial(self._open, title)
            )

    def _open(self, title: str, needed: tuple[Any, Any]) -> None:
        draft, offers = needed
        section = self.section
        if section.fields is None or section.save is None:
            return
        fields = section.fields(offers)
        store = Store(section.save, section.load)
        editor = Editor(self._tasks, title, fields, draft, store, self._today(), self)
        editor.saved.connect(self._saved)
        editor.open()

    @Slot(object)
    def _saved(self, record_id: object) -> None:
        if isinstance(record_id, int):
            self.go_to(record_id)


def _form(
    session: Any, draft: Callable[..., Any], key: int, customer_id: int, today: date
) -> tuple[Any, Any]:
    """Return a draft and what its form offers; runs on the worker."""
    return draft(session, key), details.offers(session, customer_id, today)
