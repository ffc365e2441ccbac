"""What the charts of Insights are given, as plain values: matplotlib is not needed to say it."""

from collections.abc import Callable
from dataclasses import dataclass

Axis = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Range:
    """One line of a chart of ranges; without a value only its words stand there."""

    id: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """How we and they see the same thing; ``clear`` where the gap is beyond doubt."""

    id: str
    label: str
    ours: float
    theirs: float
    words: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar of parts, which are counts in the order of the chart's legend."""

    id: str
    label: str
    parts: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One point of a course; without a value a gap is left."""

    id: str
    x: float
    label: str
    value: float | None
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a cloud; ``marked`` ones stand out."""

    id: str
    label: str
    x: float
    y: float
    marked: bool
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of a ranking, the first at the left; ``lost`` ones stand out."""

    id: str
    label: str
    lost: bool
    words: str


@dataclass(frozen=True, slots=True)
class Against:
    """What was expected against what came, with the range of what came."""

    id: str
    label: str
    expected: float
    came: float
    low: float
    high: float
    words: str
