"""Values with their ranges, one below the other, against what holds for the whole firm."""

from collections.abc import Sequence
from typing import ClassVar

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from typing_extensions import override

from app.ui.charts.canvas import Chart, Margins, Stop
from app.ui.charts.rows import axes_of_rows
from app.ui.charts.shapes import Axis, Range
from app.ui.tokens import Tokens


class RangesChart(Chart):
    """A point for each value and a bar for its 90 % interval; ids are those of the rows."""

    margins: ClassVar[Margins] = Margins(left=176, right=170, top=14, bottom=30)

    def show_rows(
        self,
        title: str,
        rows: Sequence[Range],
        axis: Axis,
        ends: tuple[float, float] | None = None,
        firm: float | None = None,
    ) -> None:
        """Show these; ``firm`` is a line through all of them, ``ends`` those of the axis."""
        self.title = title
        self.setAccessibleName(title)
        self._rows, self._axis, self._ends, self._firm = rows, axis, ends, firm
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        labels, words = [row.label for row in self._rows], [row.words for row in self._rows]
        axes = axes_of_rows(figure, labels, words, look)
        if self._firm is not None:
            axes.axvline(self._firm, color=look.outline, linewidth=1, linestyle=(0, (4, 3)))
        for at, row in enumerate(self._rows):
            if row.low is not None and row.high is not None:
                axes.plot([row.low, row.high], [at, at], color=look.band, linewidth=7, zorder=2)
            if row.value is not None:
                axes.plot([row.value], [at], "o", color=look.accent, markersize=7, zorder=3)
        axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _at: self._axis(x)))
        if self._ends is not None:
            axes.set_xlim(*self._ends)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(row.id, row.value, at, f"{row.label}\n{row.words}")
            for at, row in enumerate(self._rows)
            if row.value is not None
        ]

    @override
    def in_words(self) -> str:
        return "; ".join(f"{row.label}: {row.words}" for row in self._rows)
