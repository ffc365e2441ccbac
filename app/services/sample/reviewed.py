"""The reviews of the sample company: some waiting, some at odds, some to look back on."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Renewal, RenewalReview
from app.models.kinds import Call
from app.services.contracts import calls, colleagues, renewals, reviewing, reviews
from app.services.contracts.held import LOSSES
from app.services.contracts.renewal_rows import RenewalRow
from app.services.contracts.review_rows import ReviewRow

SEED = "reviews"
GIVEN, PAST = 14, 10  # reviews begun, and renewals to look back on
ACTIONS = (
    "Visit them with the service report",
    "Offer two years at this year's price",
    "Ask who decides now, and meet that person",
    "Show what changed after their complaint",
)
GUTS = {Call.SAFE: (1, 2, 2), Call.WATCH: (3, 3), Call.AT_RISK: (4, 4, 5)}


def write(session: Session, today: date) -> None:
    """Give calls on renewals to come and on some that were decided; always the same ones."""
    rng = Random(f"{SEED}/{today.toordinal()}")  # noqa: S311 - stories, not secrets
    people = colleagues.names(session, today)
    boss = people[0][0] if people else None
    risks = {row.contract_id: row for row in renewals.due(session, today)}
    waiting = reviews.queue(session, today)[::2][:GIVEN]
    for number, row in enumerate(waiting):
        call = _felt(risks[row.contract_id], row.horizon, rng)
        _give(session, row, call, rng, today - timedelta(days=number % 5))
        if number % 2:
            _decide(session, row.contract_id, boss, rng, today)
    for renewal in _decided(session, today):
        _look_back(session, renewal, boss, rng)


def _felt(row: RenewalRow, horizon: int, rng: Random) -> Call:
    """Return what an account manager thinks: often what is computed, not always."""
    guess = calls.computed(row.risk or 0.0, calls.USUAL, horizon)
    return guess if rng.random() < 0.6 else rng.choice(calls.choices(horizon))


def _give(session: Session, row: ReviewRow, call: Call, rng: Random, day: date) -> None:
    draft = reviewing.manager_draft(row, row.owner_id)
    draft.call, draft.gut = call, rng.choice(GUTS[call])
    reviewing.give(session, draft, day)


def _decide(session: Session, contract_id: int, boss: int | None, rng: Random, today: date) -> None:
    row = next(one for one in reviews.queue(session, today) if one.contract_id == contract_id)
    draft = reviewing.final_draft(row, boss)
    draft.call = draft.call or row.computed_call
    if draft.call is Call.AT_RISK:
        draft.action, draft.action_on = rng.choice(ACTIONS), today + timedelta(rng.randint(2, 20))
    reviewing.decide(session, draft, today)


def _decided(session: Session, today: date) -> list[Renewal]:
    """Return renewals of the last year: those lost, and as many that were kept."""
    query = select(Renewal).where(
        Renewal.outcome.is_not(None),
        Renewal.decided_on.between(today - timedelta(days=400), today),
    )
    lost = Renewal.outcome.in_(LOSSES)
    found = session.scalars(query.order_by(lost.desc(), Renewal.decided_on.desc(), Renewal.id))
    return list(found)[:PAST]


def _look_back(session: Session, renewal: Renewal, boss: int | None, rng: Random) -> None:
    """Let it have been reviewed in time, by what was known then."""
    days = rng.choice((85, 170))
    day = (renewal.decided_on or renewal.due_on) - timedelta(days=days)
    then = reviews.queue(session, day, [renewal.customer_id])
    row = next((one for one in then if one.contract_id == renewal.contract_id), None)
    if row is None or row.due_on != renewal.due_on:
        return
    lost = renewal.outcome in LOSSES
    call = rng.choice((Call.AT_RISK, Call.SAFE) if lost else (Call.SAFE,) * 3 + (Call.AT_RISK,))
    _give(session, row, call, rng, day)
    review = session.scalars(
        select(RenewalReview).where(
            RenewalReview.contract_id == row.contract_id, RenewalReview.due_on == row.due_on
        )
    ).one()
    review.final_call, review.final_id, review.final_on = call, boss, day
    if call is Call.AT_RISK:
        review.action, review.action_owner_id = rng.choice(ACTIONS), row.owner_id
        review.action_on = day + timedelta(days=14)
