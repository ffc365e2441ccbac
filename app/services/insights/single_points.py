"""Single points of failure: valuable customers of whose contact one person holds most.

The same weights as the trajectory's: the channel of a talk, halved every 120 days, of a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Customer, Interaction, InteractionContact
from app.services.insights import known, statistics
from app.services.insights.known import Known, plain, recorded
from app.services.insights.talk_days import EPOCH, Whole
from app.services.trajectory.table import CHANNELS, CONTACT_WINDOW, HALF_LIFE

MOST = 0.75  # share of a customer's contact that one person may hold (docs/method.md, 10)
ENOUGH = 2.0  # contact in hand, in calls of today, below which nobody holds anything
KEY = 1 << 32  # more than any id


class Side(StrEnum):
    """On whose side the one person is."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """A valuable customer of whose contact one person holds over three quarters; 0–1.

    ``others`` are how many more of that side took part in a year.
    """

    id: str
    customer_id: int
    customer: str
    side: Side
    person_id: int
    person: str
    held: float
    others: int
    value: int


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who of one side holds most of a customer's contact."""

    customer_id: int
    person_id: int
    held: float
    others: int


@dataclass(frozen=True, slots=True)
class _Talks:
    """A year of talks, one line for each contact who took part; 0 where nobody is named."""

    ids: Whole
    customers: Whole
    colleagues: Whole
    contacts: Whole
    mass: npt.NDArray[np.float64]


def find(session: Session, served: Sequence[Known], as_of: date) -> list[SinglePoint]:
    """Return the single points among customers worth more than the median, the dearest first."""
    worth = statistics.median([one.value for one in served if one.value])
    if worth is None:
        return []
    valuable = {one.id: one for one in served if (one.value or 0) > worth}
    talks = _talks(session, as_of, sorted(valuable))
    ours, theirs = _our_holders(talks), _their_holders(talks)
    people = _people(session, [holder.person_id for holder in theirs], as_of)
    found = _points(Side.OURS, ours, valuable, known.colleague_names(session))
    found += _points(Side.THEIRS, theirs, valuable, people)
    return sorted(found, key=lambda one: (-one.value, one.customer.casefold(), one.side))


def words(one: SinglePoint) -> str:
    """Return a single point of failure in words: who holds how much."""
    side = _("one of us") if one.side is Side.OURS else _("one of theirs")
    return _("{person}, {side}, holds {held} % of the contact").format(
        person=one.person, side=side, held=round(100 * one.held)
    )


def _points(
    side: Side,
    holders: Sequence[_Holder],
    valuable: Mapping[int, Known],
    names: Mapping[int, str],
) -> list[SinglePoint]:
    return [
        SinglePoint(
            f"point:{one.customer_id}:{side}", one.customer_id, valuable[one.customer_id].name,
            side, one.person_id, names[one.person_id], one.held, one.others,
            valuable[one.customer_id].value or 0,
        )
        for one in holders
        if one.person_id in names
    ]  # fmt: skip


def _talks(session: Session, as_of: date, customer_ids: Sequence[int]) -> _Talks:
    query = (
        select(
            Interaction.id, Interaction.customer_id, Interaction.colleague_id,
            InteractionContact.contact_id, plain(Interaction.kind), plain(Interaction.occurred_on),
        )
        .join(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(InteractionContact, InteractionContact.interaction_id == Interaction.id)
        .where(
            *recorded(Interaction, as_of),
            Interaction.customer_id.in_(customer_ids),
            Interaction.occurred_on >= as_of - timedelta(days=CONTACT_WINDOW),
            Interaction.occurred_on <= as_of,
            Interaction.two_way,
        )
    )  # fmt: skip
    columns = list(zip(*session.execute(query), strict=True)) or [()] * 6
    ids, customers, colleagues, contacts, kinds, days = columns
    weights = np.array([CHANNELS[kind] for kind in kinds], dtype=np.float64)
    on = np.array(days, dtype="datetime64[D]").astype(np.int64) + EPOCH
    return _Talks(
        np.array(ids, dtype=np.int64),
        np.array(customers, dtype=np.int64),
        np.array([colleague or 0 for colleague in colleagues], dtype=np.int64),
        np.array([contact or 0 for contact in contacts], dtype=np.int64),
        weights * 2.0 ** ((on - as_of.toordinal()) / HALF_LIFE),
    )


def _our_holders(talks: _Talks) -> list[_Holder]:
    """Find who of us holds a customer: each talk counts once, however many took part."""
    _ids, first = np.unique(talks.ids, return_index=True)
    return _holders(talks.customers[first], talks.colleagues[first], talks.mass[first])


def _their_holders(talks: _Talks) -> list[_Holder]:
    """Find who of theirs holds a customer: a talk with several counts in equal parts."""
    _ids, places, parts = np.unique(talks.ids, return_inverse=True, return_counts=True)
    return _holders(talks.customers, talks.contacts, talks.mass / parts[places])


def _holders(customers: Whole, people: Whole, mass: npt.NDArray[np.float64]) -> list[_Holder]:
    named = people > 0
    keys, places = np.unique(customers[named] * KEY + people[named], return_inverse=True)
    sums = np.bincount(places, weights=mass[named], minlength=len(keys))
    owners = keys // KEY
    starts = np.flatnonzero(np.diff(owners, prepend=-1)).tolist()
    found: list[_Holder] = []
    for start, end in zip(starts, [*starts[1:], len(keys)], strict=False):
        of_one = sums[start:end]
        whole, top = float(of_one.sum()), int(of_one.argmax())
        if whole >= ENOUGH and of_one[top] > MOST * whole:
            share = float(of_one[top]) / whole
            person = int(keys[start + top] % KEY)
            found.append(_Holder(int(owners[start]), person, share, end - start - 1))
    return found


def _people(session: Session, contact_ids: Sequence[int], as_of: date) -> dict[int, str]:
    """Return the names of contacts who are still there: who left holds nothing any more."""
    query = select(Contact.id, Contact.name).where(
        Contact.id.in_(contact_ids),
        Contact.deleted_at.is_(None),
        or_(Contact.left_on.is_(None), Contact.left_on > as_of),
    )
    return {row.id: row.name for row in session.execute(query)}
