"""What a section of Insights is made of, so that one view can show them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.ui.table_model import Column

Step = Literal["", "log", "log_feedback", "rate", "import"]


@dataclass(frozen=True)
class TableSpec:
    """One table under the chart; ``columns`` and ``rows`` get the section's insight.

    ``rule`` is a sentence above the table: why these rows stand in it.
    """

    title: str
    columns: Callable[[Any], Sequence[Column[Any]]]
    rows: Callable[[Any], Sequence[Any]]
    rule: Callable[[Any], str] = lambda _insight: ""


@dataclass(frozen=True)
class ChartSpec:
    """The chart: its module and class, fetched when first shown, and how it is given its values.

    ``height`` is in device-independent pixels, for a window of ordinary height.
    """

    module: str
    kind: str
    draw: Callable[[Any, Any], object]
    height: Callable[[Any], int]


@dataclass(frozen=True)
class Empty:
    """What stands there while nothing is known: what will be here, and the first step."""

    icon: str
    sentence: str
    detail: str
    button: str = ""
    step: Step = ""


@dataclass(frozen=True)
class SectionSpec:
    """One section; ``ask`` and ``facts`` are service functions, ``watches`` the tables they read.

    ``button`` and ``step`` are something that can be done from the section at any time. ``view``
    is a `SectionView` of its own kind, where asking takes long.
    """

    id: str
    title: str
    ask: Callable[..., Any]
    facts: Callable[..., Any]
    tables: Sequence[TableSpec]
    empty: Empty
    watches: frozenset[str]
    chart: ChartSpec | None = None
    button: str = ""
    step: Step = ""
    view: Callable[..., Any] | None = None


def of_rows(rows: int, *, most: int = 9) -> int:
    """Return the height of a chart with so many lines."""
    return 64 + 26 * max(2, min(rows, most))
