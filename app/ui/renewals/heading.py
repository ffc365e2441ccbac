"""The upper end of the page: how far ahead, a filter, what can be done, and what it comes to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.services.contracts import wording
from app.services.contracts.renewal_rows import Overview, RenewalRow, totals
from app.ui import formats, icons
from app.ui.mnemonics import literal
from app.ui.tokens import Space
from app.ui.widgets.search_field import SearchField

WINDOWS = (30, 90, 180, 365, None)


class Heading(QWidget):
    """Says `narrowed` when other renewals are wanted."""

    narrowed = Signal()
    printing = Signal()
    saving = Signal()
    reviewing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._windows = QButtonGroup(self)
        self._sums, self._experience = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._sums.setProperty("look", "strong")
        self._experience.setProperty("look", "caption")
        self.filter = SearchField(_("Filter renewals…"))
        self._decided = QCheckBox(_("Decided too"))
        self._decided.toggled.connect(self.narrowed)
        self._part = QToolButton()
        self.outcome = _button(_("Record outcome"), _("Record outcome (O)"), "check")
        self.step = _button(_("Next step"), _("Plan the next step (N)"), "plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.tools = self._make_tools()
        column.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(self._lower())
        column.addWidget(self._sums)
        column.addWidget(self._experience)

    def within_days(self) -> int | None:
        """Return how many days ahead the list looks, or None for all."""
        return WINDOWS[self._windows.checkedId()]

    def everything(self) -> bool:
        """Return whether decided renewals are wanted too."""
        return self._decided.isChecked()

    def look_ahead(self, days: int | None) -> None:
        """Look this many days ahead: one of the windows offered."""
        self._windows.button(WINDOWS.index(days)).click()

    def show_part(self, words: str) -> None:
        """Say of which renewals alone the list is, until the user wants all again."""
        self._part.setText(_("{what} ✕").format(what=literal(words)))
        self._part.setAccessibleName(_("Only {what}").format(what=words))
        self._part.show()

    def is_part(self) -> bool:
        """Return whether the list is of some renewals alone."""
        return not self._part.isHidden()

    def is_narrow(self) -> bool:
        """Return whether there may be open renewals that are not in the list."""
        return self.is_part() or self.within_days() is not None or bool(self.filter.text())

    def show_everything(self) -> None:
        """Take back all that narrows the list."""
        self.filter.clear()
        self.look_ahead(None)

    def allow(self, *, outcome: bool, step: bool) -> None:
        """Say what can be done with the current renewal."""
        self.outcome.setEnabled(outcome)
        self.step.setEnabled(step)

    def show_sums(self, rows: Sequence[RenewalRow], view: Overview) -> None:
        """Say what the renewals on the screen come to."""
        waiting = [row for row in rows if row.outcome is None]
        self._sums.setText(in_sum(waiting))
        self._sums.setVisible(bool(view.rows))
        self._print.setEnabled(bool(rows))
        self._experience.setText(experience(view))
        self._experience.setVisible(bool(view.rows) and bool(experience(view)))

    def _leave_part(self) -> None:
        self._part.hide()
        self.narrowed.emit()

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._print = self._printer()
        for part in (self.step, self.outcome, self._print):
            row.addWidget(part)
        return tools

    def _lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        for at, days in enumerate(WINDOWS):
            words = _("All") if days is None else _("{n} days").format(n=days)
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("look", "button")
            self._windows.addButton(button, at)
            row.addWidget(button)
        self._windows.button(len(WINDOWS) - 2).setChecked(True)
        self._windows.idClicked.connect(lambda _at: self._leave_part())
        row.addSpacing(Space.S)
        row.addWidget(self._decided)
        self._part.setProperty("look", "chip")
        self._part.setToolTip(_("Show all renewals again"))
        self._part.clicked.connect(lambda _checked=False: self._leave_part())
        self._part.hide()
        row.addWidget(self._part)
        row.addStretch(1)
        self.filter.setMaximumWidth(260)
        row.addWidget(self.filter, 1)
        return row

    def _printer(self) -> QToolButton:
        button = _button(_("Print"), _("Print this list, or save it as a PDF"), "note")
        menu = QMenu(button)
        menu.addAction(_("Print…")).triggered.connect(self.printing)
        menu.addAction(_("Save as PDF…")).triggered.connect(self.saving)
        menu.addSeparator()
        menu.addAction(_("Review for the owner…")).triggered.connect(self.reviewing)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button


def in_sum(rows: Sequence[RenewalRow]) -> str:
    """Return what renewals come to, currency by currency."""
    count = ngettext("{n} renewal", "{n} renewals", len(rows)).format(n=formats.number(len(rows)))
    sums = [
        _("{value} a year, {risk} at risk").format(
            value=formats.money(total.value, total.currency, whole=True),
            risk=formats.money(total.at_risk, total.currency, whole=True),
        )
        for total in totals(rows)
    ]
    return " · ".join([count, *sums])


def experience(view: Overview) -> str:
    """Return what the risks rest on, and so how much they can be trusted."""
    return wording.experience(
        view.decided, view.lost, own=not view.mostly_prior, tells=view.tells_apart
    )


def _button(words: str, tooltip: str, icon: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tooltip)
    button.setIcon(icons.icon(icon))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("look", "button")
    return button
