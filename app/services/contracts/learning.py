"""The risk model of this firm: learnt from its own decided renewals, each as it looked before.

What a renewal looked like ninety days before its decision is worked out once and kept as a lesson,
so that learning reads no facts. Lessons are a cache as standings are: those of customers whose
standing a write made stale are worked out anew, in portions.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from app.models import Contract, Customer, LearntModel, Lesson, Renewal, Standing
from app.services.contracts import decided
from app.services.customers import looking_back
from app.services.customers.looking_back import Listening, Look
from app.services.trajectory.fitting import Decided, fit
from app.services.trajectory.risk import Features, RiskModel

HORIZON = 90  # days before the last day to decide at which a renewal teaches
ONLY = 1  # the id of the one model that is kept


class Learnt(NamedTuple):
    """Of how many customers something was learnt, and of how many it is still to be."""

    customers: int
    left: int


def model(session: Session, as_of: date) -> RiskModel:
    """Return the model learnt from all that was decided and recorded by ``as_of``.

    Works out the lessons that are missing, for this answer only. A constant number of queries.
    """
    unlearnt = waiting(session, as_of)
    rows = _kept_rows(session, as_of, unlearnt)
    return fit([*rows, *(taught(look) for look in _looks(session, as_of, unlearnt))])


def kept(session: Session, day: date) -> RiskModel:
    """Return the model as far as it is learnt, which a page can wait for."""
    row = session.get(LearntModel, ONLY)
    if row is not None and row.day == day:
        return _from_row(row)
    return fit(_kept_rows(session, day))


def taught(look: Look) -> Decided:
    """Return a look at a renewal as the model is fitted to it."""
    renewal = look.renewal
    known_on = renewal.known_on.toordinal()
    return Decided(look.features, renewal.outcome, renewal.monthly, known_on)


def waiting(session: Session, day: date) -> list[int]:
    """Return the customers of whom something is to be learnt, or learnt anew."""
    decided_on = func.coalesce(Renewal.decided_on, Renewal.due_on)
    learnt = exists().where(Lesson.renewal_id == Renewal.id, ~Lesson.stale)
    query = (
        select(Renewal.customer_id)
        .join(Customer, Customer.id == Renewal.customer_id)
        .join(Contract, Contract.id == Renewal.contract_id)
        .where(
            Renewal.outcome.is_not(None),
            Renewal.recorded_on <= day,
            decided_on <= day,
            Renewal.deleted_at.is_(None),
            Customer.deleted_at.is_(None),
            Contract.deleted_at.is_(None),
            ~learnt,
        )
    )
    changed = select(Standing.customer_id).where(Standing.stale)
    stale = select(Lesson.customer_id).where(Lesson.stale | Lesson.customer_id.in_(changed))
    return sorted({*session.scalars(query), *session.scalars(stale.distinct())})


def mark_stale(session: Session, customer_ids: Collection[int]) -> None:
    """Have the lessons of those customers learnt anew whose standings are stale."""
    changed = select(Standing.customer_id).where(Standing.stale)
    session.execute(
        update(Lesson)
        .where(Lesson.customer_id.in_(customer_ids), Lesson.customer_id.in_(changed))
        .values(stale=True)
    )


def learn_some(session: Session, day: date, most: int) -> Learnt:
    """Work out the lessons of at most so many customers."""
    row = session.get(LearntModel, ONLY)
    if row is None or row.day != day:
        _forget_misheard(session, day)
    unlearnt = waiting(session, day)
    some = unlearnt[:most]
    if some:
        looks = _looks(session, day, some)
        theirs = select(Renewal.id).where(Renewal.customer_id.in_(some))
        session.execute(  # also of renewals that were another customer's until two were merged
            delete(Lesson).where(Lesson.customer_id.in_(some) | Lesson.renewal_id.in_(theirs)),
            execution_options={"synchronize_session": False},
        )
        if looks:
            session.execute(insert(Lesson), [_as_row(look) for look in looks])
    return Learnt(len(some), len(unlearnt) - len(some))


def refit(session: Session, day: date) -> RiskModel | None:
    """Fit the model to the lessons anew and keep it; return it if it is not what it was."""
    row = session.get(LearntModel, ONLY)
    before = _from_row(row) if row is not None else fit()
    found = fit(_kept_rows(session, day))
    if row is not None:
        session.execute(delete(LearntModel))
        session.expunge(row)
    session.execute(insert(LearntModel).values(id=ONLY, day=day, model=asdict(found)))
    return found if found != before else None


def is_current(session: Session, day: date) -> bool:
    """Return whether the model that is kept is of this day and of as many lessons as there are."""
    row = session.get(LearntModel, ONLY)
    lessons = select(func.count()).where(Lesson.known_on <= day)
    return row is not None and row.day == day and row.model["decided"] == session.scalar(lessons)


def _forget_misheard(session: Session, day: date) -> None:
    """Have those lessons learnt anew that took another day for the first interaction.

    That day is the same for all customers, so a write about one of them may move it for all.
    """
    listening = Listening(session, day)
    kept_ones = select(Lesson.renewal_id, Lesson.as_of, Lesson.listening)
    wrong = [
        row.renewal_id
        for row in session.execute(kept_ones)
        if listening.on(row.as_of) != row.listening
    ]
    if wrong:
        session.execute(delete(Lesson).where(Lesson.renewal_id.in_(wrong)))


def _looks(session: Session, day: date, customer_ids: Collection[int]) -> Sequence[Look]:
    if not customer_ids:
        return []
    renewals = decided.load(session, day, customer_ids)
    return list(looking_back.looks(session, renewals, [HORIZON], day))


def _kept_rows(session: Session, day: date, but: Collection[int] = ()) -> list[Decided]:
    query = select(
        Lesson.below, Lesson.fallen, Lesson.ease, Lesson.outcome, Lesson.monthly, Lesson.known_on,
        Lesson.customer_id,
    ).where(Lesson.known_on <= day)  # fmt: skip
    unlearnt = frozenset(but)
    return [
        Decided(
            Features(row.below, row.fallen, row.ease),
            row.outcome,
            row.monthly,
            row.known_on.toordinal(),
        )
        for row in session.execute(query)
        if row.customer_id not in unlearnt
    ]


def _as_row(look: Look) -> dict[str, Any]:
    renewal = look.renewal
    return {
        "renewal_id": renewal.id,
        "customer_id": renewal.customer_id,
        "stale": False,
        "as_of": look.as_of,
        "listening": look.listening,
        "known_on": renewal.known_on,
        "outcome": renewal.outcome,
        "monthly": renewal.monthly,
        **look.features._asdict(),
    }


def _from_row(row: LearntModel) -> RiskModel:
    stored = row.model
    return RiskModel(
        tuple(stored["params"]),
        tuple(tuple(one) for one in stored["covariance"]),
        stored["decided"],
        stored["lost"],
        stored["signs"],
    )
