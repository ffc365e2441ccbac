"""The whole book as Rapport's own files, from which an import makes the same book again.

What a spreadsheet would take for a formula is guarded, and the import takes the guard away.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, exists, select
from sqlalchemy.orm import Session

from app.language import _
from app.services.errors import Conflict
from app.services.exporting import csv_file
from app.services.exporting.cells import Row, cell
from app.services.exporting.handles import Names
from app.services.importing.fields import KINDS
from app.services.importing.shape import Field, Kind
from app.services.importing.sink import CONTACTS
from app.services.importing.storing import TABLES, TALKED
from app.services.progress import Progress, silent

AT_ONCE = 2_000
LONGEST_HEADER = 4_096  # letters


def export_book(
    session: Session, folder: Path, progress: Progress = silent
) -> list[tuple[str, int]]:
    """Write all files into a folder, and return the name of each and how many rows it has.

    They take their names when all of them are written; what is in the bin is left out. Raises
    Conflict where one would replace a file that is no export.
    """
    with csv_file.explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _see_that_names_are_free(folder)
    names = Names(session)
    done: list[tuple[str, int]] = []
    with ExitStack() as files:
        for number, kind in enumerate(KINDS.values()):
            file = f"{kind.name}.csv"
            out = files.enter_context(csv_file.written(folder / file))
            fields = _fields(session, kind, names)
            out.write(csv_file.line(field.name for field in fields))
            cells = [cell(kind.name, field, names) for field in fields]
            count = 0
            for row in _rows(session, kind):
                out.write(csv_file.line(write(row) for write in cells))
                count += 1
                if count % AT_ONCE == 0:
                    progress(number, len(KINDS))
            done.append((file, count))
            progress(number + 1, len(KINDS))
    return done


def _see_that_names_are_free(folder: Path) -> None:
    """Raise Conflict where a file of one of our names has a header that we would not write."""
    for kind in KINDS.values():
        path = folder / f"{kind.name}.csv"
        if not path.exists():
            continue
        with csv_file.explained(path), path.open(encoding="utf-8", errors="replace") as file:
            header = file.readline(LONGEST_HEADER).removesuffix("\n").split(",")
        if header != [f.name for f in kind.fields if not f.more or f.name in header]:
            raise Conflict(
                _(
                    "{file} is there already and is no export of a book. "
                    "Move it away, or choose another folder."
                ).format(file=path)
            )


def _fields(session: Session, kind: Kind, names: Names) -> list[Field]:
    """Return the columns of a file: those of the format, and others that say something."""
    table = TABLES[kind.name]
    numbered = any(names.codes.get(kind.name, {}).values())
    return [
        field
        for field in kind.fields
        if not field.more
        or (field.name == "external_id" and numbered)
        or session.scalar(select(exists(_says_something(table, field))))
    ]


def _says_something(table: Table, field: Field) -> Select[Any]:
    column = table.c[field.column]
    query = select(table.c.id).where(table.c.deleted_at.is_(None), column.is_not(None))
    return query.where(column != "") if column.type.python_type is str else query


def _rows(session: Session, kind: Kind) -> Iterator[Row]:
    """Yield what is there of a kind, in the order in which it came into the book."""
    table = TABLES[kind.name]
    found = session.execute(
        select(table).where(*_there(table)).order_by(table.c.id),
        execution_options={"yield_per": AT_ONCE},
    ).mappings()
    talked = kind.name == "interactions"
    for part in found.partitions():
        people = _people(session, [row["id"] for row in part]) if talked else {}
        for row in part:
            yield {**row, CONTACTS: people.get(row["id"], [])}


def _there(table: Table) -> list[ColumnElement[bool]]:
    """Return the conditions for what is not deleted, nor belongs to something that is."""
    conditions: list[ColumnElement[bool]] = [table.c.deleted_at.is_(None)]
    for column, owner in (("customer_id", "customers"), ("contract_id", "contracts")):
        if column in table.c:
            owners = TABLES[owner]
            gone = select(owners.c.id).where(owners.c.deleted_at.is_not(None))
            conditions.append(table.c[column].not_in(gone))
    return conditions


def _people(session: Session, interactions: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = (
        select(TALKED.c.interaction_id, TALKED.c.contact_id)
        .where(TALKED.c.interaction_id.in_(interactions))
        .order_by(TALKED.c.interaction_id, TALKED.c.contact_id)
    )
    for row in session.execute(query):
        found[row.interaction_id].append(row.contact_id)
    return found
