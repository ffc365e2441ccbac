"""What the palette lists: commands at once, then what the book holds, in groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction
from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.actions import Actions, native
from app.ui.table_model import folded

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LINE_ROLE = Qt.ItemDataRole.UserRole
MOST_COMMANDS = 5

ICONS = {
    "customer": "customers",
    "contact": "contact",
    "interaction": "note",
    "ticket": "ticket",
    "promise": "promise",
    "feedback": "feedback",
    "contract": "contract",
    "vendor": "vendors",
}


class FoundRow(Protocol):
    """One thing that a search found; any dataclass with these will do."""

    @property
    def kind(self) -> str:
        """Which table of the book it is from, as "customer" or "ticket"."""
        ...

    @property
    def id(self) -> int:
        """Its own id."""
        ...

    @property
    def customer_id(self) -> int | None:
        """The customer it belongs to, or None."""
        ...

    @property
    def customer(self) -> str:
        """That customer's name."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def snippet(self) -> str:
        """The words around what matched."""
        ...

    @property
    def day(self) -> date | None:
        """When it was."""
        ...


@dataclass(frozen=True)
class Line:
    """One line of the palette: a heading, a command, or something found."""

    title: str
    whose: str = ""
    snippet: str = ""
    aside: str = ""
    icon: str = ""
    action: QAction | None = None
    found: FoundRow | None = None

    @property
    def heading(self) -> bool:
        """Whether this only names the group that follows."""
        return self.action is None and self.found is None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(
            part for part in (self.title, self.whose, self.snippet, self.aside) if part
        )


def commands(actions: Actions, text: str) -> list[Line]:
    """Return the commands whose words begin like the typed ones; a few of them for no text."""
    words = folded(text).split()
    lines = [
        Line(
            action.text().removesuffix("…"), "", "", native(action), spec.icon or "command", action
        )
        for spec, action in actions.available()
        if spec.id not in ("find", "quit")
    ]
    fitting = [line for line in lines if _fits(line.title, words)]
    return fitting[:MOST_COMMANDS] if words else fitting


def grouped(commands: Sequence[Line], found: Sequence[FoundRow]) -> list[Line]:
    """Return the lines with a heading before each group."""
    lines: list[Line] = []
    if commands:
        lines += [Line(_("Commands")), *commands]
    for kind in dict.fromkeys(row.kind for row in found):
        lines.append(Line(_heading(kind)))
        lines += [_line(row) for row in found if row.kind == kind]
    return lines


def _fits(title: str, words: Sequence[str]) -> bool:
    ours = folded(title).split()
    return all(any(own.startswith(word) for own in ours) for word in words)


def _heading(kind: str) -> str:
    names = {
        "customer": _("Customers"),
        "contact": _("Contacts"),
        "interaction": _("Conversations and notes"),
        "ticket": _("Tickets"),
        "promise": _("Promises"),
        "feedback": _("Feedback"),
        "contract": _("Contracts"),
        "vendor": _("Vendors"),
    }
    return names.get(kind, kind.capitalize())


def _line(row: FoundRow) -> Line:
    other = "" if row.customer == row.title else row.customer
    aside = formats.day(row.day) if row.day else ""
    snippet = " ".join(row.snippet.split())
    return Line(row.title, other, snippet, aside, ICONS.get(row.kind, "note"), found=row)


class PaletteModel(QAbstractListModel):
    """The lines; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def set_lines(self, lines: list[Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line of this row."""
        return self._lines[row]

    def next_choice(self, row: int, step: int) -> int:
        """Return the next row that can be chosen from ``row`` on, or ``row`` at the end."""
        at = row + step
        while 0 <= at < len(self._lines):
            if not self._lines[at].heading:
                return at
            at += 1 if step > 0 else -1
        return row

    @property
    def choices(self) -> int:
        """How many lines can be chosen."""
        return sum(not line.heading for line in self._lines)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case _ if role == LINE_ROLE:
                return line
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = self._lines[index.row()].heading
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)


Search = Callable[[str, Callable[[Sequence[FoundRow]], object]], object]
