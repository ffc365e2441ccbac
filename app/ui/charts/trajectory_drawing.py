"""What of a trajectory is seen, and how it is drawn: the same on the screen and on paper."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from PySide6.QtCore import QLocale

from app.ui.charts import trajectory_parts as parts
from app.ui.charts.margins import Margins
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from app.services.customers.points import Point
    from app.services.customers.trajectories import EffectRow, TrajectoryView

MOST_TICKS = 8
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)
FARTHEST = 0.6  # of what is seen of the past: how far the forecast may reach
MARGINS = Margins(left=64, right=14, top=22, bottom=24)


class Drawing:
    """A trajectory, of the last so many days or from its beginning. Knows nothing of widgets."""

    def __init__(self, view: "TrajectoryView", days: int | None) -> None:
        self.view, self._days = view, days
        self.levels = {point.day: point.level for point in view.points}

    @property
    def first(self) -> date:
        """The first day that is seen."""
        begin = self.view.points[0].day
        if self._days is None:
            return begin
        return max(begin, self.view.day - timedelta(days=self._days))

    @property
    def last(self) -> float:
        """Where the picture ends: at the next renewal, if that is not too far."""
        today = self.view.day.toordinal()
        seen = max(today - self.first.toordinal(), 60)
        ahead = [point.day.toordinal() for point in self.view.forecast[-1:]]
        ahead += [mark.day.toordinal() for mark in self.view.renewals if mark.outcome is None][:1]
        return min(max(ahead, default=today), today + FARTHEST * seen) + seen * 0.02

    def points(self) -> "list[Point]":
        """Return the levels that are seen."""
        first = self.first
        return [point for point in self.view.points if point.day >= first]

    def steps(self, least: float) -> "list[EffectRow]":
        """Return what moved the level by at least so many points."""
        first = self.first
        return [
            step
            for step in self.view.steps
            if step.day >= first and step.day in self.levels and abs(step.points) >= least
        ]

    def compose(self, figure: Figure, look: Tokens, title: str = "") -> None:
        """Draw all of it on an empty figure."""
        view, steps = self.view, self.steps(parts.LEAST_STEP)
        early = view.direction == "too_early"
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set_xlim(self.first.toordinal(), self.last)
        axes.set_ylim(parts.LOWEST, parts.HIGHEST)
        parts.zones(axes, look)
        parts.stages(axes, view, look)
        parts.band_and_line(axes, self.points(), look, early=early)
        parts.silence(axes, view, look)
        parts.forecast(axes, view.forecast, look, early=early)
        parts.renewals(axes, view.renewals, look)
        parts.marks(axes, steps, self.levels, look)
        parts.legend(axes, steps, look)
        parts.foremost(axes, steps, self.points(), look)
        places, names = ticks(self.first, date.fromordinal(int(self.last)))
        parts.months(axes, places, names, look)
        if title:
            axes.set_title(title, loc="left", pad=24, color=look.text)


def ticks(first: date, last: date) -> tuple[list[int], list[str]]:
    """Return where the time axis names months, and years where one begins."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    apart = next(one for one in MONTHS_APART if months / one <= MOST_TICKS or one == 120)
    places, names = [], []
    begin = first.year * 12 + first.month - 1
    for month in range(begin, begin + months + 1):
        day = date(month // 12, month % 12 + 1, 1)
        if month % apart == 0 and first <= day <= last:
            places.append(day.toordinal())
            names.append(_tick(day))
    return places, names


def _tick(day: date) -> str:
    if day.month == 1:
        return str(day.year)
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
