"""Recommendation: the NPS with everything that keeps it honest (docs/method.md, 15).

One vote per customer: the mean of its people's −1, 0 or +1, each person's latest answer. It never
stands without how many voted, its interval, the silent, and what it could be if they spoke.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Contact, Customer, Response
from app.models.kinds import Question
from app.services.insights import known, statistics
from app.services.insights.known import recorded
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of

FRESH = timedelta(days=400)  # how long an answer counts
WAVE = timedelta(days=182)
WAVES = 5  # half-years that the chart shows
PROMOTER, PASSIVE = 9, 7  # of 10


@dataclass(frozen=True, slots=True)
class Wave:
    """The NPS of half a year; ``score`` is None where fewer than five customers answered."""

    first: date
    last: date
    n: int
    score: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Vote:
    """What one customer's people say on the whole, −1…1, and how many of them said it."""

    id: str
    customer_id: int
    customer: str
    vote: float
    people: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Recommendation(Insight):
    """The NPS of the firm; scores are −100…100, shares 0–1.

    ``floor`` and ``ceiling`` are what it would be if all the silent were against us, or for us.
    ``change`` is from the half-year before to the last one, with its interval.
    """

    score: float | None
    low: float
    high: float
    voters: int
    population: int
    floor: float
    ceiling: float
    silent_share: float
    asked: int
    answered: int
    change: statistics.Estimate | None
    waves: tuple[Wave, ...]
    votes: tuple[Vote, ...]


def recommendation(session: Session, as_of: date) -> Recommendation:
    """Return the firm's NPS as of a day; a constant number of queries."""
    served = {one.id for one in known.customers(session, as_of) if one.served}
    rows = [row for row in _rows(session, as_of) if row.customer_id in served]
    answers = [row for row in rows if row.score is not None and row.occurred_on <= as_of]
    votes = _votes(row for row in answers if row.occurred_on > as_of - FRESH)
    population, count = len(served), len(votes)
    score, low, high = statistics.nps([one.vote for one in votes], population or None)
    total = sum(one.vote for one in votes)
    silent = population - count
    asked = [row for row in rows if row.asked_on and as_of - FRESH < row.asked_on <= as_of]
    answered = sum(row.score is not None and row.occurred_on <= as_of for row in asked)
    waves = tuple(_wave(answers, as_of - WAVE * back, population) for back in range(WAVES))[::-1]
    shown = score if count >= FEW else None
    bounds = (_bound(total - silent, population), _bound(total + silent, population))
    return Recommendation(
        as_of,
        count,
        _finding(shown, (low, high), count, population),
        _(
            "Each customer has one vote: the mean of its people's latest answers of the last 400 "
            "days, 9–10 for us, 0–6 against. The range is a 90 % interval (adjusted Wald, narrowed "
            "by how many of your customers have voted). If the silent spoke, it could lie anywhere "
            "between the two bounds, and no sampling interval knows of that."
        ),
        _figures(shown, (low, high), count, population, bounds, (answered, len(asked))),
        shown, low, high, count, population, *bounds,
        silent / population if population else 0.0,
        len(asked), answered, _change(waves), waves, tuple(votes),
    )  # fmt: skip


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return what is behind "score", "silent", "asked", or a vote: "customer:7"."""
    kind, _colon, number = figure_id.partition(":")
    served = {one.id: one for one in known.customers(session, as_of) if one.served}
    rows = [row for row in _rows(session, as_of) if row.customer_id in served]
    if kind == "silent":
        spoke = {row.customer_id for row in rows if _counts(row, as_of)}
        silent = [one for one in served.values() if one.id not in spoke]
        found = [
            FactRow(f"silent:{one.id}", one.id, one.name, None, _("no answer in 400 days"))
            for one in silent
        ]
        return facts_of(_("Customers who have not answered"), found)
    if kind == "asked":
        chosen = [row for row in rows if row.asked_on and as_of - FRESH < row.asked_on <= as_of]
        return facts_of(_("Whom we asked"), [_fact(row, as_of) for row in chosen])
    chosen = [
        row
        for row in rows
        if _counts(row, as_of) and (kind != "customer" or row.customer_id == int(number))
    ]
    return facts_of(_("Answers behind it"), [_fact(row, as_of) for row in chosen])


def vote_of(score: float, low: float, high: float) -> int:
    """Return −1, 0 or 1 for an answer, carried over to 0–10 as the trajectory does."""
    points = floor((score - low) * 10 / (high - low) + 0.5)
    return 1 if points >= PROMOTER else 0 if points >= PASSIVE else -1


def _rows(session: Session, as_of: date) -> Sequence[Any]:
    return session.execute(_query(as_of)).all()


def _query(as_of: date) -> Select[*tuple[Any, ...]]:
    first = as_of - max(FRESH, WAVE * WAVES)
    return (
        select(
            Response.id, Response.customer_id, Customer.name.label("customer"),
            Response.contact_id, Contact.name.label("contact"), Response.occurred_on,
            Response.asked_on, Response.score, Response.low, Response.high, Response.comment,
        )
        .join(Customer, Customer.id == Response.customer_id)
        .outerjoin(Contact, Contact.id == Response.contact_id)
        .where(
            *recorded(Response, as_of),
            Response.question == Question.NPS,
            or_(Response.occurred_on > first, Response.asked_on > first),
        )
        .order_by(Response.occurred_on, Response.id)
    )  # fmt: skip


def _counts(row: Any, as_of: date) -> bool:
    return row.score is not None and as_of - FRESH < row.occurred_on <= as_of


def _votes(answers: Iterable[Any]) -> list[Vote]:
    """Return each customer's vote; a person nobody named is one person of its customer."""
    latest: dict[tuple[int, int | None], Any] = {}
    for row in answers:  # the oldest first, so that the newest stays
        latest[row.customer_id, row.contact_id] = row
    people: defaultdict[int, list[Any]] = defaultdict(list)
    for row in latest.values():
        people[row.customer_id].append(row)
    votes = [
        Vote(
            f"customer:{customer_id}",
            customer_id,
            rows[0].customer,
            sum(vote_of(row.score, row.low, row.high) for row in rows) / len(rows),
            len(rows),
            max(row.occurred_on for row in rows),
        )
        for customer_id, rows in people.items()
    ]
    return sorted(votes, key=lambda one: (one.vote, one.customer.casefold()))


def _wave(answers: Sequence[Any], last: date, population: int) -> Wave:
    first = last - WAVE + timedelta(days=1)
    votes = [one.vote for one in _votes(row for row in answers if first <= row.occurred_on <= last)]
    score, low, high = statistics.nps(votes, population or None)
    return Wave(first, last, len(votes), score if len(votes) >= FEW else None, low, high)


def _change(waves: Sequence[Wave]) -> statistics.Estimate | None:
    before, after = waves[-2:]
    if before.score is None or after.score is None:
        return None
    change = after.score - before.score
    half = (((after.high - after.low) / 2) ** 2 + ((before.high - before.low) / 2) ** 2) ** 0.5
    return statistics.Estimate(change, change - half, change + half)


def _bound(total: float, population: int) -> float:
    return 100 * total / population if population else 0.0


def _figures(
    score: float | None,
    ends: tuple[float, float],
    count: int,
    population: int,
    bounds: tuple[float, float],
    replies: tuple[int, int],
) -> tuple[Figure, ...]:
    low, high = ends
    few = _("fewer than five customers have answered") if score is None else ""
    interval = (None, None) if score is None else (low, high)
    answered, asked = replies
    rate = statistics.share(answered, asked) if asked >= FEW else (None, None, None)
    return (
        Figure("score", _("NPS"), Unit.POINTS, count, score, *interval, words=few),
        Figure(
            "silent", _("Silent"), Unit.SHARE, population,
            (population - count) / population if population else None,
            words=_("if they spoke: {low} to {high}").format(
                low=round(bounds[0]), high=round(bounds[1])
            ),
        ),
        Figure("asked", _("Response rate"), Unit.SHARE, asked, *rate, words=_("of those asked")),
    )  # fmt: skip


def _finding(score: float | None, ends: tuple[float, float], count: int, population: int) -> str:
    if not count:
        return ""
    if score is None:
        return ngettext(
            "{n} customer has answered: too few for a score.",
            "{n} customers have answered: too few for a score.",
            count,
        ).format(n=count)
    return _(
        "An NPS of {score}, from {low} to {high}, by {n} of {all} customers; "
        "the other {silent} said nothing."
    ).format(
        score=round(score), low=round(ends[0]), high=round(ends[1]), n=count, all=population,
        silent=population - count,
    )  # fmt: skip


def _fact(row: Any, as_of: date) -> FactRow:
    silent = row.score is None or row.occurred_on > as_of
    said = (
        _("asked, no answer")
        if silent
        else _("{score} of {high}").format(score=f"{row.score:g}", high=f"{row.high:g}")
    )
    return FactRow(
        f"response:{row.id}",
        row.customer_id,
        row.customer,
        row.asked_on if silent else row.occurred_on,
        f"{said} · {row.comment}" if row.comment and not silent else said,
        row.contact or "",
    )
