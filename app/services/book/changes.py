"""Who changed what and when: of one customer record by record, of the book action by action.

Values come as the screen wants them: days as dates, and in place of an id the name that it stood
for. A constant number of queries, however long the history.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Exists, Table, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import Change, ChangeSet, Customer
from app.models.base import Base
from app.services.book import recording
from app.services.customers import aliases

HISTORY = 300  # entries of a customer; who needs more exports the book
NAMING = ("name", "title")  # columns by which people know a record
MONEY = frozenset({"value", "value_before", "value_after"})


@dataclass(frozen=True, slots=True)
class Changed:
    """One column from what to what; money in minor units of the entry's currency."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One record that an action touched.

    ``forgotten``: only the fact is kept, not the values; it is so long ago, or they were erased.
    """

    id: int
    at: datetime
    actor: str
    label: str
    table: str
    added: bool
    undone: bool
    forgotten: bool
    currency: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One action on the book: who did it, what it was called, how many records it touched."""

    id: int
    at: datetime
    actor: str
    label: str
    records: int
    undone: bool
    is_undo: bool


def of_customer(session: Session, customer_id: int) -> list[HistoryEntry]:
    """Return who changed what about a customer and when, the newest first.

    That another was merged into it is told once, by the one that went, whose own history it now is;
    not by each record that moved. What was done to a record that is gone is not told of the one
    that has its id now.
    """
    mine = Change.table_name == Customer.__tablename__
    keys = [json.dumps([one]) for one in (customer_id, *aliases.merged_into(session, customer_id))]
    whose = [mine & Change.row_key.in_(keys)]
    for table in _of_customers():
        keys = select(literal("[").concat(table.c.id).concat("]")).where(
            table.c.customer_id == customer_id
        )
        whose.append((Change.table_name == table.name) & Change.row_key.in_(keys))
    query = (
        select(Change, ChangeSet)
        .join(ChangeSet, ChangeSet.id == Change.change_set_id)
        .where(or_(*whose), ~Change.moved, ChangeSet.undoes_id.is_(None), ~_gone_since())
        .order_by(Change.id.desc())
        .limit(HISTORY)
    )
    found = [(change, done) for change, done in session.execute(query)]
    names = _names(session, [change for change, _done in found])
    currencies = _currencies(session, [change for change, _done in found])
    return [_entry(change, done, names, currencies) for change, done in found]


def recent(session: Session, limit: int, before: int | None = None) -> list[Action]:
    """Return the newest actions, or those that came before the one of id ``before``."""
    query = (
        select(ChangeSet, func.count(Change.id))
        .outerjoin(Change, Change.change_set_id == ChangeSet.id)
        .group_by(ChangeSet.id)
        .order_by(ChangeSet.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(ChangeSet.id < before)
    return [
        Action(
            done.id,
            done.at,
            done.actor,
            done.label,
            records,
            done.undone_by_id is not None,
            done.undoes_id is not None,
        )
        for done, records in session.execute(query)
    ]


def _gone_since() -> Exists:
    """Return the condition that the record of a change went later and was not brought back."""
    later, done = aliased(Change), aliased(ChangeSet)
    return exists().where(
        later.table_name == Change.table_name,
        later.row_key == Change.row_key,
        later.id > Change.id,
        later.after == JSON.NULL,
        done.id == later.change_set_id,
        done.undone_by_id.is_(None),
    )


@cache
def _of_customers() -> tuple[Table, ...]:
    """Return the tables of records that belong to a customer and have their own history."""
    return tuple(
        table
        for table in Base.metadata.sorted_tables
        if {"id", "customer_id"} <= set(table.c.keys()) and table.name not in recording.UNTRACKED
    )


def _entry(
    change: Change,
    done: ChangeSet,
    names: Mapping[tuple[str, int], str],
    currencies: Mapping[tuple[str, str], str],
) -> HistoryEntry:
    before, after = change.before or {}, change.after or {}
    table = Base.metadata.tables[change.table_name]
    changed = tuple(
        Changed(
            column, *(_shown(table, column, value, names) for value in (before.get(column), new))
        )
        for column, new in after.items()
        if column not in recording.STAMPS and before.get(column) != new and _is_told(table, column)
    )
    return HistoryEntry(
        change.id,
        done.at,
        done.actor,
        done.label,
        change.table_name,
        change.before is None,
        done.undone_by_id is not None,
        not before and not after,
        currencies.get((change.table_name, change.row_key), ""),
        changed,
    )


def _is_told(table: Table, column: str) -> bool:
    """Leave out what only links records that have no name."""
    named = _named(table, column)
    return named is not None or not table.c[column].foreign_keys


def _shown(table: Table, column: str, value: Any, names: Mapping[tuple[str, int], str]) -> Any:
    named = _named(table, column)
    if value is None or named is None:
        return recording.decode(_models()[table.name], column, value)
    return names.get((named.name, value), "")


@cache
def _models() -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


@cache
def _named(table: Table, column: str) -> Table | None:
    """Return the table of named records that a column refers to, if it does."""
    for key in table.c[column].foreign_keys:
        if _naming(key.column.table) is not None:
            return key.column.table
    return None


def _naming(table: Table) -> str | None:
    return next((name for name in NAMING if name in table.c), None)


def _names(session: Session, changes: Iterable[Change]) -> dict[tuple[str, int], str]:
    """Return the names of all records that these changes refer to; a query for each table."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for change in changes:
        table = Base.metadata.tables[change.table_name]
        for image in (change.before or {}, change.after or {}):
            for column, value in image.items():
                named = _named(table, column)
                if named is not None and value is not None:
                    wanted[named.name].add(value)
    found: dict[tuple[str, int], str] = {}
    for name, ids in wanted.items():
        table = Base.metadata.tables[name]
        query = select(table.c.id, table.c[_naming(table) or "id"]).where(table.c.id.in_(ids))
        found.update(((name, row[0]), str(row[1])) for row in session.execute(query))
    return found


def _currencies(session: Session, changes: Sequence[Change]) -> dict[tuple[str, str], str]:
    """Return the currency of each record whose money was changed."""
    contract, renewal = (Base.metadata.tables[name] for name in ("contracts", "renewals"))
    of_contract = select(contract.c.id, contract.c.currency)
    of_renewal = select(renewal.c.id, contract.c.currency).join(contract)
    found: dict[tuple[str, str], str] = {}
    for table, query in ((contract, of_contract), (renewal, of_renewal)):
        keys = {
            change.row_key
            for change in changes
            if change.table_name == table.name and MONEY & (change.after or {}).keys()
        }
        ids = [json.loads(key)[0] for key in keys]
        if ids:
            rows = session.execute(query.where(table.c.id.in_(ids)))
            found.update(((table.name, json.dumps([row[0]])), row[1]) for row in rows)
    return found
