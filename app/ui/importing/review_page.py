"""All tables of an import before it happens: what each holds, and what it would do."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.ui import formats, icons
from app.ui.importing import words
from app.ui.importing.draft import Draft, is_hopeless
from app.ui.importing.table_list import TableList
from app.ui.importing.table_page import TablePage
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

LIST_WIDTH = 250


class ReviewPage(QWidget):
    """`changed`: something else was decided; `confirmed`: it may begin."""

    changed = Signal()
    confirmed = Signal()
    more_wanted = Signal()
    given_up = Signal()

    def __init__(
        self, tasks: Tasks, draft: Draft, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._list = TableList()
        self._page = TablePage(tasks, folder)
        self._page.changed.connect(self.changed)
        self._list.chosen.connect(self._show)
        self._build()
        self.setFocusProxy(self._list)

    def refresh(self, *, reading: bool, trouble: str = "") -> None:
        """Show what is decided and known; ``reading``: what it would do is being found out."""
        self._list.show_tables(self._draft.tables)
        self._page.refresh()
        self._bar.setVisible(reading)
        self._bar.setRange(0, 0)
        self._trouble.say(trouble)
        known = [table.understood for table in self._draft.taken()]
        reports = [found.report for found in known if found is not None]
        rows = sum(report.created + report.updated for report in reports)
        hopeless = [report.file for report in reports if is_hopeless(report)]
        ready = not reading and self._draft.is_complete() and len(reports) == len(known)
        self.main.setEnabled(ready and rows > 0 and not hopeless)
        title = ngettext("Import {n} record", "Import {n} records", rows)
        self.main.setText(title.format(n=formats.number(rows)) if ready else _("Import"))
        if reading:
            self._summary.setText(_("Finding out what this import would do…"))
        elif ready and hopeless:
            words_ = _("Nothing in {file} can be taken: see why, or leave it out.")
            self._summary.setText(words_.format(file=hopeless[0]))
        elif ready:
            self._summary.setText(words.counts(reports))
        else:
            self._summary.setText("" if trouble else self._draft.question())

    def show_progress(self, count: int, total: int) -> None:
        """Say how far the reading is."""
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * count / total) if total else 0)

    def _show(self, row: int) -> None:
        self._page.show_table(self._draft.tables[row])

    def _customers_chosen(self, wanted: bool) -> None:
        self._draft.new_customers = wanted
        self.changed.emit()

    def _build(self) -> None:
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(Space.S)
        more = QPushButton(icons.icon("plus"), _("More files…"))
        more.setProperty("look", "quiet")
        more.setAutoDefault(False)
        more.clicked.connect(self.more_wanted)
        side.addWidget(self._list, 1)
        side.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        sides.addWidget(left)
        sides.addWidget(self._page)
        sides.setStretchFactor(1, 1)
        sides.setSizes([LIST_WIDTH, 3 * LIST_WIDTH])
        self._customers = QCheckBox(_("Add customers that are not there yet"))
        self._customers.setToolTip(
            _("Otherwise rows about customers that are not known are refused.")
        )
        self._customers.setChecked(True)
        self._customers.toggled.connect(self._customers_chosen)
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setFixedHeight(6)
        self._trouble = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(sides, 1)
        column.addWidget(self._customers)
        column.addWidget(self._trouble)
        column.addWidget(self._bar)
        column.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        self._summary = QLabel()
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.given_up)
        self.main = QPushButton(_("Import"))
        self.main.setProperty("look", "main")
        self.main.setEnabled(False)
        self.main.clicked.connect(self.confirmed)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._summary, 1)
        row.addWidget(cancel)
        row.addWidget(self.main)
        return row
