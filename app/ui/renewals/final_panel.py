"""The owner's final call: what was called, what is computed, and what is done about it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from app.language import _
from app.models.kinds import Call
from app.services.contracts import wording
from app.services.contracts.review_rows import ReviewRow
from app.services.errors import Invalid
from app.services.trajectory import words
from app.ui import formats
from app.ui.later import later
from app.ui.meanwhile import Place
from app.ui.renewals.call_panel import call_offers, fill
from app.ui.renewals.choices import Choices
from app.ui.renewals.panel import Panel
from app.ui.widgets.date_field import DateField
from app.ui.widgets.typed import day_parser

if TYPE_CHECKING:
    from app.services.contracts import reviewing
    from app.services.contracts.reviewing import FinalDraft
else:
    reviewing = later("app.services.contracts.reviewing")


class FinalPanel(Panel[ReviewRow]):
    """Shows both calls; where they differ, none is proposed. S, W, R choose."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("Save"), parent)
        self._said, self._computed = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.body.insertWidget(1, self._said)
        self.body.insertWidget(2, self._computed)
        self._call, self._by, self._note = Choices(_("Final call")), QComboBox(), QLineEdit()
        self._action = QLineEdit(placeholderText=_("Visit Marta with the service report"))
        self._who, self._on = QComboBox(), DateField(day_parser(today, ahead=True))
        self.add_choices("call", _("The final &call"), self._call)
        self.add_field("note", _("&Why (if you like)"), self._note, 4)
        self.add_field("by", _("&Decided by"), self._by, 2)
        self._todo = self.add_row()
        self.add_field("action", _("What is done &about it"), self._action, 4, self._todo)
        self.add_field("action_owner_id", _("Who d&oes it"), self._who, 2, self._todo)
        self.add_field("action_on", _("B&y when"), self._on, 2, self._todo)
        self.add_buttons()
        self._call.picked.connect(self._ask_what_it_needs)

    def show_row(
        self,
        row: ReviewRow,
        colleagues: Sequence[tuple[int, str]],
        you: int | None,
        usual: float,
    ) -> None:
        """Open for one review; ``usual`` is the share of its renewals that the firm loses."""
        self.begin_with(row)
        self.heading.setText(
            _("{customer}, {contract}: the final call").format(
                customer=row.customer, contract=row.contract
            )
        )
        self._said.setText(said(row))
        self._computed.setText(computed(row, usual))
        draft = reviewing.final_draft(row, you)
        self._call.offer(call_offers(row))
        self._call.choose(draft.call)
        self._note.setText(draft.note)
        self._action.setText(draft.action)
        self._on.set_day(draft.action_on)
        fill(self._by, colleagues, draft.by, row.final_by)
        fill(self._who, colleagues, draft.action_owner_id, row.action_owner or row.owner)
        self.show()
        self._call.setFocus()

    @override
    def begun(self, row: ReviewRow) -> "FinalDraft":
        return reviewing.final_draft(row, None)

    @override
    def place(self, key: str) -> Place:
        if key != "call":
            return super().place(key)
        return replace(
            super().place(key),
            show=self._call.choose,
            said=lambda call: wording.calls()[call] if call else "–",
        )

    @override
    def draft(self) -> "FinalDraft":
        if self._row is None:
            raise Invalid("", _("There is no renewal to review."))
        if not self._on.is_understood():
            raise Invalid("action_on", _("This is not understood as a day."))
        return replace(
            self.begun(self._row),
            call=self._call.value(),
            by=self._by.currentData(),
            note=self._note.text(),
            action=self._action.text(),
            action_owner_id=self._who.currentData(),
            action_on=self._on.day(),
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._call.take(event.text().lower()):
            super().keyPressEvent(event)
        elif self._call.value() is Call.AT_RISK:
            self._action.setFocus()

    @Slot()
    def _ask_what_it_needs(self) -> None:
        self._todo.setVisible(self._call.value() is Call.AT_RISK)


def said(row: ReviewRow) -> str:
    """Return what the account manager called, and when."""
    if row.manager_call is None or row.gut is None or row.manager_on is None:
        return ""
    return _("{who} called it {call} on {day}; the gut said {gut} of 5, {words}.").format(
        who=row.manager or _("Somebody"),
        call=wording.calls()[row.manager_call],
        day=formats.day(row.manager_on),
        gut=row.gut,
        words=wording.guts()[row.gut],
    )


def computed(row: ReviewRow, usual: float) -> str:
    """Return the computed call of that moment, what is usual, and what speaks for and against."""
    if row.computed_call is None or row.computed_risk is None:
        return ""
    text = _("Computed: {call}, chance of loss about {risk}, where {usual} is usual here.").format(
        call=wording.calls()[row.computed_call],
        risk=words.one_in(row.computed_risk),
        usual=words.one_in(usual),
    )
    reasons = " · ".join(f"{one.text} {formats.signed(one.effect)}" for one in row.reasons)
    return f"{text} {reasons}".strip()
