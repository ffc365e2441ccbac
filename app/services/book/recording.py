"""What every write leaves behind: its history for undo, stale standings, words for search.

Held at the one door through which all writes pass, so that no service can forget it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session

from app.models import Change, ChangeSet, Customer
from app.models.base import Base
from app.services.customers import freshness, vocabulary

UNTRACKED = frozenset({"change_sets", "changes", "standings", "glances", "import_batches"})
IMPORTS = "import_batches"
STAMPS = frozenset({"version", "created_at", "changed_at"})
SEARCHED = frozenset({"name", "note", "text", "title", "comment", "product", "city"})


@dataclass(slots=True)
class Record:
    """What one transaction has done so far."""

    actor: str = ""
    label: str = ""
    undoes: int | None = None
    tables: set[str] = field(default_factory=set[str])
    changes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    customers: set[int] = field(default_factory=set[int])
    texts: list[str] = field(default_factory=list[str])
    afterwards: list[Callable[[int], None]] = field(default_factory=list[Callable[[int], None]])

    def write(self, session: Session) -> int | None:
        """Keep the history, mark standings stale, learn words; return the change set's id."""
        freshness.mark_stale(session, self.customers)
        vocabulary.learn(session, self.texts)
        if not self.changes and self.undoes is None:
            return None
        change_set = session.scalars(
            insert(ChangeSet)
            .values(actor=self.actor, label=self.label, undoes_id=self.undoes)
            .returning(ChangeSet.id)
        ).one()
        if self.changes:
            rows = [{**change, "change_set_id": change_set} for change in self.changes]
            session.execute(insert(Change), rows)
        for tell in self.afterwards:
            tell(change_set)
        return change_set


def watch(session: Session, actor: str) -> Record:
    """Collect what this session writes, flushed objects and bulk statements alike."""
    record = Record(actor)
    session.info["record"] = record

    @event.listens_for(session, "after_flush")
    def _flushed(_session: Session, _context: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        for obj in session.new:
            _note(record, inspect(obj), existed=False, exists=True)
        for obj in session.dirty:
            if session.is_modified(obj):
                _note(record, inspect(obj), existed=True, exists=True)
        for obj in session.deleted:
            _note(record, inspect(obj), existed=True, exists=False)

    @event.listens_for(session, "do_orm_execute")
    def _executed(state: ORMExecuteState) -> None:  # pyright: ignore[reportUnusedFunction]
        if not state.is_select and state.bind_mapper is not None:
            record.tables.add(state.bind_mapper.class_.__tablename__)

    return record


def describe(session: Session, label: str) -> None:
    """Name what this transaction does, in the words of the toast and of the history."""
    _record(session).label = label


def undoing(session: Session, change_set: int) -> None:
    """Say that this transaction takes back another."""
    _record(session).undoes = change_set


def after_writing(session: Session, tell: Callable[[int], None]) -> None:
    """Call ``tell`` with the change set's id once the history of this transaction is written."""
    _record(session).afterwards.append(tell)


def imported(session: Session, batch_id: int) -> None:
    """Put an import into the history as one change: the batch itself knows how to be undone."""
    change: dict[str, Any] = {
        "table_name": IMPORTS,
        "row_key": json.dumps([batch_id]),
        "before": None,
        "after": {},
    }
    _record(session).changes.append(change)


def announce(session: Session, *tables: str) -> None:
    """Name tables written past the unit of work (bulk rows, cascades)."""
    _record(session).tables.update(tables)


def _record(session: Session) -> Record:
    """Return the transaction's record; in a reading session one that nobody keeps."""
    return session.info.setdefault("record", Record())


def _note(record: Record, state: InstanceState[Any], *, existed: bool, exists: bool) -> None:
    table: str = state.mapper.class_.__tablename__
    record.tables.add(table)
    if table in UNTRACKED:
        return
    before, after = _images(state, whole=not (existed and exists))
    if existed and exists and not after:
        return
    key = [encode(value) for value in state.mapper.primary_key_from_instance(state.obj())]
    record.changes.append(
        {
            "table_name": table,
            "row_key": json.dumps(key),
            "before": before if existed else None,
            "after": after if exists else None,
        }
    )
    _touch(record, state.obj(), before, after if exists else {})


def _touch(record: Record, obj: object, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Remember whose standing this moves and which words search has to know.

    A fact that is given to another customer moves two.
    """
    if isinstance(obj, Customer):
        record.customers.add(obj.id)
    for owner in (getattr(obj, "customer_id", None), before.get("customer_id")):
        if owner is not None:
            record.customers.add(owner)
    record.texts += [after[name] for name in SEARCHED & after.keys() if after[name]]


def _images(state: InstanceState[Any], *, whole: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns before and after: all of them, or only those that changed."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attr in state.mapper.column_attrs:
        history = state.attrs[attr.key].history
        if not whole and (attr.key in STAMPS or not history.has_changes()):
            continue
        value = state.dict.get(attr.key)
        old = history.deleted[0] if history.deleted else None
        before[attr.key] = encode(old if history.has_changes() else value)
        after[attr.key] = encode(value)
    return before, after


def encode(value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def decode(model: type[Base], column: str, value: Any) -> Any:
    """Return a value from the history as the column wants it."""
    if value is None:
        return None
    kind = inspect(model).columns[column].type.python_type
    if issubclass(kind, date | datetime):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value
