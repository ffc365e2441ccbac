"""What every write leaves behind: its history for undo, stale standings, words for search.

Held at the one door through which all writes pass, so that no service can forget it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Connection,
    CursorResult,
    Insert,
    Update,
    bindparam,
    event,
    insert,
    inspect,
    update,
)
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, Session, sessionmaker

from app.models import Change, ChangeSet, Customer
from app.models.base import Base
from app.services.customers import freshness, vocabulary

UNTRACKED = frozenset(
    {"change_sets", "changes", "standings", "glances", "import_batches", "lessons", "learnt_models"}
)
IMPORTS = "import_batches"
STAMPS = frozenset({"version", "created_at", "changed_at"})
Row = tuple[str, Any]  # a table, and the first column of a row's key
SEARCHED = frozenset({"name", "note", "text", "title", "comment", "product", "city"})


@dataclass(slots=True)
class Record:
    """What one transaction has done so far."""

    actor: str = ""
    label: str = ""
    undoes: int | None = None
    opened: int | None = None  # the change set, where rows were moved into it already
    tables: set[str] = field(default_factory=set[str])
    in_bulk: set[str] = field(default_factory=set[str])
    rows: set[Row] = field(default_factory=set[Row])
    changes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    customers: set[int] = field(default_factory=set[int])
    texts: list[str] = field(default_factory=list[str])
    afterwards: list[Callable[[int], None]] = field(default_factory=list[Callable[[int], None]])

    def note(
        self,
        table: str,
        key: Sequence[Any],
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        owners: Iterable[int | None],
    ) -> None:
        """Remember a row before and after, whose standing it moves, which words it brings."""
        self.rows.add((table, key[0]))
        self.changes.append(
            {
                "table_name": table,
                "row_key": json.dumps([encode(value) for value in key]),
                "before": before,
                "after": after,
            }
        )
        self.customers.update(owner for owner in owners if owner is not None)
        known = after or {}
        self.texts += [known[name] for name in SEARCHED & known.keys() if known[name]]

    def write(self, session: Session) -> int | None:
        """Keep the history, mark standings stale, learn words; return the change set's id.

        Past the ORM: these are always the same few statements, and every write waits for them.
        """
        freshness.mark_stale(session, self.customers)
        vocabulary.learn(session, self.texts)
        if not self.changes and self.undoes is None and self.opened is None:
            return None
        change_set = self._keep(session.connection())
        for tell in self.afterwards:
            tell(change_set)
        return change_set

    def _keep(self, connection: Connection) -> int:
        """Store what changed as one action, and return its id."""
        said = {"actor": self.actor, "label": self.label, "undoes_id": self.undoes}
        if self.opened is not None:
            change_set = self.opened
            connection.execute(_naming(), said | {"opened": change_set})
        else:
            change_set = _id(connection.execute(_inserting(ChangeSet), said))
        self.tables.add(ChangeSet.__tablename__)
        if self.changes:
            rows = [{**change, "change_set_id": change_set} for change in self.changes]
            connection.execute(_inserting(Change), rows)
            self.tables.add(Change.__tablename__)
        return change_set


@cache
def _inserting(model: type[Base]) -> Insert:
    return insert(model)


@cache
def _naming() -> Update:
    return update(ChangeSet).where(ChangeSet.id == bindparam("opened"))


def listen(sessions: sessionmaker[Session]) -> None:
    """Collect what these sessions write, flushed objects and bulk statements alike."""
    event.listen(sessions, "after_flush", _flushed)
    event.listen(sessions, "do_orm_execute", _executed)


def watch(session: Session, actor: str) -> Record:
    """Begin the record of one transaction of a session that is listened to."""
    record = session.info["record"] = Record(actor)
    return record


def _flushed(session: Session, _context: Any) -> None:
    record = _record(session)
    for obj in session.new:
        _note(record, inspect(obj), existed=False, exists=True)
    for obj in session.dirty:
        if session.is_modified(obj):
            _note(record, inspect(obj), existed=True, exists=True)
    for obj in session.deleted:
        _note(record, inspect(obj), existed=True, exists=False)


def _executed(state: ORMExecuteState) -> None:
    if not state.is_select and state.bind_mapper is not None:
        announce(state.session, state.bind_mapper.class_.__tablename__)


def insert_row(session: Session, model: type[Base], values: Mapping[str, Any]) -> int:
    """Store one new row of a table with an id of its own, with its history, and return the id.

    For what somebody waits for: past the unit of work, in a third of its time. What the row refers
    to has to be stored before.
    """
    added = session.connection().execute(_inserting(model), values)
    stored = cast("dict[str, Any]", added.last_inserted_params())
    row_id = _id(added)
    record, table = _record(session), model.__tablename__
    record.tables.add(table)
    after = {name: encode(stored.get(name)) for name in _columns(inspect(model))}
    owner = row_id if model is Customer else stored.get("customer_id")
    record.note(table, (row_id,), None, after | {"id": row_id}, (owner,))
    return row_id


def _id(added: CursorResult[Any]) -> int:
    """Return the id of the row that was just inserted."""
    (row_id,) = cast("Sequence[int]", added.inserted_primary_key)
    return row_id


def describe(session: Session, label: str) -> None:
    """Name what this transaction does, in the words of the toast and of the history."""
    _record(session).label = label


def actor(session: Session) -> str:
    """Return the name of who does this, as it stands in the history; empty where nobody said."""
    return _record(session).actor


def undoing(session: Session, change_set: int) -> None:
    """Say that this transaction takes back another."""
    _record(session).undoes = change_set


def change_set(session: Session) -> int:
    """Return the id of this transaction's change set, which gets its name at the end.

    For statements that write history of their own.
    """
    record = _record(session)
    if record.opened is None:
        record.opened = _id(session.connection().execute(_inserting(ChangeSet), {"label": ""}))
    return record.opened


def touch(session: Session, customer_ids: Iterable[int]) -> None:
    """Name customers whose standings are moved past the unit of work."""
    _record(session).customers.update(customer_ids)


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
    record = _record(session)
    record.tables.update(tables)
    record.in_bulk.update(tables)


def _record(session: Session) -> Record:
    """Return the transaction's record; in a reading session one that nobody keeps."""
    return session.info.setdefault("record", Record())


def _note(record: Record, state: InstanceState[Any], *, existed: bool, exists: bool) -> None:
    table: str = state.mapper.class_.__tablename__
    record.tables.add(table)
    if table in UNTRACKED:
        return
    if existed and exists:
        before, after = _differences(state)
        if not after:
            return
    else:
        before = _before(state) if existed else None
        after = _after(state) if exists else None
    obj = state.obj()
    owner = obj.id if isinstance(obj, Customer) else getattr(obj, "customer_id", None)
    key = state.mapper.primary_key_from_instance(obj)
    # a fact that is given to another customer moves two
    record.note(table, key, before, after, (owner, (before or {}).get("customer_id")))


def _after(state: InstanceState[Any]) -> dict[str, Any]:
    """Return all columns as they are now."""
    return {key: encode(state.dict.get(key)) for key in _columns(state.mapper)}


def _before(state: InstanceState[Any]) -> dict[str, Any]:
    """Return all columns as they were."""
    changed, _now = _differences(state)
    return _after(state) | changed


def _differences(state: InstanceState[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns that changed, before and after."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in _columns(state.mapper):
        history = state.attrs[key].history
        if key not in STAMPS and history.has_changes():
            before[key] = encode(history.deleted[0] if history.deleted else None)
            after[key] = encode(state.dict.get(key))
    return before, after


@cache
def _columns(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in mapper.column_attrs)


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
