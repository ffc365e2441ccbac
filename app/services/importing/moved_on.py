"""What was changed since an import, and still stands so: undoing the import leaves that alone.

A row's version says that somebody touched it, not whether that was taken back since; the history
says both.
"""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from app.models import Change, ChangeSet, ImportBatch
from app.services.book import recording

Ids = dict[str, set[int]]


def since(session: Session, batch_id: int) -> Ids:
    """Return, by table, the ids of rows that later actions and imports touched and that stand."""
    found: Ids = defaultdict(set)
    key = json.dumps([batch_id])
    itself = select(func.max(Change.change_set_id)).where(
        Change.table_name == recording.IMPORTS, Change.row_key == key
    )
    touched = (
        select(Change.table_name, Change.row_key)
        .join(ChangeSet, ChangeSet.id == Change.change_set_id)
        .where(
            ChangeSet.id > itself.scalar_subquery(),
            ChangeSet.undone_by_id.is_(None),
            ChangeSet.undoes_id.is_(None),
            Change.table_name != recording.IMPORTS,
        )
    )
    for table, row_key in session.execute(touched):
        found[table].add(json.loads(row_key)[0])
    later = select(ImportBatch.before).where(
        ImportBatch.id > batch_id, ImportBatch.undone_at.is_(None)
    )
    for before in session.scalars(later):
        for table, rows in before["changed"].items():
            found[table].update(map(int, rows))
    return found


def among(table: Table, ids: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a row is one of these, however many they are.

    They travel as one JSON text: a statement takes only so many values of its own.
    """
    listed = func.json_each(json.dumps(sorted(ids))).table_valued("value")
    return table.c.id.in_(select(listed.c.value))
