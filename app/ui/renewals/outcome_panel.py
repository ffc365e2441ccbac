"""How a renewal was decided, recorded in place: a number key, what there is to say, Enter."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QCompleter,
    QLineEdit,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.models.kinds import Outcome, Surprise
from app.services.contracts import wording
from app.services.contracts.renewal_rows import RenewalRow
from app.services.errors import Invalid
from app.ui import formats
from app.ui.later import later
from app.ui.meanwhile import Place
from app.ui.renewals.amount_field import AmountField
from app.ui.renewals.panel import Panel
from app.ui.widgets.date_field import DateField
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.typed import day_parser

if TYPE_CHECKING:
    from app.services.contracts import outcomes
    from app.services.contracts.outcomes import OutcomeDraft
else:
    outcomes = later("app.services.contracts.outcomes")

FIRST_KEY = Qt.Key.Key_1
WORTH = (Outcome.RENEWED, Outcome.GROWN, Outcome.REDUCED, Outcome.ROLLED_OVER)
LOST = (Outcome.LOST, Outcome.NO_LONGER_CONSIDERED)


class OutcomePanel(Panel[RenewalRow]):
    """Asks only what the outcome needs: what it is worth now, or why and to whom it was lost."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("Record"), parent)
        self._today = today
        self._choices = QButtonGroup(self)
        self._value, self._reason, self._competitor = AmountField(), QLineEdit(), QLineEdit()
        self._decided = DateField(day_parser(today, ahead=False))
        self._surprise = QComboBox()
        self._was_called = False
        self._build()

    def show_row(
        self, row: RenewalRow, competitors: Sequence[str], *, was_called: bool = False
    ) -> None:
        """Open for one renewal; a decided one shows what was recorded.

        Of a loss that ``was_called`` at risk nobody asks why it came as a surprise.
        """
        self.begin_with(row)
        self._was_called = was_called
        self._surprise.setCurrentIndex(self._surprise.findData(row.surprise))
        self.heading.setText(
            _("{customer}, {contract}: how was it decided? Due {day}").format(
                customer=row.customer, contract=row.contract, day=formats.day(row.due_on)
            )
        )
        completer = QCompleter(list(competitors), self._competitor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._competitor.setCompleter(completer)
        worth = row.value if row.value_after is None else row.value_after
        self._value.show_amount(worth, row.currency)
        self._reason.setText(row.reason)
        self._competitor.setText(row.competitor)
        self._decided.set_day(row.decided_on or self._today())
        self.show()
        self._choose(row.outcome).setFocus()
        self._ask_what_it_needs(0, on=True)

    def outcome(self) -> Outcome:
        """Return the outcome chosen."""
        return list(Outcome)[self._choices.checkedId()]

    @override
    def begun(self, row: RenewalRow) -> "OutcomeDraft":
        return outcomes.outcome_draft(row)

    @override
    def place(self, key: str) -> Place:
        line = self._meanwhile[key]
        if key == "outcome":
            words = {None: _("Not decided yet"), **wording.outcomes()}
            return Place(self._choose, lambda outcome: words[outcome], line.say)
        if key == "value_after":
            return Place(self._value.show_minor, self._value.said, line.say)
        return super().place(key)

    @override
    def draft(self) -> "OutcomeDraft":
        if self._row is None:
            raise Invalid("", _("There is no renewal to record."))
        if not self._decided.is_understood():
            raise Invalid("decided_on", _("This is not understood as a day."))
        outcome = self.outcome()
        lost = outcome in LOST
        return replace(
            self.begun(self._row),
            outcome=outcome,
            value_after=None if lost else self._value.minor(),
            reason=self._reason.text(),
            competitor=self._competitor.text() if lost else "",
            decided_on=self._decided.day() or self._today(),
            surprise=self._surprise_chosen(),
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - FIRST_KEY
        if 0 <= at < len(self._choices.buttons()):
            button = self._choose(list(wording.outcomes())[at])
            needed: dict[Outcome, QLineEdit] = {
                Outcome.GROWN: self._value,
                Outcome.REDUCED: self._value,
            }
            needed |= dict.fromkeys(LOST, self._reason)
            field = needed.get(self.outcome())
            (field or button).setFocus()
            if field is not None:
                field.selectAll()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        row = FlowLayout()
        for at, (outcome, words) in enumerate(wording.outcomes().items(), start=1):
            button = QToolButton()
            button.setText(f"{at}  {words}")
            button.setCheckable(True)
            button.setProperty("look", "button")
            button.setToolTip(_("{what} ({keys})").format(what=words, keys=at))
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._choices.addButton(button, list(Outcome).index(outcome))
            row.addWidget(button)
        self.body.insertLayout(1, row)
        self.body.insertWidget(2, self.meanwhile_line("outcome"))
        self.add_field("value_after", _("New &yearly value"), self._value)
        self.add_field("reason", _("&Why"), self._reason, 3)
        self.add_field("competitor", _("Lost &to"), self._competitor, 2)
        self.add_field("decided_on", _("&Decided on"), self._decided, 2)
        self._surprising = self.add_row()
        for surprise, words in {None: _("not said"), **wording.surprises()}.items():
            self._surprise.addItem(words, surprise)
        label = _("Nobody had called it at risk. W&hat surprised us")
        self.add_field("surprise", label, self._surprise, row=self._surprising)
        self.add_buttons()
        self._choices.idToggled.connect(self._ask_what_it_needs)

    def _choose(self, outcome: Outcome | None) -> QAbstractButton:
        button = self._choices.button(list(Outcome).index(outcome or Outcome.RENEWED))
        button.setChecked(True)
        return button

    def _surprise_chosen(self) -> Surprise | None:
        """Return what was chosen where it was asked."""
        asked = self.outcome() in LOST and not self._was_called
        chosen = self._surprise.currentData() if asked else None
        return Surprise(chosen) if chosen else None

    @Slot(int, bool)
    def _ask_what_it_needs(self, _id: int, on: bool) -> None:
        if on:
            lost = self.outcome() in LOST
            self._value.setEnabled(self.outcome() in WORTH)
            self._competitor.setEnabled(lost)
            self._surprising.setVisible(lost and not self._was_called)
