"""How easily a customer could leave, as the owner saw it on a day: later views are hindsight.

Only the last view is stored; what it was before stands in the history of changes, as far back as
that keeps values. For days before, the earliest view known is taken.
"""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Change, ChangeSet, Customer

Views = Mapping[int, list[tuple[date, int]]]
"""Of each customer whose view was changed: the days of the changes, with what it was before."""


def views(session: Session, since: date, customer_ids: Collection[int] | None) -> Views:
    """Return what was changed after ``since``, the earliest first."""
    begin = datetime.combine(since + timedelta(days=1), time.min, UTC)
    query = (
        select(Change.row_key, Change.before, ChangeSet.at)
        .join(ChangeSet, ChangeSet.id == Change.change_set_id)
        .where(
            Change.table_name == Customer.__tablename__,
            Change.before.is_not(None),
            ChangeSet.at >= begin,
        )
        .order_by(ChangeSet.at, Change.id)
    )
    if customer_ids is not None:
        query = query.where(Change.row_key.in_([json.dumps([one]) for one in customer_ids]))
    found: dict[int, list[tuple[date, int]]] = {}
    for key, before, at in session.execute(query):
        if before and "ease" in before:
            found.setdefault(json.loads(key)[0], []).append((at.date(), before["ease"] or 0))
    return found


def on(day: date, customer_id: int, now: int, known: Views) -> int:
    """Return the view at the end of ``day``: what it was before the first change after that."""
    later = (before for at, before in known.get(customer_id, ()) if at > day)
    return next(later, now)
