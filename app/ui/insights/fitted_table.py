"""A table that leaves out its last columns where there is no room for all of them."""

from typing import Any, Generic, TypeVar

from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from app.ui.table import Table

LEAST = 168  # width of the column that takes what the others leave

Row = TypeVar("Row", bound=Any)


class FittedTable(Table[Row], Generic[Row]):
    """Columns stand in the order of their weight; what the user hid stays hidden."""

    _left_out: frozenset[int] = frozenset()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = self.all_columns()
        shown = [
            n for n in range(len(columns)) if not self.isColumnHidden(n) or n in self._left_out
        ]
        needed = {n: LEAST if columns[n].stretch else columns[n].width for n in shown}
        left_out: set[int] = set()
        while len(shown) > 2 and sum(needed[n] for n in shown) > self.viewport().width():
            last = next(n for n in reversed(shown) if not columns[n].stretch)
            shown.remove(last)
            left_out.add(last)
        for n in left_out ^ self._left_out:
            self.setColumnHidden(n, n in left_out)
        self._left_out = frozenset(left_out)
