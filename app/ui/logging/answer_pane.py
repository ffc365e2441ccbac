"""An answer given on the phone: to which question, how high, by whom, about which ticket."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from app.language import _
from app.services.customers.mentions import Person
from app.services.feedback import questions
from app.ui.later import later
from app.ui.logging.note_field import NoteField
from app.ui.logging.pane import Pane, Store, Subject
from app.ui.logging.people_field import PeopleField
from app.ui.logging.when_field import WhenField
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.feedback import responses
else:
    responses = later("app.services.feedback.responses")


class AnswerPane(Pane):
    """The scale follows from the question."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(now, parent)
        self._build()
        self.question.currentIndexChanged.connect(self._tell_scale)
        self.comment.done.connect(self.done)
        for field in (self.score, self.contact, self.ticket, self.when.field):
            field.returnPressed.connect(self.done)

    @override
    def is_blank(self) -> bool:
        return not (self.score.text().strip() or self.comment.text().strip())

    @override
    def clear(self) -> None:
        self.question.setCurrentIndex(0)
        for field in (self.score, self.contact, self.ticket, self.when.field):
            field.clear()
        self.comment.clear()
        self.comment.settle()
        self.forgive()

    @override
    def know(self, people: Sequence[Person]) -> None:
        self.contact.offer(people)
        self.when.tell()
        self._tell_scale()

    @override
    def store(self, subject: Subject) -> Store:
        typed = self.score.text().strip().replace(",", ".").replace("−", "-")
        draft = responses.AnswerDraft(
            customer_id=subject.customer_id,
            customer=subject.customer,
            question=self.question.currentData(),
            score=float(typed) if typed.lstrip("-").replace(".", "", 1).isdecimal() else None,
            answered_on=self.when.settled("answered_on").day,
            contact_id=self.contact.person_id(),
            contact=self.contact.text(),
            ticket=self.ticket.text(),
            comment=self.comment.text(),
        )
        return responses.log_answer, (draft, self.now().date())

    def _build(self) -> None:
        self.question = QComboBox()
        for value, words in questions.texts().items():
            self.question.addItem(words, value)
        self.score = QLineEdit()
        self.contact = PeopleField()
        self.ticket = QLineEdit()
        self.comment = NoteField(_("What was said with it"), lines=3)
        self.when = WhenField(self.now)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(Space.M)
        self.add("question", _("Question"), self.question, above, 3)
        self.add("score", _("Answer"), self.score, above, 1)
        self.column.addLayout(above)
        self.add("comment", _("Comment"), self.comment, stretch=1)
        self.add("contact", _("Who answered"), self.contact, below)
        self.add("ticket", _("Ticket"), self.ticket, below)
        self.add("answered_on", _("When"), self.when, below)
        self.column.addLayout(below)

    @Slot()
    def _tell_scale(self) -> None:
        low, high = questions.scale_of(self.question.currentData())
        self.score.setPlaceholderText(_("{low} to {high}").format(low=low, high=high))
