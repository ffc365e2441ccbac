"""The line above the review: what waits or what came of it, and a filter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.language import _
from app.ui.tokens import Space
from app.ui.widgets.search_field import SearchField


class ReviewBar(QWidget):
    """Says `turned` when the other list is wanted."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._which = QButtonGroup(self)
        self.filter = SearchField(_("Filter reviews…"))
        self.filter.setMaximumWidth(260)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for at, words in enumerate((_("To review"), _("Looking back"))):
            button = QToolButton()
            button.setText(words)
            button.setProperty("look", "button")
            button.setCheckable(True)
            button.setChecked(not at)
            self._which.addButton(button, at)
            row.addWidget(button)
        self._which.idToggled.connect(lambda _at, on: self.turned.emit() if on else None)
        row.addStretch(1)
        row.addWidget(self.filter, 1)

    def is_back(self) -> bool:
        """Return whether what came of earlier reviews is wanted."""
        return self._which.checkedId() == 1

    def look_back(self, *, back: bool) -> None:
        """Want the one list or the other."""
        self._which.button(int(back)).setChecked(True)
