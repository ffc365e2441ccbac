"""Today's lines in one list: a heading, its lines, and how many more there are."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from app.services.today.rows import Section, Worklist, WorkRow
from app.ui import formats
from app.ui.today import words

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section."""

    section: Section
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class More:
    """The line that shows the rest of a section."""

    section: Section
    text: str

    @property
    def id(self) -> str:
        """What tells this line from every other."""
        return f"{self.section}:more"


Line = Heading | WorkRow | More


class WorkModel(QAbstractListModel):
    """Headings cannot be chosen, so the arrows walk from line to line across the sections."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.worklist: Worklist | None = None

    def show_list(self, worklist: Worklist) -> None:
        """Show another list."""
        self.beginResetModel()
        self.worklist = worklist
        self.lines = _lines(worklist)
        self.endResetModel()

    def take(self, line_id: str) -> None:
        """Take out a line that was dealt with, before the book says the same."""
        before = self.worklist
        row = next((row for row in before.rows if row.id == line_id), None) if before else None
        if before is not None and row is not None:
            left = tuple(one for one in before.rows if one.id != line_id)
            counts = before.counts | {row.section.value: before.counts[row.section] - 1}
            self.show_list(replace(before, rows=left, counts=counts))

    def find(self, line_id: str) -> int | None:
        """Return where a line stands now."""
        return next(
            (n for n, line in enumerate(self.lines) if getattr(line, "id", None) == line_id), None
        )

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, WorkRow):
            return "\n".join(part for part in (line.customer, line.text, line.reason) if part)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )


def _lines(worklist: Worklist) -> list[Line]:
    lines: list[Line] = []
    titles = words.titles()
    for section in Section:
        rows = [row for row in worklist.rows if row.section is section]
        count = worklist.counts.get(section.value, 0)
        if count:
            lines += [Heading(section, titles[section], count), *rows]
        if rest := count - len(rows):
            lines.append(More(section, words.more(rest)))
    return lines


def _spoken(line: Line) -> str:
    if isinstance(line, WorkRow):
        return words.spoken(line)
    if isinstance(line, More):
        return line.text
    return f"{line.title} {formats.number(line.count)}"
