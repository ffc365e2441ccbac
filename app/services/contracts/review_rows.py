"""One line of the owner's review: who called what, before and after the computed call was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.kinds import Call, Outcome, Surprise
from app.services.contracts.renewal_rows import Reason

SEVERITY = {Call.SAFE: 0, Call.WATCH: 1, Call.AT_RISK: 2}


class ReviewStep(StrEnum):
    """What a review waits for."""

    GIVE = "give"  # the account manager's call, blind
    DECIDE = "decide"  # the owner's final call
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review of one renewal; ``horizon`` is 180 or 90 days before the last day to say no.

    Before the account manager's call there is no computed one in it and no reasons: who reads the
    row cannot be led by them. ``computed_risk`` is the chance of loss, 0–1, as it was at that
    moment. ``before`` is what people called at 180 days. Money per year in minor units. An
    ``outcome`` stands beside the calls once the renewal is decided.
    """

    contract_id: int
    customer_id: int
    customer: str
    contract: str
    due_on: date
    notice_by: date
    horizon: int
    value: int | None
    currency: str
    owner_id: int | None
    owner: str
    review_id: int | None = None
    version: int | None = None
    before: Call | None = None
    manager_call: Call | None = None
    gut: int | None = None
    manager_id: int | None = None
    manager: str = ""
    manager_on: date | None = None
    computed_call: Call | None = None
    computed_risk: float | None = None
    reasons: tuple[Reason, ...] = ()
    final_call: Call | None = None
    final_id: int | None = None
    final_by: str = ""
    final_on: date | None = None
    note: str = ""
    action: str = ""
    action_owner_id: int | None = None
    action_owner: str = ""
    action_on: date | None = None
    outcome: Outcome | None = None
    decided_on: date | None = None
    surprise: Surprise | None = None

    @property
    def id(self) -> str:
        """What tells this line from every other, also after a reload."""
        return f"{self.contract_id}:{self.due_on.isoformat()}:{self.horizon}"

    @property
    def step(self) -> ReviewStep:
        """What it waits for."""
        if self.manager_call is None:
            return ReviewStep.GIVE
        return ReviewStep.DONE if self.final_call is not None else ReviewStep.DECIDE

    @property
    def apart(self) -> int:
        """How far the account manager's and the computed call lie apart: 0 agreed, 2 opposite."""
        if self.manager_call is None or self.computed_call is None:
            return 0
        return abs(SEVERITY[self.manager_call] - SEVERITY[self.computed_call])


@dataclass(frozen=True, slots=True)
class ReviewView:
    """All that the page shows: what is to be reviewed, and what came of earlier reviews.

    ``usual`` is the share of its renewals that the firm usually loses, 0–1.
    """

    day: date
    rows: tuple[ReviewRow, ...]
    past: tuple[ReviewRow, ...]
    colleagues: tuple[tuple[int, str], ...]
    usual: float


def disagreements_first(rows: Sequence[ReviewRow]) -> list[ReviewRow]:
    """Return them in the order to work on: disagreements, other decisions, calls to give, done.

    Within each the nearest first: nothing in the order tells of a risk that is not shown yet.
    """
    rank = {ReviewStep.DECIDE: 1, ReviewStep.GIVE: 2, ReviewStep.DONE: 3}

    def order(row: ReviewRow) -> tuple[int, int, date, str, int]:
        open_and_apart = row.apart if row.step is ReviewStep.DECIDE else 0
        place = 0 if open_and_apart else rank[row.step]
        return place, -open_and_apart, row.notice_by, row.customer.casefold(), row.contract_id

    return sorted(rows, key=order)
