"""The one table of everything that can be done from anywhere: menus, palette and help use it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.language import _
from app.ui import icons

Group = Literal["file", "edit", "go", "view", "help"]
Keys = QKeySequence.StandardKey | str
Role = QAction.MenuRole
STANDARD = QKeySequence.StandardKey


@dataclass(frozen=True)
class ActionSpec:
    """One line of the table. Ctrl in ``keys`` means ⌘ on a Mac; ``gap`` draws a line before it."""

    id: str
    group: Group
    text: str
    keys: Keys = ""
    icon: str = ""
    gap: bool = False
    role: Role = Role.NoRole
    checkable: bool = False


WITHOUT_BOOK = frozenset(
    {
        *("new_book", "open_book", "open_sample", "template", "restore", "quit"),
        *("light", "dark", "system", "full_screen", "shortcuts", "logs", "about"),
    }
)


WHILE_LOCKED = frozenset({"quit", "light", "dark", "system", "full_screen", "shortcuts", "about"})


def table() -> tuple[ActionSpec, ...]:
    """Return all actions; a page's own entry in Go comes from its `PageSpec`."""
    return (
        ActionSpec("log", "file", _("Log…"), "Ctrl+L", "plus"),
        ActionSpec("log_feedback", "file", _("Log feedback…"), "Ctrl+Shift+L", "feedback"),
        ActionSpec("survey", "file", _("Ask a survey…"), "Ctrl+Shift+S", "survey"),
        ActionSpec("rate", "file", _("Rate ourselves…"), "", "survey"),
        ActionSpec("new_customer", "file", _("New customer…"), "Ctrl+Shift+N", "customers"),
        ActionSpec("new_book", "file", _("New book…"), STANDARD.New, "book", gap=True),
        ActionSpec("open_book", "file", _("Open book…"), STANDARD.Open, "folder"),
        ActionSpec("open_sample", "file", _("Look at the sample company"), "", "book"),
        ActionSpec("import", "file", _("Import…"), "Ctrl+I", "import", gap=True),
        ActionSpec("template", "file", _("Save a workbook to fill in…"), "", "note"),
        ActionSpec("export", "file", _("Export everything…"), "Ctrl+Shift+E", "export"),
        ActionSpec("export_list", "file", _("Export this list…"), "Ctrl+E", "export"),
        ActionSpec("report", "file", _("Report as PDF…"), STANDARD.Print, "note"),
        ActionSpec("back_up", "file", _("Back up now"), "Ctrl+Shift+B", "copy", gap=True),
        ActionSpec("restore", "file", _("Restore from a backup…"), "", "undo"),
        ActionSpec("lock", "file", _("Lock now"), "Ctrl+Shift+K", "lock", gap=True),
        ActionSpec("quit", "file", _("Quit"), STANDARD.Quit, "", gap=True, role=Role.QuitRole),
        ActionSpec("undo", "edit", _("Undo"), STANDARD.Undo, "undo"),
        ActionSpec("redo", "edit", _("Redo"), STANDARD.Redo, "redo"),
        ActionSpec("changes", "edit", _("Changes to this book…"), "Ctrl+Shift+H", "clock"),
        ActionSpec("find", "edit", _("Find anything…"), "Ctrl+K", "search", gap=True),
        ActionSpec("filter", "edit", _("Filter this list"), STANDARD.Find, "filter"),
        ActionSpec("duplicates", "edit", _("Find duplicates…"), "", "customers"),
        ActionSpec("back", "go", _("Back"), STANDARD.Back, "back", gap=True),
        ActionSpec("light", "view", _("Light"), "", "", checkable=True),
        ActionSpec("dark", "view", _("Dark"), "", "", checkable=True),
        ActionSpec("system", "view", _("As the system"), "", "", checkable=True),
        ActionSpec("full_screen", "view", _("Full screen"), STANDARD.FullScreen, "", gap=True),
        ActionSpec("shortcuts", "help", _("Keyboard shortcuts"), "Ctrl+/", "keyboard"),
        ActionSpec("logs", "help", _("Open log folder"), "", "folder"),
        ActionSpec("about", "help", _("About Rapport"), "", "info", gap=True, role=Role.AboutRole),
    )


def titles() -> dict[Group, str]:
    """Return the menus from left to right."""
    return {
        "file": _("&File"),
        "edit": _("&Edit"),
        "go": _("&Go"),
        "view": _("&View"),
        "help": _("&Help"),
    }


class Actions(QObject):
    """The table made live. An action that nobody does yet is not shown anywhere."""

    def __init__(self, window: QWidget, specs: Iterable[ActionSpec]) -> None:
        super().__init__(window)
        self.specs = tuple(specs)
        self._actions = {spec.id: self._made(spec) for spec in self.specs}
        self._done: set[str] = set()
        self._book_open = True
        window.addActions(list(self._actions.values()))

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def on(self, action_id: str, do: Callable[[], object]) -> QAction:
        """Say what an action does; from now on it is in the menu and in the palette."""
        action = self._actions[action_id]
        action.triggered.connect(lambda _checked=False: do())
        self._done.add(action_id)
        action.setVisible(True)
        action.setEnabled(self._book_open or action_id in WITHOUT_BOOK)
        return action

    def set_book_open(self, is_open: bool) -> None:
        """Allow what works on a book only while there is one."""
        self._book_open = is_open
        for spec in self.specs:
            may_be = is_open or spec.id in WITHOUT_BOOK
            self._actions[spec.id].setEnabled(may_be and spec.id in self._done)

    def lock(self) -> None:
        """Allow only what shows nothing and changes nothing, until `set_book_open` is called."""
        for spec in self.specs:
            if spec.id not in WHILE_LOCKED:
                self._actions[spec.id].setEnabled(False)

    def everything(self) -> list[tuple[ActionSpec, QAction]]:
        """Return all actions, also those that cannot be done now."""
        return [(spec, self._actions[spec.id]) for spec in self.specs]

    def available(self) -> list[tuple[ActionSpec, QAction]]:
        """Return what can be done right now, in the order of the menus."""
        return [(s, a) for s, a in self.everything() if a.isVisible() and a.isEnabled()]

    def fill(self, bar: QMenuBar) -> None:
        """Put a menu for each group into the menu bar."""
        for group, title in titles().items():
            menu = bar.addMenu(title)
            for spec in self.specs:
                if spec.group == group:
                    if spec.gap:
                        menu.addSeparator()
                    menu.addAction(self._actions[spec.id])
                    self._actions[spec.id].visibleChanged.connect(partial(_tidy, menu))
            _tidy(menu)

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.id)
        action.setShortcuts(sequences(spec.keys))
        action.setAutoRepeat(False)  # a key held down does it once
        action.setMenuRole(spec.role)
        action.setCheckable(spec.checkable)
        action.setIcon(icons.icon(spec.icon) if spec.icon else QIcon())
        action.setVisible(False)
        action.setEnabled(False)
        return action


def sequences(keys: Keys) -> list[QKeySequence]:
    """Return every key sequence that does it; what is standard on the system comes from there."""
    if isinstance(keys, str):
        return [QKeySequence(keys)] if keys else []
    return QKeySequence.keyBindings(keys)


def spoken(keys: Keys) -> str:
    """Return the first key sequence as people of this system write it: "Ctrl+K" or "⌘K"."""
    found = sequences(keys)
    return found[0].toString(QKeySequence.SequenceFormat.NativeText) if found else ""


def native(action: QAction) -> str:
    """Return an action's key as people of this system write it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(text: str, keys: Keys) -> str:
    """Return a tooltip: what it does, and its key."""
    keys = spoken(keys)
    return _("{what} ({keys})").format(what=text, keys=keys) if keys else text


def doubled(specs: Sequence[ActionSpec]) -> list[str]:
    """Return the key sequences that two actions claim."""
    claimed = [seq.toString() for spec in specs for seq in sequences(spec.keys)]
    return sorted({keys for keys in claimed if claimed.count(keys) > 1})


def _tidy(menu: QMenu) -> None:
    """Hide the menu itself where nothing in it can be done."""
    menu.menuAction().setVisible(any(a.isVisible() and not a.isSeparator() for a in menu.actions()))
