"""The perception gap: how we see ourselves against how customers do (docs/method.md, 14).

Both sides answer the same four questions, we without seeing the customer's answers. One customer's
gap is a question to ask; the mean gap of the firm is the finding.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Colleague, Contact, Customer, Response, SelfRating
from app.models.kinds import Question
from app.services.insights import statistics
from app.services.insights.known import recorded
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.insights.statistics import Estimate
from app.services.trust.ratings import DRIVERS

PAIRED = 180  # days between a rating of ours and an answer of theirs
OURS_SINCE = timedelta(days=365)
CLEAR = 0.25  # points that the nearer end of the interval must be away from no gap

Said = TypeVar("Said", SelfRating, Response)
Key = tuple[int, str]  # customer and driver


class Verdict(StrEnum):
    """What a gap says, where its interval allows to say anything."""

    BLIND_SPOT = "blind_spot"
    HIDDEN_STRENGTH = "hidden_strength"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DriverGap:
    """One driver over all customers that both sides have judged; means on a scale of 1–5.

    ``gap`` is the mean of the customers' gaps, None below five of them.
    """

    id: str
    driver: Question
    n: int
    ours: float | None
    theirs: float | None
    gap: Estimate | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CustomerGap:
    """One driver at one customer; ``theirs`` is drawn towards the firm's mean by two answers.

    ``gap`` is None where the customer has not answered: unknown is not zero.
    """

    id: str
    customer_id: int
    customer: str
    driver: Question
    ours: float | None
    theirs: float | None
    our_ratings: int
    their_answers: int
    gap: Estimate | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Perception(Insight):
    """The gaps of the firm by driver, and of each customer, the clearest ones first."""

    drivers: tuple[DriverGap, ...]
    customers: tuple[CustomerGap, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side said of one driver at one customer, by day."""

    days: list[int]
    scores: list[float]


def perception(session: Session, as_of: date) -> Perception:
    """Return the gaps as of a day; two queries."""
    gaps = _gaps(session, as_of, None)
    judged = [one for one in gaps if one.gap is not None]
    drivers = tuple(_driver(driver, judged) for driver in DRIVERS)
    return Perception(
        as_of,
        len(judged),
        _finding(drivers, judged),
        _(
            "Our rating minus the customer's, on a scale of 1 to 5, where both were given within "
            "180 days; the customer's mean is drawn towards all customers' by two answers. Ranges "
            "are 90 % intervals. A blind spot is named only where its whole range lies above "
            "+0.25. One customer's gap is a question to ask; with four answers a true gap of one "
            "point shows only one time in five."
        ),
        tuple(_figure(one) for one in drivers),
        drivers,
        tuple(sorted(gaps, key=_clearest_first)),
    )


def of_customer(session: Session, as_of: date, customer_id: int) -> tuple[CustomerGap, ...]:
    """Return the gaps at one customer, in the order of the drivers: shown once we have rated."""
    found = {one.driver: one for one in _gaps(session, as_of, customer_id)}
    return tuple(found[driver] for driver in DRIVERS if driver in found)


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the ratings and answers behind a driver, "trust", or "customer:7:trust"."""
    *of, driver = figure_id.split(":")
    customer_id = int(of[1]) if of else None
    rated = _ratings(session, as_of, customer_id)
    ours = [row for row in rated if row.question == driver]
    whose = {row.customer_id for row in ours}
    theirs = [
        row
        for row in _answers(session, as_of, customer_id)
        if row.question == driver and row.customer_id in whose
    ]
    rows = [_fact("self_rating", row, _("we: {score}"), row.colleague) for row in ours]
    rows += [_fact("response", row, _("they: {score}"), row.contact) for row in theirs]
    return facts_of(_("Ratings and answers behind it"), rows)


def on_five(score: float, low: float, high: float) -> float:
    """Return a score carried over to the scale of 1–5 in a straight line."""
    return 1 + 4 * (score - low) / (high - low)


def _gaps(session: Session, as_of: date, customer_id: int | None) -> list[CustomerGap]:
    rated = _ratings(session, as_of, customer_id)
    answers = _answers(session, as_of, None)
    means = _means(answers)
    names = {row.customer_id: row.customer for row in rated}
    ours, theirs = _by_key(rated), _by_key(answers)
    return [
        _gap(key, names[key[0]], side, theirs.get(key), means.get(key[1]))
        for key, side in sorted(ours.items())
    ]


def _gap(
    key: Key, customer: str, ours: _Side, theirs: _Side | None, mean: float | None
) -> CustomerGap:
    paired = _paired(ours, theirs) if theirs is not None else []
    found = statistics.gap(ours.scores, paired, mean)
    rating = sum(ours.scores) / len(ours.scores)
    customer_id, driver = key
    return CustomerGap(
        f"customer:{customer_id}:{driver}",
        customer_id,
        customer,
        Question(driver),
        rating,
        rating - found.value if found else None,
        len(ours.scores),
        len(paired),
        found,
        verdict_of(found),
    )


def verdict_of(gap: Estimate | None) -> Verdict:
    """Return what a gap says: only where the whole interval lies clear of none."""
    if gap is None:
        return Verdict.UNKNOWN
    if gap.low > CLEAR:
        return Verdict.BLIND_SPOT
    return Verdict.HIDDEN_STRENGTH if gap.high < -CLEAR else Verdict.UNCLEAR


def _paired(ours: _Side, theirs: _Side) -> list[float]:
    """Return the customer's answers within 180 days of any rating of ours."""
    chosen: set[int] = set()
    for day in ours.days:
        first = bisect_left(theirs.days, day - PAIRED)
        chosen.update(range(first, bisect_right(theirs.days, day + PAIRED)))
    return [theirs.scores[at] for at in sorted(chosen)]


def _driver(driver: Question, judged: Sequence[CustomerGap]) -> DriverGap:
    of_driver = [one for one in judged if one.driver is driver]
    count = len(of_driver)
    gaps = [one.gap.value for one in of_driver if one.gap is not None]
    found = statistics.mean(gaps) if count >= FEW else None
    ours = [one.ours for one in of_driver if one.ours is not None]
    theirs = [one.theirs for one in of_driver if one.theirs is not None]
    return DriverGap(
        driver.value,
        driver,
        count,
        sum(ours) / count if count else None,
        sum(theirs) / count if count else None,
        found,
        verdict_of(found),
    )


def driver_words() -> dict[Question, str]:
    """Return the four drivers in words."""
    return {
        Question.COMPETENCE: _("Competence"),
        Question.SERVICE: _("Quality of service"),
        Question.COMMITMENT: _("Commitment"),
        Question.TRUST: _("Trust"),
    }


def verdict_words() -> dict[Verdict, str]:
    """Return what a gap says, in words."""
    return {
        Verdict.BLIND_SPOT: _("we see it better than they do"),
        Verdict.HIDDEN_STRENGTH: _("they see it better than we do"),
        Verdict.UNCLEAR: _("no clear gap"),
        Verdict.UNKNOWN: _("too little known"),
    }


def _figure(one: DriverGap) -> Figure:
    title = driver_words()[one.driver]
    words = verdict_words()[one.verdict]
    return Figure(one.id, title, Unit.GAP, one.n, *(one.gap or (None, None, None)), words=words)


def _finding(drivers: Sequence[DriverGap], judged: Sequence[CustomerGap]) -> str:
    if not judged:
        return ""
    words = driver_words()
    blind = [words[one.driver] for one in drivers if one.verdict is Verdict.BLIND_SPOT]
    hidden = [words[one.driver] for one in drivers if one.verdict is Verdict.HIDDEN_STRENGTH]
    customers = len({one.customer_id for one in judged})
    basis = ngettext("judged with {n} customer", "judged with {n} customers", customers).format(
        n=customers
    )
    if blind:
        said = _("We see ourselves better than customers do: {drivers}").format(
            drivers=", ".join(blind)
        )
    elif hidden:
        said = _("Customers see us better than we do: {drivers}").format(drivers=", ".join(hidden))
    elif any(one.gap is not None for one in drivers):
        said = _("No clear gap between how we and customers see it")
    else:
        said = _("Too few customers yet to speak of a gap")
    return f"{said} ({basis})."


def _ratings(session: Session, as_of: date, customer_id: int | None) -> Sequence[Any]:
    query = _query(SelfRating, as_of, as_of - OURS_SINCE).outerjoin(
        Colleague, Colleague.id == SelfRating.colleague_id
    )
    query = query.add_columns(Colleague.name.label("colleague"))
    if customer_id is not None:
        query = query.where(SelfRating.customer_id == customer_id)
    return session.execute(query).all()


def _answers(session: Session, as_of: date, customer_id: int | None) -> Sequence[Any]:
    first = as_of - OURS_SINCE - timedelta(days=PAIRED)
    query = _query(Response, as_of, first).outerjoin(Contact, Contact.id == Response.contact_id)
    query = query.add_columns(Contact.name.label("contact")).where(Response.score.is_not(None))
    if customer_id is not None:
        query = query.where(Response.customer_id == customer_id)
    return session.execute(query).all()


def _query(model: type[Said], as_of: date, first: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            model.id, model.customer_id, Customer.name.label("customer"), model.occurred_on,
            model.question, model.score, model.low, model.high,
        )
        .select_from(model)
        .join(Customer, Customer.id == model.customer_id)
        .where(
            *recorded(model, as_of),
            model.question.in_([driver.value for driver in DRIVERS]),
            model.occurred_on > first,
            model.occurred_on <= as_of,
        )
        .order_by(model.occurred_on, model.id)
    )  # fmt: skip


def _by_key(rows: Iterable[Any]) -> dict[Key, _Side]:
    sides: defaultdict[Key, _Side] = defaultdict(lambda: _Side([], []))
    for row in rows:  # the oldest first
        side = sides[row.customer_id, row.question]
        side.days.append(row.occurred_on.toordinal())
        side.scores.append(on_five(row.score, row.low, row.high))
    return sides


def _means(answers: Iterable[Any]) -> Mapping[str, float]:
    """Return what all customers answer on average, by driver."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for row in answers:
        scores[row.question].append(on_five(row.score, row.low, row.high))
    return {question: sum(some) / len(some) for question, some in scores.items()}


def _clearest_first(one: CustomerGap) -> tuple[int, float, str, str]:
    order = [Verdict.BLIND_SPOT, Verdict.HIDDEN_STRENGTH, Verdict.UNCLEAR, Verdict.UNKNOWN]
    size = -abs(one.gap.value) if one.gap else 0.0
    return (order.index(one.verdict), size, one.customer.casefold(), one.driver)


def _fact(kind: str, row: Any, words: str, who: str | None) -> FactRow:
    score = _("{score} of {high}").format(score=f"{row.score:g}", high=f"{row.high:g}")
    return FactRow(
        f"{kind}:{row.id}",
        row.customer_id,
        row.customer,
        row.occurred_on,
        words.format(score=score),
        who or "",
    )
