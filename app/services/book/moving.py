"""Rows given to another owner, however many: by one statement, with its history by another.

When two customers are one, all of one's facts change their owner. Each row keeps its own place in
the history, so that undo and imports see it like any other; but nothing is read into memory,
neither on the way there nor back. It says nothing of anybody but ids, so that erasing leaves it.

A column is either moved here or changed through the unit of work within one action, never both, so
that their order does not matter to undo.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Column, CursorResult, Table, bindparam, text
from sqlalchemy.orm import Session

from app.models.base import Base, UtcDateTime, now
from app.services.book import recording

OWNER = "customer_id"

_PAIRS = (
    "WITH pair(old, new) AS MATERIALIZED "
    "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:pairs))"
)
_TELL = 'INSERT INTO changes (change_set_id, table_name, row_key, "before", "after", moved) SELECT'
_MOVED = 'c.change_set_id = :done AND c.moved AND json_type(c."after", :path) IS NOT NULL'


def move(session: Session, column: Column[Any], to: Mapping[int, int], *, but: str = "") -> int:
    """Let rows that name one record in a column name another; return how many there were.

    ``but`` is a condition in SQL over the row, ``t``, of those that are left as they are. What the
    session has loaded is read anew.
    """
    table, name = column.table, column.name
    left = f" AND NOT ({but})" if but else ""
    mine = f"t.{name} IN (SELECT old FROM pair){left}"  # noqa: S608 - names of our own tables
    values: dict[str, Any] = {"pairs": json.dumps(list(to.items()))}
    session.flush()
    moved = _run(
        session,
        f"{_PAIRS} {_TELL} :change_set, '{table.name}', {_key(table, name)}, "
        f"json_object('{name}', pair.old), json_object('{name}', pair.new), 1 "
        f"FROM {table.name} AS t JOIN pair ON pair.old = t.{name} WHERE {mine}",
        values | {"change_set": recording.change_set(session)},
    )
    if moved:
        _run(
            session,
            f"{_PAIRS} UPDATE {table.name} AS t SET {name} = "  # noqa: S608
            f"(SELECT new FROM pair WHERE old = t.{name}){_stamps(table)} WHERE {mine}",
            values,
        )
        _announce(session, table, {*to.keys(), *to.values()} if name == OWNER else ())
    return moved


def take_back(session: Session, change_set: int) -> bool:
    """Give every row that an action moved to whom it belonged before; tell whether all are there.

    Where one was given to somebody else since, the caller has to refuse.
    """
    moved = session.execute(
        text(
            "SELECT c.table_name, one.key, count(*) FROM changes AS c, "
            'json_each(c."after") AS one WHERE c.change_set_id = :done AND c.moved GROUP BY 1, 2'
        ),
        {"done": change_set},
    )
    return all(
        _give_back(session, change_set, Base.metadata.tables[table], name) == count
        for table, name, count in moved.all()
    )


def _give_back(session: Session, change_set: int, table: Table, name: str) -> int:
    values = {"done": change_set, "path": f"$.{name}"}
    mine = f"c.table_name = '{table.name}' AND {_MOVED}"
    owners = "json_extract(c.{}, :path)".format
    _run(
        session,
        f'{_TELL} :undo, c.table_name, {_former_key(table, name)}, c."after", c."before", 1 '
        f"FROM changes AS c WHERE {mine}",
        values | {"undo": recording.change_set(session)},
    )
    given = _run(
        session,
        f"UPDATE {table.name} AS t SET {name} = {owners('before')}{_stamps(table)} "  # noqa: S608
        f"FROM changes AS c WHERE {mine} AND t.{name} = {owners('after')} "
        f"AND t.{table.primary_key.columns[0].name} = json_extract(c.row_key, '$[0]')",
        values,
    )
    both = f"{owners('before')}, {owners('after')}"
    whose = f"SELECT DISTINCT {both} FROM changes AS c WHERE {mine}"  # noqa: S608
    pairs = session.execute(text(whose), values).all() if name == OWNER else ()
    _announce(session, table, {owner for pair in pairs for owner in pair})
    return given


def _run(session: Session, statement: str, values: Mapping[str, Any]) -> int:
    """Execute a statement, stamped with this instant where it says so; return how many rows."""
    stamped = text(statement)
    if ":now" in statement:
        stamped = stamped.bindparams(bindparam("now", now(), type_=UtcDateTime()))
    done = session.execute(stamped, values)
    return cast("CursorResult[Any]", done).rowcount


def _announce(session: Session, table: Table, owners: Collection[int]) -> None:
    """Let pages and standings know, and have loaded rows read anew."""
    recording.announce(session, table.name)
    recording.touch(session, owners)
    session.expire_all()


def _key(table: Table, name: str) -> str:
    """Return the SQL for the key of row ``t`` in the history, once a column has its new value."""
    keys = (column.name for column in table.primary_key)
    return _as_json("pair.new" if one == name else f"t.{one}" for one in keys)


def _former_key(table: Table, name: str) -> str:
    """Return the SQL for the key that the row of change ``c`` had before."""
    return _as_json(
        'json_extract(c."before", :path)'
        if one == name
        else f"json_extract(c.row_key, '$[{place}]')"
        for place, one in enumerate(column.name for column in table.primary_key)
    )


def _as_json(parts: Iterable[str]) -> str:
    return "'[' || " + " || ', ' || ".join(parts) + " || ']'"


def _stamps(table: Table) -> str:
    return ", version = t.version + 1, changed_at = :now" if "version" in table.c else ""
