"""On which days we talked with whom, for many customers at once: one query, one sorted array.

The database hands over one line of days per customer: a line per talk would take five times as
long, and no index but the customers' own holds all that is asked.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models import Customer, Interaction
from app.models.kinds import Direction, InteractionKind
from app.services.insights.known import plain, recorded

Whole = npt.NDArray[np.int64]
SPAN = 1 << 23  # more than any day's ordinal
EPOCH = date(1970, 1, 1).toordinal()  # numpy counts days from here


class TalkDays:
    """The days with a talk, each counted once per customer."""

    def __init__(self, customer_ids: Whole, days: Whole) -> None:
        self._keys = np.unique(customer_ids * SPAN + days)

    def count(self, customer_ids: Whole, first: Whole, last: Whole) -> Whole:
        """Count each customer's days from ``first`` to ``last``, both included; ordinals."""
        ends = np.searchsorted(
            self._keys, customer_ids * SPAN + np.minimum(last, SPAN - 1), "right"
        )
        starts = np.searchsorted(self._keys, customer_ids * SPAN + first, "left")
        return np.where(last >= first, ends - starts, 0)


def load(
    session: Session, as_of: date, first: date, *, ours: bool, only: Sequence[int] | None = None
) -> TalkDays:
    """Return the two-way talks from ``first`` to ``as_of``; ``ours`` leaves out those they began.

    Notes to ourselves are no talks, and tickets are none either: attention is what we give unasked.
    """
    query = (
        select(Customer.id, func.aggregate_strings(plain(Interaction.occurred_on), ","))
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(
            *recorded(Interaction, as_of),
            Interaction.occurred_on >= first,
            Interaction.occurred_on <= as_of,
            Interaction.two_way,
            Interaction.kind != InteractionKind.NOTE,
        )
        .group_by(Customer.id)
    )
    if ours:
        query = query.where(
            or_(Interaction.direction.is_(None), Interaction.direction != Direction.IN)
        )
    if only is not None:
        query = query.where(Interaction.customer_id.in_(only))
    rows = [(row[0], row[1].split(",")) for row in session.execute(query)]
    whose = np.repeat(
        np.array([customer_id for customer_id, _days in rows], dtype=np.int64),
        np.array([len(days) for _customer_id, days in rows], dtype=np.int64),
    )
    days = np.array([day for _customer_id, days in rows for day in days], dtype="datetime64[D]")
    return TalkDays(whose, days.astype(np.int64) + EPOCH)
