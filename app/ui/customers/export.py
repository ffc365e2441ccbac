"""Takes what is seen of a list along: the rows and columns as they stand, as CSV."""

import csv
from collections.abc import Sequence
from gettext import gettext as _
from io import StringIO
from pathlib import Path
from typing import Any

from app.services.errors import Unavailable
from app.ui.table import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table[Any]) -> str:
    """Return the rows and columns that are seen, in their order, with their headings."""
    columns = table.columns_shown()
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    for row in table.rows_shown():
        writer.writerow([_harmless(column.text(row)) for column in columns])
    return out.getvalue()


def write(path: Path, text: str) -> Path:
    """Write the file, with the mark by which spreadsheets know UTF-8; raises Unavailable."""
    try:
        path.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        sentence = _("The list could not be saved to {path}: {why}. Choose another place.")
        raise Unavailable(sentence.format(path=path, why=error.strerror)) from error
    return path


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def suggested(names: Sequence[str]) -> str:
    """Return a file name made of words."""
    return f"{' '.join(names)}.csv"
