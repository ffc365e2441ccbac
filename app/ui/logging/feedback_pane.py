"""What a customer told us, in its own words: complaint, praise, wish or mention."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from app.language import _
from app.models.kinds import FeedbackKind
from app.services.customers.mentions import Person
from app.ui.later import later
from app.ui.logging.choice_row import Choice, ChoiceRow
from app.ui.logging.note_field import NoteField
from app.ui.logging.pane import Pane, Store, Subject
from app.ui.logging.people_field import PeopleField
from app.ui.logging.when_field import WhenField
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.feedback import feedback
else:
    feedback = later("app.services.feedback.feedback")


def kinds() -> list[Choice]:
    """Return the kinds of feedback, each with its key."""
    return [
        Choice(FeedbackKind.COMPLAINT, _("&Complaint"), "alert"),
        Choice(FeedbackKind.PRAISE, _("&Praise"), "star"),
        Choice(FeedbackKind.WISH, _("&Wish"), "expectation"),
        Choice(FeedbackKind.MENTION, _("&Mention"), "chat"),
        Choice(FeedbackKind.REMARK, _("&Remark"), "note"),
    ]


def sources() -> list[str]:
    """Return where feedback usually comes from; anything else may be typed."""
    return [_("call"), _("e-mail"), _("meeting"), _("survey"), _("public review")]


class FeedbackPane(Pane):
    """Kind, words, and who said it of what."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(now, parent)
        self._build()
        self.kind.settled.connect(self.words.setFocus)
        self.words.done.connect(self.done)
        for field in (self.contact, self.product, self.when.field):
            field.returnPressed.connect(self.done)

    @override
    def is_blank(self) -> bool:
        return not self.words.text().strip()

    @override
    def clear(self) -> None:
        self.kind.pick(FeedbackKind.COMPLAINT)
        self.words.clear()
        self.words.settle()
        self.contact.clear()
        self.product.clear()
        self.via.setCurrentText("")
        self.when.field.clear()
        self.forgive()

    @override
    def know(self, people: Sequence[Person]) -> None:
        self.contact.offer(people)
        self.when.tell()

    @override
    def store(self, subject: Subject) -> Store:
        draft = feedback.FeedbackDraft(
            customer_id=subject.customer_id,
            customer=subject.customer,
            kind=self.kind.value(),
            text=self.words.text(),
            occurred_on=self.when.settled("occurred_on").day,
            via=self.via.currentText(),
            contact_id=self.contact.person_id(),
            contact=self.contact.text(),
            product=self.product.text(),
        )
        return feedback.log, (draft, self.now().date())

    def _build(self) -> None:
        self.kind = ChoiceRow(_("Kind"), kinds())
        self.words = NoteField(_("In the customer's own words"))
        self.contact = PeopleField()
        self.product = QLineEdit()
        self.via = QComboBox(editable=True)
        self.via.addItems(["", *sources()])
        self.when = WhenField(self.now)
        self.add("kind", _("Kind"), self.kind)
        self.add("text", _("Words"), self.words, stretch=1)
        below = QHBoxLayout()
        below.setSpacing(Space.M)
        self.add("contact", _("Who said it"), self.contact, below)
        self.add("via", _("Where"), self.via, below)
        self.add("product", _("Product"), self.product, below)
        self.add("occurred_on", _("When"), self.when, below)
        self.column.addLayout(below)
