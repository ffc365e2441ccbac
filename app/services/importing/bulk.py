"""Inserts many rows as fast as the driver can, in whatever dialect the book speaks."""

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Table, insert
from sqlalchemy.orm import Session

REMEMBERED = 8_192


def insert_many(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns.

    SQLAlchemy would convert each value of each row anew; of an import most are days, stamps and
    words that come again and again, so each is converted once. Changes ``rows``.
    """
    connection = session.connection()
    names = list(rows[0])
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=names)
    converted = [
        (name, lru_cache(REMEMBERED)(convert))
        for name in names
        if (convert := _converter(table, name, connection.dialect)) is not None
    ]
    for row in rows:
        for name, convert in converted:
            value = row[name]
            if value is not None:
                row[name] = convert(value)
    order = compiled.positiontup
    values = list(map(itemgetter(*order), rows)) if order else rows
    connection.exec_driver_sql(str(compiled), values)


def _converter(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
