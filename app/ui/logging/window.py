"""The quick log: one small window over whatever is open, for ten seconds and no mouse."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.services.errors import AppError, Invalid, NotFound
from app.ui import actions
from app.ui.later import later
from app.ui.logging.answer_pane import AnswerPane
from app.ui.logging.customer_line import CustomerLine, Named
from app.ui.logging.feedback_pane import FeedbackPane
from app.ui.logging.interaction_pane import InteractionPane
from app.ui.logging.pane import Pane, Subject
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.begun_line import BegunLine
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.customers import finding, interactions
    from app.services.customers.interactions import LogContext
else:
    finding = later("app.services.customers.finding")
    interactions = later("app.services.customers.interactions")

WIDTH = 720
INTERACTION, FEEDBACK, ANSWER = range(3)


class QuickLog(QDialog):
    """Made once and opened again and again: what was typed and not logged waits in it.

    ``now`` is the clock, aware; ``you`` the colleague who sits here. `logged` brings what the
    service returned.
    """

    logged = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
        you: Callable[[], int | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._you = tasks, now, you
        self._zone: ZoneInfo | None = None
        self.panes: tuple[Pane, ...] = (
            InteractionPane(self._now),
            FeedbackPane(self._now),
            AnswerPane(self._now),
        )
        self._build()
        self._connect()

    @property
    def pane(self) -> Pane:
        """The mode that is shown."""
        return self.panes[self.modes.currentIndex()]

    def open_for(self, customer_id: int | None = None) -> None:
        """Open for an interaction, with this customer or one to be typed."""
        self._open(INTERACTION, customer_id)

    def open_feedback(self, customer_id: int | None = None) -> None:
        """Open for what a customer told us."""
        self._open(FEEDBACK, customer_id)

    def open_answer(self, customer_id: int | None = None) -> None:
        """Open for an answer given on the phone."""
        self._open(ANSWER, customer_id)

    @Slot()
    def begin_anew(self) -> None:
        """Throw away what was kept."""
        for pane in self.panes:
            pane.clear()
        self._begun.hide()
        self._focus()

    @Slot()
    def log(self) -> None:
        """Store what stands in the window, and close it."""
        self._log(new_customer=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field; the note logs by itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _open(self, mode: int, customer_id: int | None) -> None:
        waiting = next((n for n, pane in enumerate(self.panes) if not pane.is_blank()), None)
        self._begun.setVisible(waiting is not None)
        self.modes.setCurrentIndex(mode if waiting is None else waiting)
        if waiting is None:
            for pane in self.panes:
                pane.clear()
            self.customer.pick(None)
        wanted = self.customer.picked_id() if waiting is not None else customer_id
        self._subject.refuse("")
        self.trouble.say("")
        self.adjustSize()
        self.open()
        self._ask_context(wanted)
        self._focus()

    def _focus(self) -> None:
        (self.customer if self.customer.picked_id() is None else self.pane.first()).setFocus()

    def _ask_context(self, customer_id: int | None) -> None:
        self._tasks.read(
            interactions.context, customer_id, done=self._knows, replaces="log context"
        )

    @Slot(object)
    def _knows(self, context: "LogContext") -> None:
        self._zone = ZoneInfo(context.zone)
        for pane in self.panes:
            pane.know(context.people)
        known = self.customer.isModified() or context.customer_id == self.customer.picked_id()
        if context.customer_id is not None and not known:
            self.customer.pick(Named(context.customer_id, context.customer))
            self._focus()

    @Slot(object)
    def _picked(self, found: Named | None) -> None:
        self._subject.refuse("")
        self._ask_context(found.id if found else None)
        if found is not None and self.customer.hasFocus():
            self.pane.first().setFocus()

    @Slot(int)
    def _show_mode(self, mode: int) -> None:
        self._stack.setCurrentIndex(mode)
        if self.isVisible():
            self._focus()

    def _log(self, *, new_customer: bool) -> None:
        if not self.button.isEnabled():
            return
        pane, customer = self.pane, self.customer
        subject = Subject(customer.picked_id(), customer.text(), new_customer, self._you())
        pane.forgive()
        self.trouble.say("")
        try:
            action, values = pane.store(subject)
        except Invalid as error:
            pane.refuse(error.field, str(error))
            return
        self.button.setEnabled(False)  # until the answer is there, even if the window closes
        done = partial(self._logged, pane, subject.customer_id, pane.typed())
        self._tasks.write(action, *values, done=done, failed=partial(self._refused, pane))

    def _logged(
        self, pane: Pane, customer_id: int | None, typed: dict[str, Any], logged: Any
    ) -> None:
        """Begin anew, unless somebody has written on meanwhile."""
        self.button.setEnabled(True)
        same_customer = customer_id in (None, self.customer.picked_id())
        if same_customer and pane.typed() == typed:
            pane.clear()
            if pane is self.pane:
                self.accept()
        self.logged.emit(logged)

    def _refused(self, pane: Pane, error: Exception) -> None:
        """Say it where it was written; once the window is closed, in the one below."""
        self.button.setEnabled(True)
        here = pane is self.pane
        if not isinstance(error, AppError) or not self.isVisible():
            self._tasks.failed.emit(error)
        elif here and isinstance(error, Invalid) and pane.refuse(error.field, str(error)):
            return
        elif here and isinstance(error, Invalid | NotFound):
            unknown = isinstance(error, NotFound) and pane is self.panes[INTERACTION]
            self._subject.refuse(str(error), may_be_new=unknown)
            self.customer.setFocus()
        else:  # a full disk, a drive that is gone, or what was written in another mode
            self.trouble.say(str(error))

    @Slot()
    def _forget(self) -> None:
        """Another book was opened: what was begun was about customers of the one before."""
        self.reject()
        self.customer.pick(None)
        self.begin_anew()

    def _find(self, text: str, done: Callable[[Sequence[Any]], object]) -> None:
        self._tasks.read(finding.find_customers, text, done=done, replaces="log customer")

    def _build(self) -> None:
        self.setWindowTitle(_("Log"))
        self.setMinimumWidth(WIDTH)
        self.modes = QTabBar()
        self.modes.setDrawBase(False)
        self.modes.setExpanding(False)
        self.modes.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.modes.setAccessibleName(_("What to log"))
        self._stack = QStackedWidget()
        titles = (_("Interaction"), _("Feedback"), _("Answer"))
        for n, (title, pane) in enumerate(zip(titles, self.panes, strict=True)):
            self.modes.addTab(title)
            self.modes.setTabToolTip(n, actions.with_keys(title, f"Ctrl+{n + 1}"))
            self._stack.addWidget(pane)
        self._begun = BegunLine()
        self._subject = CustomerLine(self._find)
        self.customer = self._subject.field
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.modes)
        column.addWidget(self._begun)
        column.addWidget(self._subject)
        column.addWidget(self._stack, 1)
        self.trouble = ErrorLine()
        column.addWidget(self.trouble)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        hint = QLabel(
            _("Enter logs, Shift+Enter begins a line. Esc closes and keeps what you typed.")
        )
        hint.setProperty("look", "caption")
        self.button = QPushButton(_("Log"), autoDefault=False)
        self.button.setProperty("look", "main")
        self.button.setToolTip(actions.with_keys(_("Log"), "Ctrl+Return"))
        row = QHBoxLayout()
        row.addWidget(hint, 1)
        row.addWidget(self.button)
        return row

    def _connect(self) -> None:
        self._tasks.replaced.connect(self._forget)
        self.modes.currentChanged.connect(self._show_mode)
        self.customer.picked.connect(self._picked)
        self._subject.new_wanted.connect(lambda: self._log(new_customer=True))
        self._begun.anew.connect(self.begin_anew)
        self.button.clicked.connect(self.log)
        for pane in self.panes:
            pane.done.connect(self.log)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.log)
        for mode in range(self.modes.count()):
            keys = QKeySequence(f"Ctrl+{mode + 1}")
            QShortcut(keys, self).activated.connect(
                lambda mode=mode: self.modes.setCurrentIndex(mode)
            )
