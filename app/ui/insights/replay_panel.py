"""A loss looked at again: what was to be seen then, what came, and what surprised us."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.models.kinds import TrendDirection
from app.services.contracts import wording
from app.ui import formats, icons
from app.ui.actions import with_keys
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from app.models.kinds import Surprise
    from app.services.insights.replay import Replay
    from app.services.insights.right import Said

REASONS = 8


class ReplayPanel(QWidget):
    """Takes the place of the tables until it is left by its button or by Esc."""

    customer_wanted = Signal(int)
    named = Signal(int, object)  # a renewal, and what surprised us in its loss, or None
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: Said | None = None
        self.title = ElidedLabel()
        self.title.setProperty("look", "strong")
        self.back = QPushButton(icons.icon("back"), _("Back"))
        self.back.setToolTip(with_keys(_("Back to the table"), "Esc"))
        self.back.clicked.connect(self.left)
        self.customer = QPushButton(icons.icon("customers"), _("Open customer"))
        self.customer.clicked.connect(self._open)
        for button in (self.back, self.customer):
            button.setProperty("look", "quiet")
        self.surprise = QComboBox()
        for words in (_("not said"), *wording.surprises().values()):
            self.surprise.addItem(words)
        self.surprise.setAccessibleName(_("What surprised us"))
        self.surprise.activated.connect(self._name)
        self._seen, self._came = QFormLayout(), QFormLayout()
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        self.setFocusProxy(self.back)
        self._build()

    def show_replay(self, said: "Said", replay: "Replay") -> None:
        """Show what was to be seen of a renewal on the day of a forecast."""
        self._said = said
        self.title.setText(f"{replay.customer} · {replay.contract}")
        self._day.setText(_seen_on(said, replay))
        _fill(self._seen, _what_was_seen(said, replay))
        _fill(self._came, _what_came(said, replay))
        chosen = list(wording.surprises())
        self.surprise.setCurrentIndex(chosen.index(said.surprise) + 1 if said.surprise else 0)
        for part in (self.surprise, self._asked):
            part.setVisible(said.forecast.lost)
        reasons = [f"{formats.signed(one.effect)}  {one.text}" for one in replay.reasons[:REASONS]]
        self._reasons.setText("\n".join(reasons) or _("Nothing was noted by then."))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.customer)
        self._day, self._reasons = _line("caption"), _line("body")
        self._asked = _line("caption", _("What surprised us"))
        self._asked.setBuddy(self.surprise)
        why = _line("caption", _("What made the standing, in points"))
        came = _line("caption", _("What came"))
        body = QWidget()
        sides = QHBoxLayout(body)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(Space.XL)
        sides.addLayout(_column(self._day, self._seen, why, self._reasons), 3)
        sides.addLayout(_column(came, self._came, self._asked, self.surprise), 2)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(area, 1)

    @Slot()
    def _open(self) -> None:
        if self._said is not None:
            self.customer_wanted.emit(self._said.customer_id)

    @Slot(int)
    def _name(self, at: int) -> None:
        if self._said is not None:
            chosen: Surprise | None = list(wording.surprises())[at - 1] if at else None
            self.named.emit(self._said.forecast.renewal_id, chosen)


def _line(look: str, text: str = "") -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _column(*parts: QWidget | QLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.S)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    column.addStretch(1)
    return column


def _fill(form: QFormLayout, lines: list[tuple[str, str]]) -> None:
    """Show these names with their words, and no others."""
    while form.rowCount():
        form.removeRow(0)
    form.setHorizontalSpacing(Space.L)
    form.setVerticalSpacing(Space.XS)
    for name, text in lines:
        label = _line("body", text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(_line("muted", name), label)


def _seen_on(said: "Said", replay: "Replay") -> str:
    return ngettext(
        "To be seen on {day}, {n} day before the last day to decide",
        "To be seen on {day}, {n} days before the last day to decide",
        said.forecast.lead,
    ).format(day=formats.long_day(replay.as_of), n=formats.number(said.forecast.lead))


def _what_was_seen(said: "Said", replay: "Replay") -> list[tuple[str, str]]:
    standing = _("{level} ({low} to {high}): {zone}; {direction}").format(
        level=formats.number(replay.level),
        low=formats.number(replay.low),
        high=formats.number(replay.high),
        zone=replay.zone,
        direction=_directions()[replay.direction],
    )
    lines = [(_("Standing"), standing)]
    if replay.chance and replay.place is not None:
        place = _("{place} of {n} open renewals (1 is the riskiest)").format(
            place=formats.number(replay.place), n=formats.number(replay.of)
        )
        lines += [(_("Risk"), replay.chance), (_("Place"), place)]
    else:
        lines.append((_("Risk"), _("No list held this renewal on that day.")))
    if said.gut is not None:
        lines.append((_("Gut"), wording.guts()[said.gut]))
    return lines


def _what_came(said: "Said", replay: "Replay") -> list[tuple[str, str]]:
    lines = [
        (_("Outcome"), wording.outcomes()[replay.outcome]),
        (_("Decided on"), formats.long_day(replay.decided_on)),
    ]
    if said.forecast.value is not None:
        worth = formats.money(said.forecast.value, said.forecast.currency, whole=True)
        lines.append((_("Yearly value"), worth))
    if replay.reason:
        lines.append((_("Why"), replay.reason))
    return lines


def _directions() -> dict[TrendDirection, str]:
    return {
        TrendDirection.RISING: _("rising"),
        TrendDirection.FALLING: _("falling"),
        TrendDirection.STEADY: _("steady"),
        TrendDirection.TOO_LITTLE: _("too little known for a direction"),
        TrendDirection.TOO_EARLY: _("too early for a direction"),
    }
