"""The points of a customer's curve: one a day, for years."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Point:
    """The level at the end of a day, with its 80 % band."""

    day: date
    level: float
    low: float
    high: float


class Points(Sequence[Point]):
    """Points kept as bare numbers; each is made when somebody looks at it.

    A report holds the years of sixty customers at once: as objects they took 20 MiB, and what came
    to lie between them kept most of that from the system afterwards.
    """

    __slots__ = ("_columns", "_days")

    def __init__(self, days: Iterable[int], *columns: Iterable[float]) -> None:
        """Take days as ordinals, and of each its level, low and high."""
        self._days = array("l", days)
        self._columns = tuple(array("d", column) for column in columns)

    @override
    def __len__(self) -> int:
        return len(self._days)

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> "Points": ...
    @override
    def __getitem__(self, index: int | slice) -> "Point | Points":
        if isinstance(index, slice):
            return Points(self._days[index], *(column[index] for column in self._columns))
        level, low, high = (column[index] for column in self._columns)
        return Point(date.fromordinal(self._days[index]), level, low, high)

    @override
    def __iter__(self) -> Iterator[Point]:
        for day, *values in zip(self._days, *self._columns, strict=True):
            yield Point(date.fromordinal(day), *values)

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Points):
            return False
        return self._days == other._days and self._columns == other._columns

    @override
    def __hash__(self) -> int:
        return hash(self._days.tobytes())
