"""Segments: where relationships thrive, and where they cost more than they bring."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contract, Customer, Renewal, Ticket
from app.services.contracts.held import LOSSES
from app.services.importing.values import minor_digits
from app.services.insights import known, statistics
from app.services.insights.known import Known, recorded
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.insights.statistics import Estimate

YEAR = timedelta(days=365)
DECIDED_SINCE = 2 * YEAR  # of renewals: a year holds too few decisions of one segment
WORTH = 10_000  # tickets are told for so many whole units of yearly value


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: level 0–100 as the mean of its customers, money per year in minor units.

    ``loss`` is the share of decided renewals that were lost, None below five of them. ``effort``
    is how many tickets a year come with each 10,000 of value, None where there is no value.
    """

    id: str
    name: str
    n: int
    level: Figure
    decided: int
    lost: int
    loss: Estimate | None
    value: int
    value_per_customer: int
    tickets: int
    effort: float | None


@dataclass(frozen=True, slots=True)
class Segments(Insight):
    """All segments, those with the highest mean standing first; money in ``currency``."""

    currency: str
    segments: tuple[Segment, ...]


def segments(session: Session, as_of: date) -> Segments:
    """Return how relationships fare by segment; a constant number of queries."""
    served = [one for one in known.customers(session, as_of) if one.served]
    decided, lost = _renewals(session, as_of)
    tickets = _tickets(session, as_of)
    groups: defaultdict[str, list[Known]] = defaultdict(list)
    for one in served:
        groups[one.segment].append(one)
    for name in decided:
        groups.setdefault(name, [])  # one of which nobody is left is told all the same
    currency = known.currency(session)
    unit = WORTH * 10 ** minor_digits(currency)
    rows = [
        _segment(name, some, (decided[name], lost[name]), tickets, unit)
        for name, some in groups.items()
    ]
    noted = any(row.name for row in rows)
    return Segments(
        as_of,
        len(served) if noted else 0,
        _finding(rows) if noted else "",
        _(
            "Mean standing of the customers you serve, renewals decided in the last two years, "
            "tickets of the last 12 months. Ranges are 90 % intervals: where they overlap, the "
            "segments may well be alike."
        ),
        tuple(row.level for row in sorted(rows, key=_highest_first)[:4] if row.name),
        currency,
        tuple(sorted(rows, key=_highest_first)) if noted else (),
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers of a segment, and the renewals it lost."""
    name = figure_id.partition(":")[2]
    rows = [
        FactRow(
            f"customer:{one.id}", one.id, one.name, one.last_two_way,
            _("being computed") if one.level is None
            else _("standing {level}").format(level=round(one.level)),
            one.owner,
        )
        for one in known.customers(session, as_of)
        if one.served and one.segment == name
    ]  # fmt: skip
    query = (
        _decided(as_of)
        .add_columns(Renewal.id, Renewal.customer_id, Customer.name.label("customer"),
                     Contract.title, Renewal.reason, Renewal.due_on, Renewal.decided_on)
        .join(Contract, Contract.id == Renewal.contract_id)
        .where(Customer.segment == name, Renewal.outcome.in_(LOSSES))
    )  # fmt: skip
    rows += [
        FactRow(
            f"renewal:{row.id}", row.customer_id, row.customer, row.decided_on or row.due_on,
            _("lost: {contract}").format(contract=row.title), row.reason,
        )
        for row in session.execute(query)
    ]  # fmt: skip
    return facts_of(name or _("no segment noted"), rows)


def _segment(
    name: str, some: Sequence[Known], renewals: tuple[int, int], tickets: dict[int, int], unit: int
) -> Segment:
    figure_id = f"segment:{name}"
    levels = [one.level for one in some if one.level is not None]
    found = statistics.mean(levels) if len(levels) >= FEW else None
    decided, lost = renewals
    value = sum(one.value or 0 for one in some)
    asked = sum(tickets.get(one.id, 0) for one in some)
    title = name or _("no segment noted")
    told = _("{lost} of {decided} renewals lost").format(lost=lost, decided=decided)
    words = told if decided else ""
    return Segment(
        figure_id,
        name,
        len(some),
        Figure(figure_id, title, Unit.POINTS, len(levels), *(found or (None,) * 3), words=words),
        decided,
        lost,
        statistics.share(lost, decided) if decided >= FEW else None,
        value,
        value // len(some) if some else 0,
        asked,
        asked * unit / value if value else None,
    )


def _decided(as_of: date) -> Any:
    day = func.coalesce(Renewal.decided_on, Renewal.due_on)
    return (
        select(Customer.segment, Renewal.outcome)
        .join(Customer, Customer.id == Renewal.customer_id)
        .where(
            *recorded(Renewal, as_of),
            Renewal.outcome.is_not(None),
            day > as_of - DECIDED_SINCE,
            day <= as_of,
        )
    )


def _renewals(session: Session, as_of: date) -> tuple[Counter[str], Counter[str]]:
    """Return how many renewals were decided, and how many of them lost, by segment."""
    decided: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for row in session.execute(_decided(as_of)):
        decided[row.segment] += 1
        lost[row.segment] += row.outcome in LOSSES
    return decided, lost


def _tickets(session: Session, as_of: date) -> dict[int, int]:
    query = (
        select(Ticket.customer_id, func.count())
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(*recorded(Ticket, as_of), Ticket.opened_on > as_of - YEAR, Ticket.opened_on <= as_of)
        .group_by(Ticket.customer_id)
    )
    return dict(session.execute(query).all())


def _highest_first(row: Segment) -> tuple[bool, bool, float, str]:
    return (not row.name, row.level.value is None, -(row.level.value or 0), row.name.casefold())


def _finding(rows: Sequence[Segment]) -> str:
    sure = [row for row in rows if row.name and row.level.value is not None]
    if len(sure) < 2:
        return _("Too few customers of more than one segment to compare them.")
    best = max(sure, key=lambda row: row.level.value or 0)
    worst = min(sure, key=lambda row: row.level.value or 0)
    apart = (best.level.low or 0) > (worst.level.high or 0)
    said = (
        _("“{best}” stands clearly higher than “{worst}” ({high} against {low}).")
        if apart
        else _("“{best}” stands highest ({high}), “{worst}” lowest ({low}), not clearly apart.")
    )
    return said.format(
        best=best.name, worst=worst.name, high=round(best.level.value or 0),
        low=round(worst.level.value or 0),
    )  # fmt: skip
