"""Settings: what belongs to the book is saved in it at once, what belongs here stays here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui.backups import Backups
from app.ui.page import Page
from app.ui.settings.appearance import Appearance
from app.ui.settings.backup_section import BackupSection
from app.ui.settings.book_section import BookSection
from app.ui.settings.colleagues_section import Colleagues
from app.ui.settings.company import Company, FirmSettings
from app.ui.settings.formats_section import Formats
from app.ui.settings.keeper import Keeper
from app.ui.settings.lock_section import Lock, LockSection
from app.ui.settings.privacy import Privacy
from app.ui.settings.surveys_section import OwnSurveys
from app.ui.tasks import Tasks
from app.ui.theme import Preference
from app.ui.tokens import Space

NARROW, WIDE = 520, 860


@dataclass(frozen=True)
class Desk:
    """What this computer knows: the day, who sits here, how it looks; how to restore and lock."""

    today: Callable[[], date]
    you: Callable[[], int | None]
    keep_you: Callable[[int | None], object]
    look: Callable[[], Preference]
    prefer: Callable[[Preference], object]
    restore: Callable[[], object]
    lock: Lock


class SettingsPage(Page):
    """Its sections under one another."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"settings", "colleagues", "customers", "surveys", "responses"}
    )

    def __init__(
        self,
        tasks: Tasks,
        keeper: Keeper,
        backups: Backups,
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._firm = FirmSettings(tasks, self)
        self._company = Company(self._firm)
        self._colleagues = Colleagues(tasks, desk.today, desk.you, desk.keep_you)
        self.surveys = OwnSurveys(tasks)
        self._formats = Formats(self._firm)
        self._appearance = Appearance(desk.look, desk.prefer)
        self._privacy = Privacy(tasks, self._firm, desk.today)
        self._book = BookSection(tasks, keeper, desk.today)
        self._backups = BackupSection(backups, desk.today)
        self._lock = LockSection(desk.lock)
        for section in (self._book, self._backups):
            self._firm.changed.connect(section.reload)  # now there is an open book to look at
        self._firm.changed.connect(self._lock.refresh)
        self._backups.restore_wanted.connect(desk.restore)
        self._build()
        self.setFocusProxy(self._company)

    @override
    def reload(self) -> None:
        self._firm.reload()
        self._colleagues.reload()
        self.surveys.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._appearance.refresh()
        if self._firm.now is not None:
            self._book.reload()
            self._backups.reload()
            self._lock.refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._appearance.refresh()  # the look was changed in the menu

    def _build(self) -> None:
        title = QLabel(_("Settings"))
        title.setProperty("look", "display")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(title)
        sections = (
            (self._company, NARROW),
            (self._colleagues, WIDE),
            (self.surveys, WIDE),
            (self._formats, NARROW),
            (self._appearance, NARROW),
            (self._privacy, NARROW),
            (self._book, WIDE),
            (self._backups, WIDE),
            (self._lock, NARROW),
        )
        for number, (section, width) in enumerate(sections):
            if number:
                line = QFrame()
                line.setProperty("look", "line")
                line.setFixedHeight(1)
                column.addWidget(line)
            section.setMaximumWidth(width)
            row = QHBoxLayout()
            row.addWidget(section, 100)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
