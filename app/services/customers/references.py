"""Every column that names a customer or a contact, found where the tables are declared.

So that a table added later cannot be forgotten where one record takes the place of another.
"""

from functools import cache
from typing import Any

from sqlalchemy import Column

from app.models import tables
from app.models.base import Base


@cache
def to(table: str) -> tuple[Column[Any], ...]:
    """Return the columns that refer to the records of a table, in the order of their names."""
    target = tables.Base.metadata.tables[table].c.id
    found = [
        key.parent
        for other in Base.metadata.tables.values()
        for key in other.foreign_keys
        if key.column is target
    ]
    return tuple(sorted(found, key=str))
