"""What this is, which version, and that it keeps to itself."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

import app
from app.language import _
from app.ui import icons
from app.ui.tokens import Space

PICTURE = 72


class About(QDialog):
    """Shown with ``open()``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About {name}").format(name=app.NAME))
        self.setFixedWidth(400)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.S)
        picture = QLabel()
        picture.setPixmap(icons.app_icon().pixmap(PICTURE, PICTURE))
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, look in self._lines():
            label = QLabel(text, wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
            label.setProperty("look", look)
            column.addWidget(label)
        column.addSpacing(Space.M)
        buttons = QDialogButtonBox()
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _lines(self) -> list[tuple[str, str]]:
        version = _("Version {version}, with Qt {qt}")
        return [
            (app.NAME, "display"),
            (_("Where you stand with every customer, and what to do about it today."), ""),
            (_("Everything stays in your book, on your disk."), "muted"),
            (version.format(version=app.__version__, qt=qVersion()), "caption"),
        ]
