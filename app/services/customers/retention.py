"""Notes on how people felt are not kept for ever: the firm decides for how long.

What goes is the note of an old conversation in which a feeling was noted; that there was one, and
how it went as a figure, stays with the trajectory.
"""

from datetime import date

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from app.models import Change, Interaction
from app.models.base import now
from app.services.book import recording, settings
from app.services.contracts.terms import add_months

AT_ONCE = 500  # notes


def waiting(session: Session, today: date, months: int) -> int:
    """Return how many notes are older than so many months; 0 months keeps all."""
    if not months:
        return 0
    return session.scalar(select(func.count()).where(*_old(today, months))) or 0


def let_go(session: Session, today: date) -> int:
    """Let go of some of the notes that the firm no longer wants to keep; return how many wait.

    Not to be undone: the history forgets them too.
    """
    months = settings.load(session).mood_months
    if not months:
        return 0
    old = select(Interaction.id).where(*_old(today, months)).limit(AT_ONCE)
    ids = list(session.scalars(old))
    if not ids:
        return 0
    going = update(Interaction).where(Interaction.id.in_(ids))
    session.execute(
        going.values(note="", version=Interaction.version + 1, changed_at=now()),
        execution_options={"synchronize_session": False},
    )
    keys = [f"[{number}]" for number in ids]
    session.execute(
        delete(Change).where(
            Change.table_name == Interaction.__tablename__,
            Change.row_key.in_(keys),
            ~Change.moved,
        )
    )
    recording.announce(session, Interaction.__tablename__)
    return waiting(session, today, months)


def _old(today: date, months: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Interaction.feeling.is_not(None),
        Interaction.note != "",
        Interaction.occurred_on < add_months(today, -months),
    )
