"""A survey asked on the phone or in a meeting: one question at a time, logged as one step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.errors import AppError, Invalid, NotFound
from app.ui.later import later
from app.ui.logging.customer_line import Named
from app.ui.survey.course import Course
from app.ui.survey.end_page import EndPage
from app.ui.survey.frame import Foot, Head, LeavingStrip
from app.ui.survey.question_page import QuestionPage
from app.ui.survey.start_page import StartPage
from app.ui.tasks import Tasks
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.feedback import surveys
    from app.services.feedback.surveys import SurveyDraft, SurveyLogged, Whom
else:
    surveys = later("app.services.feedback.surveys")

WIDTH, HEIGHT = 720, 480


class SurveyWindow(QDialog):
    """Made once, opened often: what was answered and not logged waits in it. ``clock`` is aware."""

    logged = Signal(object)

    def __init__(
        self, tasks: Tasks, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.course = Course()
        self._busy = False
        self._build(clock)
        self._connect()

    def open_for(self, customer_id: int | None = None) -> None:
        """Open with this customer, or one to be typed; or with what had been begun."""
        waiting = self.course.has_answers()
        self.head.begun.setVisible(waiting)
        self.leaving.hide()
        if not waiting:
            self._clear()
            self.start.begin(customer_id)
        self._show(self.course.step)
        self.open()
        self._focus()

    @Slot()
    def begin_anew(self) -> None:
        """Throw away what was answered."""
        self._clear()
        self.head.begun.hide()
        self.leaving.hide()
        self.start.begin(None)
        self._show(0)

    @Slot()
    def forward(self) -> None:
        """Go on: to a question once it is known whom to ask; from the end, log."""
        if self.course.step == self.course.last:
            self._log()
        else:
            self._go(self.course.next)

    @Slot()
    def skip(self) -> None:
        """Go on without an answer to this question."""
        self.question.scale.answer(None)
        self.forward()

    @Slot()
    def back(self) -> None:
        """Go back one step."""
        self._go(max(self.course.step - 1, 0))

    @override
    def reject(self) -> None:
        """Esc asks before it leaves answers; asked again, it goes on with the survey."""
        self.keep()
        if self.leaving.isVisible():
            self.leaving.hide()
            self._focus()
        elif self.course.has_answers():
            self.leaving.ask()
        else:
            super().reject()

    def keep(self) -> None:
        """Take over what was just said to the question that is shown."""
        self.course.keep(self.question.given())

    def _go(self, step: int) -> None:
        self.keep()
        if self.course.step == 0 and step > 0:
            self._ask_whom(step)
        else:
            self._show(step)

    def _show(self, step: int) -> None:
        course = self.course
        course.step = min(step, course.last)
        if course.here is not None:
            self.question.ask(course.here, course.said_to(course.here))
            self._stack.setCurrentWidget(self.question)
        elif course.step == 0:
            self._stack.setCurrentWidget(self.start)
        else:
            self.end.show_given(course.questions, course.said())
            self._stack.setCurrentWidget(self.end)
        self.head.show_course(course)
        self.foot.show_course(course)
        self._focus()

    def _focus(self) -> None:
        if self.course.here is not None:
            self.question.setFocus()
        else:
            (self.start.first() if self.course.step == 0 else self.foot.next).setFocus()

    def _ask_whom(self, step: int) -> None:
        """Make sure of whom to ask before anybody is asked."""
        self.start.forgive()
        draft = self._draft()
        if draft is not None and self.course.questions:
            self._tasks.read(
                surveys.whom, draft, self.start.now().date(), replaces="survey whom",
                done=lambda found: self._know_whom(found, step), failed=self._refused,
            )  # fmt: skip

    def _know_whom(self, found: "Whom", step: int) -> None:
        if self.start.customer.picked_id() != found.customer_id:
            self.start.customer.pick(Named(found.customer_id, found.customer))
        self.head.say(found.customer, self.start.contact.text(), self.start.survey.currentText())
        self._show(step)

    def _draft(self) -> "SurveyDraft | None":
        try:
            return self.start.draft()
        except Invalid as error:
            self._refused(error)
            return None

    def _log(self) -> None:
        draft = self._draft()
        if self._busy or draft is None:
            return
        self._busy = True
        self.end.trouble.say("")
        draft = replace(draft, answers=self.course.answers())
        self._tasks.write(
            surveys.log_survey, draft, self.start.now().date(),
            done=partial(self._logged, draft), failed=self._not_logged,
        )  # fmt: skip

    def _logged(self, sent: "SurveyDraft", logged: "SurveyLogged") -> None:
        """Begin anew, unless somebody has answered on meanwhile."""
        self._busy = False
        self.keep()
        same_customer = self.start.customer.picked_id() == sent.customer_id
        if same_customer and self.course.answers() == sent.answers:
            self._clear()
            self.accept()
        self.logged.emit(logged)

    @Slot(object)
    def _not_logged(self, error: Exception) -> None:
        """Say it where it belongs; once the window is closed, in the one below."""
        self._busy = False
        (self._refused if self.isVisible() else self._tasks.failed.emit)(error)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotFound) or (
            isinstance(error, Invalid) and self.start.knows(error.field)
        ):
            self._show(0)
            self.start.refuse(error)
        elif isinstance(error, AppError):  # a full disk, or a drive that is gone
            self.end.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _clear(self) -> None:
        self.course.clear()
        self.start.clear()
        self.head.say()

    @Slot()
    def _leave(self) -> None:
        """Close, and keep what was answered for the next time."""
        self.leaving.hide()
        super().reject()

    @Slot()
    def _forget(self) -> None:
        """Throw it away: somebody wants to, or another book was opened and this is of the last."""
        self._clear()
        self._leave()

    @Slot()
    def _take_survey(self) -> None:
        asked = self.start.questionnaire()
        self.course.questions = asked.questions if asked else ()
        self.head.show_course(self.course)
        self.foot.show_course(self.course)

    @Slot()
    def _to_the_end(self) -> None:
        """Go to the end at once, and from there log: somebody hung up half way."""
        self._log() if self.course.step == self.course.last else self._go(self.course.last)

    def _build(self, clock: Callable[[], datetime]) -> None:
        self.setWindowTitle(_("Ask a survey"))
        self.setMinimumSize(WIDTH, HEIGHT)
        self.start = StartPage(self._tasks, clock)
        self.question, self.end = QuestionPage(), EndPage()
        self.head, self.leaving, self.foot = Head(), LeavingStrip(), Foot()
        self._stack = QStackedWidget()
        for page in (self.start, self.question, self.end):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.leaving)
        column.addWidget(self.foot)
        self.foot.next.setDefault(True)  # which a button can only be within its dialog

    def _connect(self) -> None:
        self._tasks.replaced.connect(self._forget)
        self.start.chosen.connect(self._take_survey)
        self.start.named.connect(self._focus)
        self.head.begun.anew.connect(self.begin_anew)
        self.head.progress.wanted.connect(lambda place: self._go(place + 1))
        self.question.forward.connect(self.forward)
        self.question.scale.skipped.connect(self.skip)
        self.question.scale.back.connect(self.back)
        self.foot.next.clicked.connect(self.forward)
        self.foot.skip.clicked.connect(self.skip)
        self.foot.back.clicked.connect(self.back)
        self.leaving.go_on.clicked.connect(self.reject)
        self.leaving.keep.clicked.connect(self._leave)
        self.leaving.throw_away.clicked.connect(self._forget)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._to_the_end)
