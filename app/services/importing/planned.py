"""An import as it is planned on the screen: table by table its kind, column by column its field."""

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import islice
from pathlib import Path

from sqlalchemy.orm import Session

from app.language import _
from app.services.book import settings
from app.services.errors import AppError
from app.services.importing import mapping, reading, service
from app.services.importing.fields import KINDS, kind_named
from app.services.importing.mapping import Mapping
from app.services.importing.preview import Preview, preview_sources
from app.services.importing.refusal import Refused
from app.services.importing.service import FileReport, ImportReport, Options, Source
from app.services.importing.shape import Kind
from app.services.importing.tables import Fault, Row, Table
from app.services.importing.times import Moment
from app.services.importing.values import Convert, Scale, converter
from app.services.progress import Progress, silent

FIRST = 5


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table of a file as it was found, or why the file has none.

    ``place`` is its number in the file; ``kind`` is the likeliest, "" where none is likely.
    """

    file: Path
    name: str
    place: int = 0
    kind: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with one table: its kind, and the field of each column, "" for none."""

    file: Path
    place: int
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One of the first rows as it was understood; ``reason``: why it would be refused.

    A value is a text, a number, a yes or no, a day, a time in the firm's zone, or None.
    """

    line: int
    values: tuple[object, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What an import would do with one table, and its first rows by the names of ``fields``."""

    report: FileReport
    fields: tuple[str, ...]
    rows: tuple[TypedRow, ...]
    encoding: str


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that a column may be taken for. ``unless``: another that may stand in for it."""

    name: str
    help: str
    required: bool
    unless: str


def look(files: Sequence[Path], progress: Progress = silent) -> list[TableLook]:
    """Return the tables in these files; a file that has none says why in its place."""
    found: list[TableLook] = []
    for count, file in enumerate(files, start=1):
        try:
            with reading.opened(file) as tables:
                found += [_looked(file, place, table) for place, table in enumerate(tables)]
        except AppError as error:
            found.append(TableLook(file, file.name, trouble=str(error)))
        progress(count, len(files))
    return found


def fields_of(kind: str) -> list[FieldChoice]:
    """Return the fields of a kind, those that are required first."""
    choices = [
        FieldChoice(field.name, _(field.help), field.required, field.unless)
        for field in KINDS[kind].fields
    ]
    return sorted(choices, key=lambda choice: not choice.required)


def suggested(kind: str, header: Sequence[str]) -> tuple[str, ...]:
    """Return for each column the field that its name speaks of, "" for none."""
    taken = dict(mapping.mapped(list(header), KINDS[kind], {}).fields)
    return tuple(taken[place].name if place in taken else "" for place in range(len(header)))


def missing(plan: Plan) -> list[str]:
    """Return the fields without which nothing of this table can be taken."""
    kind = KINDS[plan.kind]
    return mapping.missing(_columns(kind, plan, []), kind)


def preview_plans(
    session: Session,
    plans: Sequence[Plan],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> list[Understood]:
    """Return what an import would do; nothing is written."""
    zone = settings.load(session).tz
    with _opened(plans) as sources:
        previews = preview_sources(session, sources, options, today, progress)
        return [
            _understood(found, source.columns, zone)
            for found, source in zip(previews, sources, strict=True)
        ]


def import_plans(
    session: Session,
    plans: Sequence[Plan],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> ImportReport:
    """Take the tables into the book, all as one batch; raises AppError where one gives nothing."""
    with _opened(plans) as sources:
        return service.take_sources(session, sources, options, today, progress)


@contextmanager
def _opened(plans: Sequence[Plan]) -> Generator[list[Source], None, None]:
    with ExitStack() as stack:
        files = dict.fromkeys(plan.file for plan in plans)
        tables = {file: stack.enter_context(reading.opened(file)) for file in files}
        yield [_source(plan, tables[plan.file]) for plan in plans]


def _source(plan: Plan, tables: list[Table]) -> Source:
    table = tables[plan.place] if plan.place < len(tables) else None
    if table is None or len(table.header) != len(plan.fields):
        raise AppError(
            _("{file} was changed in the meantime. Choose it again.").format(file=plan.file.name)
        )
    kind = KINDS[plan.kind]
    return Source(table, kind, _columns(kind, plan, table.header))


def _understood(found: Preview, columns: Mapping, zone: tzinfo) -> Understood:
    readers = [(place, converter(field, zone)) for place, field in columns.fields]
    rows = tuple(
        TypedRow(
            row.line,
            tuple(_value(read, row.cells[place], zone) for place, read in readers),
            row.reason,
        )
        for row in found.rows
        if row.cells
    )
    names = tuple(field.name for _place, field in columns.fields)
    return Understood(found.report, names, rows, found.encoding)


def _value(read: Convert, cell: str, zone: tzinfo) -> object:
    """Return what a cell says; where it cannot be taken, the cell itself."""
    try:
        value = read(cell)
    except Refused:
        return cell
    if isinstance(value, Moment):
        return value.at.astimezone(zone) if value.at else value.day
    if isinstance(value, Scale):
        return f"{value.low:g}–{value.high:g}"
    return value


def _columns(kind: Kind, plan: Plan, header: Sequence[str]) -> Mapping:
    places = [(place, kind.field(name)) for place, name in enumerate(plan.fields)]
    taken = tuple((place, field) for place, field in places if field is not None)
    taken_places = {place for place, _field in taken}
    ignored = tuple(name for place, name in enumerate(header) if place not in taken_places)
    return Mapping(taken, ignored)


def _looked(file: Path, place: int, table: Table) -> TableLook:
    header = tuple(table.header)
    rows = tuple(tuple(cells) for cells in map(_cells, islice(table.rows, FIRST)) if cells)
    named = kind_named(table.hint)
    kind = named.name if named else _likeliest(header)
    return TableLook(file, table.name, place, kind, header, rows)


def _cells(row: Row) -> list[str]:
    _line, cells = row
    return [] if isinstance(cells, Fault) else cells


def _likeliest(header: Sequence[str]) -> str:
    """Return the kind that knows most of the columns and misses none; "" if two are as good."""
    known: dict[str, int] = {}
    for kind in KINDS.values():
        columns = mapping.mapped(list(header), kind, {})
        if not mapping.missing(columns, kind):
            known[kind.name] = len(columns.fields)
    best = [kind for kind, count in known.items() if count == max(known.values())]
    return best[0] if len(best) == 1 else ""
