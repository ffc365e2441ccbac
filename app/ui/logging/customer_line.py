"""Whom an entry is about: a field that completes itself, and what to do if nobody is called so."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.lookup_field import Lookup, LookupField


@dataclass(frozen=True)
class Named:
    """A customer as the field wants it."""

    id: int
    name: str


class CustomerLine(QWidget):
    """``new_wanted`` says that what was typed is to be a new customer."""

    new_wanted = Signal()

    def __init__(self, find: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel(_("Customer"))
        name.setProperty("look", "caption")
        self.field = LookupField(find)
        self.field.setAccessibleName(_("Customer"))
        self.field.setPlaceholderText(_("Type a few letters of the name"))
        name.setBuddy(self.field)
        self.trouble = ErrorLine(self.field)
        self.new = QPushButton(_("Add it as a new customer"), autoDefault=False)
        self.new.setProperty("look", "link")
        self.new.hide()
        self.new.clicked.connect(self.new_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for widget in (name, self.field, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)

    def refuse(self, sentence: str, *, may_be_new: bool = False) -> None:
        """Say what is wrong with the customer, or nothing.

        One that may be new is meant as it stands there, whatever comes near it.
        """
        if may_be_new:
            self.field.keep_text()
        self.trouble.say(sentence)
        self.new.setVisible(may_be_new)
