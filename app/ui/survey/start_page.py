"""Before the first question: who is asked, which survey, how and when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.models.kinds import ResponseChannel
from app.services.errors import AppError, Invalid
from app.ui.later import later
from app.ui.logging import fields
from app.ui.logging.choice_row import Choice, ChoiceRow
from app.ui.logging.customer_line import CustomerLine, Named
from app.ui.logging.people_field import PeopleField
from app.ui.logging.when_field import WhenField
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.services.customers import finding, interactions
    from app.services.customers.interactions import LogContext
    from app.services.feedback import surveys
    from app.services.feedback.surveys import Questionnaire, SurveyDraft
else:
    finding = later("app.services.customers.finding")
    interactions = later("app.services.customers.interactions")
    surveys = later("app.services.feedback.surveys")

FACE_TO_FACE = ""


class StartPage(QWidget):
    """Its fields have the names under which the service refuses them."""

    chosen = Signal()  # what is asked is known, or another survey was chosen
    named = Signal()  # the customer was found for whom the window was opened

    def __init__(
        self, tasks: Tasks, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._zone: ZoneInfo | None = None
        self._surveys: Sequence[Questionnaire] = ()
        self.line = CustomerLine(self._find)
        self.customer = self.line.field
        self.contact = PeopleField()
        self.contact.setPlaceholderText(_("Who answers"))
        self.survey = QComboBox(minimumContentsLength=12)
        self.survey.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.channel = ChoiceRow(
            _("How"),
            [
                Choice(ResponseChannel.PHONE, _("On the &phone"), "call"),
                Choice(FACE_TO_FACE, _("&Face to face"), "meeting"),
            ],
        )
        self.when = WhenField(self.now)
        self._lay_out()
        self.customer.picked.connect(self._picked)
        self.survey.activated.connect(self.chosen)

    def _lay_out(self) -> None:
        left, right = Form(), Form()
        left.add("contact", _("&Contact"), self.contact)
        left.add("channel", _("How"), self.channel)
        right.add("survey_id", _("&Survey"), self.survey)
        right.add("asked_on", _("&When"), self.when)
        self._forms = (left, right)
        self._kept = {"contact": self.contact, "channel": self.channel, "asked_on": self.when}
        pair = QHBoxLayout()
        pair.setSpacing(Space.XL)
        for form in self._forms:
            pair.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.line)
        column.addLayout(pair)
        column.addStretch(1)

    def clear(self) -> None:
        """Begin anew."""
        self.customer.pick(None)
        self.contact.clear()
        self.when.field.clear()
        self.channel.pick(ResponseChannel.PHONE)
        self.survey.setCurrentIndex(0)
        self.forgive()

    def begin(self, customer_id: int | None) -> None:
        """Ask the book what can be asked, and who this customer is."""
        self._tasks.read(surveys.questionnaires, done=self._offer_surveys, replaces="surveys")
        self.know(customer_id)

    def know(self, customer_id: int | None) -> None:
        """Ask who works at a customer, and what its name is."""
        self._tasks.read(
            interactions.context, customer_id, done=self._knows, replaces="survey context"
        )

    def now(self) -> datetime:
        """Return this moment in the firm's zone."""
        return self._clock().astimezone(self._zone)

    def questionnaire(self) -> "Questionnaire | None":
        """Return what is asked; None until the book has said what there is."""
        place = self.survey.currentIndex()
        return self._surveys[place] if 0 <= place < len(self._surveys) else None

    def draft(self) -> "SurveyDraft":
        """Return who, how and when; raises Invalid where the time is not understood."""
        spoken = self.when.settled("asked_on")
        channel = self.channel.value()
        return surveys.SurveyDraft(
            customer_id=self.customer.picked_id(),
            customer=self.customer.text(),
            contact_id=self.contact.person_id(),
            contact=self.contact.text(),
            survey_id=self.survey.currentData(),
            asked_on=spoken.day,
            at=spoken.at,
            channel=ResponseChannel(channel) if channel else None,
        )

    def unfinished(self) -> dict[str, Any]:
        """Return what stands in the fields, as JSON can hold it."""
        customer = {"customer_id": self.customer.picked_id(), "customer": self.customer.text()}
        return {**customer, "survey_id": self.survey.currentData(), **fields.said(self._kept)}

    def take_up(self, said: Mapping[str, Any]) -> None:
        """Show again what was returned, with the surveys and contacts there are by now."""
        fields.say(self._kept, said)
        self.customer.setText(said["customer"])
        self.survey.clear()
        self.survey.addItem("", said["survey_id"])  # until the book has said what there is
        self.begin(said["customer_id"])

    def first(self) -> QWidget:
        """Return the field with which one begins."""
        return self.customer if self.customer.picked_id() is None else self.contact

    def refuse(self, error: AppError) -> None:
        """Say at its field what was refused; what is of no field here is of the customer."""
        self.forgive()
        field = error.field if isinstance(error, Invalid) else ""
        for form in self._forms:
            if isinstance(error, Invalid) and field in form.fields:
                form.refuse(error)
                return
        self.line.refuse(str(error))
        self.customer.setFocus()

    def knows(self, field: str) -> bool:
        """Return whether a field of this name stands here."""
        return field == "customer" or any(field in form.fields for form in self._forms)

    def forgive(self) -> None:
        """Take back every sentence."""
        self.line.refuse("")
        for form in self._forms:
            form.clear_errors()

    @Slot(object)
    def _offer_surveys(self, found: "Sequence[Questionnaire]") -> None:
        """Offer these; the one that was chosen stays chosen if it is still there."""
        before = self.survey.currentData()
        self._surveys = found
        self.survey.clear()
        for one in found:
            self.survey.addItem(one.name, one.id)
        self.survey.setCurrentIndex(max(self.survey.findData(before), 0))
        self.chosen.emit()

    @Slot(object)
    def _knows(self, context: "LogContext") -> None:
        self._zone = ZoneInfo(context.zone)
        self.contact.offer(context.people)
        self.when.tell()
        known = self.customer.isModified() or context.customer_id == self.customer.picked_id()
        if context.customer_id is not None and not known:
            self.customer.pick(Named(context.customer_id, context.customer))
            self.named.emit()

    @Slot(object)
    def _picked(self, found: Named | None) -> None:
        self.line.refuse("")
        self.know(found.id if found else None)
        if found is not None and self.customer.hasFocus():
            self.contact.setFocus()

    def _find(self, text: str, done: Callable[[Sequence[Any]], object]) -> None:
        self._tasks.read(finding.find_customers, text, done=done, replaces="survey customer")
