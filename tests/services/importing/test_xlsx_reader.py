"""Workbooks: sheets by their names, dates as days, formulas by their results, no bombs."""

import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.services.errors import AppError
from app.services.importing import reading, xlsx_bounds
from app.services.importing.tables import Fault


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def parse(path):
    with reading.opened(path) as tables:
        return {table.hint: (table.header, list(table.rows)) for table in tables}


def test_every_sheet_named_after_a_kind_is_a_table(tmp_path):
    path = workbook(
        tmp_path / "all.xlsx",
        customers=[["name", "city"], ["Acme", "Oslo"]],
        Guide=[["anything"]],
        tickets=[["customer", "external_id", "opened"], [None, None, None], ["Acme", 17, None]],
    )
    assert parse(path) == {
        "customers": (["name", "city"], [(2, ["Acme", "Oslo"])]),
        "tickets": (["customer", "external_id", "opened"], [(3, ["Acme", "17", ""])]),
    }


def test_a_workbook_of_one_sheet_is_named_by_its_file(tmp_path):
    path = workbook(tmp_path / "vendors.xlsx", Sheet1=[["name"], ["Polarmurmel"]])
    assert list(parse(path)) == ["vendors.xlsx"]


def test_cells_become_what_our_csv_would_say(tmp_path):
    values = [date(2026, 5, 3), datetime(2026, 5, 3, 9, 30), 5, 5.0, 1234.5, True, "=x", 10**15]
    path = workbook(tmp_path / "t.xlsx", t=[list("abcdefgh"), values])
    sheet = parse(path)["t.xlsx"][1]
    assert isinstance(sheet[0][1], Fault)  # a formula whose result nobody computed
    values[6] = None
    path = workbook(tmp_path / "u.xlsx", t=[list("abcdefgh"), values])
    assert parse(path)["u.xlsx"][1][0][1] == [
        "2026-05-03", "2026-05-03T09:30:00", "5", "5", "1234.5", "yes", "", "1000000000000000",
    ]  # fmt: skip


def test_the_result_of_a_formula_is_read(tmp_path):
    plain = workbook(tmp_path / "p.xlsx", t=[["a", "b"], [1, 2]])
    computed = tmp_path / "c.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(computed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith("sheet1.xml"):
                data = data.replace(b"<v>2</v>", b"<f>1+1</f><v>2</v>")
                assert b"<f>" in data
            new.writestr(item, data)
    assert parse(computed)["c.xlsx"][1] == [(2, ["1", "2"])]


def test_an_error_in_a_cell_refuses_the_row(tmp_path):
    path = workbook(tmp_path / "t.xlsx", t=[["a"], ["#REF!"], ["x"]])
    rows = parse(path)["t.xlsx"][1]
    assert rows == [(2, Fault("a cell holds the error #REF!")), (3, ["x"])]


def test_what_stands_beside_the_table_refuses_the_row(tmp_path):
    path = workbook(tmp_path / "t.xlsx", t=[["a", "b"], [1, 2, "?"], [3]])
    rows = parse(path)["t.xlsx"][1]
    assert isinstance(rows[0][1], Fault)
    assert rows[1] == (3, ["3", ""])


def spoiled(path, name, data):
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr(name, data)
    return path


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


def with_part(path, part, content):
    """Make a workbook with one part replaced."""
    plain = workbook(path.with_name("plain.xlsx"), t=[["a"]])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            new.writestr(item, content if item.filename.endswith(part) else old.read(item))
    return path


def test_entities_are_not_expanded(tmp_path):
    with pytest.raises(AppError, match="cannot be read as a workbook"):
        parse(with_part(tmp_path / "t.xlsx", "sheet1.xml", BOMB))


@pytest.mark.skipif(sys.platform != "linux", reason="which files are open is read from the system")
@pytest.mark.parametrize(("part", "content"), [("sheet1.xml", BOMB), ("workbook.xml", "<broken")])
def test_a_workbook_that_was_refused_is_let_go_of(tmp_path, part, content):
    path = with_part(tmp_path / "t.xlsx", part, content)
    with pytest.raises(AppError) as kept:  # and with it all that was under way
        parse(path)
    held = [one.readlink() for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert path not in held
    assert kept.value.__traceback__


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = workbook(tmp_path / "t.xlsx", t=[["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/big", b"\0" * (xlsx_bounds.MOST_SHARED + 1))
    with pytest.raises(AppError, match="too large a workbook"):
        parse(path)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 1000],
)
def test_a_damaged_workbook_gives_a_sentence(file, content):
    with pytest.raises(AppError, match="cannot be read as a workbook"):
        parse(file("t.xlsx", content))


def test_another_zip_is_no_workbook(tmp_path):
    path = tmp_path / "t.xlsx"
    spoiled(path, "hello.txt", b"hello")
    with pytest.raises(AppError, match="cannot be read as a workbook"):
        parse(path)


def test_an_empty_workbook_gives_a_sentence(tmp_path):
    with pytest.raises(AppError, match="is empty"):
        parse(workbook(tmp_path / "t.xlsx", t=[]))


def test_a_workbook_cut_in_the_middle_gives_a_sentence(tmp_path):
    path = workbook(tmp_path / "t.xlsx", t=[["a", "b"]] + [[n, "x"] for n in range(500)])
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(AppError, match="cannot be read as a workbook"):
        parse(path)


def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_it_goes(tmp_path):
    plain = workbook(tmp_path / "p.xlsx", t=[["a"], ["x"]])
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert parse(path)["t.xlsx"][1] == [(2, ["x"])]
