"""What the converters share: CSV in as dicts, CSV out in Rapport's columns, trouble in words."""

import csv
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TextIO


class Trouble(Exception):
    """What went wrong, as a sentence for the person who started the tool."""


class Tables:
    """Rapport's CSV files in one folder, written row by row; a file appears with its first row."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, TextIO] = {}
        self._writers: dict[str, csv.DictWriter[str]] = {}
        self.rows: Counter[str] = Counter()

    def __enter__(self) -> "Tables":
        """Make the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every file."""
        for file in self._files.values():
            file.close()

    def add(self, kind: str, row: dict[str, str]) -> None:
        """Write one row; the first of a kind decides on the columns."""
        if kind not in self._writers:
            path = self._folder / f"{kind}.csv"
            self._files[kind] = path.open("w", encoding="utf-8", newline="")
            self._writers[kind] = csv.DictWriter(self._files[kind], list(row))
            self._writers[kind].writeheader()
        self._writers[kind].writerow(row)
        self.rows[kind] += 1


def rows_of(file: TextIO, name: str, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Read rows one by one; a missing column or a broken row is trouble."""
    reader = csv.DictReader(file)
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        raise Trouble(f"{name} has no column {', '.join(missing)}.")
    try:
        for row in reader:
            if any(row[column] is None for column in needed):
                raise Trouble(f"{name} ends in the middle of line {reader.line_num}.")
            yield row
    except (csv.Error, UnicodeDecodeError) as error:
        raise Trouble(f"{name} cannot be read near line {reader.line_num}: {error}.") from error


def read(path: Path, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Read a CSV file, or the only CSV file inside a zip, row by row."""
    if not path.is_file():
        raise Trouble(f"{path} is not there.")
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from rows_of(file, path.name, needed)
        return
    with zipfile.ZipFile(path) as archive:
        inside = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(inside) != 1:
            raise Trouble(f"{path.name} holds {len(inside)} CSV files; one was expected.")
        with archive.open(inside[0]) as raw:
            text = TextIOWrapper(raw, encoding="utf-8-sig", newline="")
            yield from rows_of(text, inside[0], needed)


def run(convert: Callable[[Path, Tables], None], arguments: Sequence[str]) -> int:
    """Convert SOURCE into OUT_FOLDER and say what was written; the status for the shell."""
    if len(arguments) != 2:
        print("Use it as: SOURCE OUT_FOLDER", file=sys.stderr)
        return 2
    source, folder = map(Path, arguments)
    try:
        with Tables(folder) as tables:
            convert(source, tables)
    except (Trouble, OSError, zipfile.BadZipFile) as error:
        print(f"{error}", file=sys.stderr)
        return 1
    for kind, count in tables.rows.items():
        print(f"{kind}.csv: {count} rows")
    return 0
