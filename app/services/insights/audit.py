"""Were we right? The firm's own renewals, forecast again as of days before each decision.

Every forecast uses only what had been recorded by its day, and a model learnt from the renewals
that were decided and recorded by then (docs/method.md, 12). Reading the same book gives the same
numbers to the last digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import RenewalReview
from app.models.kinds import Outcome
from app.services.contracts import decided as decisions
from app.services.contracts import learning
from app.services.contracts.decided import DecidedRenewal
from app.services.customers import looking_back
from app.services.customers.looking_back import Look
from app.services.insights.forecasts import Experience, Forecast
from app.services.insights.rivals import Entry, Rival, rivals
from app.services.progress import Progress, silent
from app.services.trajectory import audit as rules
from app.services.trajectory.audit import Judged, Verdict

HORIZONS = (180, 90, 30)  # days before the last day to decide
LEADS = tuple(range(360, 0, -30))  # days before a loss on which is looked whether a warning stood


@dataclass(frozen=True, slots=True)
class Audit:
    """What forecasts made ``horizon`` days before each decision were worth, beside simpler ones.

    ``missed`` are the losses of which no warning stood, the most surprising first. ``lead_days``
    is the median of the days before the decision from which the warning stood, of the losses
    that were warned of (``warned`` of them); None without any.
    """

    as_of: date
    horizon: int
    verdict: Verdict
    lost_or_reduced: int
    rivals: tuple[Rival, ...]
    entries: tuple[Entry, ...]
    missed: tuple[Forecast, ...]
    warned: int
    lead_days: float | None

    @property
    def forecasts(self) -> tuple[Forecast, ...]:
        """What was said of each decided renewal, the first to be decided first."""
        return tuple(entry.forecast for entry in self.entries)

    @property
    def beaten_by(self) -> tuple[Rival, ...]:
        """The simpler ways that ranked better than ours, where enough losses are known."""
        return tuple(rival for rival in self.rivals if rival.beats)


def audits(
    session: Session,
    as_of: date,
    horizons: Sequence[int] = HORIZONS,
    progress: Progress = silent,
) -> tuple[Audit, ...]:
    """Return the audit for each distance in days, of all that was decided by ``as_of``.

    ``progress`` is told customers done and all of them; it cancels by raising.
    """
    renewals = decisions.load(session, as_of)
    wanted = sorted({*horizons, learning.HORIZON})
    found: dict[int, list[Look]] = {horizon: [] for horizon in wanted}
    for look in looking_back.looks(session, renewals, wanted, as_of, progress):
        found[look.horizon].append(look)
    experience = Experience(found[learning.HORIZON])
    leads = _leads(session, [one for one in renewals if one.lost], experience, as_of)
    guts = _guts(session, as_of)
    return tuple(
        _audit(as_of, horizon, _entries(found[horizon], experience, guts), leads)
        for horizon in horizons
    )


def audit(
    session: Session, as_of: date, horizon: int = learning.HORIZON, progress: Progress = silent
) -> Audit:
    """Return the audit for one distance in days."""
    return audits(session, as_of, [horizon], progress)[0]


def _entries(
    looks: Sequence[Look], experience: Experience, guts: dict[tuple[int, date, int], int]
) -> tuple[Entry, ...]:
    """Return what was said at each look, the first to be decided first."""
    ordered = sorted(looks, key=lambda one: (one.renewal.decide_by, one.as_of, one.renewal.id))
    return tuple(
        Entry(
            look,
            experience.forecast(look),
            guts.get((look.renewal.contract_id, look.renewal.due_on, look.horizon)),
        )
        for look in ordered
    )


def _audit(as_of: date, horizon: int, entries: tuple[Entry, ...], leads: Sequence[int]) -> Audit:
    forecasts = tuple(entry.forecast for entry in entries)
    missed = [one for one in forecasts if one.lost and not one.warned]
    return Audit(
        as_of,
        horizon,
        rules.judge(_worth(forecasts)),
        sum(one.lost or one.outcome is Outcome.REDUCED for one in forecasts),
        rivals(entries),
        entries,
        tuple(sorted(missed, key=lambda one: (one.p_lost, one.decide_by, one.renewal_id))),
        len(leads),
        median(leads) if leads else None,
    )


def _worth(forecasts: Sequence[Forecast]) -> list[Judged]:
    """Return the forecasts to be judged; values of several currencies cannot be added up."""
    one_currency = len({one.currency for one in forecasts if one.value}) == 1
    rows = [one.judged for one in forecasts]
    return rows if one_currency else [row._replace(value=0) for row in rows]


def _leads(
    session: Session, lost: Sequence[DecidedRenewal], experience: Experience, as_of: date
) -> list[int]:
    """Return for each loss that was warned of within a year how many days before it first was."""
    first: dict[int, int] = {}
    for look in looking_back.looks(session, lost, LEADS, as_of):
        if experience.forecast(look).warned:
            days = (look.renewal.decide_by - look.as_of).days
            first[look.renewal.id] = max(days, first.get(look.renewal.id, 0))
    return sorted(first.values())


def _guts(session: Session, as_of: date) -> dict[tuple[int, date, int], int]:
    """Return the account managers' guts, 1 sure to stay to 5 sure to go, given by ``as_of``."""
    review = RenewalReview
    query = select(review.contract_id, review.due_on, review.horizon, review.gut).where(
        review.gut.is_not(None), review.deleted_at.is_(None), review.recorded_on <= as_of
    )
    return {
        (contract_id, due_on, horizon): gut
        for contract_id, due_on, horizon, gut in session.execute(query)
        if gut is not None
    }
