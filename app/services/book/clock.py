"""Whether this computer's clock can be right, by what the book knows.

Entries keep the moment at which they were made. A clock that was set back makes new ones older than
those before them; the history goes by their order and not by their time, so nothing is mixed up.
By one that was set far ahead all is old, and what a book lets go of with age would go at once.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import ChangeSet

APART = timedelta(hours=1)
"""By how much the clocks of two computers that take turns may differ without a word."""


PAUSE = timedelta(days=60)
"""For how long a book may well have lain untouched."""

EARLIER = timedelta(days=1)
"""What was entered since bears witness for no clock; after that, whoever works by it means it."""


def doubtful(session: Session, now: datetime) -> datetime | None:
    """Return when the newest change was made, if it is still to come, or past all likelihood."""
    return ahead(session, now) or leapt(session, now)


def leapt(session: Session, now: datetime) -> datetime | None:
    """Return when the newest change of an earlier day was made, if that is past all likelihood."""
    newest = session.scalar(select(func.max(ChangeSet.at)).where(ChangeSet.at < now - EARLIER))
    return newest if newest is not None and newest < now - PAUSE else None


def ahead(session: Session, now: datetime) -> datetime | None:
    """Return when the newest change was made, if by this clock that is still to come.

    ``now`` is what this computer's clock says, aware.
    """
    newest = session.scalar(select(func.max(ChangeSet.at)))
    if newest is None or newest <= now.astimezone(UTC) + APART:
        return None
    return newest
