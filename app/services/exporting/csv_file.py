"""Writes CSV that spreadsheets take for what it is, and that is whole or not there."""

import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app.language import _
from app.services.errors import Unavailable
from app.services.importing.values import guarded

_QUOTED = re.compile(r'[",;\t\r\n]|^\s|\s$')


def line(cells: Iterable[str]) -> str:
    """Return a line of CSV; what begins or ends with a blank is quoted too, so that it is kept."""
    return ",".join(map(_cell, cells)) + "\n"


def export_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a list as it is seen, for a spreadsheet, and return how many rows it has.

    What a spreadsheet would take for a formula is guarded.
    """
    count = 0
    with written(path, "utf-8-sig") as file:
        file.write(line(map(guarded, header)))
        for row in rows:
            file.write(line(map(guarded, row)))
            count += 1
    return count


@contextmanager
def written(path: Path, encoding: str = "utf-8") -> Generator[TextIO, None, None]:
    """Give a file to write, which takes its name when all of it is there."""
    part = path.with_name(f".{path.name}.part")
    with explained(path):
        try:
            with part.open("w", encoding=encoding, newline="") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def explained(path: Path) -> Generator[None, None, None]:
    """Turn what the system says of a file into a sentence."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            _("{file} cannot be written: {reason}.").format(file=path, reason=error.strerror)
        ) from error


def _cell(text: str) -> str:
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
