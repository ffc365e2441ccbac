"""What stands in place of the list: no customers yet, or none that fits."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState


class NoCustomers(QWidget):
    """Says what will be here, and the three ways to get there."""

    import_wanted = Signal()
    new_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state = EmptyState(
            "customers",
            _("No customers yet"),
            _("Bring them from a spreadsheet, or add the first one by hand."),
            _("Import from a spreadsheet…"),
            self.import_wanted.emit,
        )
        add = _link(_("Add a customer"), self.new_wanted.emit)
        sample = _link(_("Look at the sample company"), self.sample_wanted.emit)
        others = QHBoxLayout()
        others.addStretch(1)
        others.addWidget(add)
        others.addWidget(sample)
        others.addStretch(1)
        inner = state.layout()
        if isinstance(inner, QVBoxLayout):
            inner.insertLayout(inner.count() - 1, others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(state)
        self.setFocusProxy(state)


class NothingFound(QWidget):
    """Says that the filter left nobody, and takes it back."""

    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("look", "muted")
        clear = _link(_("Show all customers"), self.clear_wanted.emit)
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, sentence: str) -> None:
        """Say why nobody is shown."""
        self._words.setText(sentence)


def _link(text: str, do: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("look", "link")
    button.clicked.connect(lambda _checked=False: do())
    return button
