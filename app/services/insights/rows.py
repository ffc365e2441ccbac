"""What every section gives to the screen and to paper. Imports nothing heavy."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEW = 5  # observations below which a share is no figure: its ledger is shown instead
SHOWN_FACTS = 500  # facts that a list shows, the newest; the rest are counted


class Unit(StrEnum):
    """What a figure is measured in; the screen writes it accordingly."""

    SHARE = "share"  # of 1
    POINTS = "points"  # of a standing, 0–100, or of an NPS, −100…100
    GAP = "gap"  # points on a scale of five, signed
    SCORE = "score"  # on a scale of five
    DAYS = "days"
    COUNT = "count"
    RATIO = "ratio"  # how many times as often
    RATE = "rate"  # a month


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its 90 % interval and how many observations it rests on.

    ``id`` opens its facts. ``value`` is None where too few are known to give one; ``words`` then
    say what is known, else what the number means.
    """

    id: str
    title: str
    unit: Unit
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One record or customer behind a figure; ``day`` is when it happened."""

    id: str
    customer_id: int
    customer: str
    day: date | None
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a figure rests on, the newest first; ``total`` counts those not shown too."""

    title: str
    rows: tuple[FactRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Insight:
    """What all sections have in common.

    ``n`` is how many observations the whole section rests on, 0 where there is nothing yet;
    ``finding`` is the one sentence to remember; ``method`` says how it was worked out.
    """

    as_of: date
    n: int
    finding: str
    method: str
    figures: tuple[Figure, ...]


def facts_of(title: str, rows: list[FactRow]) -> Facts:
    """Return the newest facts; those without a day stand last."""
    ordered = sorted(rows, key=_newest_first)
    return Facts(title, tuple(ordered[:SHOWN_FACTS]), len(rows))


def _newest_first(row: FactRow) -> tuple[int, str, str]:
    return (-(row.day.toordinal() if row.day else 0), row.customer.casefold(), row.id)
