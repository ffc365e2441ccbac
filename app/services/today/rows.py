"""What Today shows, as plain values. Imports nothing heavy: the window paints it first."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """The things that matter in the morning, in the order they are shown."""

    PROMISES = "promises"
    LOOPS = "loops"
    RENEWALS = "renewals"
    REVIEWS = "reviews"
    QUIET = "quiet"
    ANSWERS = "answers"
    ASKING = "asking"


DUE = (Section.PROMISES, Section.LOOPS, Section.RENEWALS, Section.QUIET)


class Step(StrEnum):
    """The one thing to do about a line."""

    KEPT = "kept"
    ACT = "act"
    TOLD = "told"
    CONFIRMED = "confirmed"
    OPEN = "open"
    LOG = "log"
    SEEN = "seen"
    LOOP = "loop"
    ASKED = "asked"
    DONE = "done"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of Today: who, what, why now, and what it is worth.

    ``ref`` is the id of the record it speaks of (a promise, feedback, contract, response, or the
    customer itself); ``value`` is per year in minor units.
    """

    section: Section
    ref: int
    customer_id: int
    customer: str
    text: str
    reason: str
    step: Step
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
    """Today's lines by section, and how many each section has in all.

    ``you`` is the colleague whose list it is, None for everybody's; ``people`` are all who could
    be chosen; ``mark`` tells one state of the book from another.
    """

    day: date
    rows: tuple[WorkRow, ...]
    counts: dict[str, int]
    you: int | None = None
    people: tuple[tuple[int, str], ...] = ()
    customers: int = 0
    mark: str = ""

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return sum(self.counts.values())

    @property
    def due(self) -> int:
        """How many of them wait for something that we owe; the rest is news and chances."""
        return sum(self.counts.get(section.value, 0) for section in DUE)

    def plain(self) -> dict[str, Any]:
        """Return the list as JSON can hold it."""
        rows = [
            asdict(row) | {"due": row.due.isoformat() if row.due else None} for row in self.rows
        ]
        return {
            "day": self.day.isoformat(),
            "rows": rows,
            "counts": self.counts,
            "you": self.you,
            "people": [list(person) for person in self.people],
            "customers": self.customers,
            "mark": self.mark,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Worklist":
        """Return the list that was kept as JSON."""
        return cls(
            date.fromisoformat(plain["day"]),
            tuple(_row(row) for row in plain["rows"]),
            plain["counts"],
            plain["you"],
            tuple((number, name) for number, name in plain["people"]),
            plain["customers"],
            plain["mark"],
        )


@dataclass(frozen=True, slots=True)
class Glance:
    """What Today showed last, when that was, and whether it may have been overtaken since."""

    worklist: Worklist
    at: datetime
    old: bool


def _row(plain: dict[str, Any]) -> WorkRow:
    due = plain["due"]
    typed: dict[str, Any] = {
        "section": Section(plain["section"]),
        "step": Step(plain["step"]),
        "due": date.fromisoformat(due) if due else None,
    }
    return WorkRow(**plain | typed)


def shortened(text: str, most: int = 90) -> str:
    """Return a text as one line of at most ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
