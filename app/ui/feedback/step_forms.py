"""The three forms of a card: what we do, that the customer was told, that it is confirmed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui.later import later
from app.ui.tokens import Space
from app.ui.widgets.date_field import DateField
from app.ui.widgets.form import Form
from app.ui.widgets.typed import day_parser

if TYPE_CHECKING:
    from app.services.feedback import loops
    from app.services.feedback.loops import LoopCard
else:
    loops = later("app.services.feedback.loops")

Today = Callable[[], date]


class StepForm(QWidget):
    """A form and its button; Enter in a line does the same."""

    wanted = Signal()

    def __init__(self, today: Today, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._form = Form()
        self._button = QPushButton(button)
        self._button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._form)
        column.addWidget(self._button)

    def refuse(self, error: Invalid) -> None:
        """Say at its field what cannot be."""
        self._form.refuse(error)

    def _add_line(self, key: str, label: str) -> QLineEdit:
        line = QLineEdit()
        line.returnPressed.connect(self.wanted)
        self._form.add(key, label, line)
        return line

    def _add_day(self, key: str, label: str, *, ahead: bool) -> DateField:
        field = DateField(day_parser(self._today, ahead=ahead))
        field.field.returnPressed.connect(self.wanted)
        self._form.add(key, label, field)
        return field

    def _day(self, key: str, field: DateField) -> date | None:
        self._form.clear_errors()
        if not field.is_understood():
            raise Invalid(key, _("This is not understood as a day."))
        return field.day()

    def _past_day(self, field: DateField) -> date:
        day = self._day("on", field) or self._today()
        if day > self._today():
            raise Invalid("on", _("That day is still to come."))
        return day


class ActForm(StepForm):
    """What we do about it, who carries it, and until when."""

    action = staticmethod(loops.act)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(today, _("Save"), parent)
        self._what = self._add_line("action", _("&What we do"))
        self._owner = QComboBox()
        self._form.add("owner_id", _("Who carries &it"), self._owner)
        self._due = self._add_day("due_on", _("&Until"), ahead=True)
        self.setFocusProxy(self._what)

    def show_card(self, card: "LoopCard", people: Sequence[tuple[int, str]]) -> None:
        """Show what is known of it."""
        self._form.clear_errors()
        self._what.setText(card.action)
        self._owner.clear()
        self._owner.addItem(_("Nobody yet"), None)
        for number, name in people:
            self._owner.addItem(name, number)
        if card.owner_id is not None and card.owner_id not in dict(people):
            self._owner.addItem(card.owner, card.owner_id)
        self._owner.setCurrentIndex(max(0, self._owner.findData(card.owner_id)))
        self._due.set_day(card.due_on)

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._what.isModified() or self._due.field.isModified()

    def arguments(self) -> tuple[Any, ...]:
        """Return what the service is told; raises Invalid."""
        due = self._day("due_on", self._due)
        return self._today(), self._what.text(), self._owner.currentData(), due


class TellForm(StepForm):
    """When the customer was told what we did."""

    action = staticmethod(loops.tell)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(today, _("The customer was told"), parent)
        self._on = self._add_day("on", _("&Told on"), ahead=False)
        self.setFocusProxy(self._on)

    def show_card(self) -> None:
        """Begin with today."""
        self._form.clear_errors()
        self._on.set_day(self._today())

    def arguments(self) -> tuple[Any, ...]:
        """Return what the service is told; raises Invalid."""
        return (self._past_day(self._on),)


class ConfirmForm(StepForm):
    """When the customer said that it is solved, and in which words."""

    action = staticmethod(loops.confirm)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(today, _("The customer confirmed"), parent)
        self._outcome = self._add_line("outcome", _("&In the customer's words"))
        self._on = self._add_day("on", _("&Confirmed on"), ahead=False)
        self.setFocusProxy(self._outcome)

    def show_card(self, card: "LoopCard") -> None:
        """Begin with today, and what was said before."""
        self._form.clear_errors()
        self._outcome.setText(card.outcome)
        self._on.set_day(self._today())

    def arguments(self) -> tuple[Any, ...]:
        """Return what the service is told; raises Invalid."""
        return self._past_day(self._on), self._outcome.text()
