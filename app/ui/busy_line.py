"""What lasts over a second: its name, how far it is, and a Cancel that works."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.language import _
from app.ui.job import Job
from app.ui.tasks import Tasks
from app.ui.tokens import Space


class BusyLine(QFrame):
    """Stands at the lower edge of the window, only while there is something to wait for."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.setProperty("look", "chrome")
        self._build()
        self.hide()
        tasks.busy.connect(self._show_job)

    @Slot(object)
    def _show_job(self, job: Job | None) -> None:
        if self._job is not None and job is not None:
            self._job.progressed.disconnect(self._show_progress)
        self._job = job
        self.setVisible(job is not None)
        if job is None:
            return
        name = job.label or _("Working…")
        self._label.setText(name)
        self._bar.setAccessibleName(name)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(job.cancellable)
        self._cancel.setEnabled(True)
        job.progressed.connect(self._show_progress)

    @Slot(int, int)
    def _show_progress(self, count: int, total: int) -> None:
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * count / total) if total else 0)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._label.setText(_("Stopping…"))
            self._job.cancel()

    def _build(self) -> None:
        self._label = QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(6)
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.setProperty("look", "quiet")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.XS, Space.XL, Space.XS)
        row.setSpacing(Space.M)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
