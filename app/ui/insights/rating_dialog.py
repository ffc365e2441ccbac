"""We rate our own service to a customer, blind: its answers are shown only after ours are kept."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.models.kinds import Question
from app.services.errors import Invalid, NotFound
from app.ui import formats
from app.ui.actions import with_keys
from app.ui.insights.score_row import ScoreRow
from app.ui.later import later
from app.ui.logging.customer_line import CustomerLine, Named
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.customers import customers, finding
    from app.services.customers.customers import CustomerRow
    from app.services.insights import perception
    from app.services.insights.perception import CustomerGap
    from app.services.trust import ratings
else:
    customers = later("app.services.customers.customers")
    finding = later("app.services.customers.finding")
    perception = later("app.services.insights.perception")
    ratings = later("app.services.trust.ratings")

WIDTH = 560


class RatingDialog(QDialog):
    """Four questions that the customer answers too, 1 to 5. Esc leaves everything as it was."""

    rated = Signal(int)  # the customer's id

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        you: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Rate ourselves"))
        self.setMinimumWidth(WIDTH)
        self._tasks, self._today, self._you = tasks, today, you
        self.customer = CustomerLine(self._find)
        self.rows = {driver: ScoreRow(text) for driver, text in driver_texts().items()}
        self._theirs = {driver: QLabel(wordWrap=True) for driver in self.rows}
        self._error = ErrorLine()
        self.save = QPushButton(_("Keep, and see the customer's answers"), autoDefault=False)
        self.save.setProperty("look", "main")
        self.save.setToolTip(with_keys(_("Keep"), "Ctrl+Return"))
        self.save.clicked.connect(self.keep)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save.click)
        self._lay_out()
        self.customer.field.setFocus()

    def open_for(self, customer_id: int | None) -> None:
        """Open; where a customer's page is shown, that customer is already named."""
        self.open()
        if customer_id is not None:
            self._tasks.read(customers.row, customer_id, done=self._name)

    @Slot()
    def keep(self) -> None:
        """Store our rating; then the customer's answers may be seen."""
        from app.services.trust.ratings import RatingDraft

        field = self.customer.field
        scores = {driver: row.score for driver, row in self.rows.items() if row.score is not None}
        draft = RatingDraft(field.picked_id(), field.text(), scores, self._you)
        self.customer.refuse("")
        self._error.say("")
        self.save.setEnabled(False)
        self._tasks.write(ratings.rate, draft, self._today(), done=self._kept, failed=self._refused)

    def _lay_out(self) -> None:
        hint = QLabel(
            _(
                "How do we do at this customer, by our own honest view? What the customer answered "
                "to the same questions is shown afterwards."
            ),
            wordWrap=True,
        )
        hint.setProperty("look", "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        for line, (driver, row) in enumerate(self.rows.items()):
            grid.addWidget(row, 2 * line, 0)
            theirs = self._theirs[driver]
            theirs.setProperty("look", "caption")
            theirs.hide()
            grid.addWidget(theirs, 2 * line + 1, 0)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        for part in (hint, self.customer):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self._error)
        column.addLayout(foot)

    def _find(self, text: str, done: Callable[[Sequence[Any]], object]) -> None:
        self._tasks.read(finding.find_customers, text, done=done, replaces=self.customer)

    @Slot(object)
    def _name(self, row: "CustomerRow") -> None:
        self.customer.field.pick(Named(row.id, row.name))
        next(iter(self.rows.values())).setFocus()

    @Slot(int)
    def _kept(self, customer_id: int) -> None:
        self.rated.emit(customer_id)
        self._tasks.read(perception.of_customer, self._today(), customer_id, done=self._reveal)

    @Slot(object)
    def _reveal(self, gaps: "Sequence[CustomerGap]") -> None:
        """Show what the customer answered, and lock what was given."""
        words = perception.verdict_words()
        found = {gap.driver: gap for gap in gaps}
        for driver, row in self.rows.items():
            row.setEnabled(False)
            gap = found.get(driver)
            if row.score is not None and gap is not None:
                self._theirs[driver].setText(_in_words(gap, words[gap.verdict]))
                self._theirs[driver].show()
        self.customer.setEnabled(False)
        self.adjustSize()
        self.save.setText(_("Close"))
        self.save.setToolTip(with_keys(_("Close"), "Esc"))
        self.save.setEnabled(True)
        self.save.clicked.disconnect()
        self.save.clicked.connect(self.accept)
        self.save.setFocus()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, NotFound) or (
            isinstance(error, Invalid) and error.field == "customer"
        ):
            self.customer.refuse(str(error))
        elif isinstance(error, Invalid):
            self._error.say(str(error))
        else:
            self._tasks.failed.emit(error)


def driver_texts() -> dict[Question, str]:
    """Return the four drivers as we ask ourselves."""
    return {
        Question.COMPETENCE: _("Competence"),
        Question.SERVICE: _("Quality of service"),
        Question.COMMITMENT: _("Commitment"),
        Question.TRUST: _("Trust"),
    }


def _in_words(gap: "CustomerGap", verdict: str) -> str:
    if gap.gap is None or gap.theirs is None:
        return _("The customer has not answered this within half a year.")
    value, low, high = (formats.signed(end, 1) for end in gap.gap)
    return ngettext(
        "The customer: {theirs}, from {n} answer. Gap {value} ({low} to {high}): {verdict}.",
        "The customer: {theirs}, from {n} answers. Gap {value} ({low} to {high}): {verdict}.",
        gap.their_answers,
    ).format(
        theirs=formats.number(gap.theirs, 1), n=formats.number(gap.their_answers), value=value,
        low=low, high=high, verdict=verdict,
    )  # fmt: skip
