"""The panel of a card: all the customer said, what was done so far, and the next step."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.models.kinds import LoopStep
from app.services.errors import Invalid
from app.ui import formats, icons
from app.ui.feedback import words
from app.ui.feedback.step_forms import ActForm, ConfirmForm, TellForm
from app.ui.later import later
from app.ui.mnemonics import literal
from app.ui.tasks import Tasks
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.feedback import loops
    from app.services.feedback.loops import LoopCard
else:
    loops = later("app.services.feedback.loops")

WIDTH = 340
BEFORE = {
    LoopStep.ACTING: LoopStep.HEARD,
    LoopStep.TOLD: LoopStep.ACTING,
    LoopStep.CONFIRMED: LoopStep.TOLD,
}


class CardPanel(QFrame):
    """Stands beside the board, so that the cards stay in sight."""

    closed = Signal()
    customer_wanted = Signal(int)

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today
        self._card: LoopCard | None = None
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self._customer = QPushButton()
        self._customer.setProperty("look", "link")
        self._customer.clicked.connect(self._open_customer)
        self._facts = QLabel(wordWrap=True)
        self._facts.setProperty("look", "caption")
        self._quote = QLabel(wordWrap=True)
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self._quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._so_far = QLabel(wordWrap=True)
        self._so_far.setTextFormat(Qt.TextFormat.PlainText)
        self._so_far.setProperty("look", "muted")
        self._act = ActForm(today)
        self._tell = TellForm(today)
        self._confirm = ConfirmForm(today)
        self._back = QPushButton(icons.icon("undo"), _("Take back one step"))
        self._back.setProperty("look", "quiet")
        self._back.clicked.connect(self._take_back)
        self._lay_out()
        self._act.wanted.connect(partial(self._write, self._act))
        self._tell.wanted.connect(partial(self._write, self._tell))
        self._confirm.wanted.connect(partial(self._write, self._confirm))

    @property
    def card_id(self) -> int | None:
        """The card that is open, None while the panel is closed."""
        return self._card.id if self._card else None

    def show_card(self, card: "LoopCard", people: Sequence[tuple[int, str]]) -> None:
        """Open for a card; what is being typed stays, unless it is another card."""
        before, self._card = self._card, card
        if card == before:
            return
        goes_on = before is not None and (before.id, before.step) == (card.id, card.step)
        self._customer.setText(self._fitting(card.customer))
        self._customer.setToolTip(_("Open {customer}").format(customer=card.customer))
        self._facts.setText(_facts(card, self._today()))
        self._quote.setText(_("“{text}”").format(text=card.text))
        self._so_far.setText(_so_far(card, self._today()))
        self._so_far.setVisible(bool(self._so_far.text()))
        if not (goes_on and self._act.is_begun):
            self._act.show_card(card, people)
        if not goes_on:
            self._tell.show_card()
            self._confirm.show_card(card)
        self._act.setVisible(card.step is not LoopStep.CONFIRMED)
        self._tell.setVisible(card.step in (LoopStep.HEARD, LoopStep.ACTING))
        self._confirm.setVisible(card.step is LoopStep.TOLD)
        self._back.setVisible(card.step in BEFORE)
        self.show()

    def go_to_step(self) -> None:
        """Put the cursor where the next step is written down."""
        step = self._card.step if self._card else LoopStep.HEARD
        acting = step is LoopStep.ACTING and self._card is not None and self._card.action
        forms: dict[LoopStep, QWidget] = {
            LoopStep.ACTING: self._tell if acting else self._act,
            LoopStep.TOLD: self._confirm,
            LoopStep.CONFIRMED: self._back,
        }
        form = forms.get(step, self._act)
        form.setFocus()
        self._room.ensureWidgetVisible(form)

    def close_card(self) -> None:
        """Close the panel."""
        self._card = None
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        close = QPushButton(icons.icon("close"), "")
        close.setProperty("look", "quiet")
        close.setAccessibleName(_("Close card"))
        close.setToolTip(_("Close card (Esc)"))
        close.clicked.connect(self.close_card)
        above = QHBoxLayout()
        above.addWidget(self._customer, 1, Qt.AlignmentFlag.AlignLeading)
        above.addWidget(close)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.L, 0, Space.L, Space.L)
        column.setSpacing(Space.M)
        for part in (self._quote, self._facts, self._so_far, self._act, self._tell, self._confirm):
            column.addWidget(part)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self._room = room = QScrollArea()
        room.setWidget(inner)
        room.setWidgetResizable(True)
        room.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, Space.S, 1, 1)
        above.setContentsMargins(Space.M, 0, Space.S, 0)
        whole.addLayout(above)
        whole.addWidget(room, 1)

    def _fitting(self, name: str) -> str:
        """Return a name as the button can show it."""
        room = WIDTH - 2 * Space.XXL
        cut = self._customer.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        return literal(cut)

    def _write(self, form: "ActForm | TellForm | ConfirmForm") -> None:
        if self._card is not None:
            try:
                arguments = form.arguments()
            except Invalid as error:
                form.refuse(error)
                return
            refused = partial(self._refused, form)
            self._tasks.write(form.action, self._card.id, *arguments, failed=refused)

    def _refused(self, form: "ActForm | TellForm | ConfirmForm", error: Exception) -> None:
        if isinstance(error, Invalid):
            form.refuse(error)
        else:
            self._tasks.failed.emit(error)

    @Slot()
    def _take_back(self) -> None:
        if self._card is not None:
            step = BEFORE[self._card.step]
            self._tasks.write(loops.move, self._card.id, step, self._today())

    @Slot()
    def _open_customer(self) -> None:
        if self._card is not None:
            self.customer_wanted.emit(self._card.customer_id)


def _facts(card: "LoopCard", today: date) -> str:
    heard = formats.day_and_month(card.heard_on, today)
    parts = [
        words.kinds()[card.kind],
        words.source(card),
        _("heard {day}, {time}").format(day=heard, time=formats.distance(card.heard_on, today)),
    ]
    return " · ".join(part for part in parts if part)


def _so_far(card: "LoopCard", today: date) -> str:
    """Return the steps that were taken, one a line."""
    taken = (
        (card.acted_on, _("Acting since {day}"), ""),
        (card.told_on, _("Told on {day}"), ""),
        (card.confirmed_on, _("Confirmed on {day}"), card.outcome),
    )
    lines: list[str] = []
    for day, text, more in taken:
        if day is not None:
            said = text.format(day=formats.day_and_month(day, today))
            lines.append(f"{said}: {more}" if more else said)
    if card.step is LoopStep.CONFIRMED and card.action:
        lines.insert(0, card.action)
    return "\n".join(lines)
