"""Silence against rhythm: the usual gap of each customer, and how long it has been quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from app.language import _, ngettext
from app.ui import formats
from app.ui.charts.drawing import Drawing, Stop
from app.ui.charts.labels import Spot, without_overlap
from app.ui.charts.margins import Margins
from app.ui.charts.rows import shortened
from app.ui.charts.scale import scaled
from app.ui.charts.shapes import Dot
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LABELS = 6
STOPS = 400  # dots that tell of themselves, the foremost: each costs a little at every move
TICKS = (1, 3, 7, 14, 30, 60, 120, 240, 480, 960)


@dataclass(frozen=True)
class RhythmDrawing(Drawing):
    """A point for each customer, those that are quiet marked; ids are those of the dots."""

    margins: ClassVar[Margins] = Margins(left=56, right=24, top=16, bottom=42)

    dots: Sequence[Dot]

    @override
    def compose(self, figure: "Figure", look: Tokens) -> None:
        axes = figure.add_subplot()
        axes.set_xscale("log")
        axes.set_yscale("log")
        for marked, colour, size, sign in (
            (False, look.accent, 18, "o"),
            (True, look.bad, 34, "D"),
        ):
            some = [dot for dot in self.dots if dot.marked is marked]
            xs, ys = [dot.x for dot in some], [dot.y for dot in some]
            axes.scatter(
                xs, ys, s=size, marker=sign, color=colour, alpha=0.75,
                edgecolor=look.surface, linewidth=0.6, zorder=3 if marked else 2,
            )  # fmt: skip
        gaps = [dot.x for dot in self.dots]
        left, right = min((7, *gaps)) / 1.4, max((60, *gaps)) * 1.6
        axes.set_xlim(left, right)
        axes.set_ylim(0.8, max((60, *(dot.y for dot in self.dots))) * 1.6)
        axes.plot([left, right], [left, right], color=look.outline, linewidth=1,
                  linestyle=(0, (4, 3)), zorder=1)  # fmt: skip
        axes.annotate(
            _("as usual"), (right, right), (-4, -10), textcoords="offset points", ha="right",
            va="top", color=look.muted, annotation_clip=True,
        )  # fmt: skip
        for one in (axes.xaxis, axes.yaxis):
            low, high = one.get_view_interval()
            one.set_ticks([], minor=True)
            one.set_ticks([tick for tick in TICKS if low <= tick <= high])
            scaled(one, formats.number)
        axes.grid(color=look.border)
        axes.set_axisbelow(True)
        axes.set_xlabel(_("usual gap, days"), labelpad=2)
        axes.set_ylabel(_("quiet for, days"), labelpad=2)
        self._name_the_quiet(axes, look)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(dot.id, dot.x, dot.y, f"{dot.label}\n{dot.words}") for dot in self.dots[:STOPS]
        ]

    @override
    def in_words(self) -> str:
        marked = [dot for dot in self.dots if dot.marked]
        told = ngettext("{n} customer is quiet", "{n} customers are quiet", len(marked))
        worst = "; ".join(f"{dot.label}, {dot.words}" for dot in marked[:3])
        return f"{told.format(n=formats.number(len(marked)))}. {worst}"

    def _name_the_quiet(self, axes: "Axes", look: Tokens) -> None:
        from matplotlib.patheffects import withStroke

        spots = [Spot(shortened(dot.label), dot.x, dot.y) for dot in self.dots if dot.marked]
        for spot, (dx, dy), ha in without_overlap(axes, spots[: 2 * LABELS], LABELS):
            axes.annotate(
                spot.text, (spot.x, spot.y), (dx, dy), textcoords="offset points", ha=ha,
                va="center", color=look.text,
                path_effects=[withStroke(linewidth=2.5, foreground=look.surface)],
            )  # fmt: skip
