"""The words and places of an axis."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axis import Axis


def scaled(axis: "Axis", words: Callable[[float], str], most: int = 0, **places: Any) -> None:
    """Write values in these words, at most so many; at places of the caller's own if 0."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    if most:
        axis.set_major_locator(MaxNLocator(most, **places))
    axis.set_major_formatter(FuncFormatter(lambda value, _at: words(value)))
