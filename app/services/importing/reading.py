"""From a file of any kind that we know to its tables."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.language import _
from app.services.errors import AppError, NotFound, Unavailable
from app.services.importing import csv_reader, xlsx_reader
from app.services.importing.tables import Table

MOST_BYTES = 256 * 1024 * 1024
_ZIP = b"PK\x03\x04"


@contextmanager
def opened(path: Path) -> Generator[list[Table], None, None]:
    """Give the tables of a CSV file or a workbook; what it is, its content says, not its name."""
    with _explained(path):
        size = path.stat().st_size
        file = path.open("rb")
    with file:
        begin = file.read(len(_ZIP))
        file.seek(0)
        if begin == _ZIP:
            with xlsx_reader.opened(path) as tables:
                yield tables
            return
        if size > MOST_BYTES:
            raise AppError(
                _("{file} has {size} MB; up to {most} MB can be read. Split it.").format(
                    file=path.name, size=size // 1024**2, most=MOST_BYTES // 1024**2
                )
            )
        yield [csv_reader.read(file, path.name, path.name, size)]


@contextmanager
def _explained(path: Path) -> Generator[None, None, None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(_("There is no file {file}.").format(file=path)) from error
    except IsADirectoryError as error:
        raise AppError(_("{file} is a folder, not a file.").format(file=path)) from error
    except OSError as error:
        raise Unavailable(
            _("{file} cannot be read: {reason}.").format(file=path, reason=error.strerror)
        ) from error
