"""Silence against each customer's own rhythm: nothing is worse than being ignored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Customer, Interaction
from app.services.insights import known, statistics
from app.services.insights.known import Known, recorded
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of

LAST_TALKS = 12  # that a customer's facts show


@dataclass(frozen=True, slots=True)
class Silence:
    """One customer's rhythm; ``longer_than`` is the share of its gaps that end sooner, 0–1."""

    id: str
    customer_id: int
    customer: str
    owner: str
    days: int
    usual_gap: float
    longer_than: float
    quiet: bool
    last_on: date | None
    value: int | None


@dataclass(frozen=True, slots=True)
class Silences(Insight):
    """All customers we serve by rhythm, the quiet ones first, the most valuable of them first."""

    currency: str
    quiet: int
    quiet_value: int
    customers: tuple[Silence, ...]


def silences(session: Session, as_of: date) -> Silences:
    """Return who has been quiet for longer than its own rhythm allows."""
    served = [one for one in known.customers(session, as_of) if one.served and one.usual_gap]
    rows = sorted((_row(one, as_of) for one in served), key=_quiet_first)
    quiet = [row for row in rows if row.quiet]
    value = sum(row.value or 0 for row in quiet)
    gaps = [row.usual_gap for row in rows]
    return Silences(
        as_of,
        len(rows),
        _finding(len(quiet), len(rows)),
        _(
            "Each customer is held against its own gaps between talks, never against an average. "
            "It counts as quiet when only one gap in eight is as long; whoever always talks twice "
            "a year is not quiet after three months. Agreed pauses do not count."
        ),
        (
            Figure(
                "quiet", _("Quiet now"), Unit.COUNT, len(rows), len(quiet),
                words=_("longer than their own rhythm"),
            ),
            Figure(
                "usual", _("Usual gap"), Unit.DAYS, len(rows), statistics.median(gaps),
                words=_("half of the customers talk more often"),
            ),
        ),
        known.currency(session),
        len(quiet),
        value,
        tuple(rows),
    )  # fmt: skip


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers behind "quiet" or "usual", or the last talks of "customer:7"."""
    kind, _colon, number = figure_id.partition(":")
    if kind == "customer":
        return _talks(session, as_of, int(number))
    rows = [
        FactRow(row.id, row.customer_id, row.customer, row.last_on, words(row), row.owner)
        for row in silences(session, as_of).customers
        if row.quiet or kind == "usual"
    ]
    return facts_of(_("Customers behind it"), rows)


def words(row: Silence) -> str:
    """Return a silence in words: "quiet for 61 days; usually every 19"."""
    quiet = ngettext("quiet for {n} day", "quiet for {n} days", row.days).format(n=row.days)
    gap = max(1, round(row.usual_gap))
    usual = ngettext("usually every day", "usually every {n} days", gap).format(n=gap)
    return f"{quiet}; {usual}"


def _row(one: Known, as_of: date) -> Silence:
    return Silence(
        f"customer:{one.id}",
        one.id,
        one.name,
        one.owner,
        one.days_silent,
        one.usual_gap or 0.0,
        1 - 2.0**-one.bits,
        one.quiet_from is not None and one.quiet_from <= as_of,
        one.last_two_way,
        one.value,
    )


def _quiet_first(row: Silence) -> tuple[bool, int, float, str]:
    worth = -(row.value or 0) if row.quiet else 0
    return (not row.quiet, worth, -row.longer_than, row.customer.casefold())


def _finding(quiet: int, count: int) -> str:
    if not count:
        return ""
    if not quiet:
        return _("Nobody is quiet for longer than usual.")
    return ngettext(
        "{n} of {all} customers is quiet for longer than its own rhythm.",
        "{n} of {all} customers are quiet for longer than their own rhythm.",
        quiet,
    ).format(n=quiet, all=count)


def _talks(session: Session, as_of: date, customer_id: int) -> Facts:
    query = (
        select(Interaction, Customer.name.label("customer"))
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(
            *recorded(Interaction, as_of),
            Interaction.customer_id == customer_id,
            Interaction.occurred_on <= as_of,
            Interaction.two_way,
        )
        .order_by(Interaction.occurred_on.desc(), Interaction.id.desc())
        .limit(LAST_TALKS)
    )
    rows = [_talk(row.Interaction, row.customer) for row in session.execute(query)]
    return facts_of(_("The last talks"), rows)


def _talk(talk: Any, customer: str) -> FactRow:
    return FactRow(
        f"interaction:{talk.id}",
        talk.customer_id,
        customer,
        talk.occurred_on,
        talk.note or _(talk.kind.value),
    )
