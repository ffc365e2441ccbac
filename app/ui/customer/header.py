"""The head of a customer's page: who, at which stage, whose, worth what, renewed when."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui import formats, icons
from app.ui.actions import with_keys
from app.ui.customer import character_names, words
from app.ui.customers import columns
from app.ui.mnemonics import literal
from app.ui.tokens import Space
from app.ui.widgets.band_bar import BandBar
from app.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from app.services.customers.customers import CustomerRow
    from app.services.customers.details import CustomerDetail

ROOMY = 960  # pixels, from which on there is room for the whole name of a character


class Header(QWidget):
    """Two lines: name and what can be done; then what everybody asks first."""

    stage_chosen = Signal(str)
    owner_chosen = Signal(object)  # a colleague's id, or None
    character_wanted = Signal(object)  # the widget below which to explain it
    log_wanted = Signal()
    promise_wanted = Signal()
    feedback_wanted = Signal()
    survey_wanted = Signal()
    pack_wanted = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colleagues: Sequence[tuple[int, str]] = ()
        self._row: CustomerRow | None = None
        self._name = ElidedLabel()
        self._name.setProperty("look", "display")
        self._band = BandBar()
        self._trend = QLabel()
        self._stage = _quiet(_("Stage"), self._open_stages)
        self._owner = _quiet(_("Owner"), self._open_owners)
        self.character = _quiet("", self._ask_character)
        self.character.setIcon(icons.icon("info"))
        self._facts = ElidedLabel()
        self._facts.setProperty("look", "muted")
        self._build()

    def show_detail(self, detail: "CustomerDetail", today: date) -> None:
        """Show a customer."""
        row = detail.row
        self._colleagues = detail.colleagues
        self._name.setText(row.name)
        self._name.setAccessibleName(row.name)
        stage = words.stages()[row.stage] if row.stage else _("No stage yet")
        self._stage.setText(f"{stage} ▾")
        self._stage.setAccessibleName(_("Stage: {stage}").format(stage=stage))
        owner = row.owner or _("Nobody's")
        self._owner.setText(f"{literal(owner)} ▾")
        self._owner.setAccessibleName(_("Owner: {owner}").format(owner=owner))
        self._facts.setText("   ·   ".join(_facts(detail, today)))
        self._row = row
        self._show_standing(row)
        self._show_character(row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._row is not None:
            self._show_character(self._row)

    def _show_character(self, row: "CustomerRow") -> None:
        whole = character_names.label(row)
        self.character.setText(character_names.label(row, short=self.width() < ROOMY))
        self.character.setToolTip(character_names.explained(row))
        self.character.setAccessibleName(_("Character: {character}").format(character=whole))
        self.character.setVisible(bool(whole))

    def _ask_character(self) -> None:
        self.character_wanted.emit(self.character)

    def _show_standing(self, row: "CustomerRow") -> None:
        self._band.show_value(columns.band(row), columns.standing_words(row))
        self._band.setVisible(columns.is_known(row))
        self._trend.setText(words.trend(row.direction, row.change))
        self._trend.setProperty("look", "muted")

    def _build(self) -> None:
        log = QPushButton(icons.icon("plus", "on_accent"), _("Log"))
        log.setProperty("look", "main")
        log.setToolTip(with_keys(_("Log a call, a meeting, a note…"), "Ctrl+L"))
        log.clicked.connect(self.log_wanted)
        promise = QPushButton(icons.icon("promise"), _("Promise"))
        promise.clicked.connect(self.promise_wanted)
        feedback = QPushButton(icons.icon("feedback"), _("Feedback"))
        feedback.setToolTip(with_keys(_("Log what they told us"), "Ctrl+Shift+L"))
        feedback.clicked.connect(self.feedback_wanted)
        survey = QPushButton(icons.icon("survey"), _("Survey"))
        survey.setToolTip(with_keys(_("Ask a survey on the phone or in a meeting"), "Ctrl+Shift+S"))
        survey.clicked.connect(self.survey_wanted)
        more = QPushButton(icons.icon("more"), "")
        more.setAccessibleName(_("More"))
        more.setToolTip(_("Review pack; edit or delete this customer"))
        more.clicked.connect(lambda: self._open_more(more))
        above = QHBoxLayout()
        above.setSpacing(Space.S)
        above.addWidget(self._name, 1)
        for button in (log, promise, feedback, survey, more):
            above.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(Space.XS)
        below.setContentsMargins(-Space.S, 0, 0, 0)  # text below text, not button below text
        below.addWidget(self._stage)
        below.addWidget(self._owner)
        below.addSpacing(Space.S)
        below.addWidget(self._facts, 1)
        below.addSpacing(Space.M)
        below.addWidget(self._band)
        below.addSpacing(Space.S)
        below.addWidget(self._trend)
        below.addWidget(self.character)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(above)
        column.addLayout(below)

    def _open_stages(self) -> None:
        menu = self._menu()
        for stage, title in words.stages().items():
            _entry(menu, title, partial(self.stage_chosen.emit, stage))
        menu.popup(self._stage.mapToGlobal(self._stage.rect().bottomLeft()))

    def _open_owners(self) -> None:
        menu = self._menu()
        for colleague_id, name in self._colleagues:
            _entry(menu, literal(name), partial(self.owner_chosen.emit, colleague_id))
        menu.addSeparator()
        _entry(menu, _("Nobody"), partial(self.owner_chosen.emit, None))
        menu.popup(self._owner.mapToGlobal(self._owner.rect().bottomLeft()))

    def _open_more(self, button: QPushButton) -> None:
        menu = self._menu()
        _entry(menu, _("Review pack…"), self.pack_wanted.emit, "review")
        menu.addSeparator()
        _entry(menu, _("Edit customer…"), self.edit_wanted.emit, "edit")
        _entry(menu, _("Delete customer"), self.delete_wanted.emit, "trash")
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _entry(menu: QMenu, text: str, do: Callable[[], object], icon: str = "") -> None:
    action = menu.addAction(icons.icon(icon), text) if icon else menu.addAction(text)
    action.triggered.connect(lambda _checked=False: do())


def _quiet(name: str, do: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    button.setProperty("look", "quiet")
    button.setToolTip(name)
    button.clicked.connect(lambda _checked=False: do())
    return button


def _facts(detail: "CustomerDetail", today: date) -> list[str]:
    """Return what everybody asks first, in the order in which it is asked."""
    row = detail.row
    found: list[str] = []
    if row.yearly_value:
        worth = formats.money(row.yearly_value, row.currency, whole=True)
        found.append(_("{worth} a year").format(worth=worth))
    if row.next_renewal is not None:
        found.append(
            _("renews {day} ({days})").format(
                day=formats.day_and_month(row.next_renewal, today),
                days=words.days((row.next_renewal - today).days),
            )
        )
    if row.last_two_way is not None:
        ago = columns.contact_words(row, today)
        found.append(_("last spoke {ago}").format(ago=ago))
    found += [text for text in (row.city, row.segment) if text]
    return found
