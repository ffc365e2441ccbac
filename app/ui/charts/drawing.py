"""What a chart shows, apart from the widget that shows it: the same on the screen and on paper.

matplotlib is fetched when something is drawn, so that a page can say what it will show before.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from app.ui.charts.margins import Margins
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on a chart that says something: in data coordinates of one of the figure's axes."""

    id: Hashable
    x: float
    y: float
    text: str
    axes: int = 0


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart's title and values; subclasses say how they are drawn, and what their places say.

    ``height`` is in device-independent pixels, where there is room enough; ``left_out`` is how many
    rows were not taken in.
    """

    margins: ClassVar[Margins] = Margins()

    title: str
    height: int
    left_out: int = 0

    def compose(self, figure: "Figure", look: Tokens) -> None:
        """Draw everything on an empty figure, in any colours, of the screen or of paper."""
        raise NotImplementedError

    def stops(self) -> Sequence[Stop]:
        """Return the places that say something, in the order the arrow keys walk them."""
        raise NotImplementedError

    def in_words(self) -> str:
        """Return what the chart shows, for those who do not see it."""
        raise NotImplementedError
