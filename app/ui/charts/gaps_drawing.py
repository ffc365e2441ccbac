"""How we see ourselves against how customers do: two points for each driver."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.charts.drawing import Drawing, Stop
from app.ui.charts.margins import Margins
from app.ui.charts.rows import axes_of_rows, legend
from app.ui.charts.scale import scaled
from app.ui.charts.shapes import Pair
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LOWEST, HIGHEST = 1, 5
ROOM = 0.15


@dataclass(frozen=True)
class GapsDrawing(Drawing):
    """Our points are squares, theirs circles: told apart without colour. Ids are the drivers'."""

    margins: ClassVar[Margins] = Margins(left=150, right=190, top=30, bottom=30)

    rows: Sequence[Pair]

    @override
    def compose(self, figure: "Figure", look: Tokens) -> None:
        labels, words = [row.label for row in self.rows], [row.words for row in self.rows]
        axes = axes_of_rows(figure, labels, words, look)
        axes.set_xlim(LOWEST - ROOM, HIGHEST + ROOM)
        axes.set_xticks(range(LOWEST, HIGHEST + 1))
        scaled(axes.xaxis, formats.number)
        for at, row in enumerate(self.rows):
            ink = look.warn if row.clear else look.border
            axes.plot([row.theirs, row.ours], [at, at], color=ink, linewidth=3, zorder=2)
            axes.plot([row.theirs], [at], "o", color=look.accent, markersize=9, zorder=3)
            axes.plot([row.ours], [at], "s", color=look.series[1], markersize=8, zorder=3)
        legend(axes, [("■", look.series[1], _("we")), ("●", look.accent, _("customers"))], look)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(row.id, (row.ours + row.theirs) / 2, at, _words(row))
            for at, row in enumerate(self.rows)
        ]

    @override
    def in_words(self) -> str:
        return "; ".join(_words(row).replace("\n", ", ") for row in self.rows)


def _words(row: Pair) -> str:
    return _("{driver}: we {ours}, customers {theirs}\n{gap}").format(
        driver=row.label,
        ours=formats.number(row.ours, 1),
        theirs=formats.number(row.theirs, 1),
        gap=row.words,
    )
