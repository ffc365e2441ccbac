"""Why a level moved, in one line that adds up; each reason leads to its facts."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.language import _, ngettext
from app.ui import formats, theme
from app.ui.customer.sums import rounded
from app.ui.mnemonics import literal
from app.ui.tokens import Size, Space
from app.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from app.services.customers.trajectories import ChangeRow, EffectRow


class WhyLine(QWidget):
    """The foremost steps, what smaller ones come to, fading and silence: together the change."""

    fact_wanted = Signal(object)  # EffectRow
    level_wanted = Signal()  # what the level itself is made of
    back_wanted = Signal()  # from a stretch that was drawn up, to the usual three months

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._flow.setSpacing(Space.XS)

    def show_now(self, level: float, change: "ChangeRow", today: date) -> None:
        """Say why the level is what it is now."""
        since = formats.day_and_month(change.since, today)
        self._clear()
        title = _link(
            _("Why {level}, {move} since {day}:").format(
                level=formats.number(level), move=moved(change.points), day=since
            )
        )
        title.setFont(theme.font(weight=Size.STRONG))
        title.setToolTip(_("What the standing is made of"))
        title.clicked.connect(self.level_wanted)
        self._flow.addWidget(title)
        self._add_reasons(change)

    def show_stretch(self, first: date, last: date, change: "ChangeRow", today: date) -> None:
        """Say why the level moved between two days."""
        self._clear()
        days = (formats.day_and_month(day, today) for day in (first, last))
        text = _("{first} to {last}, {move}:").format(
            first=next(days), last=next(days), move=moved(change.points)
        )
        self._add_label(text)
        self._add_reasons(change)
        back = _link(_("Back to now"))
        back.clicked.connect(self.back_wanted)
        self._flow.addWidget(back)

    def _add_reasons(self, change: "ChangeRow") -> None:
        names = [(step.text, step) for step in change.steps]
        rest: list[tuple[str, float]] = []
        if change.smaller:
            text = ngettext("from {n} smaller one", "from {n} smaller ones", change.smaller)
            rest.append((text.format(n=formats.number(change.smaller)), change.smaller_points))
        rest.append((_("older evidence fading"), change.fading))
        rest.append((_("silence"), change.silence))
        points = [*(step.points for step in change.steps), *(value for _name, value in rest)]
        whole = rounded(points, change.points)
        for (text, step), value in zip(names, whole, strict=False):
            self._add_step(f"{formats.signed(value)} {text}", step)
        for (text, exact), value in zip(rest, whole[len(names) :], strict=True):
            if value or abs(exact) >= LEAST:
                self._add_label(f"{formats.signed(value)} {text}", muted=True)

    def _add_step(self, text: str, step: "EffectRow") -> None:
        button = _link(text)
        button.setToolTip(formats.long_day(step.day))
        button.clicked.connect(partial(self._say, step))
        self._flow.addWidget(button)

    def _say(self, step: "EffectRow", _checked: bool = False) -> None:
        self.fact_wanted.emit(step)

    def _add_label(self, text: str, *, muted: bool = False) -> None:
        label = QLabel(text)
        label.setContentsMargins(Space.XS, 0, Space.XS, 0)
        label.setProperty("look", "muted" if muted else "strong")
        label.setFixedHeight(HEIGHT)
        self._flow.addWidget(label)

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


LEAST = 0.5
HEIGHT = 22


def moved(points: float) -> str:
    """Return a move of the level; the arrow only says which way the sum went."""
    text = formats.number(abs(points))
    if text == formats.number(0):
        return _("unchanged")
    return f"▲{text}" if points > 0 else f"▼{text}"


def _link(text: str) -> QPushButton:
    button = QPushButton(literal(text))
    button.setProperty("look", "reason")
    return button
