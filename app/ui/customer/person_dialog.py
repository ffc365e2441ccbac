"""What the book knows of one person: would we let them read it? Handed out, or erased for good."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.ui import file_dialogs, formats, icons
from app.ui.customer.erase_pane import ErasePane
from app.ui.customer.roomy_table import RoomyTable
from app.ui.later import later
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.customers import erasing, person_file
    from app.services.customers.person_file import PersonFile, PersonLine
else:
    erasing = later("app.services.customers.erasing")
    person_file = later("app.services.customers.person_file")

SIZE = (820, 560)


class PersonDialog(QDialog):
    """Shown with ``open()``. Nothing is changed here but by Erase, which asks in place."""

    def __init__(
        self, tasks: Tasks, contact_id: int, today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What we know"))
        self.resize(*SIZE)
        self._tasks, self._contact, self._today = tasks, contact_id, today
        self._build()
        self._tasks.read(person_file.person, contact_id, done=self._show)

    def _build(self) -> None:
        self._heading = QLabel(wordWrap=True)
        self._heading.setProperty("look", "title")
        self._fields = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._fields.setProperty("look", "muted")
        self.table = RoomyTable("person", _("What we know"), _columns(self._today))
        self._pane = ErasePane()
        self._pane.erase_wanted.connect(self._erase)
        self._pane.left.connect(self._keep)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._pane)
        self._said = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for part in (self._heading, self._fields):
            column.addWidget(part)
        column.addLayout(self._stack, 1)
        column.addWidget(self._said)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._export = QPushButton(icons.icon("export"), _("Export…"), autoDefault=False)
        self._export.clicked.connect(self._ask_where)
        self._erase_button = QPushButton(icons.icon("trash"), _("Erase…"), autoDefault=False)
        self._erase_button.clicked.connect(self._ask_to_erase)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(Space.M)
        foot.addWidget(self._export)
        foot.addWidget(self._erase_button)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    @Slot(object)
    def _show(self, found: "PersonFile") -> None:
        self._name = found.name
        self.setWindowTitle(_("What we know of {name}").format(name=found.name))
        self._heading.setText(_("Would you let {name} read this?").format(name=found.name))
        self._fields.setText("   ·   ".join(f"{name}: {value}" for name, value in found.fields[1:]))
        self._fields.setVisible(len(found.fields) > 1)
        self.table.set_rows(found.lines)
        self._pane.show_person(found.name, len(found.lines), found.names)

    @Slot()
    def _ask_to_erase(self) -> None:
        self._stack.setCurrentWidget(self._pane)
        self._erase_button.hide()
        self._pane.keep.setFocus()

    @Slot()
    def _keep(self) -> None:
        self._stack.setCurrentWidget(self.table)
        self._erase_button.show()
        self._erase_button.setFocus()

    @Slot()
    def _ask_where(self) -> None:
        folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        file_dialogs.choose_new(
            self, _("Export what we know"), folder / _("person.csv"), _("Tables (*.csv)"),
            self._write,
        )  # fmt: skip

    def _write(self, path: Path) -> None:
        self._said.say("")
        self._tasks.read(
            person_file.export, self._contact, path, tuple(_kinds().items()),
            done=partial(self._written, path), failed=self._refused,
        )  # fmt: skip

    def _written(self, path: Path, rows: int) -> None:
        text = ngettext(
            "{n} row written to {file}. It is not encrypted.",
            "{n} rows written to {file}. It is not encrypted.",
            rows,
        )
        self._heading.setText(text.format(n=formats.number(rows), file=path.name))

    @Slot()
    def _erase(self) -> None:
        self._tasks.write(
            erasing.erase, self._contact, self._today(), done=self._erased, failed=self._refused
        )

    @Slot(object)
    def _erased(self, _what: Any) -> None:
        self.accept()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._said.say(str(error))


def _columns(today: Callable[[], date]) -> list[Column[Any]]:
    return [
        Column("day", _("Day"), lambda r: formats.day_and_month(r.day, today()) if r.day else "–",
               sort=lambda r: r.day or date.min, width=110),
        Column("kind", _("What"), _kind, width=130),
        Column("text", _("Text"), _text, tooltip=_text, width=300, stretch=True),
        Column("feeling", _("Feeling"), _feeling, align="end", width=80),
        Column("linked", _("Found by"), lambda r: _("link") if r.linked else _("name"), width=80),
    ]  # fmt: skip


def _kind(row: "PersonLine") -> str:
    return _kinds()[row.kind]


def _text(row: "PersonLine") -> str:
    return " ".join(row.text.split()) or "–"


def _feeling(row: "PersonLine") -> str:
    return "" if row.feeling is None else formats.signed(row.feeling)


def _kinds() -> dict[str, str]:
    """Return the words for the kinds of records."""
    return {
        "customer": _("Customer"),
        "interaction": _("Conversation"),
        "ticket": _("Ticket"),
        "feedback": _("Feedback"),
        "response": _("Answer"),
        "promise": _("Promise"),
        "expectation": _("Expectation"),
        "goal": _("Goal"),
        "initiative": _("Joint work"),
        "advocacy": _("Speaking for us"),
        "competitor": _("Competitor"),
        "contact": _("Colleague of theirs"),
        "contract": _("Contract"),
        "renewal": _("Renewal"),
        "review": _("Owner's review"),
        "stage": _("Stage"),
        "character": _("Character"),
        "pause": _("Agreed quiet"),
    }
