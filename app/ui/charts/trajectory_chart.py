"""One customer's trajectory: where the relationship stood, what moved it, and where it may go."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backend_bases import Event, MouseButton, MouseEvent
from matplotlib.figure import Figure
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QRubberBand, QWidget
from typing_extensions import override

from app.language import _, ngettext
from app.ui import formats
from app.ui.charts import trajectory_parts as parts
from app.ui.charts.canvas import KEYS, NEAR, Chart, Stop
from app.ui.charts.trajectory_drawing import MARGINS, Drawing
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from app.services.customers.trajectories import EffectRow, TrajectoryView

SHOWN = 4  # facts told of one day
DRAGGED = 6  # pixels, below which a drag is a click


class TrajectoryChart(Chart):
    """Hover tells the facts of a day, a click goes to them, a drag asks why it moved."""

    stretch_chosen = Signal(object, object)  # first and last day

    margins = MARGINS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Trajectory"), parent)
        self._drawing: Drawing | None = None
        self._from: float | None = None  # where a drag began, in device-independent pixels
        self._anchor: int | None = None  # the stop where a stretch by keys begins
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self)
        self.setMinimumHeight(150)
        self.mpl_connect("button_release_event", self._released)

    def show_view(self, view: "TrajectoryView", days: int | None) -> None:
        """Show a trajectory, of the last so many days or from its beginning."""
        self._drawing = Drawing(view, days)
        self.title = _title(view, self._drawing.first)
        self.setAccessibleName(self.title)
        self._band.hide()
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        if self._drawing is not None:
            title = "" if figure is self.figure else self.title
            self._drawing.compose(figure, look, title)

    @override
    def stops(self) -> Sequence[Stop]:
        drawing = self._drawing
        if drawing is None:
            return ()
        by_day: defaultdict[date, list[EffectRow]] = defaultdict(list)
        for step in drawing.steps(0):
            by_day[step.day].append(step)
        levels = drawing.levels
        return [
            Stop(day, day.toordinal(), levels[day], told(day, levels[day], steps))
            for day, steps in sorted(by_day.items())
        ]

    @override
    def in_words(self) -> str:
        if self._drawing is None:
            return ""
        view = self._drawing.view
        change = view.change
        top = "; ".join(f"{formats.signed(s.points)} {s.text}" for s in change.steps)
        return _("{title}. {points} since {day}: {top}.").format(
            title=self.title,
            points=formats.signed(change.points),
            day=formats.long_day(change.since),
            top=top,
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Shift, the arrows draw up a stretch as a drag does; Enter asks about it."""
        stretching = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._anchor is not None and self._at is not None:
            self._choose(self._stops[self._anchor].x, self._stops[self._at].x)
            return
        if Qt.Key(event.key()) in KEYS:
            if stretching and self._anchor is None:
                self._anchor = self._at or 0
            elif not stretching:
                self._anchor = None
        super().keyPressEvent(event)
        if self._anchor is not None and self._at is not None:
            self._draw_band(*(self._pixel(self._stops[n].x) for n in (self._anchor, self._at)))
        else:
            self._band.hide()

    @override
    def _moved(self, event: Event) -> None:
        if self._from is not None and isinstance(event, MouseEvent):
            self._point_at(None)
            self._draw_band(self._from, event.x / self.devicePixelRatioF())
            return
        super()._moved(event)

    @override
    def _pressed(self, event: Event) -> None:
        if isinstance(event, MouseEvent) and event.button is MouseButton.LEFT and event.inaxes:
            self._from = event.x / self.devicePixelRatioF()

    def _released(self, event: Event) -> None:
        begun, self._from = self._from, None
        if begun is None or not isinstance(event, MouseEvent):
            return
        end = event.x / self.devicePixelRatioF()
        if abs(end - begun) < DRAGGED:
            self._band.hide()
            self._point_at(self._nearest(event.x, event.y))
            if self._at is not None:
                self.picked.emit(self._stops[self._at].id)
        else:
            self._choose(self._day_at(begun), self._day_at(end))

    @override
    def _nearest(self, x: float, y: float) -> int | None:
        """Take the day next to the pointer, however far above or below its point it is."""
        if not self._stops or not self.figure.axes[0].bbox.contains(x, y):
            return None
        away = np.abs(self._pixels()[:, 0] - x)
        found = int(away.argmin())
        return found if away[found] <= NEAR * self.devicePixelRatioF() else None

    @override
    def _pixels(self) -> Any:
        places = np.array([(stop.x, stop.y) for stop in self._stops])
        return self.figure.axes[0].transData.transform(places)

    def _pixel(self, day: float) -> float:
        x, _y = self.figure.axes[0].transData.transform((day, 0))
        return float(x) / self.devicePixelRatioF()

    def _day_at(self, pixel: float) -> float:
        inverse = self.figure.axes[0].transData.inverted()
        return float(inverse.transform((pixel * self.devicePixelRatioF(), 0))[0])

    def _draw_band(self, one: float, other: float) -> None:
        top, bottom = self.margins.top, self.height() - self.margins.bottom
        left, right = sorted((round(one), round(other)))
        self._band.setGeometry(QRect(QPoint(left, top), QPoint(right, bottom)))
        self._band.show()

    def _choose(self, one: float, other: float) -> None:
        if self._drawing is None:
            return
        view = self._drawing.view
        first, last = sorted((round(one), round(other)))
        first = max(first, view.points[0].day.toordinal())
        last = min(last, view.day.toordinal())
        if first < last:
            self.stretch_chosen.emit(date.fromordinal(first), date.fromordinal(last))

    def clear_stretch(self) -> None:
        """Take the marked stretch away."""
        self._anchor = None
        self._band.hide()


def told(day: date, level: float, steps: "Sequence[EffectRow]") -> str:
    """Return what a day says: its level, and its facts with how much each moved it."""
    ordered = sorted(steps, key=lambda step: -abs(step.points))
    lines = [f"{formats.day(day)}  ·  {formats.number(level)}"]
    count = sum(abs(step.points) >= parts.LEAST_STEP for step in ordered[:SHOWN]) or 1
    lines += [f"{formats.signed(step.points)}  {step.text}" for step in ordered[:count]]
    more = ordered[count:]
    if more:
        text = ngettext("{n} smaller one", "{n} smaller ones", len(more))
        rest = formats.signed(sum(step.points for step in more))
        lines.append(f"{rest}  {text.format(n=formats.number(len(more)))}")
    return "\n".join(lines)


def _title(view: "TrajectoryView", first: date) -> str:
    return _("Standing since {first}, with its 80 % band: {level} of 100 on {day}").format(
        first=formats.day(first), level=formats.number(view.level), day=formats.day(view.day)
    )
