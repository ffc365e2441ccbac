"""The tables of a section, one at a time; chips choose where there are several."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui import formats
from app.ui.insights.fitted_table import FittedTable
from app.ui.insights.specs import TableSpec
from app.ui.tokens import Space


class TableSet(QWidget):
    """Rows open their facts by Enter; a table is made when the first insight is there."""

    opened = Signal(object)  # the row
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, specs: Sequence[TableSpec], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._specs, self._name = specs, name
        self._currency: str | None = None
        self._rows: dict[str, Any] = {}
        self.tables: list[FittedTable[Any]] = []
        self._chips = QButtonGroup(self)
        self._rule = QLabel(wordWrap=True)
        self._rule.setProperty("look", "caption")
        self._stack = QStackedLayout()
        self._insight: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(self._row_of_chips())
        column.addWidget(self._rule)
        column.addLayout(self._stack, 1)

    def show_insight(self, insight: Any) -> None:
        """Show the rows of every table."""
        self._insight = insight
        currency = getattr(insight, "currency", "")
        if currency != self._currency:
            self._currency = currency
            self._make_tables(insight)
        self._rows = {}
        for number, (spec, table) in enumerate(zip(self._specs, self.tables, strict=True)):
            rows = spec.rows(insight)
            self._rows |= {row.id: row for row in rows}
            table.set_rows(rows)
            if rows and table.current_id() is None:
                table.go_to(rows[0].id, scroll=False)
            title = _("{title} {n}").format(title=spec.title, n=formats.number(len(rows)))
            self._chips.button(number).setText(title)
        self._say_rule()

    def row(self, row_id: str) -> Any:
        """Return the row of this id in any of the tables, or None."""
        return self._rows.get(row_id)

    def name_of(self, row: Any) -> str:
        """Return what a row is called: the first of its columns."""
        for table in self.tables:
            if row in table.rows_shown():
                return str(table.all_columns()[0].text(row))
        return ""

    def show_table(self, number: int) -> None:
        """Show one of the tables."""
        self._chips.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        if self.tables:
            self.setFocusProxy(self.tables[number])
        self._say_rule()

    def _row_of_chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        for number, spec in enumerate(self._specs):
            chip = QToolButton()
            chip.setProperty("look", "chip")
            chip.setText(spec.title)
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            chip.setVisible(len(self._specs) > 1)
            self._chips.addButton(chip, number)
            row.addWidget(chip)
        row.addStretch(1)
        self._chips.idClicked.connect(self.show_table)
        return row

    def _make_tables(self, insight: Any) -> None:
        for table in self.tables:
            self._stack.removeWidget(table)
            table.deleteLater()
        self.tables = []
        for number, spec in enumerate(self._specs):
            name = f"insights_{self._name}_{number}"
            table = FittedTable[Any](name, spec.title, spec.columns(insight))
            table.opened.connect(self._open)
            table.menu_wanted.connect(self._offer)
            self._stack.addWidget(table)
            self.tables.append(table)
        self.show_table(max(self._chips.checkedId(), 0))

    def _say_rule(self) -> None:
        spec = self._specs[max(self._chips.checkedId(), 0)]
        rule = ""
        if self._insight is not None:
            nobody = "" if spec.rows(self._insight) else _("Nothing stands here at the moment.")
            rule = " ".join(filter(None, (nobody, spec.rule(self._insight))))
        self._rule.setText(rule)
        self._rule.setVisible(bool(rule))

    @Slot(object)
    def _open(self, row_id: str) -> None:
        self.opened.emit(self._rows[row_id])

    @Slot(object, QPoint)
    def _offer(self, row_id: str, where: QPoint) -> None:
        self.menu_wanted.emit(self._rows[row_id], where)
