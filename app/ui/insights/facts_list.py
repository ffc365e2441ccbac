"""What a figure rests on: its records or customers, each of which leads to the customer's page."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.services.insights.rows import FactRow, Facts
from app.ui import formats, icons
from app.ui.actions import with_keys
from app.ui.insights import cells
from app.ui.insights.fitted_table import FittedTable
from app.ui.tokens import Space


class FactsList(QWidget):
    """Takes the place of the tables until it is left by its button or by Esc."""

    customer_wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, FactRow] = {}
        self._title = QLabel()
        self._title.setProperty("look", "strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton(icons.icon("back"), _("Back"))
        self.back.setProperty("look", "quiet")
        self.back.setToolTip(with_keys(_("Back to the table"), "Esc"))
        self.back.clicked.connect(self.left)
        self.table = FittedTable[FactRow](
            "insight_facts", _("What the figure rests on"), _columns()
        )
        self.table.opened.connect(self._open)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_facts(self, name: str, facts: Facts) -> None:
        """Show these under the name of their figure."""
        self._rows = {row.id: row for row in facts.rows}
        count = ngettext("{n} fact", "{n} facts", facts.total).format(n=formats.number(facts.total))
        if facts.total > len(facts.rows):
            shown = formats.number(len(facts.rows))
            count = _("{count}, the newest {shown} shown").format(count=count, shown=shown)
        self._title.setText(" · ".join(filter(None, (name, facts.title, count))))
        self.table.set_rows(facts.rows)
        if facts.rows and self.table.current_id() is None:
            self.table.go_to(facts.rows[0].id, scroll=False)

    @Slot(object)
    def _open(self, row_id: str) -> None:
        self.customer_wanted.emit(self._rows[row_id].customer_id)


def _columns() -> list[cells.Column[FactRow]]:
    return [
        cells.day("day", _("Day"), lambda row: row.day),
        cells.text("customer", _("Customer"), lambda row: row.customer, 170, strong=True),
        cells.text("text", _("What"), lambda row: row.text, 260, stretch=True),
        cells.text("note", _("Note"), lambda row: row.note, 160),
    ]
