"""What charts made of lines share: names at the left, words at the right, one line each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LETTERS = 24
MOST_ROWS = 9  # to which a chart grows
LEGEND_FROM = -96.0  # points: it begins above the names
LETTER = 0.58  # width of an ordinary letter, in sizes of the type


def axes_of_rows(
    figure: "Figure", labels: Sequence[str], words: Sequence[str], look: Tokens, place: Any = 111
) -> "Axes":
    """Return axes with a line for each label, the first on top; ``place`` is that in a grid."""
    axes = figure.add_subplot(place)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    names = labels if look.cuts_names else [shortened(label) for label in labels]
    axes.set_yticks(range(len(labels)), names, parse_math=False)
    axes.tick_params(axis="y", labelcolor=look.text, pad=8)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=look.border)
    axes.set_axisbelow(True)
    for at, text in enumerate(words):
        axes.annotate(
            text,
            (1, at),
            (10, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            color=look.muted,
            annotation_clip=False,
        )
    return axes


def legend(axes: "Axes", entries: Sequence[tuple[str, str, str]], look: Tokens) -> None:
    """Write (sign, colour, text) above the axes, one after the other.

    Widths are estimated, in sizes of the type, whatever that will be when it is drawn: measuring
    each text would take longer than drawing the chart.
    """
    x = 0.0
    for sign, colour, text in entries:
        for part, ink, step in ((sign, colour, 1.3), (text, look.muted, 0.0)):
            axes.annotate(
                part,
                (LEGEND_FROM, 1),
                (x, 8),
                xycoords=("axes points", "axes fraction"),
                textcoords=("offset fontsize", "offset points"),
                va="bottom",
                color=ink,
                annotation_clip=False,
            )
            x += step
        x += LETTER * len(text) + 1.4


def height_of(rows: int) -> int:
    """Return the height of a chart with so many lines."""
    return 64 + 26 * max(2, min(rows, MOST_ROWS))


def shortened(text: str, most: int = MOST_LETTERS) -> str:
    """Return a name that fits beside its line."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
