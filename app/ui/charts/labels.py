"""Names beside points, as many as fit without covering each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AWAY = 9  # points from the middle of its point
DOT = 4  # pixels around the middle of a point that no name covers
LETTER, LINE = 0.58, 1.3  # width and height of an ordinary letter, in sizes of the type


@dataclass(frozen=True, slots=True)
class Spot:
    """A name and the point it belongs to, in data coordinates."""

    text: str
    x: float
    y: float


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


Placed = tuple[Spot, tuple[float, float], Literal["left", "right", "center"]]


def without_overlap(axes: "Axes", spots: Sequence[Spot], most: int) -> list[Placed]:
    """Return where to put the names, the first ones first: beside their point, or not at all.

    They are as large as the words of the axes.
    Widths are estimated: measuring each text would take longer than drawing the chart.
    """
    frame = axes.get_window_extent()
    taken = [_dot(axes, spot) for spot in spots]
    placed: list[Placed] = []
    for spot in spots:
        if len(placed) == most:
            break
        for place in _places(axes, spot):
            box = place[1]
            inside = frame.x0 <= box.left and box.right <= frame.x1 and box.top <= frame.y1 + LINE
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                placed.append(place[0])
                break
    return placed


def _places(axes: "Axes", spot: Spot) -> list[tuple[Placed, _Box]]:
    pixels = axes.get_figure(root=True).dpi / 72  # pyright: ignore[reportOptionalMemberAccess]
    size = float(axes.xaxis.label.get_fontsize()) * pixels
    x, y = axes.transData.transform((spot.x, spot.y))
    away, width, half = AWAY * pixels, len(spot.text) * size * LETTER, size * LINE / 2
    right = _Box(x + away, y - half, x + away + width, y + half)
    left = _Box(x - away - width, y - half, x - away, y + half)
    above = _Box(x - width / 2, y + away - 2, x + width / 2, y + away - 2 + 2 * half)
    below = _Box(x - width / 2, y - away + 2 - 2 * half, x + width / 2, y - away + 2)
    up = AWAY - 2 + size * LINE / 2 / pixels
    return [
        ((spot, (AWAY, 0), "left"), right),
        ((spot, (-AWAY, 0), "right"), left),
        ((spot, (0, up), "center"), above),
        ((spot, (0, -up), "center"), below),
    ]


def _dot(axes: "Axes", spot: Spot) -> _Box:
    """Return what a point itself takes, so that no name covers another's point."""
    x, y = axes.transData.transform((spot.x, spot.y))
    return _Box(x - DOT, y - DOT, x + DOT, y + DOT)


def _meet(one: _Box, other: _Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.bottom < other.top and other.bottom < one.top
