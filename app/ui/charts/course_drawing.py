"""A course over steps of time: a line through the values, with the range of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from app.ui.charts.drawing import Drawing, Stop
from app.ui.charts.margins import Margins
from app.ui.charts.scale import scaled
from app.ui.charts.shapes import Axis, Step
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINE = 1.8  # points


@dataclass(frozen=True)
class CourseDrawing(Drawing):
    """Points joined by a line; a band, or bars where ``apart``; a mark where something happened."""

    margins: ClassVar[Margins] = Margins(left=56, right=24, top=24, bottom=34)

    steps: Sequence[Step]
    axis: Axis
    apart: bool = False
    mark: tuple[float, str] | None = None  # a place on the axis, and its words
    ends: tuple[float, float] | None = None

    @override
    def compose(self, figure: "Figure", look: Tokens) -> None:
        axes = figure.add_subplot()
        known = [(step, step.value) for step in self.steps if step.value is not None]
        xs, values = [step.x for step, _value in known], [value for _step, value in known]
        lows = [value if step.low is None else step.low for step, value in known]
        highs = [value if step.high is None else step.high for step, value in known]
        if self.apart:
            axes.vlines(xs, lows, highs, color=look.band, linewidth=9)
        else:
            axes.fill_between(xs, lows, highs, color=look.band, linewidth=0)
        axes.plot(xs, values, "o-", color=look.accent, linewidth=LINE, markersize=5)
        if self.mark is not None:
            at, text = self.mark
            axes.axvline(at, color=look.outline, linewidth=1, linestyle=(0, (4, 3)))
            axes.annotate(
                text, (at, 1), (5, 2), xycoords=("data", "axes fraction"),
                textcoords="offset points", va="bottom", color=look.muted,
            )  # fmt: skip
        axes.set_xticks([step.x for step in self.steps], [step.label for step in self.steps])
        axes.grid(axis="y", color=look.border)
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
        scaled(axes.yaxis, self.axis, 4, steps=[1, 2, 2.5, 5, 10])
        if self.ends is not None:
            axes.set_ylim(*self.ends)
        elif not self.apart:
            axes.set_ylim(bottom=0)

    @override
    def stops(self) -> Sequence[Stop]:
        return [
            Stop(step.id, step.x, step.value, step.words)
            for step in self.steps
            if step.value is not None
        ]

    @override
    def in_words(self) -> str:
        return "; ".join(step.words.replace("\n", ", ") for step in self.steps)
