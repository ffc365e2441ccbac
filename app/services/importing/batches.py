"""One import, all its files together: kept so that it can be taken back as one."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from app.language import _
from app.models import Change, ChangeSet, ImportBatch
from app.models.base import Base, now
from app.services.book import history, recording
from app.services.customers import freshness
from app.services.errors import Conflict, NotFound
from app.services.importing import child_indexes, moved_on
from app.services.importing.moved_on import Ids
from app.services.importing.sink import CONTACTS, Sink
from app.services.importing.storing import TALKED

Changed = dict[str, dict[str, Any]]

CACHES = frozenset({"standings", "lessons", "risk_snapshots"})
"""Tables whose rows live and die with what they refer to."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an import's records: removed, restored, or kept as changed since."""

    removed: int
    restored: int
    kept: int


class Batch:
    """The import under way; it gets its row when there is something to write."""

    def __init__(self, session: Session, today: date) -> None:
        self._session = session
        self._today = today
        self.row: ImportBatch | None = None

    def id(self) -> int:
        """Return the batch's id, with which every row it creates is marked."""
        if self.row is None:
            self.row = ImportBatch(imported_on=self._today, files=[], before={})
            self._session.add(self.row)
            self._session.flush()
        return self.row.id

    def close(self, sink: Sink, files: list[dict[str, Any]]) -> int | None:
        """Keep what it takes to undo the import, and return its id; None if it did nothing."""
        if self.row is None:
            return None
        self.row.files = files
        self.row.created = sink.created
        self.row.updated = sum(map(len, sink.before.values()))
        self.row.before = {"changed": dict(sink.before), "untraced": dict(sink.untraced)}
        self._session.flush()
        return self.row.id


def undo_import(session: Session, batch_id: int) -> Undone:
    """Remove what an import created and restore what it changed, but for what was changed since."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound(_("There is no import with the number {number}.").format(number=batch_id))
    if batch.undone_at is not None:
        raise Conflict(_("This import was already undone."))
    tables = Base.metadata.sorted_tables
    customers = _customers(session, batch_id, tables)
    moved = moved_on.since(session, batch_id)
    restored, kept = _restore(session, batch.before["changed"], moved)
    removed, staying = _remove(session, batch, tables, moved)
    batch.undone_at = now()
    batch.before = {"changed": {}, "untraced": {}}  # nobody can ask for it again
    session.flush()
    session.expire_all()
    freshness.mark_stale(session, customers)
    recording.announce(session, *(table.name for table in tables if table.name in history.MODELS))
    _tell_history(session, batch_id)
    return Undone(removed, restored, kept + staying)


def _tell_history(session: Session, batch_id: int) -> None:
    """Let the history know, so that it does not offer to undo the import again."""
    done = session.scalars(
        select(ChangeSet)
        .join(Change, Change.change_set_id == ChangeSet.id)
        .where(
            Change.table_name == recording.IMPORTS,
            Change.row_key == json.dumps([batch_id]),
            ChangeSet.undone_by_id.is_(None),
        )
    ).first()
    if done is None:
        return

    def undone(change_set: int) -> None:
        done.undone_by_id = change_set
        session.flush()

    recording.describe(session, done.label)
    recording.undoing(session, done.id)
    recording.after_writing(session, undone)


def _customers(session: Session, batch_id: int, tables: list[Table]) -> set[int]:
    """Return whose standings the undoing will move."""
    found: set[int] = set()
    for table in tables:
        if "batch_id" in table.c and "customer_id" in table.c:
            query = select(table.c.customer_id).where(table.c.batch_id == batch_id).distinct()
            found.update(session.scalars(query))
    return found


def _restore(session: Session, changed: dict[str, Changed], moved: Ids) -> tuple[int, int]:
    """Give changed rows their former values, unless they moved on since."""
    restored = kept = 0
    for name, rows in changed.items():
        model = history.MODELS[name]
        table = Base.metadata.tables[name]
        versions = _versions(session, table, rows)
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for key, before in rows.items():
            if int(key) not in versions or int(key) in moved.get(name, ()):
                kept += 1
                continue
            restored += 1
            values = dict(before["values"])
            if CONTACTS in values:
                _restore_contacts(session, int(key), values.pop(CONTACTS))
            decoded = {column: recording.decode(model, column, values[column]) for column in values}
            decoded |= {"version": versions[int(key)] + 1, "changed_at": now()}
            alike[tuple(sorted(decoded))].append(
                {f"old_{column}": value for column, value in decoded.items()} | {"made": int(key)}
            )
        for columns, group in alike.items():
            statement = (
                update(table)
                .where(table.c.id == bindparam("made"))
                .values({column: bindparam(f"old_{column}") for column in columns})
            )
            session.execute(statement, group)
    return restored, kept


def _versions(session: Session, table: Table, rows: Changed) -> dict[int, int]:
    found: dict[int, int] = {}
    ids = sorted(map(int, rows))
    for start in range(0, len(ids), 5_000):
        query = select(table.c.id, table.c.version).where(
            table.c.id.in_(ids[start : start + 5_000])
        )
        found.update((row.id, row.version) for row in session.execute(query))
    return found


def _restore_contacts(session: Session, interaction: int, contacts: list[int]) -> None:
    session.execute(delete(TALKED).where(TALKED.c.interaction_id == interaction))
    if contacts:
        rows = [{"interaction_id": interaction, "contact_id": contact} for contact in contacts]
        session.execute(TALKED.insert(), rows)


def _remove(
    session: Session, batch: ImportBatch, tables: list[Table], moved: Ids
) -> tuple[int, int]:
    """Delete what the batch created, and count what has to stay.

    What refers to others goes first, so that what is then still referred to has a reason to stay.
    """
    removed = staying = 0
    untraced: dict[str, list[int]] = batch.before["untraced"]
    for table in reversed(tables):
        mine = _mine(table, batch.id, untraced.get(table.name))
        if mine is None:
            continue
        unchanged = mine & ~moved_on.among(table, moved.get(table.name, ()))
        unused = (_not_used(table, child, unchanged) for child in tables)
        condition = unchanged
        for clauses in unused:
            for clause in clauses:
                condition &= clause
        going = _count(session, table, condition)
        with child_indexes.indexed(session, table, going, tables):
            session.execute(delete(table).where(condition))
        removed += going
        staying += _count(session, table, mine)
    return removed, staying


def _mine(table: Table, batch_id: int, ids: list[int] | None) -> ColumnElement[bool] | None:
    if "batch_id" in table.c:
        return table.c.batch_id == batch_id
    return table.c.id.in_(ids) if ids else None


def _not_used(
    table: Table, child: Table, unchanged: ColumnElement[bool]
) -> list[ColumnElement[bool]]:
    """Return the conditions that no row of ``child`` that stays refers to ``table``."""
    if child.name in CACHES:
        return []
    found: list[ColumnElement[bool]] = []
    for key in child.foreign_keys:
        own_part = child is TALKED and key.parent.name == "interaction_id"
        if key.column.table is not table or own_part:
            continue
        users = select(key.parent).where(key.parent.is_not(None))
        if child is table:
            users = users.where(~unchanged)
        found.append(table.c.id.not_in(users.correlate(None)))
    return found


def _count(session: Session, table: Table, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(condition)) or 0
