"""One line of the renewals, and what lines come to: plain values, nothing of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.language import _
from app.models.kinds import Outcome, Surprise
from app.services.contracts import wording
from app.services.trajectory import words


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that made a standing what it is, and how many points it is worth."""

    text: str
    effect: float


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """One decision at the end of one term; money per year in minor units, chances 0–1.

    A decided one has its ``outcome`` and no risk; one that nobody noted yet has no ``renewal_id``.
    """

    contract_id: int
    customer_id: int
    customer: str
    contract: str
    due_on: date
    notice_by: date
    value: int | None
    currency: str
    owner_id: int | None
    owner: str
    monthly: bool = False
    risk: float | None = None
    low: float | None = None
    high: float | None = None
    p_reduced: float | None = None
    level: float | None = None
    sd: float | None = None
    value_at_risk: int | None = None
    reasons: tuple[Reason, ...] = ()
    renewal_id: int | None = None
    version: int | None = None
    next_step: str = ""
    next_step_on: date | None = None
    outcome: Outcome | None = None
    decided_on: date | None = None
    value_after: int | None = None
    reason: str = ""
    competitor: str = ""
    surprise: Surprise | None = None
    vendor_id: int | None = None

    @property
    def id(self) -> str:
        """What tells this line from every other, also after a reload."""
        return f"{self.contract_id}:{self.renewal_id if self.outcome else ''}"

    def chance(self) -> str:
        """Return the risk in words, with its range."""
        if self.risk is None or self.low is None or self.high is None:
            return ""
        return words.chance(self.risk, self.low, self.high)

    def why(self, today: date) -> str:
        """Return why this renewal matters now, in one line."""
        if self.risk is None:
            return wording.outcomes()[self.outcome] if self.outcome else ""
        against = [reason.text for reason in self.reasons if reason.effect < 0]
        parts = [
            wording.days_to_say_no((self.notice_by - today).days),
            _("risk about {chance}").format(chance=words.one_in(self.risk)),
            *against[:1],
        ]
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Total:
    """What renewals of one currency come to."""

    currency: str
    count: int
    value: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page shows: the renewals, and how much experience stands behind the risks.

    ``waiting`` counts all that are not decided yet, also those too far ahead to be shown.
    ``called`` are contract and due day of the renewals that were called at risk in a review.
    ``tells_apart``: whether anything known beforehand told the firm's losses from the others.
    """

    day: date
    rows: tuple[RenewalRow, ...]
    waiting: int
    decided: int
    lost: int
    mostly_prior: bool
    tells_apart: bool
    colleagues: tuple[tuple[int, str], ...]
    competitors: tuple[str, ...]
    called: frozenset[tuple[int, date]] = frozenset()


def totals(rows: Sequence[RenewalRow]) -> list[Total]:
    """Return what these renewals come to by currency, the most at risk first."""
    found = [
        _total(currency, [row for row in rows if row.currency == currency])
        for currency in sorted({row.currency for row in rows})
    ]
    return sorted(found, key=lambda total: -total.at_risk)


def _total(currency: str, rows: Sequence[RenewalRow]) -> Total:
    return Total(
        currency,
        len(rows),
        sum(row.value or 0 for row in rows),
        sum(row.value_at_risk or 0 for row in rows),
    )
