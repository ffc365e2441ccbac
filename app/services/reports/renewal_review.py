"""The review of the renewals for the owner: one line each, then a page for every customer at risk.

What is said is what was known by the day, and nothing later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Colleague, RenewalReview
from app.models.kinds import Call
from app.services.book import settings
from app.services.contracts import learning, renewals, wording
from app.services.contracts.assess import LevelState
from app.services.contracts.renewal_rows import RenewalRow
from app.services.progress import Progress, silent
from app.services.reports import risk_pages
from app.services.reports.risk_pages import ActionLine, RiskPage

WITHIN = 365  # days ahead that a review looks
AT_RISK = 0.25  # chance of loss from which a customer has a page of its own
MOST_PAGES = 60  # what an owner reads in one sitting; how many more there are is said

Term = tuple[int, date]  # a contract's id and the end of a term


@dataclass(frozen=True, slots=True)
class Calls:
    """What was said in the newest review of a renewal, and the action agreed on, if any."""

    manager: Call | None = None
    computed: Call | None = None
    final: Call | None = None
    action: ActionLine | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """All that is printed. ``calls`` are by contract and end of term.

    ``experience`` says how much of it stands behind the risks; ``left_out`` counts the customers
    at risk beyond those that have a page.
    """

    company: str
    day: date
    rows: tuple[RenewalRow, ...]
    experience: str
    calls: Mapping[Term, Calls] = field(default_factory=dict[Term, Calls])
    pages: tuple[RiskPage, ...] = ()
    left_out: int = 0

    def called(self, row: RenewalRow) -> Calls | None:
        """Return what was called of a renewal."""
        return self.calls.get((row.contract_id, row.due_on))


def review(
    session: Session,
    today: date,
    within_days: int | None = WITHIN,
    levels: Mapping[int, LevelState] | None = None,
    progress: Progress = silent,
) -> Review:
    """Return the whole review, the worst value at risk first; a constant number of queries.

    ``levels`` by customer replace the roll-up, for a day in the past.
    """
    progress(0, 2)
    found = listed(session, renewals.due(session, today, within_days, levels=levels), today)
    worst = list(dict.fromkeys(row.customer_id for row in found.rows if _at_risk(row, found)))
    progress(1, 2)
    chosen = set(worst[:MOST_PAGES])
    rows = sorted(
        (row for row in found.rows if row.customer_id in chosen),
        key=lambda row: worst.index(row.customer_id),
    )
    pages = risk_pages.load(session, today, rows, _agreed(rows, found))
    return replace(found, pages=pages, left_out=len(worst) - len(chosen))


def listed(session: Session, rows: Sequence[RenewalRow], today: date) -> Review:
    """Return the lines alone, of renewals that somebody has chosen."""
    decided, lost = renewals.experience(session, today)
    model = learning.kept(session, today)
    own, tells = not model.mostly_prior, model.tells_apart
    return Review(
        settings.load(session).company,
        today,
        tuple(rows),
        wording.experience(decided, lost, own=own, tells=tells),
        _calls(session, rows, today),
    )


def _at_risk(row: RenewalRow, found: Review) -> bool:
    """Tell whether a renewal is called at risk: the owner's word counts, else anybody's."""
    said = found.called(row) or Calls()
    if said.final is not None:
        return said.final is Call.AT_RISK
    computed = row.risk is not None and row.risk >= AT_RISK
    return computed or said.manager is Call.AT_RISK


def _agreed(rows: Sequence[RenewalRow], found: Review) -> dict[int, list[ActionLine]]:
    """Return the actions that the owner's reviews agreed on, by customer."""
    agreed: dict[int, list[ActionLine]] = {}
    for row in rows:
        said = found.called(row)
        if said is not None and said.action is not None:
            agreed.setdefault(row.customer_id, []).append(said.action)
    return agreed


def _calls(session: Session, rows: Sequence[RenewalRow], today: date) -> dict[Term, Calls]:
    """Return what was called of these renewals by ``today``; the newest review counts."""
    wanted = {(row.contract_id, row.due_on) for row in rows}
    query = (
        select(RenewalReview, Colleague.name)
        .outerjoin(Colleague, Colleague.id == RenewalReview.action_owner_id)
        .where(RenewalReview.deleted_at.is_(None), RenewalReview.recorded_on <= today)
        .order_by(RenewalReview.horizon.desc())
    )
    found: dict[Term, Calls] = {}
    for stored, actor in session.execute(query):
        term = (stored.contract_id, stored.due_on)
        if term in wanted:
            found[term] = _said(stored, actor or "", today)
    return found


def _said(stored: RenewalReview, actor: str, today: date) -> Calls:
    """Return what stood in a review by ``today``; the computed call is seen after the manager's."""
    manager = stored.manager_call if _by(stored.manager_on, today) else None
    if not _by(stored.final_on, today):
        return Calls(manager, stored.computed_call if manager else None)
    act = ActionLine(stored.action, actor, stored.action_on) if stored.action else None
    return Calls(manager, stored.computed_call, stored.final_call, act)


def _by(day: date | None, today: date) -> bool:
    return day is not None and day <= today
