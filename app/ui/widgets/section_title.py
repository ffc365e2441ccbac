"""The heading of a part of a page, with how many things it holds and what can be done there."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.tokens import Space
from app.ui.widgets.count_badge import CountBadge


class SectionTitle(QWidget):
    """A title, a count, and room for buttons at its end."""

    def __init__(self, text: str, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(text)
        self._title.setProperty("look", "title")
        self._badge = CountBadge()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.M, 0, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._title)
        row.addWidget(self._badge)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)

    def set_text(self, text: str) -> None:
        """Change the heading."""
        self._title.setText(text)

    def set_count(self, count: int) -> None:
        """Say how many things there are; nothing for none."""
        self._badge.set_count(count)
