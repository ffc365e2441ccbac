"""One page of a few steps: what is asked, why, the fields, and the way on and back."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.ui import icons
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

WIDTH = 560
SOON = 300  # milliseconds: what is quicker shows nothing


class Step(QScrollArea):
    """Subclasses put their fields into ``body`` and their buttons with `add_buttons`."""

    back = Signal()

    def __init__(self, title: str, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = QLabel(title, wordWrap=True)
        self._title.setProperty("look", "display")
        self._lead = QLabel(lead, wordWrap=True)
        self._lead.setVisible(bool(lead))
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, Space.S, 0, Space.S)
        self.body.setSpacing(Space.L)
        self._trouble = ErrorLine()
        self._ways: tuple[QPushButton, ...] = ()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.S)
        self._waiting = QTimer(self, singleShot=True, interval=SOON)
        self._waiting.timeout.connect(self._show_waiting)
        self._build()

    def set_back(self, offered: bool) -> None:
        """Offer the way back, or not where there is none."""
        self._back.setVisible(offered)

    def say(self, sentence: str) -> None:
        """Say below the fields what went wrong; nothing for an empty sentence."""
        self._trouble.say(sentence)

    def wait(self, sentence: str) -> None:
        """Take no more input while the work lasts; say so if it does."""
        self.say("")
        self._inner.setEnabled(False)
        for button in self._all_buttons():
            button.setEnabled(False)
        self._words.setText(sentence)
        self._waiting.start()

    def ready(self) -> None:
        """Take input again."""
        self._waiting.stop()
        self._words.hide()
        self._bar.hide()
        self._inner.setEnabled(True)
        for button in self._all_buttons():
            button.setEnabled(True)

    def add_buttons(self, main: QPushButton, *others: QPushButton) -> None:
        """Put the way on at the end, what else can be done before it."""
        main.setProperty("look", "main")
        for button in others:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._buttons.addWidget(main)
        self._ways = (main, *others)
        for button in self._ways:
            button.setAutoDefault(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back.isVisible() and self._back.isEnabled():
            self.back.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self._back = QPushButton(icons.icon("back", "accent"), _("Back"))
        self._back.setProperty("look", "link")
        self._back.setToolTip(_("Back ({keys})").format(keys=_("Esc")))
        self._back.clicked.connect(self.back)
        self._words = QLabel()
        self._words.setProperty("look", "caption")
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setFixedHeight(6)
        self._words.hide()
        self._bar.hide()
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        for part in (self._title, self._lead, self._inner, self._trouble, self._words, self._bar):
            column.addWidget(part)
        column.addSpacing(Space.S)
        column.addLayout(self._buttons)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(column)
        ground = QWidget()
        sides = QHBoxLayout(ground)
        sides.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        sides.addStretch(1)
        centred = QVBoxLayout()
        centred.addStretch(2)
        centred.addWidget(middle)
        centred.addStretch(3)
        sides.addLayout(centred, 100)
        sides.addStretch(1)
        self.setWidget(ground)

    def _all_buttons(self) -> list[QPushButton]:
        return [self._back, *self._ways]

    def _show_waiting(self) -> None:
        self._words.show()
        self._bar.show()
