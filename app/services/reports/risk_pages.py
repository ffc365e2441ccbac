"""What the owner reads of one customer at risk: its story, promises, people, and what is done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Contact, Customer, Feedback, Interaction, InteractionContact
from app.models.kinds import FeedbackKind
from app.services.contracts.renewal_rows import Reason, RenewalRow
from app.services.customers import trajectories
from app.services.customers.trajectories import TrajectoryView
from app.services.reports import ledger
from app.services.reports.ledger import Kept, PromiseLine

YEAR = timedelta(days=365)
REASONS = 6  # told one by one; the rest is told as a sum
OPEN_LOOPS = (FeedbackKind.COMPLAINT, FeedbackKind.WISH)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody at the customer: influence 0–5, attitude −2…2, and the last time we spoke."""

    name: str
    role: str
    influence: int | None
    attitude: int | None
    last_talk: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something to be done, by whom and until when."""

    text: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RiskPage:
    """One customer at risk.

    ``reasons``, the ``smaller`` ones, of which there are so many, and the story's baseline add up
    to its level exactly. ``kept`` counts our promises that fell due within a year.
    """

    customer: str
    owner: str
    city: str
    segment: str
    since: date | None
    renewals: tuple[RenewalRow, ...]
    story: TrajectoryView
    reasons: tuple[Reason, ...]
    smaller: int
    smaller_points: float
    promises: tuple[PromiseLine, ...]
    kept: Kept
    people: tuple[PersonLine, ...]
    actions: tuple[ActionLine, ...]


def load(
    session: Session,
    today: date,
    rows: Sequence[RenewalRow],
    agreed: Mapping[int, Sequence[ActionLine]],
) -> tuple[RiskPage, ...]:
    """Return a page for each customer of these renewals, in their order.

    ``agreed`` are actions of the owner's review, by customer. A constant number of queries.
    """
    by_customer: dict[int, list[RenewalRow]] = {}
    for row in rows:
        by_customer.setdefault(row.customer_id, []).append(row)
    ids = list(by_customer)
    customers = {row.id: row for row in session.execute(_customers(ids))}
    stories = {one.customer_id: one for one in trajectories.several(session, ids, today)}
    pledges = ledger.of_customers(session, ids, today)
    people, loops = _people(session, ids, today), _loops(session, ids, today)
    pages: list[RiskPage] = []
    for customer_id, own in by_customer.items():
        steps = [_step(row) for row in own if row.next_step]
        actions = [*agreed.get(customer_id, ()), *steps, *loops.get(customer_id, ())]
        told = customers[customer_id], own, stories[customer_id], pledges.get(customer_id, [])
        pages.append(_page(*told, people.get(customer_id, []), actions))
    return tuple(pages)


def top(story: TrajectoryView) -> tuple[tuple[Reason, ...], int, float]:
    """Return a standing's foremost reasons, alike ones added up, and the rest: how many, points."""
    sums: defaultdict[str, float] = defaultdict(float)
    for effect in story.effects:
        sums[effect.text] += effect.points
    if story.silence:
        sums[story.silence_words] += story.silence
    found = sorted(sums.items(), key=lambda one: (-abs(one[1]), one[0]))
    rest = found[REASONS:]
    return tuple(Reason(*one) for one in found[:REASONS]), len(rest), sum(p for _t, p in rest)


def _page(
    customer: Any,
    own: Sequence[RenewalRow],
    story: TrajectoryView,
    pledges: Sequence[PromiseLine],
    people: Sequence[PersonLine],
    actions: Sequence[ActionLine],
) -> RiskPage:
    reasons, smaller, points = top(story)
    last_year = story.day - YEAR
    kept = ledger.kept_of_due(pledges, last_year, story.day)
    shown = [
        one
        for one in pledges
        if one.waits or (one.settled_on or one.due_on or one.made_on) >= last_year
    ]
    return RiskPage(
        customer.name, customer.owner or "", customer.city, customer.segment, customer.since,
        tuple(own), story, reasons, smaller, points, tuple(shown), kept,
        tuple(people), tuple(sorted(actions, key=lambda one: one.due_on or date.max)),
    )  # fmt: skip


def _step(row: RenewalRow) -> ActionLine:
    return ActionLine(row.next_step, row.owner, row.next_step_on)


def _customers(ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Customer.id, Customer.name, Customer.city, Customer.segment, Customer.since,
            Colleague.name.label("owner"),
        )
        .outerjoin(Colleague, Colleague.id == Customer.owner_id)
        .where(Customer.id.in_(ids))
    )  # fmt: skip


def _people(session: Session, ids: Collection[int], today: date) -> dict[int, list[PersonLine]]:
    """Return who is there, the most influential first; and who left within a year, last."""
    talked = (
        select(InteractionContact.contact_id, func.max(Interaction.occurred_on).label("last"))
        .join(Interaction, Interaction.id == InteractionContact.interaction_id)
        .where(
            Interaction.customer_id.in_(ids),
            Interaction.deleted_at.is_(None),
            Interaction.two_way,
            Interaction.occurred_on <= today,
            Interaction.recorded_on <= today,
        )
        .group_by(InteractionContact.contact_id)
        .subquery()
    )
    query = (
        select(
            Contact.customer_id, Contact.name, Contact.role, Contact.title, Contact.influence,
            Contact.attitude, Contact.left_on, talked.c.last,
        )
        .outerjoin(talked, talked.c.contact_id == Contact.id)
        .where(
            Contact.customer_id.in_(ids),
            Contact.deleted_at.is_(None),
            Contact.erased_on.is_(None),
            Contact.recorded_on <= today,
            or_(Contact.left_on.is_(None), Contact.left_on >= today - YEAR),
        )
        .order_by(Contact.influence.desc().nulls_last(), talked.c.last.desc().nulls_last())
    )  # fmt: skip
    found: defaultdict[int, list[PersonLine]] = defaultdict(list)
    for row in session.execute(query):
        left = row.left_on if row.left_on is not None and row.left_on <= today else None
        does = row.title or row.role
        person = PersonLine(row.name, does, row.influence, row.attitude, row.last, left)
        found[row.customer_id].append(person)
    for people in found.values():
        people.sort(key=lambda one: one.left_on is not None)
    return found


def _loops(session: Session, ids: Collection[int], today: date) -> dict[int, list[ActionLine]]:
    """Return what customers told us and have not been told the outcome of, as things to do."""
    query = (
        select(
            Feedback.customer_id, Feedback.text, Feedback.action, Feedback.acted_on,
            Feedback.due_on, Colleague.name,
        )
        .outerjoin(Colleague, Colleague.id == Feedback.owner_id)
        .where(
            Feedback.customer_id.in_(ids),
            Feedback.deleted_at.is_(None),
            Feedback.kind.in_(OPEN_LOOPS),
            Feedback.recorded_on <= today,
            Feedback.occurred_on <= today,
            or_(Feedback.told_on.is_(None), Feedback.told_on > today),
            or_(Feedback.confirmed_on.is_(None), Feedback.confirmed_on > today),
        )
        .order_by(Feedback.occurred_on, Feedback.id)
    )  # fmt: skip
    found: defaultdict[int, list[ActionLine]] = defaultdict(list)
    for row in session.execute(query):
        acting = row.action and row.acted_on is not None and row.acted_on <= today
        said = _("They said: “{text}”").format(text=row.text)
        text = _("{action} ({said})").format(action=row.action, said=said) if acting else said
        found[row.customer_id].append(ActionLine(text, row.name or "", row.due_on))
    return found
