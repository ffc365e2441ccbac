"""Reads CSV as it comes: any delimiter, any encoding, broken quotes, to the exact line."""

import csv
import re
from collections import deque
from collections.abc import Generator, Iterator
from typing import BinaryIO

from app.language import _
from app.services.errors import AppError
from app.services.importing import encoding, other_files
from app.services.importing.refusal import Refused
from app.services.importing.tables import Fault, Row, Table

SAMPLE = 64 * 1024
MOST_COLUMNS = 1_000
LONGEST_ROW = 8 * 1024 * 1024
MOST_AGAIN = 32 * LONGEST_ROW
DELIMITERS = ",;\t"

_SEPARATOR = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
_CONTROL = bytes({*range(32), 127} - {9, 10, 12, 13})


def read(file: BinaryIO, name: str, hint: str, size: int) -> Table:
    """Return the table of an open CSV file; raises AppError where there is none."""
    sample = file.read(SAMPLE)
    file.seek(0)
    _check(sample, name)
    known = [""]

    def found(name: str) -> None:
        known[0] = name

    lines = _Lines(encoding.lines(file, sample, found))
    delimiter, spaced = _dialect(lines, name)
    rows = _Rows(lines, delimiter, name, spaced=spaced)
    header = rows.header()
    return Table(name, hint, header, rows.walk(), size, file.tell, lambda: known[0], delimiter)


def _check(sample: bytes, name: str) -> None:
    if not sample.strip():
        raise AppError(_("{file} is empty.").format(file=name))
    if sample.startswith(b"\xd0\xcf\x11\xe0"):
        raise AppError(
            _(
                "{file} is an old Excel file or protected by a password: "
                "save it as .xlsx without a password, or as .csv."
            ).format(file=name)
        )
    other_files.check(sample, name)
    if encoding.wide(sample):
        return
    strange = len(sample) - len(sample.translate(None, _CONTROL))
    if strange > 3 and strange * 20 > len(sample):
        raise AppError(_("{file} is not a table: it is not text.").format(file=name))


def _dialect(lines: "_Lines", name: str) -> tuple[str, bool]:
    """Find the delimiter, and whether quotes may stand behind a blank, from the first lines."""
    try:
        first = lines.peek()
    except Refused as refused:
        raise _no_lines(name, refused) from None
    if found := _SEPARATOR.fullmatch(first[0] if first else ""):
        next(lines)
        delimiter = found[1]
    else:
        header = next((line for line in first if line.strip()), "")
        bare = re.sub(r'"[^"]*"', "", header)
        delimiter = max(DELIMITERS, key=bare.count)
    return delimiter, bool(re.search(rf'{delimiter} +"(?!")', "".join(first)))


class _Lines:
    """The lines of a file, counted; those of a broken row can be taken again."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._waiting: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._source)
        self.number += 1
        self.taken.append(line)
        self._length += len(line)
        if self._length > LONGEST_ROW and len(self.taken) > 1:
            raise csv.Error("unexpected end of data")
        return line

    def start(self) -> int:
        """Begin a row, and return the number of its first line."""
        self.taken = []
        self._length = 0
        return self.number + 1

    def again(self) -> int:
        """Put back all lines of this row but the first, and return the number of the last."""
        last = self.number
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        return last

    def peek(self, count: int = 50) -> list[str]:
        """Return the first lines without taking them."""
        for line in self._source:
            self._waiting.append(line.removeprefix("\ufeff") if not self._waiting else line)
            if len(self._waiting) == count:
                break
        return list(self._waiting)


class _Rows:
    """The rows of a file. What a broken one seems to have swallowed is looked at once more."""

    def __init__(self, lines: _Lines, delimiter: str, name: str, *, spaced: bool) -> None:
        csv.field_size_limit(2 * LONGEST_ROW)
        self._lines = lines
        self._delimiter = delimiter
        self._spaced = spaced
        self._name = name
        self._again = 0
        self._mended_until = 0
        self._width = 0
        self._all_full = True

    def header(self) -> list[str]:
        """Return the names of the columns: the first row in which anything stands."""
        for _line, cells in self._parsed():
            if isinstance(cells, Fault):
                raise AppError(
                    _("The header of {file} cannot be read: {reason}").format(
                        file=self._name, reason=cells.reason
                    )
                )
            header = [cell.strip() for cell in cells]
            while header and not header[-1]:
                header.pop()
            if header:
                return self._checked(header)
        raise AppError(_("{file} is empty.").format(file=self._name))

    def walk(self) -> Iterator[Row]:
        """Return the rows below the header."""
        width = self._width
        for line, cells in self._parsed():
            if isinstance(cells, list):
                if not cells[0].strip() and not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != width:
                    fitted = self._fitted(line, cells)
                    if fitted is not None:
                        yield line, fitted
                    continue
            yield line, cells

    def _checked(self, header: list[str]) -> list[str]:
        if len(header) > MOST_COLUMNS:
            raise AppError(
                _("{file} has {count} columns: this is no table that Rapport can read.").format(
                    file=self._name, count=f"{len(header):,}"
                )
            )
        if any(not cell.isprintable() for cell in header if "\n" not in cell):
            raise AppError(_("{file} is not a table: it is not text.").format(file=self._name))
        self._width = len(header)
        return header

    def _parsed(self) -> Generator[Row, None, None]:
        """Yield what lies between two ends of a row, or what is wrong with it."""
        lines, reader = self._lines, self._reader()
        while True:
            line = lines.start()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, Fault(_reason(error))
                self._look_again()
                reader = self._reader()
            except Refused as refused:
                raise _no_lines(self._name, refused) from None
            else:
                if cells:
                    yield line, cells

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(
            self._lines, delimiter=self._delimiter, strict=True, skipinitialspace=self._spaced
        )

    def _fitted(self, line: int, cells: list[str]) -> list[str] | Fault | None:
        """Return a row of another length than the header as one that fits, if it can be."""
        width = self._width
        if line <= self._mended_until:
            return None  # rather a line of the broken cell than a row of its own
        if len(cells) < width:
            cut = not self._lines.taken[-1].endswith(("\n", "\r"))
            if cut and self._all_full and width > 1:
                return Fault(_("the file ends in the middle of this row"))
            self._all_full = False
            return cells + [""] * (width - len(cells))
        if not any(cell.strip() for cell in cells[width:]):
            return cells[:width]
        self._look_again()
        return Fault(
            _("it has {count} cells where the header has {width}").format(
                count=len(cells), width=width
            )
        )

    def _look_again(self) -> None:
        """After a broken row of several lines, see whether rows stand among them."""
        if len(self._lines.taken) < 2:
            return
        self._again += sum(map(len, self._lines.taken))
        if self._again > MOST_AGAIN:
            raise AppError(
                _("The quotation marks in {file} do not pair: it cannot be read.").format(
                    file=self._name
                )
            )
        self._mended_until = max(self._mended_until, self._lines.again())


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text:
        return _("a quotation mark is opened in this row and never closed")
    if "expected after" in text:
        return _("text follows a closing quotation mark")
    if "new-line" in text:
        return _("a line break stands outside quotation marks")
    return _("it cannot be read: {error}").format(error=text)


def _no_lines(name: str, refused: Refused) -> AppError:
    if isinstance(refused, encoding.TooLong):
        text = _("{file} is not a table: one of its lines does not end.")
    else:
        text = _("{file} is not a table: it is not text.")
    return AppError(text.format(file=name))
