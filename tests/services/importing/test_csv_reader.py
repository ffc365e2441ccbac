"""Whatever a CSV file looks like: every row comes out, or its line and the reason."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.errors import AppError, NotFound
from app.services.exporting.csv_file import line
from app.services.importing import csv_reader, reading
from app.services.importing.tables import Fault

letters = st.sampled_from("\n\r\t\"',; =") | st.characters(
    blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff"
)
cells = st.text(letters, max_size=12).filter(lambda text: text == text.strip(" "))
filled = cells.filter(str.strip)


def parse(file, name="t.csv"):
    with reading.opened(file) as [table]:
        return table.header, list(table.rows)


def good(rows):
    return [(number, cells) for number, cells in rows if not isinstance(cells, Fault)]


def faults(rows):
    return {number: cells.reason for number, cells in rows if isinstance(cells, Fault)}


@settings(deadline=None)
@given(st.lists(st.tuples(filled, cells, cells), max_size=8))
def test_what_we_write_is_read_as_it_was(tmp_path_factory, table):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    text = "".join(map(line, [("a", "b", "c"), *table]))
    path.write_bytes(text.encode())
    header, rows = parse(path)
    assert header == ["a", "b", "c"]
    assert [tuple(cells) for _number, cells in rows] == table


@settings(deadline=None)
@given(st.lists(st.tuples(filled, cells, cells), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_pythons_own_writer_writes_is_read_as_it_was(tmp_path_factory, table, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *table])
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(out.getvalue().encode())
    _header, rows = parse(path)
    assert [tuple(cells) for _number, cells in rows] == table


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_table_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(content)
    try:
        header, rows = parse(path)
    except AppError as error:
        sentence = str(error)
    else:
        sentence = ""
        assert all(isinstance(cells, Fault) or len(cells) == len(header) for _n, cells in rows)
    assert not sentence or "t.csv" in sentence


def test_lines_are_counted_through_quoted_line_breaks_and_blank_rows(file):
    text = 'name,note\nA,"one\ntwo\nthree"\n\n,\nB,x\r\nC,"y\r\nz"\nD,w\n'
    _header, rows = parse(file("t.csv", text))
    assert rows == [
        (2, ["A", "one\ntwo\nthree"]),
        (7, ["B", "x"]),
        (8, ["C", "y\r\nz"]),
        (10, ["D", "w"]),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_delimiter_encoding_and_line_end(file, delimiter, encoding, newline):
    text = newline.join(["name;city;note", 'Müller;Köln;"a;b"', "Ødegård;Tromsø;€", ""])
    content = text.replace(";", delimiter).encode(encoding)
    header, rows = parse(file("t.csv", content))
    assert header == ["name", "city", "note"]
    assert good(rows) == [
        (2, ["Müller", "Köln", f"a{delimiter}b"]),
        (3, ["Ødegård", "Tromsø", "€"]),
    ]


def test_the_csv_of_a_german_excel(file):
    text = "name;city;note\r\nMüller & Söhne;Köln;Größe geprüft – gut, 100 €\r\n"
    path = file("t.csv", text.encode("cp1252"))
    with reading.opened(path) as [table]:
        rows = list(table.rows)
        assert (table.delimiter, table.encoding()) == (";", "cp1252")
    assert rows == [(2, ["Müller & Söhne", "Köln", "Größe geprüft – gut, 100 €"])]


def test_a_file_in_two_encodings_is_read_line_by_line(file):
    content = "name\nZoë\n".encode() + "Jürgen\n".encode("cp1252") + "Łukasz\n".encode()
    _header, rows = parse(file("t.csv", content))
    assert [cells for _n, cells in rows] == [["Zoë"], ["Jürgen"], ["Łukasz"]]


def test_the_cyrillic_of_an_old_windows_is_recognised(file):
    text = "клиент,город,заметка\n" + "Ромашка,Москва,Очень доволен обслуживанием и просит\n" * 3
    header, rows = parse(file("t.csv", text.encode("cp1251")))
    assert header == ["клиент", "город", "заметка"]
    assert rows[0][1][1] == "Москва"


def test_excels_line_about_the_separator_is_believed(file):
    header, rows = parse(file("t.csv", "sep=;\nname;a,b\nX;1\n"))
    assert (header, rows) == (["name", "a,b"], [(3, ["X", "1"])])


def test_a_blank_before_a_quotation_mark_does_not_matter(file):
    header, rows = parse(file("t.csv", 'name, phone, company\n"A", "555", "Acme, Inc."\n'))
    assert (header, rows) == (["name", "phone", "company"], [(2, ["A", "555", "Acme, Inc."])])


def test_short_rows_are_filled_and_empty_columns_at_the_end_dropped(file):
    _header, rows = parse(file("t.csv", "a,b,c,,\n1,2,3,,\n4\n5,6,7,,,\n"))
    assert good(rows) == [(2, ["1", "2", "3"]), (3, ["4", "", ""]), (4, ["5", "6", "7"])]


def test_a_row_with_too_many_cells_is_reported_and_the_others_are_read(file):
    _header, rows = parse(file("t.csv", "a,b\n1,2\n3,4,5\n6,7\n"))
    assert good(rows) == [(2, ["1", "2"]), (4, ["6", "7"])]
    assert faults(rows) == {3: "it has 3 cells where the header has 2"}


def test_an_unclosed_quotation_mark_costs_one_row_only(file):
    text = 'a,b\n1,"2\n' + "".join(f"{n},x\n" for n in range(3, 100))
    _header, rows = parse(file("t.csv", text))
    assert faults(rows) == {2: "a quotation mark is opened in this row and never closed"}
    assert [number for number, _cells in good(rows)] == list(range(3, 100))


def test_a_stray_quotation_mark_costs_its_row_only(file):
    _header, rows = parse(file("t.csv", 'a,b,c\n1,"x,y\n2,p,q\n3,r,"s"\n4,t,u\n'))
    assert list(faults(rows)) == [2]
    assert [cells[0] for _n, cells in good(rows)] == ["2", "3", "4"]


def test_text_after_a_closing_quotation_mark_is_refused_not_guessed(file):
    _header, rows = parse(file("t.csv", 'a,b\n"5" disk,x\n2,"y"\n'))
    assert faults(rows) == {2: "text follows a closing quotation mark"}
    assert good(rows) == [(3, ["2", "y"])]


def test_a_file_cut_inside_a_quoted_note_reports_that_row(file):
    _header, rows = parse(file("t.csv", 'a,b,c\n1,x,y\n2,"Dear Sir,\nwe are not am'))
    assert good(rows) == [(2, ["1", "x", "y"])]
    assert list(faults(rows)) == [3]


def test_a_file_cut_in_the_middle_of_a_row_reports_that_row(file):
    _header, rows = parse(file("t.csv", "a,b,c\n1,x,y\n2,Acme Gm"))
    assert good(rows) == [(2, ["1", "x", "y"])]
    assert faults(rows) == {3: "the file ends in the middle of this row"}


def test_a_file_cut_in_the_middle_of_a_letter_is_not_misread(file):
    content = "a,b\nä,ö\nx,Mü".encode()[:-1]
    _header, rows = parse(file("t.csv", content))
    assert rows[1][1] == ["x", "M\udc80"]  # which no value accepts


def test_a_file_cut_in_the_middle_of_a_letter_of_its_only_line_of_them_is_not_misread(file):
    _header, rows = parse(file("t.csv", "a,b\nÄrger,Grü".encode()[:-1]))
    assert rows == [(2, ["Ärger", "Gr\udc80"])]


def test_utf_16_cut_in_the_middle_of_a_letter_is_not_misread(file):
    _header, rows = parse(file("t.csv", "a,b\nx,y\n".encode("utf-16") + b"z"))
    assert rows[-1][1] == ["\udc80", ""] or isinstance(rows[-1][1], Fault)


def test_the_first_of_two_columns_with_one_name_is_there_twice(file):
    header, rows = parse(file("t.csv", "Name,Email,Name\nJohn,j@x,J.\n"))
    assert (header, rows) == (["Name", "Email", "Name"], [(2, ["John", "j@x", "J."])])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n \r\n\n", "is empty"),
        (b",,,\n,,\n", "is empty"),
        (bytes(range(256)) * 40, "it is not text"),
        (b"\xff\xfe\0\0;\0;\0", "it is not text"),
        (b"%PDF-1.7\n\0\0\0\0", "it is not text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"a," * 1_000_000 + b"a\n1\n", "1,000,001 columns"),
        (b'"a,b\n1,2\n', "header"),
        (b"x" * (17 * 1024 * 1024), "does not end"),
        (b"a,b\n" + b"x" * (17 * 1024 * 1024), "does not end"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_table_gives_a_sentence(file, content, sentence):
    with pytest.raises(AppError, match=sentence):
        parse(file("t.csv", content))


def test_quotation_marks_that_never_pair_end_in_a_sentence(file, monkeypatch):
    monkeypatch.setattr(csv_reader, "MOST_AGAIN", 1_000)
    with pytest.raises(AppError, match="do not pair"):
        parse(file("t.csv", b"a,b\n" + b'1,"x\ny"z\n' * 200))


def test_half_a_gigabyte_is_refused_at_once(tmp_path):
    path = tmp_path / "t.csv"
    with path.open("wb") as out:
        out.write(b"a,b\n")
        out.truncate(500 * 1024 * 1024)
    with pytest.raises(AppError, match="500 MB"):
        parse(path)


def test_a_note_of_a_megabyte_is_kept(file):
    note = "Zeile mit Ümlaut\n" * 62_000
    _header, rows = parse(file("t.csv", f'a,b\n1,"{note}"\n2,x\n'))
    assert rows[0][1] == ["1", note]
    assert rows[1] == (62_003, ["2", "x"])


def test_a_null_byte_far_down_is_left_to_its_row(file):
    _header, rows = parse(file("t.csv", "a,b\n" + "1,2\n" * 20_000 + "x\0y,3\n4,5\n"))
    assert rows[-2:] == [(20_002, ["x\0y", "3"]), (20_003, ["4", "5"])]


def test_a_missing_file_and_a_folder_give_sentences(tmp_path):
    with pytest.raises(NotFound, match="no file"):
        parse(tmp_path / "none.csv")
    with pytest.raises(AppError, match="folder"):
        parse(tmp_path)
