"""Indexes for the moment in which many rows go that others may refer to.

For each row that is deleted the database looks for rows that refer to it. Without an index that is
a walk through a whole table for every single row; to build one is a walk through it once.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from sqlalchemy import Column, Table, text
from sqlalchemy.orm import Session

WORTH_IT = 200


@contextmanager
def indexed(session: Session, table: Table, going: int, tables: Iterable[Table]) -> Generator[None]:
    """Have an index on every column that refers to ``table`` while ``going`` rows of it go."""
    bare = [
        key.parent
        for child in tables
        for key in child.foreign_keys
        if key.column.table is table and not _has_index(child, key.parent)
    ]
    made = [f"passing_{column.table.name}_{column.name}" for column in bare]
    if going < WORTH_IT:
        made = []
    for name, column in zip(made, bare, strict=False):
        session.execute(text(f"CREATE INDEX {name} ON {column.table.name} ({column.name})"))
    yield
    for name in made:
        session.execute(text(f"DROP INDEX {name}"))


def _has_index(table: Table, column: Column[object]) -> bool:
    """Tell whether an index, or the primary key, begins with a column."""
    orders = [list(index.columns) for index in table.indexes] + [list(table.primary_key.columns)]
    return any(order and order[0] is column for order in orders)
