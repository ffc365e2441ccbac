"""Notes on how people felt are not kept for ever: the firm decides for how long.

What goes is the note of an old conversation in which a feeling was noted; that there was one, and
how it went as a figure, stays with the trajectory.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.orm import Session, aliased

from app.models import Change, Interaction
from app.models.base import now
from app.services.book import recording, settings
from app.services.contracts.terms import add_months
from app.services.customers import forgetting, vocabulary

AT_ONCE = 500  # notes


def waiting(session: Session, today: date, months: int) -> int:
    """Return how many notes are older than so many months; 0 months keeps all.

    One that only the history still has counts as well: undo or redo would bring it back.
    """
    if not months:
        return 0
    due = _due(add_months(today, -months)).subquery()
    return session.scalar(select(func.count()).select_from(due)) or 0


def let_go(session: Session, today: date) -> int:
    """Let go of some of the notes that the firm no longer wants to keep; return how many wait.

    Not to be undone: history, imports and search forget them too.
    """
    months = settings.load(session).mood_months
    if not months:
        return 0
    ids = set(session.scalars(_due(add_months(today, -months)).limit(AT_ONCE)))
    if not ids:
        return 0
    going = Interaction.id.in_(ids) & (Interaction.note != "")
    words = vocabulary.words_of(session.scalars(select(Interaction.note).where(going)))
    session.execute(
        update(Interaction)
        .where(going)
        .values(note="", version=Interaction.version + 1, changed_at=now()),
        execution_options={"synchronize_session": False},
    )
    forgetting.rows(session, Interaction.__tablename__, ids)
    vocabulary.unlearn(session, words)
    forgetting.mark(session)
    recording.announce(session, Interaction.__tablename__)
    return 0 if len(ids) < AT_ONCE else waiting(session, today, months)


def _due(limit: date) -> CompoundSelect[int]:
    """Return the conversations from before a day whose note is there or in the history."""
    old = (Interaction.feeling.is_not(None), Interaction.occurred_on < limit)
    here = select(Interaction.id).where(*old, Interaction.note != "")
    row = cast(func.trim(Change.row_key, "[]"), Integer)
    was_there = aliased(Change)
    gone = ~exists().where(Interaction.id == row) & exists().where(
        was_there.table_name == Change.table_name,
        was_there.row_key == Change.row_key,
        or_(*(_was_old(image, limit) for image in (was_there.before, was_there.after))),
    )
    noted = (image["note"].as_string() != "" for image in (Change.before, Change.after))
    remembered = select(row).where(
        Change.table_name == Interaction.__tablename__,
        ~Change.moved,
        or_(*noted),
        or_(exists().where(Interaction.id == row, *old), gone),
    )
    return union(here, remembered)


def _was_old(image: Any, limit: date) -> ColumnElement[bool]:
    """Return the condition that a conversation was due, as the history has it."""
    felt = image["feeling"].as_integer().is_not(None)
    return and_(felt, image["occurred_on"].as_string() < limit.isoformat())
