"""One quiet line at the bottom right: what was just done, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from app.language import _
from app.ui import icons
from app.ui.tokens import Space

STAYS = 8_000  # milliseconds
WIDEST = 560


class Toast(QFrame):
    """Shows the newest message only; stays longer while the pointer or the focus is on it."""

    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._undo: Callable[[], object] | None = None
        self.muted = False  # while the window is locked nothing is told
        self._time = QTimer(self, singleShot=True, interval=STAYS)
        self._time.timeout.connect(self.dismiss)
        self.setProperty("look", "popup")
        self.setAccessibleName(_("Message"))
        self._build()
        self.hide()
        window.installEventFilter(self)

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show this instead of what is shown now."""
        if self.muted:
            return
        self._undo = undo
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._button.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        self._time.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Take it away; what was done stays done."""
        self._time.stop()
        self._undo = None
        self.hide()
        self.ended.emit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._time.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._time.start()
        super().leaveEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is self._button and event.type() == QEvent.Type.FocusIn:
            self._time.stop()
        elif watched is self._button and event.type() == QEvent.Type.FocusOut:
            self._time.start()
        return False

    def _build(self) -> None:
        self._text = QLabel()
        self._button = QPushButton(_("Undo"))
        self._button.setProperty("look", "link")
        self._button.clicked.connect(self._take_back)
        self._button.installEventFilter(self)
        close = QPushButton(icons.icon("close"), "")
        close.setProperty("look", "quiet")
        close.setAccessibleName(_("Close message"))
        close.setToolTip(_("Close message"))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)

    def _place(self) -> None:
        self._text.setWordWrap(False)
        room = min(WIDEST, self._window.width() - 2 * Space.XL)
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
        else:
            self.resize(self.sizeHint())
        right_to_left = self._window.isRightToLeft()
        left = Space.XL if right_to_left else self._window.width() - self.width() - Space.XL
        self.move(left, self._window.height() - self.height() - Space.XL)

    def _take_back(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()
