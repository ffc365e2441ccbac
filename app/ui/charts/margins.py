"""Room around the axes of a chart, on the screen and on paper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Margins:
    """Room around the axes, in device-independent pixels: fixed, so that no layout is computed."""

    left: int = 48
    right: int = 16
    top: int = 16
    bottom: int = 32


def fit(figure: "Figure", margins: Margins, dpi: float) -> None:
    """Give the axes all the room that the margins leave."""
    width, height = figure.get_size_inches() * dpi
    figure.subplots_adjust(
        left=min(margins.left / width, 0.45),
        right=max(1 - margins.right / width, 0.55),
        top=max(1 - margins.top / height, 0.55),
        bottom=min(margins.bottom / height, 0.45),
    )
