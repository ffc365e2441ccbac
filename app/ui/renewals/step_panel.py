"""The next step before a renewal: what, who, when."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from app.language import _
from app.services.contracts.renewal_rows import RenewalRow
from app.services.errors import Invalid
from app.ui.later import later
from app.ui.renewals.panel import Panel
from app.ui.widgets.date_field import DateField
from app.ui.widgets.typed import day_parser

if TYPE_CHECKING:
    from app.services.contracts import outcomes
    from app.services.contracts.outcomes import NextStepDraft
else:
    outcomes = later("app.services.contracts.outcomes")


class StepPanel(Panel[RenewalRow]):
    """One line to fill in; Enter saves."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("Save"), parent)
        self._text = QLineEdit(placeholderText=_("Call Marta about the offer"))
        self._owner = QComboBox()
        self._on = DateField(day_parser(today, ahead=True))
        self.add_field("text", _("&Next step"), self._text, 4)
        self.add_field("owner_id", _("&Who"), self._owner, 2)
        self.add_field("on", _("&By when"), self._on, 2)
        self.add_buttons()

    def show_row(self, row: RenewalRow, colleagues: Sequence[tuple[int, str]]) -> None:
        """Open for one renewal."""
        self.begin_with(row)
        self.heading.setText(
            _("{customer}, {contract}: what is to be done next?").format(
                customer=row.customer, contract=row.contract
            )
        )
        self._text.setText(row.next_step)
        self._owner.clear()
        self._owner.addItem(_("nobody"), None)
        for colleague_id, name in _with_owner(colleagues, row):
            self._owner.addItem(name, colleague_id)
        self._owner.setCurrentIndex(max(self._owner.findData(row.owner_id), 0))
        self._on.set_day(row.next_step_on)
        self.show()
        self._text.setFocus()
        self._text.selectAll()

    @override
    def begun(self, row: RenewalRow) -> "NextStepDraft":
        return outcomes.next_step_draft(row)

    @override
    def draft(self) -> "NextStepDraft":
        if self._row is None:
            raise Invalid("", _("There is no renewal to record."))
        if not self._on.is_understood():
            raise Invalid("on", _("This is not understood as a day."))
        return replace(
            self.begun(self._row),
            text=self._text.text(),
            owner_id=self._owner.currentData(),
            on=self._on.day(),
        )


def _with_owner(
    colleagues: Sequence[tuple[int, str]], row: RenewalRow
) -> Sequence[tuple[int, str]]:
    """Return the colleagues, and the present owner even if she or he has left."""
    if row.owner_id is None or row.owner_id in dict(colleagues):
        return colleagues
    return [*colleagues, (row.owner_id, row.owner)]
