"""What is shown for a bug: that the data is safe, and what to send to whoever mends it."""

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import app
from app.language import _
from app.ui import theme
from app.ui.tokens import Size, Space
from app.ui.widgets.icon_label import IconLabel


class CrashDialog(QDialog):
    """Shown with ``open()``; the program goes on behind it."""

    def __init__(self, error: BaseException, logs: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logs = logs
        self.setWindowTitle(_("Something went wrong"))
        self.setMinimumWidth(560)
        self._build(report(error))

    def _build(self, text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(self._heading())
        self._details = QPlainTextEdit(text, readOnly=True, tabChangesFocus=True)
        self._details.setAccessibleName(_("Technical details"))
        self._details.setFont(theme.fixed_font(Size.CAPTION))
        self._details.setMinimumHeight(180)
        column.addWidget(self._details)
        column.addLayout(self._buttons())
        self._go_on.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for title, do in ((_("Copy"), self._copy), (_("Open log folder"), self._open_logs)):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch(1)
        self._go_on = go_on = QPushButton(_("Go on"))
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        row.addWidget(go_on)
        return row

    def _heading(self) -> QHBoxLayout:
        title = QLabel(_("Something went wrong that should not have."))
        title.setProperty("look", "title")
        words = QLabel(
            _(
                "Your data is safe: what was not finished was taken back. You can go on "
                "working. If it happens again, send us the details below; they hold no "
                "names and no notes."
            ),
            wordWrap=True,
        )
        texts = QVBoxLayout()
        texts.setSpacing(Space.XS)
        texts.addWidget(title)
        texts.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(IconLabel("alert", 32, "warn"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))


def report(error: BaseException) -> str:
    """Return what a developer needs: versions and where it happened, but nobody's data.

    The message of an exception may quote what was being worked on, so only its kind is told.
    """
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    frames = traceback.format_tb(error.__traceback__)
    head = f"{app.NAME} {app.__version__}\n{system}, Qt {qVersion()}\n"
    return f"{head}\n{''.join(frames)}{type(error).__name__}"
