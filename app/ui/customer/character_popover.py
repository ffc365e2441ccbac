"""What kind of relationship it is and why, below its name: each sign opens to its facts."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.ui import formats
from app.ui.customer import character_names
from app.ui.mnemonics import literal
from app.ui.tokens import Space
from app.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.services.customers.characters import CharacterView, FactLink, SignRow, TurnRow
    from app.services.customers.overrules import OverruleRow

WIDTH = 440
MARGIN = 24  # pixels kept to the edges of the screen
LINK = 22  # the height of a link
TOLD = 5  # earlier words of the owner


class CharacterPopover(QFrame):
    """Closed by Esc, by a click elsewhere, and by every button in it."""

    fact_wanted = Signal(object)  # FactLink
    overrule_wanted = Signal()
    withdraw_wanted = Signal()

    def __init__(self, view: "CharacterView", today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self.setAccessibleName(_("The character of this relationship"))
        self._today = today
        self._first: QPushButton | None = None
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        self._column.setSpacing(Space.S)
        self._fill(view)
        self._buttons = self._foot(view)
        self._build()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def show_below(self, anchor: QWidget) -> None:
        """Open below a widget, the right edges in line, within the window and the screen."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # heights depend on the fonts of the style
        corner = anchor.mapToGlobal(anchor.rect().bottomRight()) + QPoint(1, Space.XS)
        window, screen = anchor.window().geometry(), anchor.screen().availableGeometry()
        height = self._body.heightForWidth(WIDTH) + self._buttons.sizeHint().height() + 2
        width = WIDTH + 2
        self.resize(width, min(height, screen.bottom() - corner.y() - MARGIN))
        left = min(corner.x() - width, window.right() - width - Space.S)
        self.move(max(window.left() + Space.S, left), corner.y())
        self.show()
        (self._first or self.overrule).setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        for ground in (self._body, scroll.viewport()):
            ground.setAutoFillBackground(False)  # the popover's own shows through
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._buttons)

    def _fill(self, view: "CharacterView") -> None:
        names = character_names.names()
        self._add(names[view.character], "title")
        if view.overrule is not None:
            self._add(self._said(view.overrule), "")
            computed = names[view.computed]
            self._add(_("Computed: {character}").format(character=computed), "strong", Space.S)
        self._add(character_names.meanings()[view.computed], "muted")
        if second := _second(view):
            self._add(second, "")
        self._add(_deciding(view), "strong", Space.S)
        for sign in view.signs:
            self._add_sign(sign)
        if view.turns:
            self._add(_("What would change it"), "strong", Space.S)
            for turn in view.turns:
                self._add(_turned(turn, view), "")
        self._add(_help(), "caption", Space.S)
        self._add_history(one for one in view.history if one is not view.overrule)
        self._column.addStretch(1)

    def _add(self, text: str, look: str, above: int = 0) -> None:
        label = QLabel(text, wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            label.setProperty("look", look)
        if above:
            self._column.addSpacing(above)
        self._column.addWidget(label)

    def _add_sign(self, sign: "SignRow") -> None:
        self._add(sign.text, "")
        if not sign.facts:
            return
        links = QWidget()
        flow = FlowLayout(links)
        flow.setContentsMargins(Space.S, 0, 0, Space.XS)
        flow.setSpacing(Space.XS)
        for fact in sign.facts:
            flow.addWidget(self._link(fact))
        if sign.more:
            more = ngettext("and {n} more", "and {n} more", sign.more)
            label = QLabel(more.format(n=formats.number(sign.more)))
            label.setProperty("look", "caption")
            label.setFixedHeight(LINK)
            flow.addWidget(label)
        self._column.addWidget(links)

    def _link(self, fact: "FactLink") -> QPushButton:
        day = formats.day_and_month(fact.day, self._today)
        button = QPushButton(_("{day}: {fact}").format(day=day, fact=literal(fact.text)))
        button.setProperty("look", "reason")
        button.setToolTip(_("Show it in the timeline"))
        button.clicked.connect(partial(self._go_to, fact))
        self._first = self._first or button
        return button

    def _go_to(self, fact: "FactLink", _checked: bool = False) -> None:
        self.close()
        self.fact_wanted.emit(fact)

    def _add_history(self, earlier: "Iterable[OverruleRow]") -> None:
        said = list(earlier)
        if said:
            self._add(_("Overruled before"), "strong", Space.S)
        for one in said[:TOLD]:
            name = character_names.names()[one.character]
            self._add(f"{name}. {self._said(one)}", "caption")

    def _said(self, one: "OverruleRow") -> str:
        """Return who said so, from when to when, and why."""
        first = formats.day(one.set_on)
        by = _("Overruled by {who} on {day}") if one.set_by else _("Overruled on {day}")
        text = by.format(who=one.set_by, day=first)
        if one.withdrawn_on is not None:
            text += _(", withdrawn on {day}").format(day=formats.day(one.withdrawn_on))
        return f"{text}: “{one.reason}”"

    def _foot(self, view: "CharacterView") -> QFrame:
        self.overrule = self._button(_("Overrule…"), self.overrule_wanted.emit)
        foot = QFrame()
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        row.addWidget(self.overrule)
        if view.overrule is not None:
            row.addWidget(self._button(_("Withdraw"), self.withdraw_wanted.emit))
        row.addStretch(1)
        return foot

    def _button(self, text: str, say: "Callable[[], object]") -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(self.close)
        button.clicked.connect(lambda _checked=False: say())
        return button


def _deciding(view: "CharacterView") -> str:
    match view.computed:
        case "mixed":
            return _("What holds the nearest back")
        case "too_little":
            return _("What is missing")
    return _("What decided")


def _second(view: "CharacterView") -> str:
    if view.second is None:
        return ""
    second = character_names.names()[view.second]
    if view.computed == "mixed":
        return _("The nearest is: {character}.").format(character=second)
    return _("Fits nearly as well: {character}.").format(character=second)


def _turned(turn: "TurnRow", view: "CharacterView") -> str:
    name = character_names.names()[turn.character]
    if not turn.conditions:
        return _("{character}, if today's signs last for a month").format(character=name)
    text = _("{character}, if {conditions}")
    if turn.character == "mixed":
        name, text = (
            character_names.names()[view.computed],
            _("No longer {character}, if {conditions}"),
        )
        name = character_names.lowered(name)
    return text.format(character=name, conditions=_("; and ").join(turn.conditions))


def _help() -> str:
    return _(
        "Talk that nobody logged looks like indifference. A character is the mean of a month, "
        "and never changes the standing or the risk."
    )
