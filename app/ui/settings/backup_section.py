"""Automatic backups: where they go, how old the last good one is, and what went wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.language import _, ngettext
from app.ui import file_dialogs, formats, icons
from app.ui.backups import Backed, Backups
from app.ui.settings.section import Section
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.flow_layout import FlowLayout


class BackupSection(Section):
    """A failure is said here, quietly; only an old backup is said above the pages."""

    restore_wanted = Signal()

    def __init__(
        self, backups: Backups, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Backups"), parent)
        self._backups, self._today = backups, today
        about = QLabel(
            _(
                "When you close Rapport, and once a day while it is open, a copy of the book "
                "is made and checked, if anything changed. It is encrypted with the same key. "
                "The last 7 days, 4 weeks and 12 months are kept."
            ),
            wordWrap=True,
        )
        about.setProperty("look", "muted")
        self._trouble = ErrorLine()
        self.body.addWidget(about)
        self.body.addLayout(self._facts())
        self.body.addWidget(self._buttons())
        self.body.addWidget(self._trouble)
        self.setEnabled(False)  # until there is a book
        backups.ended.connect(self._ended)

    @Slot()
    def reload(self) -> None:
        """Look into the folder."""
        self._backups.state(self._show)

    @Slot()
    def _ended(self) -> None:
        if self.isVisible():
            self.reload()

    @Slot(object)
    def _show(self, state: Backed) -> None:
        self.setEnabled(True)
        self._now.setEnabled(True)
        self._where.setText(str(state.folder))
        self._usual.setVisible(state.folder != self._backups.usual_folder())
        self._last.setText(last_words(state, self._today()))
        self._trouble.say(state.trouble)

    def _facts(self) -> QGridLayout:
        self._where, self._last = ElidedLabel(), QLabel(wordWrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        lines = ((_("Folder"), self._where), (_("Last backup"), self._last))
        for row, (title, value) in enumerate(lines):
            name = QLabel(title)
            name.setProperty("look", "muted")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return grid

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self._now = QPushButton(icons.icon("copy"), _("Make one now"))
        self._now.clicked.connect(self._make)
        restore = QPushButton(icons.icon("undo"), _("Restore a backup…"))
        restore.clicked.connect(self.restore_wanted)
        choose = QPushButton(icons.icon("folder"), _("Another folder…"))
        choose.clicked.connect(self._choose)
        self._usual = QPushButton(_("Use the usual folder"))
        self._usual.clicked.connect(lambda: self._backups.choose(None))
        for button in (self._now, restore, choose, self._usual):
            flow.addWidget(button)
        return buttons

    def _make(self) -> None:
        self._trouble.say("")
        if self._backups.make() is not None:
            self._now.setEnabled(False)

    def _choose(self) -> None:
        title = _("Folder for backups")
        file_dialogs.choose_folder(self, title, self._backups.folder(), self.use)

    def use(self, folder: Path) -> None:
        """Put backups into this folder from now on."""
        self._backups.choose(folder)


def last_words(state: Backed, today: date) -> str:
    """Say how old the last good backup is, and how many there are."""
    if state.last is None:
        return _("None yet. The first is made when you close Rapport.")
    when = _("{day} {time}").format(
        day=formats.distance(state.last.date(), today), time=formats.clock(state.last)
    )
    count = ngettext("{n} backup", "{n} backups", state.count).format(n=formats.number(state.count))
    size = QLocale().formattedDataSize(state.size, 1)
    return "  ·  ".join((when, count, size))
