"""What a section of Insights is made of, so that one view can show them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.ui.charts.drawing import Drawing
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

    ``drawing`` returns the chart of an insight, for the page and for paper alike. ``button`` and
    ``step`` are something that can be done from the section at any time. ``view``
    is a `SectionView` of its own kind, where asking takes long.
    """

    id: str
    title: str
    ask: Callable[..., Any]
    facts: Callable[..., Any]
    tables: Sequence[TableSpec]
    empty: Empty
    watches: frozenset[str]
    drawing: Callable[[Any], Drawing] | None = None
    button: str = ""
    step: Step = ""
    view: Callable[..., Any] | None = None
