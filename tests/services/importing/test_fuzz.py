"""Any bytes become rows or a sentence, never anything else. ``RAPPORT_FUZZ=5000`` tries longer."""

import csv
import io
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.services.importing import mapping, reading, service
from app.services.importing.fields import KINDS
from app.services.importing.service import Options
from app.services.importing.tables import Fault
from app.services.importing.values import converter
from tests.services.importing.fuzzing import anything, changes, refused_in_words, repacked, spoilt

SECONDS = 20  # generous; a file of some kilobytes takes milliseconds
TABLE = [
    ["customer", "at", "kind", "feeling", "note", "external_id"],
    ["Åse & Söhne", "2026-01-02", "call", "2", 'said "yes"\nand more; =1+1', "T-1"],
    ["Nordwind", "2026-01-03T09:30:00+01:00", "meeting", "-1", "", "T-2"],
    ["מאפייה", "2026-02-28", "note", "", "🦊" * 20, "T-3"],
]
MARKS = "\",;\t\n\r\0 ab=é\ufeff'"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def _csv(encoding="utf-8", delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(TABLE * 2)
    return out.getvalue().encode(encoding)


def _xlsx():
    book, out = Workbook(), io.BytesIO()
    book.active.title = "interactions"
    for row in TABLE:
        book.active.append(row)
    book.active.append(["Nordwind", datetime(2026, 3, 1, 12), "call", 1, "=1+1", 7.5])
    book.save(out)
    return out.getvalue()


XLSX = _xlsx()


def read(path):
    """Read a file to its end: a sentence, or as many cells in every row as in the header."""
    begun = time.monotonic()
    with refused_in_words(path.name), reading.opened(path) as tables:
        for table in tables:
            for _line, cells in table.rows:
                assert isinstance(cells, Fault) or len(cells) == len(table.header)
    assert time.monotonic() - begun < SECONDS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "interactions.csv"


@anything
@given(st.binary(max_size=4_000))
def test_any_bytes(path, content):
    path.write_bytes(content)
    read(path)


@anything
@given(
    st.text(st.sampled_from("\",;\t\n\r\0 ab=é\ufeff'"), max_size=400), st.sampled_from(ENCODINGS)
)
def test_any_arrangement_of_what_means_something(path, text, encoding):
    path.write_bytes(text.encode(encoding))
    read(path)


@anything
@given(st.sampled_from(ENCODINGS), st.sampled_from(",;\t"), changes)
def test_a_spoilt_csv(path, encoding, delimiter, how):
    path.write_bytes(spoilt(_csv(encoding, delimiter), how))
    read(path)


@anything
@given(changes)
def test_a_spoilt_workbook(path, how):
    path.write_bytes(spoilt(XLSX, how))
    read(path)


@anything
@given(st.floats(0, 1, exclude_max=True), changes)
def test_a_workbook_of_spoilt_parts(path, choose, how):
    path.write_bytes(repacked(XLSX, choose, how))
    read(path)


@anything
@given(changes, st.booleans())
def test_a_spoilt_file_is_imported_row_by_row_or_not_at_all(database, path, how, workbook):
    path.write_bytes(repacked(XLSX, 0.9, how) if workbook else spoilt(_csv(), how))
    options = Options(dry_run=True, kind="interactions")
    with refused_in_words(), database.write() as session:
        report = service.import_files(session, [path], options, date(2026, 5, 4))
        for file in report.files:
            done = file.created + file.updated + file.unchanged
            assert file.rows == done + len(file.rejected)


@anything
@given(st.sampled_from(sorted(KINDS)), st.lists(st.text(max_size=40), max_size=12))
def test_any_header_is_mapped_or_refused(kind, header):
    with refused_in_words():
        mapping.missing(mapping.mapped(header, KINDS[kind], {}), KINDS[kind])


CELLS = st.text(max_size=60) | st.text(
    st.sampled_from("0123456789-+.,:TZ/ eE∞½٣५"), max_size=30
)  # digits that int() takes and a date does not


@anything
@given(st.data())
def test_any_cell_has_a_value_or_a_reason(data):
    kind = KINDS[data.draw(st.sampled_from(sorted(KINDS)))]
    field = data.draw(st.sampled_from(kind.fields))
    cell = data.draw(CELLS)
    with refused_in_words():
        converter(field, UTC)(cell)
