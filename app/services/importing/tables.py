"""What every reader returns: a table of text, with the number of the line of each row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row could not be read."""

    reason: str


Row = tuple[int, list[str] | Fault]


@dataclass(slots=True)
class Table:
    """One table of a file, read while it is walked, once.

    Every row has at least as many cells as the header. ``hint`` is the name that may say which
    kind it is; ``size`` and ``position`` say how far the reading is, in whatever unit.
    """

    name: str
    hint: str
    header: list[str]
    rows: Iterator[Row]
    size: int = 0
    position: Callable[[], int] = field(default=lambda: 0)
    encoding: Callable[[], str] = field(default=lambda: "")
    delimiter: str = ""
