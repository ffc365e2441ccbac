"""The last thing a window does: a backup of what changed, which nobody has to wait for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.ui.backups import Backups
    from app.ui.job import Job
    from app.ui.main_window import MainWindow

WIDTH = 460
NOTICED = 300  # milliseconds: what is quicker shows nothing


class ClosingPage(QWidget):
    """Says what is waited for, how far it is, and how not to wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.skip = QPushButton(_("Close without it"))
        self.skip.setAutoDefault(True)
        title = QLabel(_("Backing up before closing…"))
        title.setProperty("look", "title")
        detail = QLabel(
            _("The book itself is saved already: nothing is lost without this backup."),
            wordWrap=True,
        )
        detail.setProperty("look", "muted")
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setAccessibleName(title.text())
        self._bar.setFixedHeight(6)
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (title, detail, self._bar):
            column.addWidget(part)
        column.addSpacing(Space.S)
        column.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(inner)
        middle.addStretch(3)
        sides = QHBoxLayout(self)
        sides.addStretch(1)
        sides.addLayout(middle, 100)
        sides.addStretch(1)
        self.setFocusProxy(self.skip)

    @Slot(int, int)
    def show_progress(self, count: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * count / total) if total else 0)


class Ending(QObject):
    """Asked before the window closes; closes it itself when the backup is there, or given up."""

    def __init__(self, window: "MainWindow", backups: "Backups") -> None:
        super().__init__(window)
        self._window, self._backups = window, backups
        self._job: Job | None = None
        self._over = False
        self._notice = QTimer(self, singleShot=True, interval=NOTICED)
        self._notice.timeout.connect(self._show)
        window.may_close = self.may_close
        backups.ended.connect(self._ended)

    def may_close(self) -> bool:
        """Tell whether nothing is left to do; otherwise begin, and close when it is done."""
        if self._over or _is_logging_off():
            return True
        if self._job is None:
            self._job = self._backups.make()
            if self._job is None:
                return True
            self._notice.start()
        return False

    @Slot()
    def skip(self) -> None:
        """Close at once; nothing half made is left behind."""
        if self._job is not None:
            self._job.cancel()
        self._close()

    @Slot()
    def _ended(self) -> None:
        if self._job is not None and not self._over:
            self._job = None
            self._close()

    def _close(self) -> None:
        self._over = True
        self._notice.stop()
        self._window.close()

    @Slot()
    def _show(self) -> None:
        if self._job is not None:
            page = ClosingPage()
            page.skip.clicked.connect(self.skip)
            self._job.progressed.connect(page.show_progress)
            self._window.show_instead(page)


def _is_logging_off() -> bool:
    """Tell whether the system ends: it would say that Rapport is in its way."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
