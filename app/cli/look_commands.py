"""Commands that look: customers, trajectory, renewals, today, search."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from app.cli.answering import Asked, amount, percent, rounded, table
from app.language import _
from app.services.contracts import renewals as contract_renewals
from app.services.contracts.renewal_rows import RenewalRow
from app.services.customers import lists_as_of, search, search_as_of, standings, trajectories, who
from app.services.customers.lists_as_of import CustomerLine
from app.services.customers.points import Point
from app.services.customers.trajectories import TrajectoryView
from app.services.today import worklist as today_list
from app.services.today.rows import Section

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@click.command()
@click.option("--filter", "wanted", default="", help=_("Only those whose line holds this text."))
@click.pass_obj
def customers(asked: Asked, wanted: str) -> None:
    """Say where every customer stands."""
    with asked.opened() as book, book.database.read() as session:
        lines = lists_as_of.customers(session, asked.today(session), wanted)
    heads = (
        "customer", "stage", "standing", "180 days", "direction", "character", "risk", "renewal",
        "owner",
    )  # fmt: skip
    rows = [
        (
            line.customer, line.stage, rounded(line.standing), rounded(line.change_180d),
            line.direction, line.character, percent(line.risk), line.next_renewal, line.owner,
        )
        for line in lines
    ]  # fmt: skip
    asked.answer([_customer(line) for line in lines], table(heads, rows, _("No customers.")))


@click.command()
@click.argument("customer")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help=_("The first day to show."))
@click.pass_obj
def trajectory(asked: Asked, customer: str, since: Any) -> None:
    """Show one customer's level day by day, and what it is made of."""
    with asked.opened() as book, book.database.read() as session:
        today = asked.today(session)
        found = who.customer(session, None, customer, today)
        first = since.date() if since else None
        view = trajectories.trajectory(session, found.id, today, first)
        name = found.name
    asked.answer(_trajectory(name, view), _trajectory_words(name, view))


@click.command()
@click.option(
    "--within",
    type=click.IntRange(0, 36_500),
    help=_("Only those decided within so many days."),
)
@click.option("--all", "everything", is_flag=True, help=_("Those decided before as well."))
@click.pass_obj
def renewals(asked: Asked, within: int | None, *, everything: bool) -> None:
    """List the renewals, the worst value at risk first."""
    with asked.opened() as book, book.database.read() as session:
        today = asked.today(session)
        levels = contract_renewals.levels_on(session, today)
        rows = contract_renewals.due(session, today, within, everything=everything, levels=levels)
    heads = ("customer", "contract", "due", "notice by", "risk", "at risk", "", "why", "owner")
    lines = [
        (
            row.customer, row.contract, row.due_on, row.notice_by, percent(row.risk),
            rounded(amount(row.value_at_risk, row.currency)), row.currency, _why(row), row.owner,
        )
        for row in rows
    ]  # fmt: skip
    asked.answer([_renewal(row) for row in rows], table(heads, lines, _("No renewals.")))


@click.command()
@click.pass_obj
def today(asked: Asked) -> None:
    """Say what to do today, and why."""
    with asked.opened() as book, book.database.read() as session:
        day = asked.today(session)
        standings.freshen(session, day)  # for this answer only: a reading session keeps nothing
        found = today_list.worklist(session, day, whole=tuple(Section))
    plain = [
        {
            "what": row.section, "customer": row.customer, "text": row.text, "due": row.due,
            "value": amount(row.value, row.currency), "reason": row.reason,
        }
        for row in found.rows
    ]  # fmt: skip
    lines = [(row.section, row.customer, row.text, row.due, row.reason) for row in found.rows]
    heads = ("what", "customer", "text", "due", "reason")
    asked.answer(plain, table(heads, lines, _("Nothing to do today.")))


@click.command("search")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.pass_obj
def search_command(asked: Asked, text: str, limit: int) -> None:
    """Find anything by any word in it."""
    with asked.opened() as book, book.database.read() as session:
        found = _found(session, text, limit, asked.as_of)
    plain = [
        {
            "kind": row.kind, "id": row.id, "customer": row.customer, "date": row.day,
            "snippet": row.snippet,
        }
        for row in found
    ]  # fmt: skip
    lines = [(row.day, row.kind, row.customer, row.snippet) for row in found]
    asked.answer(plain, table(("date", "kind", "customer", "text"), lines, _("Nothing found.")))


COMMANDS = (customers, trajectory, renewals, today, search_command)


def _found(session: "Session", text: str, limit: int, as_of: date | None) -> list[search.Found]:
    """Return what was found; with a day asked for, nothing known later."""
    if as_of is None:
        return list(search.search(session, text, limit=limit).found)
    return search_as_of.found(session, text, as_of, limit)


def _customer(line: CustomerLine) -> dict[str, Any]:
    return {
        "customer": line.customer,
        "external_id": line.external_id,
        "stage": line.stage,
        "owner": line.owner or None,
        "standing": line.standing,
        "low": line.low,
        "high": line.high,
        "change_180d": line.change_180d,
        "direction": line.direction,
        "character": line.character,
        "yearly_value": amount(line.yearly_value, line.currency),
        "next_renewal": line.next_renewal,
        "risk": line.risk,
        "last_two_way": line.last_two_way,
        "evidence": line.evidence,
    }


def _trajectory(name: str, view: TrajectoryView) -> dict[str, Any]:
    evidence = [
        {"date": one.day, "kind": one.kind, "id": one.id, "text": one.text, "effect": one.points}
        for one in view.effects
    ]
    if view.silence:
        evidence.append(
            {
                "date": view.day,
                "kind": "silence",
                "id": None,
                "text": view.silence_words,
                "effect": view.silence,
            }
        )
    return {
        "customer": name,
        "points": [_point(point) for point in view.points],
        "evidence": evidence,
        "baseline": view.baseline,
        "forecast": [_point(point) for point in view.forecast],
    }


def _point(point: Point) -> dict[str, Any]:
    return {"date": point.day, "level": point.level, "low": point.low, "high": point.high}


def _trajectory_words(name: str, view: TrajectoryView) -> str:
    head = _("{name}: {level} ({low}–{high}), {zone}; {n} facts").format(
        name=name,
        level=round(view.level),
        low=round(view.low),
        high=round(view.high),
        zone=view.zone,
        n=view.evidence,
    )
    effects = sorted(view.effects, key=lambda one: -abs(one.points))[:12]
    rows = [(one.day, f"{one.points:+.1f}", one.text) for one in effects]
    return head + "\n\n" + table(("date", "points", "fact"), rows, _("No evidence yet."))


def _renewal(row: RenewalRow) -> dict[str, Any]:
    return {
        "customer": row.customer,
        "contract": row.contract,
        "due_on": row.due_on,
        "notice_by": row.notice_by,
        "value": amount(row.value, row.currency),
        "currency": row.currency,
        "risk": row.risk,
        "low": row.low,
        "high": row.high,
        "p_reduced": row.p_reduced,
        "level": row.level,
        "sd": row.sd,
        "value_at_risk": amount(row.value_at_risk, row.currency),
        "reasons": [{"text": reason.text, "effect": reason.effect} for reason in row.reasons],
        "owner": row.owner or None,
        "outcome": row.outcome,
    }


def _why(row: RenewalRow) -> str:
    return "; ".join(reason.text for reason in row.reasons if reason.effect < 0)
