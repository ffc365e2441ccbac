"""What Today shows, as plain values. Imports nothing heavy: the window paints it first."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """The six things that matter in the morning, in the order they are shown."""

    PROMISES = "promises"
    LOOPS = "loops"
    RENEWALS = "renewals"
    QUIET = "quiet"
    ANSWERS = "answers"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of Today: who, what, why now, and what it is worth.

    ``ref`` is the id of the record it speaks of (a promise, feedback, contract, response, or the
    customer itself); ``step`` is the one thing to do, of those in ``Step``; ``value`` is per year
    in minor units.
    """

    section: Section
    ref: int
    customer_id: int
    customer: str
    text: str
    reason: str
    step: str
    due: date | None = None
    value: int | None = None
    currency: str = ""
    feeling: int | None = None

    @property
    def id(self) -> str:
        """What tells this line from every other."""
        return f"{self.section}:{self.ref}"


@dataclass(frozen=True, slots=True)
class Worklist:
    """Today's lines by section, and how many each section has in all."""

    day: date
    rows: tuple[WorkRow, ...]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return sum(self.counts.values())

    def plain(self) -> dict[str, Any]:
        """Return the list as JSON can hold it."""
        rows = [
            asdict(row) | {"due": row.due.isoformat() if row.due else None} for row in self.rows
        ]
        return {"day": self.day.isoformat(), "rows": rows, "counts": self.counts}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Worklist":
        """Return the list that was kept as JSON."""
        rows = tuple(
            WorkRow(
                **row
                | {
                    "section": Section(row["section"]),
                    "due": date.fromisoformat(row["due"]) if row["due"] else None,
                }
            )
            for row in plain["rows"]
        )
        return cls(date.fromisoformat(plain["day"]), rows, plain["counts"])


def shortened(text: str, most: int = 90) -> str:
    """Return a text as one line of at most ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
