"""Were we right? The firm's own renewals, forecast again as of days before each decision.

Every forecast uses only what had been recorded by its day, and a model learnt from the renewals
that were decided and recorded by then (docs/method.md, 12). Reading the same book gives the same
numbers to the last digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Gathering:
    """What an audit has read of the book so far: in portions, so that others get their turn.

    ``done`` of ``total`` customers are read.
    """

    as_of: date
    horizons: tuple[int, ...]
    guts: dict[tuple[int, date, int], int]
    portions: list[list[DecidedRenewal]]
    total: int
    done: int = 0
    looks: list[Look] = field(default_factory=list[Look])
    leads: list[Look] = field(default_factory=list[Look])

    @property
    def is_complete(self) -> bool:
        """Whether all was read that `judge` needs."""
        return not self.portions


def begin(
    session: Session,
    as_of: date,
    horizons: Sequence[int] = HORIZONS,
    at_once: int = looking_back.AT_ONCE,
) -> Gathering:
    """Return an audit that is still to be read, ``at_once`` customers at a time."""
    by_customer: dict[int, list[DecidedRenewal]] = {}
    for renewal in decisions.load(session, as_of):
        by_customer.setdefault(renewal.customer_id, []).append(renewal)
    customers = sorted(by_customer)
    starts = range(0, len(customers), at_once)
    portions = [
        [renewal for one in customers[start : start + at_once] for renewal in by_customer[one]]
        for start in starts
    ]
    return Gathering(as_of, tuple(horizons), _guts(session, as_of), portions, len(customers))


def go_on(session: Session, gathering: Gathering) -> Gathering:
    """Read the next portion of an audit, and return the same audit."""
    renewals = gathering.portions.pop(0)
    lost = [one for one in renewals if one.lost]
    wanted = sorted({*gathering.horizons, learning.HORIZON})
    gathering.looks += looking_back.looks(session, renewals, wanted, gathering.as_of)
    gathering.leads += looking_back.looks(session, lost, LEADS, gathering.as_of)
    gathering.done += len({one.customer_id for one in renewals})
    return gathering


def judge(gathering: Gathering, progress: Progress = silent) -> tuple[Audit, ...]:
    """Return the audit for each distance in days; needs no book any more."""
    found: dict[int, list[Look]] = {horizon: [] for horizon in gathering.horizons}
    found.setdefault(learning.HORIZON, [])
    for look in gathering.looks:
        found[look.horizon].append(look)
    experience = Experience(found[learning.HORIZON])
    leads = _leads(gathering.leads, experience)
    audited: list[Audit] = []
    for number, horizon in enumerate(gathering.horizons):
        progress(number, len(gathering.horizons))
        entries = _entries(found[horizon], experience, gathering.guts)
        audited.append(_audit(gathering.as_of, horizon, entries, leads))
    return tuple(audited)


def audits(
    session: Session,
    as_of: date,
    horizons: Sequence[int] = HORIZONS,
    progress: Progress = silent,
) -> tuple[Audit, ...]:
    """Return the audit for each distance in days, of all that was decided by ``as_of``.

    ``progress`` is told customers done and all of them; it cancels by raising.
    """
    gathering = begin(session, as_of, horizons)
    while not gathering.is_complete:
        progress(gathering.done, gathering.total)
        go_on(session, gathering)
    return judge(gathering)


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
        rules.judge(worth(forecasts)),
        sum(one.lost or one.outcome is Outcome.REDUCED for one in forecasts),
        rivals(entries),
        entries,
        tuple(sorted(missed, key=lambda one: (one.p_lost, one.decide_by, one.renewal_id))),
        len(leads),
        median(leads) if leads else None,
    )


def worth(forecasts: Sequence[Forecast]) -> list[Judged]:
    """Return the forecasts to be judged; values of several currencies cannot be added up."""
    one_currency = len({one.currency for one in forecasts if one.value}) == 1
    rows = [one.judged for one in forecasts]
    return rows if one_currency else [row._replace(value=0) for row in rows]


def _leads(looks: Sequence[Look], experience: Experience) -> list[int]:
    """Return for each loss that was warned of within a year how many days before it first was."""
    first: dict[int, int] = {}
    for look in looks:
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
