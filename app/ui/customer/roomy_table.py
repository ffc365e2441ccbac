"""A table whose widest column takes what room is left, but never less than it needs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from app.ui.table import Table
from app.ui.table_model import Column


class RoomyTable(Table[Any]):
    """Where the others leave too little for the column that stretches, the table scrolls."""

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        parent: QWidget | None = None,
    ) -> None:
        self._widest = next((n for n, column in enumerate(columns) if column.stretch), None)
        self._least = 0 if self._widest is None else columns[self._widest].width
        super().__init__(name, title, columns, parent)

    @override
    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self.make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """Stretch the widest column, or give it what it needs at the least."""
        if self._widest is None:
            return
        header = self.horizontalHeader()
        widths = (header.sectionSize(n) for n in range(header.count()) if n != self._widest)
        wide = self.viewport().width() - sum(widths) >= self._least
        mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.Interactive
        if header.sectionResizeMode(self._widest) != mode:
            header.setSectionResizeMode(self._widest, mode)
            if not wide:
                header.resizeSection(self._widest, self._least)
