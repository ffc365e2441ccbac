"""Commands that bring data in and out: import, undo-import, export."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.answering import Asked, table
from app.language import _
from app.services.errors import AppError, Unavailable
from app.services.exporting import book as book_files
from app.services.exporting import left_out
from app.services.importing import batches, service
from app.services.importing.fields import KINDS
from app.services.importing.service import ImportReport, Options

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FILES = click.Path(path_type=Path)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--kind", type=click.Choice(list(KINDS)), help=_("What the files hold."))
@click.option("--preset", help=_("Whose files they are."))
@click.option("--map", "columns", multiple=True, help=_("Their column=field"))
@click.option("--dry-run", is_flag=True, help=_("Say what would be done, and do nothing."))
@click.option("--no-new-customers", is_flag=True, help=_("Reject rows of unknown customers."))
@click.pass_obj
def import_(
    asked: Asked,
    files: tuple[Path, ...],
    kind: str | None,
    preset: str | None,
    columns: tuple[str, ...],
    *,
    dry_run: bool,
    no_new_customers: bool,
) -> None:
    """Take files into the book, all of them or, if stopped, none."""
    if preset:
        raise Unavailable(_("Presets are not available yet. Use --kind and --map."))
    options = Options(kind or "", columns, not no_new_customers, dry_run)
    with asked.opened() as book:
        with asked.writing(book) as session:
            today = asked.today(session)
            report = _taken(session, files, options, today)
        if report.batch is not None:
            asked.follow_up(book, today)
    asked.answer(_plain(report), _words(report))


@click.command("undo-import")
@click.argument("batch", type=click.IntRange(1, 2**63 - 1))  # the highest id there can be
@click.pass_obj
def undo_import(asked: Asked, batch: int) -> None:
    """Take a whole import back, but for what was changed since."""
    with asked.opened() as book:
        with asked.writing(book) as session:
            undone = batches.undo_import(session, batch)
            today = asked.today(session)
        asked.follow_up(book, today)
    words = _("Removed {removed}, restored {restored}, kept {kept} that were changed since.")
    asked.answer(asdict(undone), words.format(**asdict(undone)))


@click.command()
@click.argument("folder", type=FILES)
@click.pass_obj
def export(asked: Asked, folder: Path) -> None:
    """Write all of the book as CSV files."""
    with asked.opened() as book, book.database.read() as session:
        written = book_files.export_book(session, folder)
        missing = left_out.left_out(session)
    plain = {"files": [{"file": file, "rows": rows} for file, rows in written]}
    words = table(("file", "rows"), written, _("Nothing to write."))
    asked.answer(plain, "\n\n".join(filter(None, (words, missing))))


COMMANDS = (import_, undo_import, export)


def _taken(
    session: "Session", files: tuple[Path, ...], options: Options, today: date
) -> ImportReport:
    """Import, or say that of all the files nothing was taken."""
    try:
        return service.import_files(session, files, options, today)
    except AppError as error:
        raise AppError(_("{error} Nothing was imported.").format(error=error)) from error


def _plain(report: ImportReport) -> dict[str, Any]:
    files = [
        {
            "file": one.file,
            "kind": one.kind,
            "rows": one.rows,
            "created": one.created,
            "updated": one.updated,
            "unchanged": one.unchanged,
            "rejected": [{"line": row.line, "reason": row.reason} for row in one.rejected],
            "ignored_columns": list(one.ignored_columns),
        }
        for one in report.files
    ]
    return {"batch": report.batch, "files": files}


def _words(report: ImportReport) -> str:
    heads = ("file", "kind", "rows", "created", "updated", "unchanged", "rejected")
    lines = [
        (one.file, one.kind, one.rows, one.created, one.updated, one.unchanged, len(one.rejected))
        for one in report.files
    ]
    parts = [table(heads, lines, _("No files."))]
    for one in report.files:
        parts += [f"{one.file}:{row.line}: {row.reason}" for row in one.rejected]
        if one.ignored_columns:
            ignored = ", ".join(one.ignored_columns)
            parts.append(_("{file}: ignored {columns}").format(file=one.file, columns=ignored))
    if report.batch is not None:
        parts.append(_("Undo it with: undo-import {batch}").format(batch=report.batch))
    return "\n".join(parts)
