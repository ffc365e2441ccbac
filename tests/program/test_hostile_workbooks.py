"""Workbooks made to do harm: each ends in a sentence or in its rows, within memory and seconds."""

import io
import sys
import zipfile

import pytest
from openpyxl import Workbook

from tests.program.conftest import MEMORY

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork, nor limit memory so"),
]

SECONDS = 60  # generous; none takes more than ten on a quiet machine
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
TYPES, BOOK, RELATIONS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
HEAD = b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
ANNA = b'<row r="2"><c r="A2" t="inlineStr"><is><t>Anna</t></is></c></row>'
ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(10)
)


@pytest.fixture(scope="module")
def plain():
    """A workbook that is nothing but a table of one customer, as its parts."""
    book, out = Workbook(), io.BytesIO()
    for row in (["name"], ["Anna"]):
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.fixture
def given(quick, book, tmp_path, plain):
    """Import a workbook with some parts replaced, added or (None) left out."""

    def give(changed, after=lambda content: content):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
            for name, content in (plain | changed).items():
                if content is not None:
                    parts.writestr(name, content)
        path = tmp_path / "customers.xlsx"
        path.write_bytes(after(out.getvalue()))
        done = quick("--book", book, "--json", "import", path, memory=MEMORY)
        assert done.seconds < SECONDS
        assert {one.name for one in tmp_path.iterdir()} <= {
            "book.rapport", "customers.xlsx", "profile",
        }  # fmt: skip
        return done

    return give


def sheet(*content, before=b""):
    return {
        SHEET: b"".join((before, b"<worksheet ", MAIN, b"><sheetData>", *content))
        + b"</sheetData></worksheet>"
    }


def texts(content):
    return {TEXTS: b"<sst " + MAIN + b">" + content + b"</sst>"}


def test_the_plain_one_is_imported(given):
    assert given({}).json["files"][0]["created"] == 1


TOO_LARGE = {
    "rows without end": lambda: sheet(HEAD, b"<row/>" * 12_000_001),
    "elements nobody knows": lambda: sheet(HEAD, b"<x/>" * 12_000_001),
    "elements in one row": lambda: sheet(HEAD, b"<row>", b"<c/>" * 12_000_001, b"</row>"),
    "a row far down": lambda: sheet(HEAD, b'<row r="2000000000"><c><v>1</v></c></row>'),
    "rows far to the right": lambda: sheet(
        HEAD, b'<row><c r="ZZZ1" t="b"><v>1</v></c></row>' * 1_200
    ),
    "an attribute without end": lambda: sheet(HEAD, b'<row x="' + b"x" * 20_000_000 + b'"/>'),
    "a text without end": lambda: sheet(HEAD, b"<row>" + b"x" * 20_000_000 + b"</row>"),
    "shared texts": lambda: texts(b"<si/>" * 2_000_001),
    "styles": lambda: {
        STYLES: b"<styleSheet " + MAIN + b"><cellXfs>" + b"<xf/>" * 500_001
    },
    "content types": lambda: {TYPES: b"<Types>" + b"<Default/>" * 500_001},
    "megabytes of nothing": lambda: {"xl/media/x.png": bytes(65 * 1024**2)},
    "many parts": lambda: {f"xl/worksheets/sheet{n}.xml": b"" for n in range(2, 5_002)},
    "a zip in a zip in a zip": lambda: {"xl/x.zip": bytes(65 * 1024**2)},
}  # fmt: skip


@pytest.mark.parametrize("changed", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_unpacks_to_too_much_is_refused(given, changed):
    done = given(changed())
    assert "too large a workbook" in done.sentence


DAMAGED = {
    "entities of entities": sheet(
        HEAD, b"<row><c t='inlineStr'><is><t>&e9;</t></is></c></row>",
        before=b"<!DOCTYPE x [" + ENTITIES + b"]>",
    ),
    "a file of this computer": sheet(
        HEAD, b"<row><c t='inlineStr'><is><t>&e;</t></is></c></row>",
        before=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ),
    "no list of parts": {TYPES: None},
    "no book": {BOOK: None},
    "an empty list of parts": {TYPES: b""},
    "a column beyond columns": sheet(HEAD, b'<row><c r="AAAAAAAA1"><v>1</v></c></row>'),
    "a number of a million digits": sheet(HEAD, b"<row><c><v>" + b"9" * 10**6 + b"</v></c></row>"),
    "a text that is not there": sheet(HEAD, b'<row><c t="s"><v>99</v></c></row>'),
    "a sheet cut off": {SHEET: b"<worksheet " + MAIN + b"><sheetData>" + HEAD + b"<row"},
    "encodings that do not exist": {SHEET: b'<?xml version="1.0" encoding="evil"?><x/>'},
}  # fmt: skip


@pytest.mark.parametrize("changed", DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_or_malicious_is_told_so(given, changed):
    said = given(changed).sentence
    assert "cannot be read as a workbook" in said
    assert "root:" not in said


HARMLESS = {
    "names that climb": {"../../climbed.txt": b"x", "/tmp/climbed.txt": b"x", "C:\\x": b"x"},
    "macros": {"xl/vbaProject.bin": bytes(1000)},
    "deep nesting": sheet(HEAD, ANNA, b"<x>" * 10_000, b"</x>" * 10_000),
    "deep nesting in a cell": sheet(
        HEAD, ANNA, b"<row><c t='inlineStr'>", b"<is>" * 10_000, b"</is>" * 10_000, b"</c></row>"
    ),
    "a size that is a lie": sheet(HEAD, ANNA, before=b"<!-- ref=A1:XFD1048576 -->"),
}


@pytest.mark.parametrize("changed", HARMLESS.values(), ids=HARMLESS)
def test_what_is_only_strange_gives_its_rows(given, changed):
    assert given(changed).json["files"][0]["created"] == 1


def test_a_table_of_columns_only_is_told(given):
    done = given(sheet(b"<row>", b'<c t="b"><v>1</v></c>' * 100_000, b"</row>"))
    assert "100,000 columns" in done.sentence


def test_sizes_that_lie_are_found_out(given):
    """The list of parts says that the sheet is small; it is not."""

    def lie(content):
        at = content.rindex(b"PK\1\2", 0, content.rindex(SHEET.encode()))
        return content[: at + 24] + (100).to_bytes(4, "little") + content[at + 28 :]

    assert "cannot be read" in given(sheet(HEAD, b"<row/>" * 100_000), lie).sentence


def test_a_list_of_parts_of_gigabytes_is_not_read(given):
    def swollen(content):
        end = content.rindex(b"PK\5\6")
        listed = int.from_bytes(content[end + 12 : end + 16], "little")
        extra = bytes(3 * 1024**2)
        size = (listed + len(extra)).to_bytes(4, "little")
        return content[:end] + extra + content[end : end + 12] + size + content[end + 16 :]

    assert "cannot be read" in given({}, swollen).sentence


def test_overlapping_parts_are_no_way_around_the_bounds(given):
    """Many names for one compressed stretch: what they unpack to is added up all the same."""

    def overlapping(content):
        end = content.rindex(b"PK\5\6")
        start = int.from_bytes(content[end + 16 : end + 20], "little")
        at = content.rindex(b"PK\1\2", 0, content.rindex(b"xl/media/x"))
        entry = content[at : content.index(b"xl/media/x", at) + len("xl/media/x")]
        listed = content[start:end] + entry * 100
        count = (len(listed.split(b"PK\1\2")) - 1).to_bytes(2, "little")
        size = len(listed).to_bytes(4, "little")
        tail = content[end : end + 8] + count * 2 + size + content[end + 16 :]
        return content[:start] + listed + tail

    assert "too large" in given({"xl/media/x": bytes(1024**2)}, overlapping).sentence


def test_a_book_without_its_sheet_is_empty(given):
    assert "is empty" in given({SHEET: None}).sentence


def test_a_workbook_under_a_password_is_told_from_a_damaged_one(quick, book, tmp_path):
    path = tmp_path / "customers.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert "password" in quick("--book", book, "import", path).sentence
