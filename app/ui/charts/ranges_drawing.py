"""Values with their ranges, one below the other, against what holds for the whole firm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from app.ui.charts.drawing import Drawing, Stop
from app.ui.charts.margins import Margins
from app.ui.charts.rows import axes_of_rows
from app.ui.charts.scale import scaled
from app.ui.charts.shapes import Axis, Range
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class RangesDrawing(Drawing):
    """A point for each value and a bar for its 90 % interval; ids are those of the rows."""

    margins: ClassVar[Margins] = Margins(left=176, right=170, top=14, bottom=30)

    rows: Sequence[Range]
    axis: Axis
    ends: tuple[float, float] | None = None
    firm: float | None = None

    @override
    def compose(self, figure: "Figure", look: Tokens) -> None:
        labels, words = [row.label for row in self.rows], [row.words for row in self.rows]
        axes = axes_of_rows(figure, labels, words, look)
        if self.firm is not None:
            axes.axvline(self.firm, color=look.outline, linewidth=1, linestyle=(0, (4, 3)))
        for at, row in enumerate(self.rows):
            if row.low is not None and row.high is not None:
                axes.plot([row.low, row.high], [at, at], color=look.band, linewidth=7, zorder=2)
            if row.value is not None:
                axes.plot([row.value], [at], "o", color=look.accent, markersize=7, zorder=3)
        scaled(axes.xaxis, self.axis, 5, steps=[1, 2, 5, 10])
        if self.ends is not None:
            axes.set_xlim(*self.ends)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(row.id, row.value, at, f"{row.label}\n{row.words}")
            for at, row in enumerate(self.rows)
            if row.value is not None
        ]

    @override
    def in_words(self) -> str:
        return "; ".join(f"{row.label}: {row.words}" for row in self.rows)
