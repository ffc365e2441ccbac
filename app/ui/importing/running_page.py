"""While an import is under way: how far it is, and a Cancel that leaves nothing behind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui import formats
from app.ui.tokens import Space

WIDTH = 420


class RunningPage(QWidget):
    """Asks for nothing but patience."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._words = QLabel(alignment=centre)
        self._words.setProperty("look", "title")
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setFixedSize(WIDTH, 6)
        self._share = QLabel(alignment=centre)
        self._share.setProperty("look", "caption")
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.clicked.connect(self._stop)
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(1)
        for part in (self._words, self._bar, self._share, self._cancel):
            column.addWidget(part, 0, centre)
        column.addStretch(2)
        self.setFocusProxy(self._cancel)

    def begin(self, sentence: str) -> None:
        """Say what begins."""
        self._words.setText(sentence)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(sentence)
        self._share.clear()
        self._cancel.setEnabled(True)

    def show_progress(self, count: int, total: int) -> None:
        """Say how far it is."""
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * count / total) if total else 0)
        self._share.setText(formats.percent(count / total) if total else "")

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText(_("Stopping; nothing will have been taken in…"))
        self.cancelled.emit()
