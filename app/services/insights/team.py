"""The team: who carries which relationships, and where one person leaving would end one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Colleague, Customer, Feedback, Interaction, Promise
from app.models.kinds import FeedbackKind, InteractionKind, PromiseDirection
from app.services.insights import known, single_points
from app.services.insights.known import Known, recorded, taken
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.insights.single_points import Side, SinglePoint
from app.services.trajectory.table import BROKEN_AFTER

WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Load:
    """What one colleague carries; ``value`` is what the owned customers pay a year.

    ``talks`` are two-way ones of 90 days, with ``customers_met`` different customers; ``promises``
    and ``loops`` are the open ones; ``sole`` the customers that depend on this colleague alone.
    """

    id: str
    name: str
    owned: int
    value: int
    talks: int
    customers_met: int
    promises: int
    loops: int
    sole: int
    left: bool


@dataclass(frozen=True, slots=True)
class Team(Insight):
    """The load of each colleague, the busiest first, and the single points of failure."""

    currency: str
    loads: tuple[Load, ...]
    points: tuple[SinglePoint, ...]


def team(session: Session, as_of: date) -> Team:
    """Return load and single points of failure; a constant number of queries."""
    served = [one for one in known.customers(session, as_of) if one.served]
    points = tuple(single_points.find(session, served, as_of))
    loads = _loads(session, served, points, as_of)
    talks = sum(load.talks for load in loads)
    customers = len({one.customer_id for one in points})
    return Team(
        as_of,
        len(served) if loads else 0,
        _finding(loads, talks, customers) if loads else "",
        _(
            "Talks are two-way ones of the last 90 days. A single point of failure is a customer "
            "worth more than half of the others, of whose contact in the last 12 months one person "
            "holds over 75 %: a call counts one, a meeting more, a mail less, older ones fade."
        ),
        (
            Figure("points", _("Hang by one person"), Unit.COUNT, len(served), customers,
                   words=_("customers worth more than half of the others")),
            Figure("busiest", _("Busiest colleague"), Unit.SHARE, talks, _busiest(loads, talks),
                   words=_("of all talks in 90 days")),
            Figure("unowned", _("Without an owner"), Unit.COUNT, len(served),
                   sum(one.owner_id is None for one in served), words=_("customers you serve")),
        ) if loads else (),
        known.currency(session),
        loads,
        points,
    )  # fmt: skip


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers behind "points", "unowned", or a colleague: "colleague:3"."""
    kind, _colon, number = figure_id.partition(":")
    served = [one for one in known.customers(session, as_of) if one.served]
    if kind in ("points", "point"):
        points = single_points.find(session, served, as_of)
        chosen = [one for one in points if kind == "points" or one.id == figure_id]
        rows = [
            FactRow(
                one.id, one.customer_id, one.customer, None, single_points.words(one), one.person
            )
            for one in chosen
        ]
        return facts_of(_("Customers that hang by one person"), rows)
    met = _met(session, as_of, served)
    if kind == "busiest":
        number = str(max(met, key=lambda who: sum(met[who].values()), default=0))
    whose = None if kind == "unowned" else int(number)
    rows = [
        FactRow(
            f"customer:{one.id}", one.id, one.name, one.last_two_way,
            _carried(one.owner_id == whose, met.get(whose or 0, {}).get(one.id, 0)), one.owner,
        )
        for one in served
        if one.owner_id == whose or (whose is not None and one.id in met.get(whose, {}))
    ]  # fmt: skip
    return facts_of(_("Customers behind it"), rows)


def _carried(owner: bool, talks: int) -> str:
    talked = ngettext("{n} talk in 90 days", "{n} talks in 90 days", talks).format(n=talks)
    return _("owner, {talks}").format(talks=talked) if owner else talked


def _loads(
    session: Session, served: Sequence[Known], points: Sequence[SinglePoint], as_of: date
) -> tuple[Load, ...]:
    owned = Counter(one.owner_id for one in served)
    value: Counter[int | None] = Counter()
    for one in served:
        value[one.owner_id] += one.value or 0
    met = _met(session, as_of, served)
    promises, loops = _open_promises(session, as_of), _open_loops(session, as_of)
    sole = Counter(one.person_id for one in points if one.side is Side.OURS)
    query = select(Colleague.id, Colleague.name, Colleague.left_on).where(
        Colleague.deleted_at.is_(None)
    )
    found = [
        Load(
            f"colleague:{row.id}", row.name, owned[row.id], value[row.id],
            sum(met.get(row.id, {}).values()), len(met.get(row.id, {})),
            promises.get(row.id, 0), loops.get(row.id, 0), sole[row.id],
            row.left_on is not None and row.left_on <= as_of,
        )
        for row in session.execute(query)
    ]  # fmt: skip
    carrying = [
        one for one in found if not one.left or one.owned or one.talks or one.promises or one.loops
    ]
    return tuple(sorted(carrying, key=lambda one: (-one.talks, -one.owned, one.name.casefold())))


def _met(session: Session, as_of: date, served: Iterable[Known]) -> Mapping[int, Mapping[int, int]]:
    """Return each colleague's two-way talks of 90 days, by customer."""
    alive = {one.id for one in served}
    query = (
        select(Interaction.colleague_id, Interaction.customer_id, func.count())
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(
            *recorded(Interaction, as_of),
            Interaction.occurred_on > as_of - WINDOW,
            Interaction.occurred_on <= as_of,
            Interaction.two_way,
            Interaction.kind != InteractionKind.NOTE,
            Interaction.colleague_id.is_not(None),
        )
        .group_by(Interaction.colleague_id, Interaction.customer_id)
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for colleague_id, customer_id, count in session.execute(query):
        if colleague_id is not None and customer_id in alive:
            found[colleague_id][customer_id] = count
    return found


def _open_promises(session: Session, as_of: date) -> dict[int | None, int]:
    query = (
        select(func.coalesce(Promise.colleague_id, Customer.owner_id), func.count())
        .join(Customer, Customer.id == Promise.customer_id)
        .where(
            *recorded(Promise, as_of),
            Promise.direction == PromiseDirection.OURS,
            taken(Promise.done_on, as_of).is_(None),
            taken(Promise.broken_on, as_of).is_(None),
            or_(Promise.due_on.is_(None), Promise.due_on > as_of - timedelta(days=BROKEN_AFTER)),
        )
        .group_by(func.coalesce(Promise.colleague_id, Customer.owner_id))
    )
    return dict(session.execute(query).all())


def _open_loops(session: Session, as_of: date) -> dict[int | None, int]:
    query = (
        select(func.coalesce(Feedback.owner_id, Customer.owner_id), func.count())
        .join(Customer, Customer.id == Feedback.customer_id)
        .where(
            *recorded(Feedback, as_of),
            Feedback.kind.in_([FeedbackKind.COMPLAINT, FeedbackKind.WISH]),
            Feedback.occurred_on <= as_of,
            taken(Feedback.confirmed_on, as_of).is_(None),
        )
        .group_by(func.coalesce(Feedback.owner_id, Customer.owner_id))
    )
    return dict(session.execute(query).all())


def _busiest(loads: Sequence[Load], talks: int) -> float | None:
    return max(load.talks for load in loads) / talks if talks else None


def _finding(loads: Sequence[Load], talks: int, customers: int) -> str:
    hang = ngettext(
        "{n} valuable customer hangs by one person",
        "{n} valuable customers hang by one person each",
        customers,
    ).format(n=customers)
    share = _busiest(loads, talks)
    if share is None:
        return f"{hang}."
    return _("{busiest} holds {share} % of all talks; {hang}.").format(
        busiest=loads[0].name, share=round(100 * share), hang=hang
    )
