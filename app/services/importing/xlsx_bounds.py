"""What of a workbook would not fit into memory, or take hours: refused before it is read.

A file of some kilobytes can unpack to gigabytes, and what unpacks to little can become a tree of
millions of elements. So the parts are unpacked once, in pieces, and what is in them is counted.
"""

import zipfile
from io import FileIO
from pathlib import Path

from app.language import _
from app.services.errors import AppError

MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 512 * 1024 * 1024
MOST_SHARED = 64 * 1024 * 1024
MOST_PARTS = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024
MOST_TAGS = 12_000_000  # of all sheets: a quarter of a million rows of twelve filled cells
MOST_SHARED_TAGS = 2_000_000  # half a million different texts
MOST_OTHER_TAGS = 500_000
LONGEST_STRETCH = 8 * 1024 * 1024
"""Bytes between two tags; the parser looks at an unfinished one again with every piece it gets."""

_SHEETS = "xl/worksheets/"
_TEXTS = "xl/sharedStrings.xml"
_PIECE = 1024 * 1024


class _Directory(FileIO):
    """Reads no table of contents that is larger than any workbook's: ``zipfile`` would."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MOST_DIRECTORY:
            raise zipfile.BadZipFile
        return super().read(size)


def check(path: Path) -> bool:
    """Tell whether any sheet computes; raises AppError for what is too large."""
    if path.stat().st_size > MOST_BYTES:
        raise too_large(path)
    with _Directory(path) as file, zipfile.ZipFile(file) as parts:
        known = parts.infolist()
        sheets = [part for part in known if part.filename.startswith(_SHEETS)]
        unpacked = sum(part.file_size for part in sheets)
        others = sum(part.file_size for part in known) - unpacked
        if len(known) > MOST_PARTS or unpacked > MOST_UNPACKED or others > MOST_SHARED:
            raise too_large(path)
        return _counted(parts, known, path)


def too_large(path: Path) -> AppError:
    """Return what is said of a workbook that cannot be read within bounds."""
    return AppError(
        _("{file} is too large a workbook: save its sheets as CSV.").format(file=path.name)
    )


def _counted(parts: zipfile.ZipFile, known: list[zipfile.ZipInfo], path: Path) -> bool:
    computes = False
    left = {_SHEETS: MOST_TAGS, _TEXTS: MOST_SHARED_TAGS, "": MOST_OTHER_TAGS}
    for part in known:
        name = part.filename
        kind = _SHEETS if name.startswith(_SHEETS) else _TEXTS if name == _TEXTS else ""
        stretch, before = 0, b""
        with parts.open(part) as content:
            while piece := content.read(_PIECE):
                left[kind] -= piece.count(b"<")
                last = piece.rfind(b"<")
                stretch = stretch + len(piece) if last < 0 else len(piece) - last
                if left[kind] < 0 or stretch > LONGEST_STRETCH:
                    raise too_large(path)
                if kind == _SHEETS and not computes:
                    seen = before + piece
                    computes = b"<f>" in seen or b"<f " in seen
                    before = piece[-2:]
    return computes
