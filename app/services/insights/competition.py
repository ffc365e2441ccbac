"""Competitors: how customers hold their offerings against ours, and who speaks before a renewal."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Competitor, CompetitorMention, Contact, Customer, Renewal
from app.models.kinds import Stance
from app.services.contracts.held import LOSSES
from app.services.insights import known
from app.services.insights.known import recorded
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of

YEAR = timedelta(days=365)
LOST_SINCE = 2 * YEAR
AHEAD = timedelta(days=180)  # a mention so long before the next renewal is an alert
STANCES = (Stance.BETTER, Stance.CHEAPER, Stance.CONSIDERING, Stance.SAME, Stance.WORSE, None)
THREATS = (Stance.BETTER, Stance.CHEAPER, Stance.CONSIDERING)


@dataclass(frozen=True, slots=True)
class Rival:
    """One competitor: mentions of 12 months by stance, in the order of `STANCES`.

    ``lost`` counts the renewals that went to it in two years.
    """

    id: str
    name: str
    n: int
    customers: int
    stances: tuple[int, ...]
    lost: int
    last_on: date | None

    @property
    def threats(self) -> int:
        """How often it was seen as better or cheaper, or considered."""
        return sum(self.stances[: len(THREATS)])


@dataclass(frozen=True, slots=True)
class Alert:
    """A competitor that was named within half a year before the customer's next renewal."""

    id: str
    customer_id: int
    customer: str
    competitor: str
    stance: Stance | None
    said_on: date
    renewal_on: date
    value: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Competition(Insight):
    """Competitors, those that threaten most first, and the alerts, the next renewal first."""

    currency: str
    rivals: tuple[Rival, ...]
    alerts: tuple[Alert, ...]


def competition(session: Session, as_of: date) -> Competition:
    """Return who was named, how, and where it matters; a constant number of queries."""
    customers = known.by_id(known.customers(session, as_of))
    mentions = session.execute(_query(as_of)).all()
    lost = _lost(session, as_of)
    alerts = _alerts(mentions, customers)
    rivals = sorted(_rivals(session, mentions, lost), key=_most_first)
    threats = sum(row.stance in THREATS for row in mentions)
    count = len(mentions)
    return Competition(
        as_of,
        count + sum(lost.values()),
        _finding(count, rivals, alerts),
        _(
            "Mentions of the last 12 months in talks, surveys and feedback, and renewals lost to a "
            "competitor in two years. An alert is a mention, other than “same” or “worse”, in the "
            "half-year before the customer's next renewal."
        ),
        (
            Figure("all", _("Mentions"), Unit.COUNT, count, count, words=_("in 12 months")),
            Figure("threats", _("Better, cheaper or considered"), Unit.COUNT, count, threats,
                   words=_("of these mentions")),
            Figure("alerts", _("Before a renewal"), Unit.COUNT, count, len(alerts),
                   words=_("customers to talk to now")),
        ),
        known.currency(session),
        tuple(rivals),
        alerts,
    )  # fmt: skip


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the mentions behind "all", "threats", "alerts", or "rival:3" with its losses."""
    kind, _colon, number = figure_id.partition(":")
    mentions = session.execute(_query(as_of)).all()
    if kind == "alerts":
        customers = known.by_id(known.customers(session, as_of))
        wanted = {one.id for one in _alerts(mentions, customers)}
        mentions = [row for row in mentions if f"mention:{row.id}" in wanted]
    elif kind == "threats":
        mentions = [row for row in mentions if row.stance in THREATS]
    elif kind == "rival":
        mentions = [row for row in mentions if row.competitor_id == int(number)]
    words = stance_words()
    rows = [
        FactRow(
            f"mention:{row.id}", row.customer_id, row.customer, row.occurred_on,
            " · ".join(filter(None, (row.competitor, words[row.stance], row.product, row.note))),
            row.contact or "",
        )
        for row in mentions
    ]  # fmt: skip
    if kind == "rival":
        rows += _losses(session, as_of, int(number))
    return facts_of(_("Mentions behind it"), rows)


def stance_words() -> dict[Stance | None, str]:
    """Return how customers see a competitor, in words."""
    return {
        Stance.BETTER: _("better"),
        Stance.CHEAPER: _("cheaper"),
        Stance.CONSIDERING: _("considered"),
        Stance.SAME: _("same"),
        Stance.WORSE: _("worse"),
        None: _("only named"),
    }


def _query(as_of: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CompetitorMention.id, CompetitorMention.customer_id, Customer.name.label("customer"),
            CompetitorMention.competitor_id, Competitor.name.label("competitor"),
            CompetitorMention.occurred_on, CompetitorMention.stance, CompetitorMention.product,
            CompetitorMention.note, Contact.name.label("contact"),
        )
        .join(Customer, Customer.id == CompetitorMention.customer_id)
        .join(Competitor, Competitor.id == CompetitorMention.competitor_id)
        .outerjoin(Contact, Contact.id == CompetitorMention.contact_id)
        .where(
            *recorded(CompetitorMention, as_of),
            CompetitorMention.occurred_on > as_of - YEAR,
            CompetitorMention.occurred_on <= as_of,
        )
        .order_by(CompetitorMention.occurred_on, CompetitorMention.id)
    )  # fmt: skip


def _lost_to(as_of: date) -> tuple[Any, ...]:
    day = func.coalesce(Renewal.decided_on, Renewal.due_on)
    return (
        *recorded(Renewal, as_of),
        Renewal.outcome.in_(LOSSES),
        Renewal.competitor_id.is_not(None),
        day > as_of - LOST_SINCE,
        day <= as_of,
    )


def _lost(session: Session, as_of: date) -> dict[int, int]:
    query = (
        select(Renewal.competitor_id, func.count())
        .join(Customer, Customer.id == Renewal.customer_id)
        .where(*_lost_to(as_of))
        .group_by(Renewal.competitor_id)
    )
    return {competitor or 0: count for competitor, count in session.execute(query)}


def _losses(session: Session, as_of: date, competitor_id: int) -> list[FactRow]:
    query = (
        select(Renewal, Customer.name.label("customer"))
        .join(Customer, Customer.id == Renewal.customer_id)
        .where(*_lost_to(as_of), Renewal.competitor_id == competitor_id)
    )
    return [
        FactRow(
            f"renewal:{row.Renewal.id}", row.Renewal.customer_id, row.customer,
            row.Renewal.decided_on or row.Renewal.due_on, _("lost to it"), row.Renewal.reason,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def _rivals(session: Session, mentions: Sequence[Any], lost: dict[int, int]) -> list[Rival]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in mentions:
        groups[row.competitor_id].append(row)
    named = {row.id: row.name for row in session.execute(select(Competitor.id, Competitor.name))}
    found: list[Rival] = []
    for number in groups.keys() | lost.keys():
        some = groups.get(number, [])
        stances = Counter(row.stance for row in some)
        found.append(
            Rival(
                f"rival:{number}", named.get(number, ""), len(some),
                len({row.customer_id for row in some}),
                tuple(stances[stance] for stance in STANCES), lost.get(number, 0),
                some[-1].occurred_on if some else None,
            )
        )  # fmt: skip
    return found


def _alerts(mentions: Sequence[Any], customers: dict[int, known.Known]) -> tuple[Alert, ...]:
    """Return the newest telling mention of each customer whose renewal is near."""
    newest: dict[int, Any] = {}
    for row in mentions:
        if row.stance not in (Stance.SAME, Stance.WORSE):
            newest[row.customer_id] = row
    found: list[Alert] = []
    for row in newest.values():
        customer = customers.get(row.customer_id)
        due = customer.next_renewal if customer is not None and customer.served else None
        if customer is None or due is None or row.occurred_on < due - AHEAD:
            continue
        found.append(
            Alert(
                f"mention:{row.id}", row.customer_id, row.customer, row.competitor, row.stance,
                row.occurred_on, due, customer.value, row.note,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.renewal_on, one.customer.casefold())))


def _most_first(row: Rival) -> tuple[int, int, str]:
    return (-(row.threats + row.lost), -row.n, row.name.casefold())


def _finding(count: int, rivals: Sequence[Rival], alerts: Sequence[Alert]) -> str:
    if not rivals:
        return ""
    said = ngettext(
        "{n} mention of a competitor in a year, “{most}” above all",
        "{n} mentions of competitors in a year, “{most}” above all",
        count,
    ).format(n=count, most=rivals[0].name)
    if not alerts:
        return _("{said}; none before a renewal that is near.").format(said=said)
    more = ngettext(
        "{n} customer named one in the half-year before its renewal",
        "{n} customers named one in the half-year before their renewal",
        len(alerts),
    ).format(n=len(alerts))
    return f"{said}; {more}."
