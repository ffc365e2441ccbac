"""How long notes on people's moods are kept: as long as the firm says, in the whole book."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from app.language import _, ngettext
from app.ui import formats
from app.ui.later import later
from app.ui.settings.company import FirmSettings
from app.ui.settings.section import Section
from app.ui.tasks import Tasks
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.services.customers import retention
else:
    retention = later("app.services.customers.retention")

YEAR = 12
CHOICES = (0, YEAR, 2 * YEAR, 3 * YEAR)


class Privacy(Section):
    """A choice is shown with what it would take away, and holds only once it is confirmed."""

    def __init__(
        self,
        tasks: Tasks,
        firm: FirmSettings,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Privacy"), parent)
        self._tasks, self._firm, self._today = tasks, firm, today
        self._months = QComboBox()
        for months in CHOICES:
            self._months.addItem(_words(months), months)
        self._months.activated.connect(self._chosen)
        form = Form()
        form.add(
            "mood_months",
            _("Keep notes on &moods"),
            self._months,
            _(
                "The note of a conversation with a feeling is emptied after that time; that there "
                "was one, and the feeling, stay with the trajectory."
            ),
        )
        self._what = QLabel(wordWrap=True)
        self._confirm = QPushButton(_("Let go of them"))
        self._confirm.clicked.connect(self._save)
        hint = QLabel(
            _(
                "What is known of one person is shown, exported and erased under People on the "
                "customer's page."
            ),
            wordWrap=True,
        )
        hint.setProperty("look", "caption")
        for part in (form, self._what):
            self.body.addWidget(part)
        self.body.addWidget(self._confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(hint)
        firm.changed.connect(self._show)
        self._say("")

    def _show(self) -> None:
        if self._firm.now is not None:
            self._months.setCurrentIndex(max(self._months.findData(self._firm.now.mood_months), 0))
            self._say("")

    def _chosen(self) -> None:
        self._say("")  # what stood there was of another choice
        months = self._months.currentData()
        self._tasks.read(retention.waiting, self._today(), months, done=self._ask, replaces=self)

    def _say(self, text: str) -> None:
        self._what.setText(text)
        self._what.setVisible(bool(text))
        self._confirm.setVisible(bool(text))

    def _ask(self, going: int) -> None:
        """Save at once what takes nothing away; else say what goes, and wait."""
        if going:
            text = ngettext(
                "{n} note is older. It goes for good, also from the history.",
                "{n} notes are older. They go for good, also from the history.",
                going,
            )
            self._say(text.format(n=formats.number(going)))
        elif (
            self._firm.now is not None and self._months.currentData() != self._firm.now.mood_months
        ):
            self._save()

    def _save(self) -> None:
        self._firm.change(mood_months=self._months.currentData())
        self._tasks.write(retention.let_go, self._today())


def _words(months: int) -> str:
    if not months:
        return _("for ever")
    years = months // YEAR
    return ngettext("for {n} year", "for {n} years", years).format(n=years)
