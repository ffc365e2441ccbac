"""What an import would do, before it does it: by the same reader, mapping and matching."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.services.importing import service
from app.services.importing.service import FileReport, Options, Source
from app.services.importing.tables import Fault, Row
from app.services.progress import Progress, silent

FIRST = 50


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first rows: its cells, and why it would be refused, if it would."""

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A table as it was understood.

    ``columns`` holds each header and the field that it is taken for, "" for none. ``report`` says
    what an import would do with all of its rows.
    """

    report: FileReport
    columns: tuple[tuple[str, str], ...]
    rows: tuple[PreviewRow, ...]
    encoding: str
    delimiter: str


def preview_sources(
    session: Session,
    sources: Sequence[Source],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> list[Preview]:
    """Return what an import of tables whose columns are known would do; nothing is written."""
    first = [_kept(source) for source in sources]
    report = service.tried(session, sources, options, today, progress)
    return [
        _shown(source, rows, file)
        for source, rows, file in zip(sources, first, report.files, strict=True)
    ]


def _kept(source: Source) -> list[Row]:
    """Let the first rows of a table be kept as they are walked."""
    kept: list[Row] = []
    rows = source.table.rows

    def walk() -> Iterator[Row]:
        for row in rows:
            if len(kept) < FIRST:
                kept.append(row)
            yield row

    source.table.rows = walk()
    return kept


def _shown(source: Source, rows: list[Row], report: FileReport) -> Preview:
    table = source.table
    fields = {place: field.name for place, field in source.columns.fields}
    reasons = {rejected.line: rejected.reason for rejected in report.rejected}
    return Preview(
        report,
        tuple((column, fields.get(place, "")) for place, column in enumerate(table.header)),
        tuple(
            PreviewRow(
                line, () if isinstance(cells, Fault) else tuple(cells), reasons.get(line, "")
            )
            for line, cells in rows
        ),
        table.encoding(),
        table.delimiter,
    )
