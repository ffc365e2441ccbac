"""Were we right? The last year's ranking with what was lost, and what was expected against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.charts.drawing import Drawing, Stop
from app.ui.charts.margins import Margins
from app.ui.charts.rows import axes_of_rows, legend
from app.ui.charts.scale import scaled
from app.ui.charts.shapes import Against, Mark
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIFTH = 0.2
KEPT, LOST, MIDDLE = (
    0.5,
    0.8,
    0.5,
)  # heights of the strokes, of the strip's own: told apart without colour
STRIP = 0.42  # height of the strip, in that of the groups
BETWEEN = 0.55  # room between the two, for words below the one and above the other


@dataclass(frozen=True)
class RightDrawing(Drawing):
    """A stroke for each renewal, lost ones with a head; ids are those of renewals and groups."""

    margins: ClassVar[Margins] = Margins(left=150, right=210, top=26, bottom=26)

    marks: Sequence[Mark]
    words: str
    groups: Sequence[Against]

    @override
    def compose(self, figure: "Figure", look: Tokens) -> None:
        if not self.groups:
            self._strip(figure, look, 111)
            return
        grid = figure.add_gridspec(2, 1, height_ratios=(STRIP, 1), hspace=BETWEEN)
        self._strip(figure, look, grid[0])
        self._against(figure, look, grid[1])

    def _strip(self, figure: "Figure", look: Tokens, place: Any) -> None:
        axes = axes_of_rows(figure, [""], [], look, place)
        axes.grid(visible=False)
        axes.set_ylim(0, 1)
        axes.set_yticks([MIDDLE], [_("Last year's ranking")])
        count = max(len(self.marks), 1)
        axes.set_xlim(0.5, count + 0.5)
        axes.axvspan(0.5, 0.5 + max(1, round(FIFTH * count)), color=look.hover, zorder=0)
        lost = [at for at, mark in enumerate(self.marks, start=1) if mark.lost]
        kept = [at for at, mark in enumerate(self.marks, start=1) if not mark.lost]
        axes.vlines(kept, 0, KEPT, color=look.outline, linewidth=1)
        axes.vlines(lost, 0, LOST, color=look.bad, linewidth=2, zorder=3)
        axes.plot(lost, [LOST] * len(lost), "o", color=look.bad, markersize=6, zorder=4)
        axes.set_xticks([])
        for text, at, away, side, base in (
            (self.words, (1, MIDDLE), (10, 0), "left", "center"),
            (_("safest"), (1, 1), (0, 8), "right", "bottom"),
        ):
            axes.annotate(
                text, at, away, xycoords="axes fraction", textcoords="offset points", ha=side,
                va=base, color=look.muted, annotation_clip=False,
            )  # fmt: skip
        keys = [
            ("●", look.bad, _("lost")),
            ("|", look.outline, _("kept")),
            ("■", look.border, _("the riskiest fifth")),
        ]
        legend(axes, keys, look)

    def _against(self, figure: "Figure", look: Tokens, place: Any) -> None:
        labels, words = [one.label for one in self.groups], [one.words for one in self.groups]
        axes = axes_of_rows(figure, labels, words, look, place)
        for at, one in enumerate(self.groups):
            axes.plot([one.low, one.high], [at, at], color=look.band, linewidth=7, zorder=2)
            axes.plot([one.came], [at], "o", color=look.accent, markersize=7, zorder=3)
            axes.plot(
                [one.expected], [at], "D", color=look.text, markersize=7, markerfacecolor="none",
                markeredgewidth=1.4, zorder=4,
            )  # fmt: skip
        axes.set_xlim(0, max(max(one.high, one.expected) for one in self.groups) * 1.05)
        scaled(axes.xaxis, formats.percent, 5, steps=[1, 2, 5, 10])
        keys = [("◇", look.text, _("expected")), ("●", look.accent, _("came, with its range"))]
        legend(axes, keys, look)

    @override
    def stops(self) -> Sequence[Stop]:
        marks = [
            Stop(mark.id, at, LOST, f"{mark.label}\n{mark.words}")
            for at, mark in enumerate(self.marks, start=1)
            if mark.lost
        ]
        groups = [
            Stop(one.id, one.came, at, f"{one.label}\n{one.words}", 1)
            for at, one in enumerate(self.groups)
        ]
        return marks + groups

    @override
    def in_words(self) -> str:
        return "; ".join([self.words, *(stop.text.replace("\n", ": ") for stop in self.stops())])
