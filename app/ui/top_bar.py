"""Above the page: find anything, and log."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from app.language import _
from app.ui import icons
from app.ui.actions import native, with_keys
from app.ui.tokens import Space

WIDEST_FIELD = 560


class FindButton(QPushButton):
    """Looks like a field; what is typed into it goes to the palette."""

    typed = Signal(str)

    def __init__(self, find: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setAutoDefault(False)
        self.setIcon(icons.icon("search"))
        self.setText(_("Find customer, contact, note or command…"))
        self.setAccessibleName(_("Find customer, contact, note or command"))
        self.setToolTip(with_keys(_("Find anything"), native(find)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(160)
        self.setMaximumWidth(WIDEST_FIELD)
        self._keys = QLabel(native(find), self)
        self._keys.setProperty("look", "caption")
        self.clicked.connect(lambda: self.typed.emit(""))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._keys.sizeHint()
        left = Space.M if self.isRightToLeft() else self.width() - size.width() - Space.M
        self._keys.setGeometry(
            left, (self.height() - size.height()) // 2, size.width(), size.height()
        )


class TopBar(QFrame):
    """The find field in the middle of attention, the one main action at the end."""

    find_wanted = Signal(str)

    def __init__(self, find: QAction, log: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        field = FindButton(find)
        field.typed.connect(self.find_wanted)
        self._log = QPushButton(icons.icon("plus", "on_accent"), _("Log"))
        self._log.setProperty("look", "main")
        self._log.setToolTip(with_keys(_("Log a call, a meeting or a note"), native(log)))
        self._log.setVisible(log.isVisible())
        self._log.clicked.connect(log.trigger)
        log.visibleChanged.connect(lambda: self._log.setVisible(log.isVisible()))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.XL, Space.S)
        row.setSpacing(Space.L)
        row.addWidget(field, 1)
        row.addStretch(0)
        row.addWidget(self._log)
