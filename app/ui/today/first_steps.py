"""What Today shows while the book is empty: the three ways to begin."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui.tokens import Space
from app.ui.widgets.icon_label import IconLabel

WIDTH = 560
PICTURE = 24


class FirstSteps(QWidget):
    """One line for each first step, the obvious one in front."""

    def __init__(
        self,
        import_: Callable[[], object],
        add: Callable[[], object],
        log: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        inner = QVBoxLayout()
        inner.setSpacing(Space.M)
        inner.addWidget(_label(_("Welcome. This book is still empty."), "title"))
        inner.addWidget(
            _label(_("From tomorrow on, this page says what to do first, and why."), "muted")
        )
        inner.addSpacing(Space.S)
        steps = (
            (
                "import",
                _("Import a spreadsheet"),
                _("Customers, contracts, tickets: looked at together before anything is kept."),
                _("Import…"),
                import_,
            ),
            (
                "customers",
                _("Add a customer"),
                _("A name is enough to begin with."),
                _("New customer…"),
                add,
            ),
            (
                "call",
                _("Log what was said"),
                _("A call, a meeting, a note: ten seconds, without the mouse."),
                _("Log…"),
                log,
            ),
        )
        for icon, title, detail, button, do in steps:
            action = QPushButton(button)
            action.clicked.connect(lambda _checked=False, do=do: do())
            inner.addWidget(_card(icon, title, detail, action))
            if self.focusProxy() is None:
                action.setProperty("look", "main")
                self.setFocusProxy(action)
        frame = QWidget()
        frame.setFixedWidth(WIDTH)
        frame.setLayout(inner)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)


def _card(icon: str, title: str, detail: str, action: QPushButton) -> QFrame:
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
