"""One part of the settings: what it is about, and its fields under one another."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.tokens import Space


class Section(QWidget):
    """A heading, unless what stands in ``body`` has its own."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        if title:
            heading = QLabel(title)
            heading.setProperty("look", "title")
            column.addWidget(heading)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, Space.XS, 0, 0)
        self.body.setSpacing(Space.M)
        column.addLayout(self.body)
