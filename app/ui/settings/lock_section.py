"""When the window locks by itself, and whom that keeps out."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from app.language import _, ngettext
from app.ui import actions, icons
from app.ui.lock_page import Unlocking, protects
from app.ui.settings.section import Section
from app.ui.tokens import Space
from app.ui.widgets.form import Form

MINUTES = (0, 5, 15, 30)


@dataclass(frozen=True)
class Lock:
    """What was chosen and how to choose; what unlocks, told later; to lock now."""

    minutes: Callable[[], int]
    choose: Callable[[int], object]
    what_opens: Callable[[Callable[[Unlocking], object]], object]
    now: QAction


class LockSection(Section):
    """Off unless chosen: most computers lock their screen by themselves."""

    def __init__(self, lock: Lock, parent: QWidget | None = None) -> None:
        super().__init__(_("Lock"), parent)
        self._lock = lock
        self._after = QComboBox()
        for minutes in MINUTES:
            self._after.addItem(_words(minutes), minutes)
        self._after.activated.connect(self._choose)
        form = Form()
        form.add("lock_after", _("&Lock when nobody has touched it for"), self._after)
        now = QPushButton(icons.icon("lock"), _("Lock now"))
        now.setToolTip(actions.with_keys(_("Lock now"), lock.now.shortcut().toString()))
        now.clicked.connect(lock.now.trigger)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(now)
        row.addStretch(1)
        self._honest = QLabel(wordWrap=True)
        self._honest.setProperty("look", "caption")
        self.body.addWidget(form)
        self.body.addLayout(row)
        self.body.addWidget(self._honest)

    def refresh(self) -> None:
        """Show what was chosen, and whom it keeps out."""
        minutes = self._lock.minutes()
        if self._after.findData(minutes) < 0:  # written into the file by hand
            self._after.addItem(_words(minutes), minutes)
        self._after.setCurrentIndex(self._after.findData(minutes))
        self._lock.what_opens(self._show)

    @Slot(object)
    def _show(self, how: Unlocking) -> None:
        self._honest.setText(protects(how))

    def _choose(self, row: int) -> None:
        self._lock.choose(self._after.itemData(row))


def _words(minutes: int) -> str:
    if minutes == 0:
        return _("Never")
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
