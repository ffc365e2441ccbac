"""Chances: to whom an offer is plausible, whom to ask for a reference, and whom to leave alone.

The rules are plain and shown beside the lists; nothing here is a score.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import AdvocacyAct, Customer, Snooze, Standing
from app.models.kinds import Status, TrendDirection
from app.services.contracts import held, terms
from app.services.insights import known
from app.services.insights.issues import Issue, open_issues
from app.services.insights.known import Known, recorded
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.today.asking import ASK_AGAIN_DAYS, HIGH, MASS
from app.services.today.rows import Section

GOING_WELL = (TrendDirection.STEADY, TrendDirection.RISING)
COMMON = 0.3  # share of like customers that hold a product before it is worth proposing
PEERS = 3  # and how many of them at least


@dataclass(frozen=True, slots=True)
class Candidate:
    """One customer of a list, with the reasons why it stands there.

    ``idea`` is what like customers have and this one has not, "" where nothing stands out.
    ``value`` is per year in minor units.
    """

    id: str
    customer_id: int
    customer: str
    owner: str
    level: float | None
    direction: TrendDirection | None
    value: int | None
    reasons: tuple[str, ...]
    idea: str = ""


@dataclass(frozen=True, slots=True)
class Chances(Insight):
    """The three lists, the most valuable first, each with its rule in words."""

    currency: str
    offers: tuple[Candidate, ...]
    references: tuple[Candidate, ...]
    alone: tuple[Candidate, ...]
    offer_rule: str
    reference_rule: str
    alone_rule: str


def chances(session: Session, as_of: date) -> Chances:
    """Return the three lists as of a day; a constant number of queries."""
    served = [one for one in known.customers(session, as_of) if one.served]
    issues = open_issues(session, as_of)
    fit = [one for one in served if _going_well(one) and one.id not in issues]
    ideas = _ideas(_titles(session, as_of), served)
    asked = _asked_lately(session, as_of)
    offers = [_candidate("offer", one, (_stands(one),), ideas.get(one.id, "")) for one in fit]
    references = [
        _candidate("reference", one, (_stands(one),)) for one in fit if one.id not in asked
    ]
    alone = [
        _candidate("alone", one, tuple(issue.text for issue in issues[one.id]))
        for one in served
        if one.id in issues
    ]
    return Chances(
        as_of,
        len(served),
        _finding(len(offers), len(references), len(alone)) if served else "",
        _(
            "Growth is the next thing for a happy customer. Whoever has an open complaint, a late "
            "promise or an urgent ticket is left alone until that is closed."
        ),
        _figures(len(served), len(offers), len(references), len(alone)),
        known.currency(session),
        _dearest_first(offers),
        _dearest_first(references),
        _dearest_first(alone),
        *_rules(),
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers of a list ("offers"), or why one stands there ("alone:7")."""
    kind, _colon, number = figure_id.partition(":")
    if kind == "alone" and number:
        issues = open_issues(session, as_of).get(int(number), [])
        return facts_of(_("What is open"), [_issue_row(issue) for issue in issues])
    if number:
        return _why(session, as_of, int(number))
    found = chances(session, as_of)
    rows = [
        FactRow(
            one.id, one.customer_id, one.customer, None,
            " · ".join(filter(None, (*one.reasons, one.idea))), one.owner,
        )
        for one in getattr(found, kind)
    ]  # fmt: skip
    return facts_of(_("Customers behind it"), rows)


def _rules() -> tuple[str, str, str]:
    return (
        _(
            "Standing {high} or more on good evidence, steady or rising, under contract, and "
            "nothing open. The idea is what at least {share} % of the customers of its segment "
            "have and it has not."
        ).format(high=HIGH, share=round(100 * COMMON)),
        _(
            "Standing {high} or more on good evidence, steady or rising, under contract, nothing "
            "open, and not asked for {days} days."
        ).format(high=HIGH, days=ASK_AGAIN_DAYS),
        _(
            "A complaint that the customer has not confirmed as solved, a promise of ours late or "
            "broken within 60 days, or a ticket of priority 1 or 2 open."
        ),
    )


def _going_well(one: Known) -> bool:
    enough = (one.level or 0) >= HIGH and (one.mass or 0) >= MASS
    return enough and one.status is Status.CUSTOMER and one.direction in GOING_WELL


def _stands(one: Known) -> str:
    rising = one.direction is TrendDirection.RISING
    words = _("standing {level}, rising") if rising else _("standing {level}, steady")
    return words.format(level=round(one.level or 0))


def _candidate(kind: str, one: Known, reasons: tuple[str, ...], idea: str = "") -> Candidate:
    return Candidate(
        f"{kind}:{one.id}", one.id, one.name, one.owner, one.level, one.direction, one.value,
        reasons, idea,
    )  # fmt: skip


def _titles(session: Session, as_of: date) -> Mapping[int, set[str]]:
    """Return what each customer has under contract on the day, by title."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for contract in held.load(session, as_of):
        if not contract.succeeded and terms.runs(contract.current_terms(), as_of):
            found[contract.customer_id].add(contract.title)
    return found


def _ideas(titles: Mapping[int, set[str]], served: Iterable[Known]) -> dict[int, str]:
    """Return for each customer what most of its segment have and it has not, in words."""
    groups: defaultdict[str, list[Known]] = defaultdict(list)
    for one in served:
        groups[one.segment].append(one)
    ideas: dict[int, str] = {}
    for some in groups.values():
        counts = Counter(title for one in some for title in titles.get(one.id, ()))
        common = [
            (title, count)
            for title, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if count >= max(PEERS, COMMON * len(some))
        ]
        for one in some:
            missing = [pair for pair in common if pair[0] not in titles.get(one.id, ())]
            if missing:
                title, count = missing[0]
                ideas[one.id] = _("{title}: {n} of {all} like it have it").format(
                    title=title, n=count, all=len(some)
                )
    return ideas


def _asked_lately(session: Session, as_of: date) -> set[int]:
    """Return whom not to ask again yet: asked, or put off, within half a year."""
    day = func.coalesce(AdvocacyAct.asked_on, AdvocacyAct.occurred_on)
    acts = (
        select(AdvocacyAct.customer_id)
        .join(Customer, Customer.id == AdvocacyAct.customer_id)
        .where(
            *recorded(AdvocacyAct, as_of),
            day > as_of - timedelta(days=ASK_AGAIN_DAYS),
            day <= as_of,
        )
    )
    put_off = select(Snooze.ref).where(Snooze.what == Section.ASKING.value, Snooze.until_on > as_of)
    return {*session.scalars(acts), *session.scalars(put_off)}


def _why(session: Session, as_of: date, customer_id: int) -> Facts:
    """Return the foremost reasons for a customer's standing, as the roll-up knows them."""
    query = (
        select(Customer.name, Standing.reasons)
        .join(Standing, Standing.customer_id == Customer.id)
        .where(Customer.id == customer_id, Customer.deleted_at.is_(None), Standing.day <= as_of)
    )
    rows = [
        FactRow(
            f"reason:{place}", customer_id, row.name, None, text,
            _("{points} points").format(points=f"{points:+.0f}".replace("-", "−")),
        )
        for row in session.execute(query)
        for place, (text, points, _kind) in enumerate(_reasons(row))
    ]  # fmt: skip
    return facts_of(_("Why it stands where it does"), rows)


def _reasons(row: Any) -> list[tuple[str, float, str]]:
    return row.reasons or []


def _issue_row(issue: Issue) -> FactRow:
    return FactRow(issue.id, issue.customer_id, issue.customer, issue.since, issue.text)


def _dearest_first(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda one: (-(one.value or 0), one.customer.casefold())))


def _figures(served: int, offers: int, references: int, alone: int) -> tuple[Figure, ...]:
    words = _("of the customers you serve")
    return (
        Figure("offers", _("Next offer"), Unit.COUNT, served, offers, words=words),
        Figure("references", _("Ask for a reference"), Unit.COUNT, served, references, words=words),
        Figure("alone", _("Leave alone"), Unit.COUNT, served, alone, words=words),
    )


def _finding(offers: int, references: int, alone: int) -> str:
    plausible = ngettext(
        "An offer is plausible to {n} customer", "An offer is plausible to {n} customers", offers
    ).format(n=offers)
    ask = ngettext(
        "{n} could be asked for a reference", "{n} could be asked for a reference", references
    ).format(n=references)
    leave = ngettext(
        "{n} should be left alone until its issue is closed",
        "{n} should be left alone until their issue is closed",
        alone,
    ).format(n=alone)
    return f"{plausible}; {ask}; {leave}."
