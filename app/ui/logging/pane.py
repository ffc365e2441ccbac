"""What each mode of the quick log is: some fields, their troubles, and what to store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.customers.mentions import Person
from app.ui.logging import fields
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

Store = tuple[Callable[..., Any], tuple[Any, ...]]  # a service function and what it takes


@dataclass(frozen=True)
class Subject:
    """Whom an entry is about: a customer that is known, or only what was typed.

    ``by`` is the colleague who sits here, where it is known.
    """

    customer_id: int | None
    customer: str
    new: bool = False
    by: int | None = None


class Pane(QWidget):
    """``done`` says that the entry is complete: Enter was pressed where it means so."""

    done = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now = now
        self.fields: dict[str, QWidget] = {}
        self._troubles: dict[str, ErrorLine] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)

    def first(self) -> QWidget:
        """Return the field with which one begins."""
        return next(iter(self.fields.values()))

    def is_blank(self) -> bool:
        """Return whether nothing was written yet that would be missed."""
        raise NotImplementedError

    def clear(self) -> None:
        """Begin anew."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """Return what stands in it, to see later whether it was written on."""
        return fields.typed(self.fields)

    def unfinished(self) -> dict[str, Any]:
        """Return what stands in it, as JSON can hold it."""
        return fields.said(self.fields)

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Put in again what was returned."""
        fields.say(self.fields, kept)

    def know(self, people: Sequence[Person]) -> None:
        """Take the contacts of the customer."""
        raise NotImplementedError

    def store(self, subject: Subject) -> Store:
        """Return what stores the entry; raises Invalid where a field can tell by itself."""
        raise NotImplementedError

    def refuse(self, field: str, sentence: str) -> bool:
        """Say at a field what was refused; whether it is one of ours."""
        self.forgive()
        if field not in self.fields:
            return False
        self._troubles[field].say(sentence)
        self.fields[field].setFocus()
        return True

    def tell(self, field: str, sentence: str) -> None:
        """Say something at a field, beside what is said at others."""
        self._troubles[field].say(sentence)

    def forgive(self) -> None:
        """Take back every sentence."""
        for line in self._troubles.values():
            line.say("")

    def add(
        self, key: str, label: str, field: QWidget, to: QBoxLayout | None = None, stretch: int = 0
    ) -> None:
        """Add a field under its name, with room for what may be refused of it."""
        name = QLabel(label)
        name.setProperty("look", "caption")
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        trouble = ErrorLine(field)
        part = QVBoxLayout()
        part.setSpacing(Space.XS)
        part.addWidget(name)
        part.addWidget(field)
        part.addWidget(trouble)
        self.fields[key], self._troubles[key] = field, trouble
        if to is None:
            self.column.addLayout(part, stretch)
        else:
            part.addStretch(1)  # neighbours of different height stand at one line
            to.addLayout(part, stretch)
