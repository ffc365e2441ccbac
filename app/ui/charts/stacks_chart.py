"""Counts as bars of parts, one below the other."""

from collections.abc import Sequence
from typing import ClassVar

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from typing_extensions import override

from app.ui import formats
from app.ui.charts.canvas import Chart, Margins, Stop
from app.ui.charts.rows import axes_of_rows, legend
from app.ui.charts.shapes import Stack
from app.ui.tokens import Tokens

HEIGHT = 0.62
SMALL = 0.07  # share of the axis below which a part has no room for its number


class StacksChart(Chart):
    """A bar for each row; ids are those of the rows. ``inks`` are names of tokens, by part."""

    margins: ClassVar[Margins] = Margins(left=190, right=130, top=30, bottom=30)

    def show_rows(
        self, title: str, rows: Sequence[Stack], legend: Sequence[str], inks: Sequence[str]
    ) -> None:
        """Show these; a legend of one part needs no key."""
        self.title = title
        self.setAccessibleName(title)
        self._rows, self._legend, self._inks = rows, legend, inks
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        labels, words = [row.label for row in self._rows], [row.words for row in self._rows]
        axes = axes_of_rows(figure, labels, words, look)
        most = max((sum(row.parts) for row in self._rows), default=0) or 1
        axes.set_xlim(0, most * 1.02)
        colours = [_colour(look, ink) for ink in self._inks]
        for at, row in enumerate(self._rows):
            left = 0
            for count, colour in zip(row.parts, colours, strict=True):
                if not count:
                    continue
                axes.barh(
                    at, count, HEIGHT, left, color=colour, edgecolor=look.surface, linewidth=1
                )
                if len(colours) > 1 and count >= SMALL * most:
                    middle = left + count / 2
                    text = formats.number(count)
                    axes.text(middle, at, text, ha="center", va="center", color=look.surface)
                left += count
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _at: formats.number(x)))
        if len(colours) > 1:
            keys = [("■", colour, text) for text, colour in zip(self._legend, colours, strict=True)]
            legend(axes, keys, look)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(row.id, sum(row.parts), at, self._told(row)) for at, row in enumerate(self._rows)
        ]

    @override
    def in_words(self) -> str:
        return "; ".join(self._told(row).replace("\n", ", ") for row in self._rows)

    def _told(self, row: Stack) -> str:
        parts = (
            f"{name}: {formats.number(count)}"
            for name, count in zip(self._legend, row.parts, strict=True)
            if count
        )
        return f"{row.label}\n{', '.join(parts)}"


def _colour(look: Tokens, ink: str) -> str:
    """Return a token's colour, or that of a series by its number."""
    return look.series[int(ink)] if ink.isdigit() else getattr(look, ink)
