"""Reads workbooks as tables of text, within bounds of memory, whatever somebody put into them."""

import warnings
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.language import _
from app.services.errors import AppError
from app.services.importing import fields, xlsx_bounds
from app.services.importing.csv_reader import MOST_COLUMNS
from app.services.importing.tables import Fault, Row, Table

MOST_ROWS = 1_048_576  # what a sheet can have; a file may claim any number
MOST_CELLS = 20_000_000  # with the empty ones before the last of a row, which a file need not name

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


@contextmanager
def opened(path: Path) -> Generator[list[Table], None, None]:
    """Give the tables of a workbook: the sheets named after a kind, or else the first one."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(), ExitStack() as books:
        warnings.filterwarnings("ignore", module="openpyxl")

        def load(*, results: bool) -> Any:
            file = books.enter_context(path.open("rb"))  # or it stays open where loading fails
            book = load_workbook(file, read_only=True, data_only=results, keep_links=False)
            books.callback(book.close)
            return book

        try:
            computes = xlsx_bounds.check(path)
            tables = _tables(path, load(results=True), load(results=False) if computes else None)
        except AppError:
            raise
        except Exception as error:
            raise _refused(path, error) from error
        yield tables


def as_text(value: Any) -> str:
    """Return what stands in a cell as our CSV would write it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case datetime():
            plain = value.time() == time() and value.tzinfo is None
            return value.date().isoformat() if plain else value.isoformat()
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
        case time() | timedelta() | int() | Decimal():
            return str(value)
        case _:
            return "; ".join(as_text(one) for one in value)


def _tables(path: Path, book: Any, formulas: Any) -> list[Table]:
    names: list[str] = [sheet.title for sheet in book.worksheets]
    ours = [name for name in names if fields.kind_named(name)]
    tables: list[Table] = []
    for name in ours or names[:1]:
        table = _table(
            path.name if len(names) == 1 else f"{path.name}: {name}",
            name if ours else path.name,
            book[name],
            formulas and formulas[name],
            path,
        )
        if table is not None:
            tables.append(table)
    if not tables:
        raise AppError(_("{file} is empty.").format(file=path.name))
    return tables


def _table(name: str, hint: str, sheet: Any, formulas: Any, path: Path) -> Table | None:
    at = [0]
    size: int = sheet.max_row or 0
    rows = _walk(sheet, formulas, path, at)
    header: list[str] = []
    for _line, cells in rows:
        if isinstance(cells, list):
            header = [cell.strip() for cell in cells]
            break
    while header and not header[-1]:
        header.pop()
    if not header:
        return None
    if len(header) > MOST_COLUMNS:
        raise AppError(
            _("{file} has {count} columns: this is no table that Rapport can read.").format(
                file=name, count=f"{len(header):,}"
            )
        )
    return Table(name, hint, header, _fitted(rows, len(header)), size, lambda: at[0], lambda: "")


def _walk(sheet: Any, formulas: Any, path: Path, at: list[int]) -> Iterator[Row]:
    """Yield the rows in which anything stands, with their numbers."""
    cells = 0
    try:
        for at[0], (values, sources) in enumerate(_pairs(sheet, formulas), start=1):
            cells += len(values)
            if at[0] > MOST_ROWS or cells > MOST_CELLS:
                raise xlsx_bounds.too_large(path)
            if any(value is not None for value in sources or values):
                yield at[0], _cells(values, sources)
    except AppError:
        raise
    except Exception as error:
        raise _refused(path, error) from error


def _pairs(sheet: Any, formulas: Any) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield the results of every row, with what stands there where the sheet computes."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    if formulas is None:
        return ((values, ()) for values in rows)
    formulas.reset_dimensions()
    return zip(rows, formulas.iter_rows(values_only=True), strict=True)


def _cells(values: tuple[Any, ...], sources: tuple[Any, ...]) -> list[str] | Fault:
    for value, source in zip(values, sources, strict=False):
        if value is None and source is not None:
            return Fault(
                _(
                    "a cell holds the formula {formula} but not its result: "
                    "open the workbook in its program and save it again"
                ).format(formula=str(source)[:40])
            )
    cells = [as_text(value) for value in values]
    if not _ERRORS.isdisjoint(cells):
        wrong = next(cell for cell in cells if cell in _ERRORS)
        return Fault(_("a cell holds the error {error}").format(error=wrong))
    return cells


def _fitted(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for line, cells in rows:
        if isinstance(cells, Fault):
            yield line, cells
        elif any(cell.strip() for cell in cells[width:]):
            yield line, Fault(_("something stands to the right of the last header"))
        elif any(cell.strip() for cell in cells):
            yield line, cells[:width] + [""] * (width - len(cells))


def _refused(path: Path, error: Exception) -> AppError:
    """Return what is said of a file on which openpyxl failed: it lets through any exception."""
    if isinstance(error, MemoryError):
        return xlsx_bounds.too_large(path)
    return AppError(
        _("{file} cannot be read as a workbook: it is damaged or no .xlsx file.").format(
            file=path.name
        )
    )
