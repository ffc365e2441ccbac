"""Undo and redo, read from the change sets that every write leaves behind.

Whatever was done in the last 90 days can be taken back in order, also after a restart. Of older
actions who did what is kept, but no longer the values: a book would grow without end, and what was
deleted should be gone some day.
"""

import json
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.language import _
from app.models import Change, ChangeSet, Setting
from app.models.base import Base
from app.services.book import moving, recording, resting
from app.services.book.recording import decode, encode
from app.services.errors import Conflict, NotFound

MODELS: dict[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}

KEPT = timedelta(days=90)
FORGOTTEN = "history_forgotten_to"  # the setting: of actions up to this id no values are kept
AT_ONCE = 2_000  # records


@dataclass(frozen=True, slots=True)
class Undoable:
    """An action that can be taken back, and what it was called."""

    change_set: int
    label: str


def next_undo(session: Session) -> Undoable | None:
    """Return the newest action that still stands, is whole, and is not itself an undo."""
    has_changes = exists().where(Change.change_set_id == ChangeSet.id)  # none if it was erased
    query = _standing(session).where(ChangeSet.undoes_id.is_(None), has_changes)
    return _newest(session, query)


def next_redo(session: Session) -> Undoable | None:
    """Return the newest undo that still stands, if nothing but undo and redo was done since."""
    redone = select(ChangeSet.undone_by_id).where(
        ChangeSet.undoes_id.is_not(None), ChangeSet.undone_by_id.is_not(None)
    )
    acts = select(func.max(ChangeSet.id)).where(
        ChangeSet.undoes_id.is_(None), ChangeSet.id.not_in(redone)
    )
    newest = session.scalars(
        _standing(session)
        .where(ChangeSet.undoes_id.is_not(None), ChangeSet.id > acts.scalar_subquery())
        .limit(1)
    ).first()
    if newest is None or not _has_changes(session, newest):
        return None
    return Undoable(newest.id, newest.label)


def undo_next(session: Session) -> str | None:
    """Take back the newest action; return what it was called, or None where there is none left."""
    waiting = next_undo(session)
    return None if waiting is None else undo(session, waiting.change_set)


def redo_next(session: Session) -> str | None:
    """Do again what was undone last; return what it was called, or None where nothing waits."""
    waiting = next_redo(session)
    return None if waiting is None else undo(session, waiting.change_set)


def undo(session: Session, change_set: int) -> str:
    """Take back one action, an undo included, and return what it was called.

    Raises Conflict, changing nothing, where one of its rows was changed again since, or something
    newer rests on one.
    """
    done = session.get(ChangeSet, change_set)
    if done is None or done.undone_by_id is not None:
        raise NotFound(_("This was already undone."))
    if done.id <= _forgotten(session):
        raise NotFound(_("This was done more than 90 days ago and cannot be undone any more."))
    if session.scalar(select(_emptied(change_set))):
        raise NotFound(_("Part of this was erased for good, so it cannot be undone any more."))
    recording.describe(session, done.label)
    if done.undoes_id is None:  # a redo is an action of its own, and can be undone in its turn
        recording.undoing(session, change_set)
    if not _is_free(session, done) or not moving.take_back(session, change_set):
        raise Conflict(_changed_since())
    changes = session.scalars(
        select(Change)
        .where(Change.change_set_id == change_set, ~Change.moved)
        .order_by(Change.id.desc())
    ).all()
    try:
        for change in changes:
            _take_back(session, change)
            session.flush()
    except IntegrityError as error:  # what it would bring back has no place any more
        raise Conflict(_changed_since()) from error
    recording.after_writing(session, lambda made: _mark_undone(session, done, made))
    return done.label


def forget(session: Session, now: datetime) -> None:
    """Let go of the values of actions older than 90 days, of so many at once.

    The oldest go first, so that the rest can wait for the next time. Where a clock was wrong for
    once, what came before is no older for that.
    """
    begun = _forgotten(session)
    young = select(func.min(ChangeSet.id)).where(
        ChangeSet.id > begun, ChangeSet.at.between(now - KEPT, now)
    )
    aged = (
        select(ChangeSet.id, func.count(Change.id))
        .outerjoin(Change, Change.change_set_id == ChangeSet.id)
        .where(ChangeSet.id > begun, ChangeSet.at < now - KEPT)
        .where(ChangeSet.id < (session.scalar(young) or sys.maxsize))
        .group_by(ChangeSet.id)
        .order_by(ChangeSet.id)
        .limit(AT_ONCE)
    )
    last, records = begun, 0
    for change_set, count in session.execute(aged):
        if records and records + count > AT_ONCE:
            break
        last, records = change_set, records + count
    if last == begun:
        return
    old = _between(begun, last)
    session.execute(delete(Change).where(*old, Change.moved))  # they say nothing but values
    for change in session.scalars(select(Change).where(*old)):
        change.before = None if change.before is None else {}
        change.after = None if change.after is None else {}
    _remember(session, last)


def _between(begun: int, last: int) -> tuple[ColumnElement[bool], ...]:
    return Change.change_set_id > begun, Change.change_set_id <= last


def _remember(session: Session, last: int) -> None:
    """Note how far it went, past the history itself."""
    if _forgotten(session):
        session.execute(update(Setting).where(Setting.key == FORGOTTEN).values(value=last))
    else:
        session.execute(insert(Setting).values(key=FORGOTTEN, value=last))


def _forgotten(session: Session) -> int:
    return session.scalar(select(Setting.value).where(Setting.key == FORGOTTEN)) or 0


def _standing(session: Session) -> Select[ChangeSet]:
    return (
        select(ChangeSet)
        .where(ChangeSet.undone_by_id.is_(None), ChangeSet.id > _forgotten(session))
        .where(~_emptied(ChangeSet.id))
        .order_by(ChangeSet.id.desc())
    )


def _emptied(change_set: int | InstrumentedAttribute[int]) -> Exists:
    """Return the condition that the values of some record of an action were let go of."""
    return exists().where(
        Change.change_set_id == change_set,
        Change.table_name != recording.IMPORTS,  # which never has any: the batch keeps them
        or_(Change.before == {}, Change.after == {}),
    )


def _newest(session: Session, query: Select[ChangeSet]) -> Undoable | None:
    found = session.scalars(query.limit(1)).first()
    return Undoable(found.id, found.label) if found else None


def _mark_undone(session: Session, done: ChangeSet, made: int) -> None:
    done.undone_by_id = made
    session.flush()


def _has_changes(session: Session, done: ChangeSet) -> bool:
    """Tell whether an undo can be redone: that of an import cannot, its files are needed again."""
    return session.scalar(select(Change.id).where(Change.change_set_id == done.id)) is not None


def _is_free(session: Session, done: ChangeSet) -> bool:
    """Tell whether nothing was built on an action; an undo is redone in its turn only."""
    if done.undoes_id is None:
        return not resting.is_built_on(session, done.id)
    waiting = next_redo(session)
    return waiting is not None and waiting.change_set == done.id


def _take_back(session: Session, change: Change) -> None:
    if change.table_name == recording.IMPORTS:
        from app.services.importing.batches import undo_import

        undo_import(session, json.loads(change.row_key)[0])
        return
    model = MODELS[change.table_name]
    key = json.loads(change.row_key)
    found = session.get(model, tuple(key))
    if change.before is None:
        record = _unchanged(found, change.after or {})
        if resting.is_referred_to(session, record):
            raise Conflict(_("This cannot be undone: something newer belongs to it."))
        session.delete(record)
    elif change.after is None:
        if found is not None:
            raise Conflict(_changed_since())
        session.add(model(**_decoded(model, change.before)))
    else:
        record = _unchanged(found, change.after)
        for name, value in _decoded(model, change.before).items():
            setattr(record, name, value)


def _unchanged(record: Base | None, after: dict[str, Any]) -> Base:
    """Return the record if it still is as the action left it."""
    if record is None or any(
        encode(getattr(record, name)) != value
        for name, value in after.items()
        if name not in recording.STAMPS
    ):
        raise Conflict(_changed_since())
    return record


def _decoded(model: type[Base], values: dict[str, Any]) -> dict[str, Any]:
    return {name: decode(model, name, value) for name, value in values.items()}


def _changed_since() -> str:
    return _("This cannot be undone: part of it was changed again since. Undo that first.")
