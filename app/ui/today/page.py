"""Today: the things that matter this morning, each with its reason and its button."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.today.rows import Glance, Section, Step, Worklist, WorkRow
from app.ui import formats
from app.ui.later import later
from app.ui.page import Page
from app.ui.tasks import Tasks
from app.ui.today import words
from app.ui.today.doing import Doing
from app.ui.today.first_steps import FirstSteps
from app.ui.today.parts import Parts
from app.ui.today.row_actions import RowActions
from app.ui.today.whose import WhoseButton
from app.ui.today.work_list import WorkList
from app.ui.tokens import Space
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.today import glance as glances
    from app.services.today import worklist
else:
    glances = later("app.services.today.glance")
    worklist = later("app.services.today.worklist")

STANDINGS = frozenset({"standings"})  # they come in portions, and not at anybody's key
REST = 1_500  # milliseconds


class TodayPage(Page):
    """Paints the kept glance at once, and the list itself as soon as the book is open.

    ``you`` is the colleague at this computer, None for everybody; `you_chosen` says another one.
    """

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            *("promises", "feedback", "contracts", "renewals", "renewal_reviews", "responses"),
            "advocacy_acts",
            *("customers", "contacts", "colleagues", "standings", "snoozes", "import_batches"),
        }
    )

    you_chosen = Signal(object)  # a colleague's id, or None
    log_wanted = Signal(object)  # a customer's id, or None
    renewal_wanted = Signal(int)  # a contract's id
    review_wanted = Signal(int)  # a contract's id
    feedback_wanted = Signal(int)
    new_customer_wanted = Signal()
    import_wanted = Signal()
    painted = Signal()  # once, when the first lines are seen

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        glance: Glance | None = None,
        you: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today, self._you = today, you
        self._whole: frozenset[Section] = frozenset()
        self._shown: Worklist | None = None
        self._kept = glance.worklist if glance else None
        self._reading = self._again = False
        self._due = 0
        self._soon = QTimer(self, singleShot=True, interval=REST)
        self._soon.timeout.connect(self.reload)
        self._doing = Doing(tasks, today, self)
        self._doing.failed.connect(self._refused)
        self._build()
        self._doing.left.connect(self._list.take)
        if glance is not None:
            self._show_glance(glance)

    @override
    def reload(self) -> None:
        if self._reading:
            self._again = True  # many commits in a row, as of standings, need not be many reads
            return
        self._reading = True
        self._tasks.read(
            worklist.worklist, self._today(), self._you, self._whole,
            done=self._show, failed=self._unread,
        )  # fmt: skip

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._tell_count()
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._soon.isActive():
            self._soon.stop()
            self._stale = True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._notice_a_new_day()

    @override
    def _on_changed(self, committed: "Committed") -> None:
        if committed.tables <= STANDINGS and self.isVisible():
            if not self._soon.isActive():
                self._soon.start()
        else:
            super()._on_changed(committed)

    def _build(self) -> None:
        self._date = QLabel()
        self._date.setProperty("look", "display")
        self._status = QLabel()
        self._status.setProperty("look", "muted")
        self._status.setContentsMargins(Space.M, 0, 0, 0)
        self._whose = WhoseButton()
        self._whose.chosen.connect(self._choose)
        above = QHBoxLayout()
        above.setContentsMargins(Space.M, 0, 0, 0)
        above.addWidget(self._date)
        above.addStretch(1)
        above.addWidget(self._whose)
        self._list = WorkList(_("Today"))
        self._list.step_wanted.connect(self._do)
        self._list.more_wanted.connect(self._show_whole)
        self._row_actions = RowActions(self._list, self._doing, self._today, self._do)
        self._row_actions.log_wanted.connect(self.log_wanted)
        self._row_actions.customer_wanted.connect(self.customer_wanted)
        self._list.painted.connect(self.painted)
        self._parts = Parts(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL - Space.M, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.XS)
        column.addLayout(above)
        column.addWidget(self._status)
        column.addWidget(self._parts, 1)
        self.setFocusProxy(self._parts)
        self._date.setText(formats.long_day(self._today()))
        self._whose.setVisible(False)

    def _show_glance(self, glance: Glance) -> None:
        self._show_lines(glance.worklist)
        if glance.old:
            self._status.setText(_as_of(glance.at, self._today()))

    @Slot(object)
    def _show(self, found: Worklist) -> None:
        self._reading = False
        if found.you != self._you:
            self._again = True  # another colleague was chosen meanwhile
        elif found.you is not None and found.you not in dict(found.people):
            self._choose(None)  # whoever sat here has left
        else:
            self._shown = found
            self._show_lines(found)
            self._keep(found)
        if self._again:
            self._again = False
            self.reload()

    def _show_lines(self, found: Worklist) -> None:
        self._date.setText(formats.long_day(self._today()))
        self._status.setText(words.to_do(found))
        self._whose.show_people(found.people, found.you)
        self._list.show_list(found)
        if found.total:
            self._parts.show_list()
        elif found.customers:
            self._parts.show_instead(self._empty_day())
        else:
            self._parts.show_instead(self._first_steps())
        self._due = found.due
        self._tell_count()

    def _empty_day(self) -> QWidget:
        return EmptyState(
            "check",
            _("Nothing waits today."),
            _("A good day to call a customer just so. What you hear is worth a line."),
            _("Log a conversation"),
            partial(self.log_wanted.emit, None),
        )

    def _first_steps(self) -> QWidget:
        steps = FirstSteps()
        steps.import_wanted.connect(self.import_wanted)
        steps.new_customer_wanted.connect(self.new_customer_wanted)
        steps.log_wanted.connect(partial(self.log_wanted.emit, None))
        return steps

    def _tell_count(self) -> None:
        self.counted.emit(self._due or None)

    def _keep(self, found: Worklist) -> None:
        """Leave the list in the book, for the next start to paint."""
        if not self._whole and found != self._kept:
            self._kept = found
            self._tasks.write(glances.keep, found, datetime.now().astimezone())

    @Slot(object)
    def _unread(self, error: Exception) -> None:
        self._reading = self._again = False
        self._tasks.failed.emit(error)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._tasks.failed.emit(error)
        self.reload()

    @Slot(object)
    def _choose(self, colleague_id: int | None) -> None:
        self._you, self._whole = colleague_id, frozenset()
        self.you_chosen.emit(colleague_id)
        self.reload()

    @Slot(object)
    def _show_whole(self, section: Section) -> None:
        self._whole |= {section}
        self.reload()

    @Slot(object)
    def _do(self, row: WorkRow) -> None:
        if self._doing.does(row):
            return
        match row.step:
            case Step.OPEN:
                self.renewal_wanted.emit(row.ref)
            case Step.REVIEW:
                self.review_wanted.emit(row.ref)
            case Step.LOG:
                self.log_wanted.emit(row.customer_id)
            case _:
                self.feedback_wanted.emit(row.ref)

    def _notice_a_new_day(self) -> None:
        if self._shown is not None and self._shown.day != self._today():
            self.reload()


def _as_of(at: datetime, today: date) -> str:
    local = at.astimezone()
    when = _("{day} {time}").format(
        day=formats.distance(local.date(), today), time=formats.clock(local)
    )
    return _("As of {when}, being brought up to date…").format(when=when)
