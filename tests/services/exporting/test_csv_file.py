"""Lists as they are seen, for a spreadsheet."""

import csv

import pytest

from app.services.errors import Unavailable
from app.services.exporting.csv_file import export_rows


def test_a_list_is_written_for_spreadsheets(tmp_path):
    path = tmp_path / "list.csv"
    rows = [["Föhn; Fjord", '5" disk'], ["=1+1", "-2"], [" blank ", "two\nlines"]]
    assert export_rows(path, ["Customer", "Note"], rows) == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Customer", "Note"],
            ["Föhn; Fjord", '5" disk'],
            ["'=1+1", "'-2"],
            [" blank ", "two\nlines"],
        ]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_list_that_cannot_be_written_leaves_the_old_file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old")

    def rows():
        yield ["a"]
        raise OSError(28, "No space left on device")

    with pytest.raises(Unavailable, match="No space left on device"):
        export_rows(path, ["x"], rows())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
