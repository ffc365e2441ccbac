"""Bring a backup back: which ones there are, a look at what is in each, and under which name."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.services.errors import AppError
from app.ui import file_dialogs, formats, icons
from app.ui.backups import Backups
from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.book.automatic import Kept
    from app.services.book.look import Look

SIZE = (860, 520)
LOOK_WIDTH = 320


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A file that can be restored."""

    path: Path
    book: str
    made: datetime
    size: int

    @property
    def id(self) -> Path:
        """What tells it from the others."""
        return self.path


class RestoreDialog(QDialog):
    """Shown with ``open()``. `wanted` carries the backup and the place for the restored book."""

    wanted = Signal(object, object)  # two pathlib.Path

    def __init__(
        self, tasks: Tasks, backups: Backups, documents: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._backups, self._documents = tasks, backups, documents
        self._rows: dict[Path, BackupRow] = {}
        self.setWindowTitle(_("Restore a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._build()
        self._backups.list(self._show)

    def add_file(self, path: Path) -> None:
        """Look at a backup that lies elsewhere."""
        self._tasks.background(_row, path, done=self._added, failed=self._not_added)

    @Slot(object)
    def _show(self, found: "list[Kept]") -> None:
        self._rows = {each.path: _row_of(each.path, each.made, each.size) for each in found}
        self._fill(next(iter(self._rows), None))

    @Slot(object)
    def _added(self, row: BackupRow) -> None:
        self._rows = {row.path: row, **self._rows}
        self._fill(row.path)

    @Slot(object)
    def _not_added(self, error: Exception) -> None:
        self._refused(Path(), error)

    def _fill(self, chosen: Path | None) -> None:
        self._table.set_rows(list(self._rows.values()))
        self._table.setVisible(bool(self._rows))
        self._card.setVisible(bool(self._rows))
        self._none.setHidden(bool(self._rows))
        if chosen is not None:
            self._table.go_to(chosen)
            self._table.setFocus()
        self._chosen(self._table.current_id())

    @Slot(object)
    def _chosen(self, path: Path | None) -> None:
        self._trouble.say("")
        self._restore.setEnabled(path is not None)
        for value in self._values.values():
            value.setText("…" if path is not None else "")
        if path is not None:
            self._file.setText(path.name)
            self._backups.look(path, partial(self._looked, path), partial(self._refused, path))

    def _looked(self, path: Path, look: "Look") -> None:
        if path != self._table.current_id():
            return
        local = look.changed.astimezone() if look.changed else None
        changed = f"{formats.day(local.date())} {formats.clock(local)}" if local else _("never")
        for key, text in (
            ("company", look.company or "–"),
            ("customers", formats.number(look.customers)),
            ("interactions", formats.number(look.interactions)),
            ("changed", changed),
            ("size", QLocale().formattedDataSize(look.size, 1)),
        ):
            self._values[key].setText(text)

    def _refused(self, path: Path, error: Exception) -> None:
        from app.services.book.unlocking import Locked  # loaded by whoever raised it

        if path != Path() and path != self._table.current_id():
            return
        for value in self._values.values():
            value.setText("–")
        if isinstance(error, Locked):
            self._trouble.say(
                _(
                    "This computer does not have the key of this backup: the key was changed "
                    "since, or it comes from another book. To restore it, the recovery code of "
                    "that time is asked for."
                )
            )
        elif isinstance(error, AppError):
            self._restore.setEnabled(False)
            self._trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _choose_place(self) -> None:
        row = self._rows.get(self._table.current_id())
        if row is None:
            return
        name = _("{book} restored from {day}.rapport").format(
            book=row.book, day=row.made.date().isoformat()
        )
        title, kinds = _("Restore as"), file_dialogs.book_files()
        then = partial(self.restore, row.path)
        file_dialogs.choose_new(self, title, self._documents / name, kinds, then, over=False)

    def restore(self, backup: Path, to: Path) -> None:
        """Ask for it under this name, and be gone."""
        self.wanted.emit(backup, to)
        self.accept()

    def _choose_file(self) -> None:
        kinds, title = file_dialogs.book_files(), _("Restore which backup?")
        file_dialogs.choose(self, title, self._documents, kinds, self.add_file)

    def _build(self) -> None:
        title = QLabel(_("Restore a backup"))
        title.setProperty("look", "title")
        about = QLabel(
            _(
                "It comes back as a book of its own under a new name. The book that you have now "
                "stays as it is, and so does the backup."
            ),
            wordWrap=True,
        )
        self._trouble = ErrorLine()
        self._none = QLabel(
            _("Automatic backups will be listed here. Choose another file to restore from."),
            wordWrap=True,
        )
        self._none.setProperty("look", "muted")
        self._table = Table["BackupRow"]("backups", _("Backups"), _columns())
        self._table.current_changed.connect(self._chosen)
        self._table.opened.connect(lambda _path: self._choose_place())
        middle = QHBoxLayout()
        middle.setSpacing(Space.L)
        middle.addWidget(self._table, 1)
        middle.addWidget(self._look_card())
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for part in (title, about, self._none):
            column.addWidget(part)
        column.addLayout(middle, 1)
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())

    def _look_card(self) -> QFrame:
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._card.setFixedWidth(LOOK_WIDTH)
        self._card.setAccessibleName(_("What is in it"))
        self._file = ElidedLabel()
        self._file.setProperty("look", "strong")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}
        for row, (key, words) in enumerate(
            (
                ("company", _("Company")),
                ("customers", _("Customers")),
                ("interactions", _("Interactions")),
                ("changed", _("Last change")),
                ("size", _("Size")),
            )
        ):
            name, self._values[key] = QLabel(words), QLabel(wordWrap=True)
            name.setProperty("look", "muted")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[key], row, 1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._file)
        column.addLayout(grid)
        column.addStretch(1)
        return self._card

    def _buttons(self) -> QHBoxLayout:
        other = QPushButton(icons.icon("folder"), _("Another file…"))
        other.clicked.connect(self._choose_file)
        self._restore = QPushButton(_("Restore as…"))
        self._restore.setProperty("look", "main")
        self._restore.setDefault(True)
        self._restore.clicked.connect(self._choose_place)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._restore)
        for button in (other, close):
            button.setAutoDefault(False)
        return row


def _row_of(path: Path, made: datetime, size: int) -> BackupRow:
    stem = path.stem
    moment = made.strftime("%Y-%m-%d %H.%M.%S")
    return BackupRow(path, stem.removesuffix(moment).strip() or stem, made, size)


def _row(path: Path) -> BackupRow:
    from app.services.book import files

    files.must_be_a_book(path)
    stat = path.stat()
    made = datetime.fromtimestamp(stat.st_mtime).astimezone().replace(tzinfo=None)
    return _row_of(path, made, stat.st_size)


def _made(row: BackupRow) -> str:
    return f"{formats.day(row.made.date())} {formats.clock(row.made)}"


def _columns() -> list[Column[BackupRow]]:
    return [
        Column("made", _("Made"), _made, sort=lambda row: row.made, width=150),
        Column("book", _("Book"), lambda row: row.book, stretch=True),
        Column(
            "size",
            _("Size"),
            lambda row: QLocale().formattedDataSize(row.size, 1),
            sort=lambda row: row.size,
            align="end",
            width=90,
        ),
    ]
