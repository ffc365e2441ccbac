"""What Today shows while the book is empty: the three ways to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui.tokens import Space
from app.ui.widgets.icon_label import IconLabel

WIDTH = 560
PICTURE = 24


class FirstSteps(QWidget):
    """One line for each first step, the obvious one in front."""

    import_wanted = Signal()
    new_customer_wanted = Signal()
    log_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QWidget()
        frame.setFixedWidth(WIDTH)
        inner = QVBoxLayout(frame)
        inner.setSpacing(Space.M)
        inner.addWidget(_label(_("Welcome. This book is still empty."), "title"))
        inner.addWidget(
            _label(_("From tomorrow on, this page says what to do first, and why."), "muted")
        )
        inner.addSpacing(Space.S)
        for n, (button, icon, title, detail) in enumerate(self._steps()):
            inner.addWidget(_card(button, icon, title, detail))
            if n == 0:
                button.setProperty("look", "main")
                self.setFocusProxy(button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)

    def _steps(self) -> tuple[tuple[QPushButton, str, str, str], ...]:
        bring = QPushButton(_("Import…"))
        bring.clicked.connect(self.import_wanted)
        add = QPushButton(_("New customer…"))
        add.clicked.connect(self.new_customer_wanted)
        log = QPushButton(_("Log…"))
        log.clicked.connect(self.log_wanted)
        return (
            (
                bring,
                "import",
                _("Import a spreadsheet"),
                _("Customers, contracts, tickets: looked at together before anything is kept."),
            ),
            (add, "customers", _("Add a customer"), _("A name is enough to begin with.")),
            (
                log,
                "call",
                _("Log what was said"),
                _("A call, a meeting, a note: ten seconds, without the mouse."),
            ),
        )


def _card(action: QPushButton, icon: str, title: str, detail: str) -> QFrame:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(_label(title, "strong"))
    words.addWidget(_label(detail, "caption"))
    action.setAccessibleDescription(f"{title}. {detail}")
    card = QFrame()
    card.setProperty("look", "card")
    row = QHBoxLayout(card)
    row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    row.setSpacing(Space.L)
    row.addWidget(IconLabel(icon, PICTURE, "accent"))
    row.addLayout(words, 1)
    row.addWidget(action)
    return card


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setProperty("look", look)
    return label
