"""The story of a customer as a list: grows at both ends, and tells what each step was worth."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.language import _
from app.ui import formats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from app.services.customers.timeline import Record, TimelineRow
    from app.services.customers.trajectories import EffectRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
WORTH_ROLE = Qt.ItemDataRole.UserRole + 1  # points, or None where it moved nothing
NEW_DAY_ROLE = Qt.ItemDataRole.UserRole + 2  # whether the day is another than above

Step = tuple[str, int, date]


class TimelineModel(QAbstractListModel):
    """Rows come a page at a time, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TimelineRow] = []
        self._worth: Mapping[Step, float] = {}

    @property
    def rows(self) -> "Sequence[TimelineRow]":
        """Return what is loaded."""
        return self._rows

    def set_rows(self, rows: "Iterable[TimelineRow]") -> None:
        """Begin anew with these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add_older(self, rows: "Sequence[TimelineRow]") -> None:
        """Go on below."""
        if rows:
            self.beginInsertRows(ROOT, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def add_newer(self, rows: "Sequence[TimelineRow]") -> None:
        """Go on above."""
        if rows:
            self.beginInsertRows(ROOT, 0, len(rows) - 1)
            self._rows[:0] = rows
            self.endInsertRows()

    def put(self, records: "Collection[Record]", rows: "Iterable[TimelineRow]") -> None:
        """Show these rows of some records, each in its order, in place of theirs until now."""
        coming = {row.place: row for row in rows}
        for n in reversed(range(len(self._rows))):
            place = self._rows[n].place
            if (self._rows[n].kind, self._rows[n].id) not in records:
                continue
            if place in coming:
                self._rows[n] = coming.pop(place)
                continue
            self.beginRemoveRows(ROOT, n, n)
            del self._rows[n]
            self.endRemoveRows()
        for place, row in coming.items():
            below = (n for n, one in enumerate(self._rows) if one.place < place)
            n = next(below, len(self._rows))
            self.beginInsertRows(ROOT, n, n)
            self._rows.insert(n, row)
            self.endInsertRows()
        self._all_changed()  # another row may begin a day now

    def tell_worth(self, steps: "Iterable[EffectRow]") -> None:
        """Say how many points the facts moved the level by."""
        worth: defaultdict[Step, float] = defaultdict(float)
        for step in steps:
            worth[step.kind, step.id, step.day] += step.points
        self._worth = worth
        self._all_changed()

    def place_of(self, day: date, kind: str = "", record_id: int = 0) -> int | None:
        """Return the row of a record on or next before a day, or of the first row not after it."""
        for n, row in enumerate(self._rows):
            if kind and (row.kind, row.id) == (kind, record_id) and row.day <= day:
                return n
        return next((n for n, row in enumerate(self._rows) if row.day <= day), None)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return row.text if len(row.text) > TOOLTIP else None
            case _ if role == ROW_ROLE:
                return row
            case _ if role == WORTH_ROLE:
                return self._worth.get((row.kind, row.id, row.day))
            case _ if role == NEW_DAY_ROLE:
                return index.row() == 0 or self._rows[index.row() - 1].day != row.day
        return None

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _spoken(self, row: "TimelineRow") -> str:
        parts = [formats.long_day(row.day), row.title, row.contacts, row.text]
        worth = self._worth.get((row.kind, row.id, row.day))
        if worth is not None:
            parts.append(_("{points} points").format(points=formats.signed(worth)))
        return ", ".join(part for part in parts if part)


TOOLTIP = 60  # letters that every window has room for
