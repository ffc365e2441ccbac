"""Counts as bars of parts, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from app.ui import formats
from app.ui.charts.drawing import Drawing, Stop
from app.ui.charts.margins import Margins
from app.ui.charts.rows import axes_of_rows, legend
from app.ui.charts.scale import scaled
from app.ui.charts.shapes import Stack
from app.ui.tokens import Tokens, contrast

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEIGHT = 0.62
SMALL = 0.07  # share of the axis below which a part has no room for its number
LEAST_CONTRAST = 3  # of a number on its part


@dataclass(frozen=True)
class StacksDrawing(Drawing):
    """A bar for each row; ids are those of the rows. ``inks`` are names of tokens, by part."""

    margins: ClassVar[Margins] = Margins(left=190, right=130, top=30, bottom=30)

    rows: Sequence[Stack]
    legend: Sequence[str]
    inks: Sequence[str]

    @override
    def compose(self, figure: "Figure", look: Tokens) -> None:
        labels, words = [row.label for row in self.rows], [row.words for row in self.rows]
        axes = axes_of_rows(figure, labels, words, look)
        most = max((sum(row.parts) for row in self.rows), default=0) or 1
        axes.set_xlim(0, most * 1.02)
        colours = [look.fill(ink) for ink in self.inks]
        for at, row in enumerate(self.rows):
            left = 0
            for count, colour in zip(row.parts, colours, strict=True):
                if not count:
                    continue
                axes.barh(
                    at, count, HEIGHT, left, color=colour, edgecolor=look.surface, linewidth=1
                )
                if len(colours) > 1 and count >= SMALL * most:
                    middle, text, ink = left + count / 2, formats.number(count), _on(colour, look)
                    axes.text(middle, at, text, ha="center", va="center", color=ink)
                left += count
        scaled(axes.xaxis, formats.number, 5, integer=True)
        if len(colours) > 1:
            keys = [("■", colour, text) for text, colour in zip(self.legend, colours, strict=True)]
            legend(axes, keys, look)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(row.id, sum(row.parts), at, self._told(row)) for at, row in enumerate(self.rows)
        ]

    @override
    def in_words(self) -> str:
        return "; ".join(self._told(row).replace("\n", ", ") for row in self.rows)

    def _told(self, row: Stack) -> str:
        parts = (
            f"{name}: {formats.number(count)}"
            for name, count in zip(self.legend, row.parts, strict=True)
            if count
        )
        return f"{row.label}\n{', '.join(parts)}"


def _on(ground: str, look: Tokens) -> str:
    light_enough = contrast(look.surface, ground) < LEAST_CONTRAST
    return look.text if light_enough else look.surface
