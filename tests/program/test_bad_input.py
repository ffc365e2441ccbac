"""What people give by mistake: each file ends in a sentence, or in its rows exactly as they are."""

import os
import sys

import pytest

from tests.program.conftest import MEMORY

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork, nor limit memory so"),
]

SECONDS = 10  # generous; none of these takes more than one on a quiet machine


@pytest.fixture
def import_(quick, book, tmp_path):
    """Import content as a file of this name; returns what the command left behind."""

    def give(name, content, *options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = quick("--book", book, "--json", "import", path, *options, memory=MEMORY)
        assert done.seconds < SECONDS
        return done

    return give


@pytest.fixture
def exported(quick, book, tmp_path):
    """What stands in the book, by the name of the file."""

    def read(kind):
        folder = tmp_path / "exported"
        assert quick("--book", book, "export", folder).status == 0
        return (folder / f"{kind}.csv").read_text(encoding="utf-8")

    return read


REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b"\r\n  \r\n", "is empty"),
    "binary": (bytes(range(256)) * 40, "not text"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500), "not text"),
    "prose": (b"Dear all,\nplease find attached what you asked for.\n", "no column for name"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "old Excel"),
    "half a workbook": (b"PK\x03\x04" + b"\x14\0" * 300, "workbook"),
    "a million columns": (b"name" + b",x" * 1_000_000 + b"\nAnna" + b",y" * 1_000_000, "1,000,001"),
    "one endless line": (b"name," * 5_000_000, "does not end"),
    "only quotes": (b'name\n"' + b'a"b\n"' * 1_000, "quotation mark"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_told_so_in_a_sentence(import_, exported, content, reason):
    assert reason in import_("customers.csv", content).sentence
    assert exported("customers").count("\n") == 1


def test_half_a_gigabyte_is_refused_before_it_is_read(quick, book, tmp_path):
    path = tmp_path / "interactions.csv"
    with path.open("wb") as file:
        file.write(b"customer,at,kind\nAnna,2026-01-02,call\n")
        file.truncate(500 * 1024**2)
    done = quick("--book", book, "import", path, memory=MEMORY)
    assert "500 MB" in done.sentence
    assert done.seconds < 2
    assert done.mebibytes < 250


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_is_read(import_, exported, encoding):
    done = import_("customers.csv", "name,city\nÅse Ødegård & Söhne,Tromsø\n".encode(encoding))
    assert done.json["files"][0]["created"] == 1
    assert "Åse Ødegård & Söhne," in exported("customers")


def test_a_german_windows_file_is_read_but_its_dates_are_asked_for(import_, exported):
    lines = (
        "Name;external_id;Ort;since;Notiz",
        'Müller & Söhne;K1;Köln;2020-01-05;"Größte; Kundin"',
        "Weiß GmbH;K2;Ulm;05.01.2020;",
    )
    done = import_("customers.csv", "\r\n".join(lines).encode("cp1252"))
    file = done.json["files"][0]
    assert (file["rows"], file["created"]) == (2, 1)
    assert [row["line"] for row in file["rejected"]] == [3]
    assert "2020-01-05" in file["rejected"][0]["reason"]
    assert "Größte; Kundin" in exported("customers")


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (b"B,2026-01", "ends in the middle"),
        (b'B,2026-01-03,call,"and then', "never closed"),
        ("B,2026-01-03,call,T\u00fc".encode()[:-1], "byte"),
    ],
)
def test_a_file_cut_in_the_middle_gives_all_but_its_last_row(import_, rest, reason):
    whole = "customer,at,kind,note\nA,2026-01-01,call,Grüße\nA,2026-01-02,call,two\n".encode()
    file = import_("interactions.csv", whole + rest).json["files"][0]
    assert file["created"] == 2
    assert [row["line"] for row in file["rejected"]] == [4]
    assert reason in file["rejected"][0]["reason"]


def test_strange_but_true_rows_are_kept_exactly(import_, exported, quick, book):
    emoji, right_to_left = "🦊 Füchse & Co 👩‍👩‍👧", "מאפיית הדקל בע״מ"
    note = "ä🦊" * 250_000 + ", “the end”"
    rows = (
        "customer,at,kind,feeling,note",
        f"{emoji},2026-01-02,call,2,",
        f"{right_to_left},9999-12-31,visit,-2,far away",
        f'A,2026-01-04,note,,"{note}"',
    )
    file = import_("interactions.csv", "\n".join(rows)).json["files"][0]
    assert (file["created"], file["rejected"]) == (3, [])
    kept = exported("interactions")
    assert f'"{note}"' in kept
    assert "9999-12-31" in kept
    names = [line["customer"] for line in quick("--book", book, "--json", "customers").json]
    assert emoji in names
    found = quick("--book", book, "--json", "search", "הדקל").json
    assert [row["customer"] for row in found] == [right_to_left] * len(found) != []


def test_impossible_values_are_refused_by_line_and_reason(import_, exported):
    rows = (
        "customer,at,kind,feeling,minutes,note",
        "A,2026-01-01,call,1,5,good",
        "B,2026-01-02,call,7,,seven",
        "B,2026-01-03,call,,-5,minus",
        "B,2026-13-01,call,,,month",
        "B,2026-02-29,call,,,no leap year",
        "B,10000-01-01,call,,,too far",
        ",2026-01-05,call,,,nobody",
        "B,2026-01-06,telegram,,,kind",
        "B,2026-01-07,call,1.5,,half",
        "B,2026-01-08,call,1,,too,many,cells",
        "B,2026-01-09,call,1,,null\0byte",
        "A,2026-01-10,call,-1,7,good too",
    )
    file = import_("interactions.csv", "\n".join(rows)).json["files"][0]
    assert (file["rows"], file["created"]) == (12, 2)
    assert [row["line"] for row in file["rejected"]] == list(range(3, 13))
    assert all(row["reason"] for row in file["rejected"])
    assert "\nB," not in exported("customers")


def test_a_negative_or_mistyped_value_of_a_contract_is_refused(import_):
    rows = 'customer,title,value\nA,one,-5\nA,two,1e5\nA,three,"1.200,50"\nA,four,1200.50\n'
    file = import_("contracts.csv", rows).json["files"][0]
    assert file["created"] == 1
    assert [row["line"] for row in file["rejected"]] == [2, 3, 4]


def test_of_two_files_with_one_in_vain_nothing_is_kept(quick, book, tmp_path, exported):
    good, bad = tmp_path / "customers.csv", tmp_path / "contracts.csv"
    good.write_text("name\nAnna\n")
    bad.write_text("customer,title,value\nAnna,one,-5\n")
    said = quick("--book", book, "import", good, bad).sentence
    assert "contracts.csv" in said
    assert "Nothing was imported" in said
    assert exported("customers").count("\n") == 1


def test_a_file_whose_kind_nobody_knows_asks_for_it(import_):
    said = import_("list.csv", "a,b\n1,2\n").sentence
    assert "customers" in said
    assert "interactions" in said
    assert import_("list.csv", "name\nAnna\n", "--kind", "customers").json["batch"] == 1


def test_files_that_are_not_there_or_are_folders_are_told_so(quick, book, tmp_path):
    assert "no file" in quick("--book", book, "import", tmp_path / "customers.csv").sentence
    (tmp_path / "contacts.csv").mkdir()
    assert "folder" in quick("--book", book, "import", tmp_path / "contacts.csv").sentence


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_told_so(quick, book, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text("name\nAnna\n")
    path.chmod(0)
    assert "cannot be read" in quick("--book", book, "import", path).sentence
