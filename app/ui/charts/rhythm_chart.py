"""Silence against rhythm: the usual gap of each customer, and how long it has been quiet."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, NullLocator
from typing_extensions import override

from app.language import _, ngettext
from app.ui import formats
from app.ui.charts.canvas import Chart, Margins, Stop
from app.ui.charts.labels import Spot, without_overlap
from app.ui.charts.rows import shortened
from app.ui.charts.shapes import Dot
from app.ui.tokens import Tokens

LABELS = 6
STOPS = 400  # dots that tell of themselves, the foremost: each costs a little at every move
TICKS = (1, 3, 7, 14, 30, 60, 120, 240, 480, 960)


class RhythmChart(Chart):
    """A point for each customer, those that are quiet marked; ids are those of the dots."""

    margins: ClassVar[Margins] = Margins(left=56, right=24, top=16, bottom=42)

    def show_dots(self, title: str, dots: Sequence[Dot]) -> None:
        """Show these, those to be named first."""
        self.title = title
        self.setAccessibleName(title)
        self._dots = dots
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        axes = figure.add_subplot()
        axes.set_xscale("log")
        axes.set_yscale("log")
        for marked, colour, size, sign in (
            (False, look.accent, 18, "o"),
            (True, look.bad, 34, "D"),
        ):
            some = [dot for dot in self._dots if dot.marked is marked]
            xs, ys = [dot.x for dot in some], [dot.y for dot in some]
            axes.scatter(
                xs, ys, s=size, marker=sign, color=colour, alpha=0.75,
                edgecolor=look.surface, linewidth=0.6, zorder=3 if marked else 2,
            )  # fmt: skip
        xs = np.array([dot.x for dot in self._dots])
        ys = np.array([dot.y for dot in self._dots])
        left, right = xs.min(initial=7) / 1.4, xs.max(initial=60) * 1.6
        axes.set_xlim(left, right)
        axes.set_ylim(0.8, max(ys.max(initial=60), 60) * 1.6)
        axes.plot([left, right], [left, right], color=look.outline, linewidth=1,
                  linestyle=(0, (4, 3)), zorder=1)  # fmt: skip
        axes.annotate(
            _("as usual"), (right, right), (-4, -10), textcoords="offset points", ha="right",
            va="top", color=look.muted, annotation_clip=True,
        )  # fmt: skip
        for one in (axes.xaxis, axes.yaxis):
            low, high = one.get_view_interval()
            one.set_minor_locator(NullLocator())
            one.set_ticks([tick for tick in TICKS if low <= tick <= high])
            one.set_major_formatter(FuncFormatter(lambda x, _at: formats.number(x)))
        axes.grid(color=look.border)
        axes.set_axisbelow(True)
        axes.set_xlabel(_("usual gap, days"), labelpad=2)
        axes.set_ylabel(_("quiet for, days"), labelpad=2)
        self._name_the_quiet(axes, look)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(dot.id, dot.x, dot.y, f"{dot.label}\n{dot.words}") for dot in self._dots[:STOPS]
        ]

    @override
    def in_words(self) -> str:
        marked = [dot for dot in self._dots if dot.marked]
        told = ngettext("{n} customer is quiet", "{n} customers are quiet", len(marked))
        worst = "; ".join(f"{dot.label}, {dot.words}" for dot in marked[:3])
        return f"{told.format(n=formats.number(len(marked)))}. {worst}"

    def _name_the_quiet(self, axes: Axes, look: Tokens) -> None:
        spots = [Spot(shortened(dot.label), dot.x, dot.y) for dot in self._dots if dot.marked]
        for spot, (dx, dy), ha in without_overlap(axes, spots[: 2 * LABELS], LABELS):
            axes.annotate(
                spot.text, (spot.x, spot.y), (dx, dy), textcoords="offset points", ha=ha,
                va="center", color=look.text,
                path_effects=[withStroke(linewidth=2.5, foreground=look.surface)],
            )  # fmt: skip
