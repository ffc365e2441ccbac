"""What is said of an audit: how far it is, that it was stopped, or that the book has changed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.language import _
from app.ui import formats
from app.ui.insights.audit_run import AuditRun
from app.ui.tokens import Space

THICK = 6


class RunLine(QFrame):
    """Shown only while there is something to say."""

    wanted = Signal()  # compute (again)

    def __init__(self, run: AuditRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setProperty("look", "caption")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(THICK)
        self.bar.setAccessibleName(_("How far it is"))
        self.cancel = QPushButton(_("Cancel"))
        self.again = QPushButton(_("Compute again"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.again)
        row.addStretch()
        for button in (self.cancel, self.again):
            button.setProperty("look", "quiet")
        self.cancel.clicked.connect(run.cancel)
        self.again.clicked.connect(self.wanted)
        run.begun.connect(self._begun)
        run.progressed.connect(self._progress)
        run.stopped.connect(self._stopped)
        run.done.connect(self.hide)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Say why it may be computed again, and offer it."""
        self._say(sentence, under_way=False)

    @Slot()
    def _begun(self) -> None:
        self.bar.setRange(0, 0)
        self._say(_("Forecasting every decided renewal again…"), under_way=True)

    @Slot(int, int)
    def _progress(self, count: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(count)
        self.label.setText(
            _("Forecasting again: {n} of {all} customers").format(
                n=formats.number(count), all=formats.number(total)
            )
        )

    @Slot()
    def _stopped(self) -> None:
        self.offer(_("Stopped before it was worked out."))

    def _say(self, sentence: str, *, under_way: bool) -> None:
        self.label.setText(sentence)
        self.bar.setVisible(under_way)
        self.cancel.setVisible(under_way)
        self.again.setVisible(not under_way)
        self.show()
