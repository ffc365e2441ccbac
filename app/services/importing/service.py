"""The door for data from outside: files or rows in, one batch, one report out."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.language import _
from app.models.base import now
from app.services.book import recording, settings
from app.services.customers import freshness, vocabulary
from app.services.errors import AppError
from app.services.importing import mapping, reading, stages
from app.services.importing.batches import Batch
from app.services.importing.directory import Directory
from app.services.importing.fields import KINDS, kind_named
from app.services.importing.mapping import Mapping as Columns
from app.services.importing.records import Recorder
from app.services.importing.rows import typed
from app.services.importing.settling import Rejected, Settling
from app.services.importing.shape import Kind
from app.services.importing.sink import Sink
from app.services.importing.storing import COMPETITORS, TABLES, store
from app.services.importing.tables import Row, Table
from app.services.importing.xlsx_reader import as_text
from app.services.progress import Progress, silent

ORDER = [COMPETITORS, *TABLES.values()]


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: as which kind, which column is which field, whether customers may be new.

    ``columns`` holds what the user said, as "Their column=field". ``source`` names the system that
    external ids come from; two systems may use the same ones.
    """

    kind: str = ""
    columns: tuple[str, ...] = ()
    new_customers: bool = True
    dry_run: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one table: its rows are created, updated, unchanged or rejected."""

    file: str
    kind: str
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    ignored_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; ``batch`` undoes it, and is None where nothing was written."""

    batch: int | None
    files: tuple[FileReport, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose kind is known, and which of its columns are which fields."""

    table: Table
    kind: Kind
    columns: Columns


def import_files(
    session: Session,
    files: Sequence[Path],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> ImportReport:
    """Take files into the book, all as one batch; raises AppError where one gives nothing."""
    with opened(files, options) as sources:
        return take_sources(session, sources, options, today, progress)


def import_rows(
    session: Session,
    rows: Mapping[str, Iterable[Mapping[str, Any]]],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> ImportReport:
    """Take rows by kind, each a dict by field, through the same door as files."""
    sources = [_in_memory(KINDS[kind], given) for kind, given in rows.items()]
    return take_sources(session, sources, options, today, progress)


@contextmanager
def opened(files: Sequence[Path], options: Options) -> Generator[list[Source], None, None]:
    """Give the tables of files with their kinds and columns, ready to be walked."""
    said = mapping.overrides(options.columns)
    with ExitStack() as stack:
        tables = [table for file in files for table in stack.enter_context(reading.opened(file))]
        known = {mapping.folded(column) for table in tables for column in table.header}
        for column in said:
            if column not in known:
                raise AppError(_("No file has a column “{column}”.").format(column=column))
        yield [_source(table, options.kind, said) for table in tables]


def _source(table: Table, named: str, said: dict[str, str]) -> Source:
    kind = KINDS.get(named) if named else kind_named(table.hint)
    if kind is None:
        raise AppError(
            _("What does {file} hold? Name the file after it, or say which kind: {kinds}.").format(
                file=table.name, kinds=", ".join(KINDS)
            )
        )
    columns = mapping.mapped(table.header, kind, said)
    missing = mapping.missing(columns, kind)
    if missing:
        raise AppError(
            _("{file} has no column for {missing}; its columns are: {columns}.").format(
                file=table.name,
                missing=", ".join(missing),
                columns=", ".join(filter(None, table.header[:20])),
            )
        )
    return Source(table, kind, columns)


def _in_memory(kind: Kind, given: Iterable[Mapping[str, Any]]) -> Source:
    names = [field.name for field in kind.fields]
    at = [0]

    def walk() -> Iterator[Row]:
        for at[0], row in enumerate(given, start=1):
            if unknown := row.keys() - set(names):
                raise KeyError(f"{kind.name} have no field {', '.join(sorted(unknown))}")
            yield at[0], [as_text(row.get(name)) for name in names]

    size = len(given) if isinstance(given, Sized) else 0
    table = Table(kind.name, kind.name, names, walk(), size, lambda: at[0])
    return Source(table, kind, mapping.mapped(names, kind, {}))


def tried(
    session: Session,
    sources: Sequence[Source],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> ImportReport:
    """Do all of an import, take it back, and return what it would have done."""
    with session.begin_nested() as trial:
        files = _Import(session, options, today, progress).run(sources)
        trial.rollback()
    return ImportReport(None, files)


def take_sources(
    session: Session,
    sources: Sequence[Source],
    options: Options,
    today: date,
    progress: Progress = silent,
) -> ImportReport:
    """Take tables whose columns are known, all as one batch; raises AppError as `import_files`."""
    if options.dry_run:
        report = tried(session, sources, options, today, progress)
    else:
        under_way = _Import(session, options, today, progress)
        files = under_way.run(sources)
        report = ImportReport(under_way.close(files), files)
    for file in report.files:
        if file.rows and len(file.rejected) == file.rows:
            raise _nothing(file)
    return report


class _Import:
    """One import from its first row to its report."""

    def __init__(self, session: Session, options: Options, today: date, progress: Progress) -> None:
        firm = settings.load(session)
        self._session = session
        self._source = options.source
        self._today = today
        self._progress = progress
        self._zone = firm.tz
        self._currency = firm.currency
        self._batch = Batch(session, today)
        self._sink = Sink(session, self._batch.id, now())
        self._directory = Directory(session, self._sink, today, new_customers=options.new_customers)
        self._done = 0
        self._total = 0

    def run(self, sources: Sequence[Source]) -> tuple[FileReport, ...]:
        """Take all tables, what is named before what names it, and return what became of them."""
        self._total = sum(max(source.table.size, 1) for source in sources)
        kinds = list(KINDS)
        order = sorted(range(len(sources)), key=lambda place: kinds.index(sources[place].kind.name))
        reports = {place: self._take(sources[place]) for place in order}
        self._directory.lower_known_days()
        if any(source.kind.name == "stages" for source in sources):
            stages.follow(self._session, self._sink, self._directory, self._today)
        self._sink.flush(ORDER)
        return tuple(reports[place] for place in range(len(sources)))

    def _take(self, source: Source) -> FileReport:
        table = source.table
        settling = Settling(
            self._session,
            store(source.kind.name),
            self._sink,
            self._directory,
            Recorder(store(source.kind.name), self._directory, self._currency),
            source=self._source,
            currency=self._currency,
            today=self._today,
        )
        rows = typed(table.rows, source.columns, source.kind, self._zone)
        settling.take(rows, lambda: self._flush(table))
        self._done += max(table.size, 1)
        counts = settling.counts
        return FileReport(
            table.name,
            source.kind.name,
            counts.rows,
            counts.created,
            counts.updated,
            counts.unchanged,
            tuple(sorted(counts.rejected, key=lambda one: one.line)),
            source.columns.ignored,
        )

    def _flush(self, table: Table) -> None:
        self._sink.flush(ORDER)
        here = min(table.position(), table.size)
        self._progress(min(self._done + here, self._total), self._total)

    def close(self, files: tuple[FileReport, ...]) -> int | None:
        """Keep the batch and its place in the history; None where nothing was written."""
        kept = [asdict(file) | {"rejected": len(file.rejected)} for file in files]
        batch = self._batch.close(self._sink, kept)
        if batch is None:
            return None
        self._session.expire_all()
        recording.imported(self._session, batch)
        freshness.mark_stale(self._session, self._sink.customers)
        vocabulary.learn(self._session, self._sink.words)
        recording.announce(self._session, *(table.name for table in ORDER), "interaction_contacts")
        recording.describe(
            self._session,
            _("Imported {files}").format(files=", ".join(file.file for file in files)),
        )
        return batch


def _nothing(report: FileReport) -> AppError:
    first = report.rejected[0]
    return AppError(
        _("Nothing in {file} could be taken. Line {line}: {reason}.").format(
            file=report.file, line=first.line, reason=first.reason.rstrip(".")
        )
    )
