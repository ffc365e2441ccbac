"""The workbook that people fill in."""

import pytest
from openpyxl import load_workbook

from app.services.errors import Unavailable
from app.services.exporting.template import write_template
from app.services.importing import service
from app.services.importing.fields import KINDS
from app.services.importing.service import Options


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(path)
    return path


def test_every_kind_has_a_sheet_with_its_columns_and_their_help(template):
    book = load_workbook(template)
    assert set(book.sheetnames) == {"Read me", *KINDS}
    for kind in KINDS.values():
        fields = [field for field in kind.fields if not field.more]
        cells = book[kind.name][1]
        assert [cell.value for cell in cells] == [field.name for field in fields]
        for cell, field in zip(cells, fields, strict=True):
            assert field.help in cell.comment.text
            assert cell.comment.text.startswith("Needed") == field.required


def test_cells_are_text_and_choices_are_offered(template):
    sheet = load_workbook(template)["interactions"]
    assert sheet.column_dimensions["A"].number_format == "@"
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered["C2:C20000"] == '"call,email,meeting,visit,review,chat,note"'


def test_an_empty_template_imports_as_nothing(template, database, today):
    with database.write() as session:
        report = service.import_files(session, [template], Options(), today)
    assert report.batch is None
    assert {file.kind for file in report.files} == set(KINDS)


def test_a_filled_template_imports(template, database, today):
    book = load_workbook(template)
    book["customers"].append(["Acme", "1", None, "Ana", "bonding", "2024-01-01"])
    book["interactions"].append(["1", "2026-05-03T09:30", "call"])
    book["interactions"].append(["1", today, "visit"])
    book.save(template)
    with database.write() as session:
        report = service.import_files(session, [template], Options(), today)
    created = {file.kind: file.created for file in report.files if file.rows}
    assert created == {"customers": 1, "interactions": 2}


def test_a_template_that_cannot_be_written_gives_a_sentence(tmp_path):
    with pytest.raises(Unavailable, match="cannot be written"):
        write_template(tmp_path / "none" / "template.xlsx")
