"""No cell of any file that we write is a formula, and what was one comes back as it was."""

import csv
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import String, update

from app.models.base import Base
from app.services.customers import person_file
from app.services.exporting import csv_file
from app.services.exporting.book import export_book
from app.services.exporting.template import write_template
from app.services.importing import values
from app.services.importing.fields import KINDS
from app.services.importing.shape import WORDS
from tests.nordwind import known

__all__ = ["known"]

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]\d+(\.\d+)?(-\d+)?")
SIGNS = re.compile("[-=+@＝＋－＠]")
WICKED = "cmd|' /C calc'!A0"
texts = st.text(
    st.sampled_from("=+-@＝＋－＠\t\r\n'\",; a1|!(")
    | st.characters(blacklist_categories=("Cs", "Cc"))
)


def pieces(content):
    """Return the cells that a spreadsheet makes which divides at semicolons, quoted or not."""
    return [piece.lstrip('"') for piece in re.split("[;\t\r\n]", content)]


@settings(deadline=None)
@given(texts)
def test_the_guard_disarms_and_is_taken_away_exactly(text):
    cell = values.guarded(text)
    assert not cell.startswith(BEGINNINGS)
    assert not any(piece.startswith(BEGINNINGS) for piece in pieces(cell))
    assert values.text(cell) == (text if text.strip() else None)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_a_list_holds_no_formula_wherever_a_spreadsheet_splits_it(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("list") / "list.csv"
    csv_file.export_rows(path, ("a", "b"), rows)
    content = path.read_bytes().decode("utf-8-sig")
    for row in csv.reader(content.splitlines(keepends=True)):
        assert not any(cell.startswith(BEGINNINGS) for cell in row)
    assert not any(piece.startswith(BEGINNINGS) for piece in pieces(content))


@pytest.fixture(params=BEGINNINGS[:5] + BEGINNINGS[7:], ids=ascii)
def wicked(request, known):
    """A book in which every word begins like a formula, and has another inside."""
    word = f"{request.param}{WICKED};{request.param}{WICKED}"
    typed = {"name", "title", "text", "note", "comment", "city", "phone", "email", "role", "action"}
    with known.write() as session:
        for table in Base.metadata.tables.values():
            for column in table.columns:
                if column.name in typed and type(column.type) is String:
                    session.execute(update(table).values({column.name: word}))
    return known, word


def test_nothing_that_leaves_the_book_is_a_formula(wicked, tmp_path):
    known, word = wicked
    with known.read() as session:
        export_book(session, tmp_path / "all")
        person_file.export(session, 1, tmp_path / "person.csv", ())
    names = {f"{kind}.csv" for kind in KINDS}
    assert {one.name for one in (tmp_path / "all").iterdir()} == names  # whatever is in the book
    told = 0
    for path in [*(tmp_path / "all").iterdir(), tmp_path / "person.csv"]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                told += values.guarded(word) in row
                for cell in row:
                    assert not cell.startswith(BEGINNINGS) or NUMBER.fullmatch(cell), path.name
                    assert not any(map(SIGNS.match, pieces(cell)[1:])), path.name
    assert told > 5


def test_every_type_that_holds_words_is_guarded():
    free = {field.type for kind in KINDS.values() for field in kind.fields} - set(WORDS)
    assert {one.name for one in free} <= {
        "DATE", "MOMENT", "INTEGER", "SCORE", "AMOUNT", "CURRENCY", "YES_NO", "CHOICE", "SCALE",
    }  # fmt: skip


def test_the_template_holds_no_formula(tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(path)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cells
    assert not any(cell.data_type == "f" for cell in cells)
