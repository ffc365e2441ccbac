"""The account manager's call, given before the computed one is shown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from typing_extensions import override

from app.language import _
from app.models.kinds import Call
from app.services.contracts import calls, wording
from app.services.contracts.review_rows import ReviewRow, ReviewStep
from app.services.errors import Invalid
from app.ui import formats
from app.ui.later import later
from app.ui.renewals.choices import Choices, Offer
from app.ui.renewals.panel import Panel

if TYPE_CHECKING:
    from app.services.contracts import reviewing
    from app.services.contracts.reviewing import ManagerDraft
else:
    reviewing = later("app.services.contracts.reviewing")

CALL_KEYS = {Call.SAFE: "s", Call.WATCH: "w", Call.AT_RISK: "r"}


class CallPanel(Panel[ReviewRow]):
    """Asks gut and call and shows nothing that could lead them; 1–5 and S, W, R choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Keep my call"), parent)
        why = QLabel(
            _("Say it before the computed call is shown: it is kept as you give it."), wordWrap=True
        )
        why.setProperty("look", "caption")
        self.body.insertWidget(1, why)
        self._gut, self._call = Choices(_("Gut")), Choices(_("Call"))
        self._by = QComboBox()
        self.add_choices("gut", _("My &gut says"), self._gut)
        self.add_choices("call", _("My &call is"), self._call)
        self.add_field("by", _("Account &manager"), self._by, 2)
        self.add_stretch(3)
        self.add_buttons()

    def show_row(
        self, row: ReviewRow, colleagues: Sequence[tuple[int, str]], you: int | None
    ) -> None:
        """Open for one review."""
        self.begin_with(row)
        heading = _("{customer}, {contract}: will it stay? Say no by {day}")
        self.heading.setText(
            heading.format(
                customer=row.customer, contract=row.contract, day=formats.day(row.notice_by)
            )
        )
        self._gut.offer([Offer(n, f"{n}  {words}", str(n)) for n, words in wording.guts().items()])
        self._call.offer(call_offers(row))
        fill(self._by, colleagues, row.owner_id if you is None else you, row.owner)
        self.show()
        self._gut.setFocus()

    @override
    def begun(self, row: ReviewRow) -> "ManagerDraft":
        return reviewing.manager_draft(row, None)

    @override
    def catch_up(self, theirs: ReviewRow) -> None:
        if theirs.step is ReviewStep.GIVE:
            super().catch_up(theirs)
        else:
            self._other.say(_("This call was given somewhere else meanwhile, and stays as it was."))

    @override
    def draft(self) -> "ManagerDraft":
        if self._row is None:
            raise Invalid("", _("There is no renewal to review."))
        return replace(
            self.begun(self._row),
            call=self._call.value(),
            gut=self._gut.value(),
            by=self._by.currentData(),
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        if self._gut.take(key):
            self._call.setFocus()
        elif not self._call.take(key):
            super().keyPressEvent(event)


def call_offers(row: ReviewRow) -> list[Offer]:
    """Return what may be called of a renewal, by its words and key."""
    words = wording.calls()
    return [Offer(call, words[call], CALL_KEYS[call]) for call in calls.choices(row.horizon)]


def fill(
    box: QComboBox, colleagues: Sequence[tuple[int, str]], chosen: int | None, name: str = ""
) -> None:
    """Offer the colleagues, and whoever is chosen even if she or he has left."""
    box.clear()
    box.addItem(_("not said"), None)
    for colleague_id, colleague in colleagues:
        box.addItem(colleague, colleague_id)
    if chosen is not None and box.findData(chosen) < 0 and name:
        box.addItem(name, chosen)
    box.setCurrentIndex(max(box.findData(chosen), 0))
