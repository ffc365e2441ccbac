"""Whether this computer's clock can be right, by what the book knows.

Entries keep the moment at which they were made. A clock that was set back makes new ones older than
those before them; the history goes by their order and not by their time, so nothing is mixed up.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import ChangeSet

APART = timedelta(hours=1)
"""By how much the clocks of two computers that take turns may differ without a word."""


def ahead(session: Session, now: datetime) -> datetime | None:
    """Return when the newest change was made, if by this clock that is still to come.

    ``now`` is what this computer's clock says, aware.
    """
    newest = session.scalar(select(func.max(ChangeSet.at)))
    if newest is None or newest <= now.astimezone(UTC) + APART:
        return None
    return newest
