"""Satisfaction with single jobs: shares with their range, and below eight answers only counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.language import _
from app.models import Contact, Customer, Response, Ticket
from app.models.kinds import Question
from app.services.insights import statistics
from app.services.insights.known import recorded
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of

YEAR = timedelta(days=365)
ENOUGH = 8  # answers from which a share means something (docs/method.md, 15)
CONTENT, DISCONTENT = 4, 2  # of 5

Faces = tuple[int, int, int, int, int]
NOBODY: Faces = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Answers:
    """What one customer answered: ``faces`` count the ones, twos, … fives.

    ``figure`` has no value where there are fewer than eight answers.
    """

    id: str
    customer_id: int
    customer: str
    faces: Faces
    figure: Figure


@dataclass(frozen=True, slots=True)
class Satisfaction(Insight):
    """A year of answers about single jobs; the customers with the most low answers first."""

    faces: Faces
    asked: int
    answered: int
    customers: tuple[Answers, ...]


def satisfaction(session: Session, as_of: date) -> Satisfaction:
    """Return the year's answers, added up by the database; two queries."""
    groups: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * 5)
    for row in session.execute(_counts(as_of)):
        face = on_five(row.score, row.low, row.high) - 1
        groups[row.customer_id, row.customer][face] += row.answers
    customers = [_answers(*who, _faces(counts)) for who, counts in groups.items()]
    faces = _faces([sum(column) for column in zip(*groups.values(), strict=True)] or [0] * 5)
    asked, answered = session.execute(_asked(as_of)).one()
    count = sum(faces)
    firm = _figure("firm", _("Content"), faces, _("answered 4 or 5 of 5"))
    low = sum(faces[:DISCONTENT])
    rate = statistics.share(answered, asked) if asked >= ENOUGH else (None, None, None)
    return Satisfaction(
        as_of,
        count,
        _("{good} of {n} answers were 4 or 5 of 5; {low} were 1 or 2.").format(
            good=sum(faces[CONTENT - 1 :]), n=count, low=low
        )
        if count
        else "",
        _(
            "Answers to “how satisfied are you?” of the last 12 months. Below eight answers there "
            "are only counts and faces: one answer more would turn any percentage round. Ranges "
            "are 90 % intervals (Wilson)."
        ),
        (
            firm,
            Figure("low", _("Low answers"), Unit.COUNT, count, low, words=_("1 or 2 of 5")),
            Figure(
                "asked", _("Response rate"), Unit.SHARE, asked, *rate, words=_("of those asked")
            ),
        ),
        faces,
        asked,
        answered,
        tuple(sorted(customers, key=_worst_first)),
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the answers behind "firm", "low", "asked", "customer:7" or a face, "face:1"."""
    kind, _colon, number = figure_id.partition(":")
    query = _single(as_of, Response.asked_on if kind == "asked" else Response.occurred_on)
    if kind == "customer":
        query = query.where(Response.customer_id == int(number))
    if kind != "asked":
        query = query.where(Response.score.is_not(None))
    rows = [
        _fact(row, as_of)
        for row in session.execute(query)
        if (kind != "low" or on_five(row.score, row.low, row.high) <= DISCONTENT)
        and (kind != "face" or on_five(row.score, row.low, row.high) == int(number))
    ]
    return facts_of(_("Answers behind it"), rows)


def on_five(score: float, low: float, high: float) -> int:
    """Return a score carried over to 1–5, halves upwards, as the trajectory does."""
    return min(max(1 + floor((score - low) * 4 / (high - low) + 0.5), 1), 5)


def _counts(as_of: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Response.customer_id, Customer.name.label("customer"), Response.score, Response.low,
            Response.high, func.count().label("answers"),
        )
        .join(Customer, Customer.id == Response.customer_id)
        .where(
            *recorded(Response, as_of),
            Response.question == Question.CSAT,
            Response.score.is_not(None),
            Response.occurred_on > as_of - YEAR,
            Response.occurred_on <= as_of,
        )
        .group_by(Response.customer_id, Response.score, Response.low, Response.high)
        .order_by(Response.customer_id)
    )  # fmt: skip


def _asked(as_of: date) -> Select[int, int]:
    answered = Response.score.is_not(None) & (Response.occurred_on <= as_of)
    return (
        select(func.count(), func.count().filter(answered))
        .select_from(Response)
        .join(Customer, Customer.id == Response.customer_id)
        .where(
            *recorded(Response, as_of),
            Response.question == Question.CSAT,
            Response.asked_on > as_of - YEAR,
            Response.asked_on <= as_of,
        )
    )


def _single(as_of: date, day: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Response.id, Response.customer_id, Customer.name.label("customer"),
            Response.occurred_on, Response.asked_on, Response.score, Response.low, Response.high,
            Response.comment, Contact.name.label("contact"), Ticket.title.label("ticket"),
        )
        .join(Customer, Customer.id == Response.customer_id)
        .outerjoin(Contact, Contact.id == Response.contact_id)
        .outerjoin(Ticket, Ticket.id == Response.ticket_id)
        .where(
            *recorded(Response, as_of),
            Response.question == Question.CSAT,
            day > as_of - YEAR,
            day <= as_of,
        )
        .order_by(Response.occurred_on.desc(), Response.id)
    )  # fmt: skip


def _answers(customer_id: int, customer: str, faces: Faces) -> Answers:
    figure_id = f"customer:{customer_id}"
    return Answers(
        figure_id, customer_id, customer, faces, _figure(figure_id, _("Content"), faces, "")
    )


def _figure(figure_id: str, title: str, faces: Faces, words: str) -> Figure:
    count, good = sum(faces), sum(faces[CONTENT - 1 :])
    if count < ENOUGH:
        return Figure(figure_id, title, Unit.SHARE, count, words=_("too few for a share"))
    return Figure(figure_id, title, Unit.SHARE, count, *statistics.share(good, count), words=words)


def _faces(counts: list[int]) -> Faces:
    one, two, three, four, five = counts
    return one, two, three, four, five


def _worst_first(row: Answers) -> tuple[int, int, str]:
    return (-sum(row.faces[:DISCONTENT]), sum(row.faces), row.customer.casefold())


def _fact(row: Any, as_of: date) -> FactRow:
    silent = row.score is None or row.occurred_on > as_of
    said = (
        _("asked, no answer")
        if silent
        else _("{score} of {high}").format(score=f"{row.score:g}", high=f"{row.high:g}")
    )
    about = [said, *(text for text in (row.comment or row.ticket,) if text and not silent)]
    return FactRow(
        f"response:{row.id}",
        row.customer_id,
        row.customer,
        row.asked_on if silent else row.occurred_on,
        " · ".join(about),
        row.contact or "",
    )
