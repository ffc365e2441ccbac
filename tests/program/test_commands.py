"""Every command as a script calls it: what ``--json`` prints, the exit status, the sentences."""

import csv
import json
from datetime import date, timedelta
from io import StringIO

import pytest

import app
from app.services.importing.fields import KINDS
from tests.conftest import TODAY
from tests.program.conftest import contents

pytestmark = pytest.mark.program

AS_OF = ("--as-of", TODAY.isoformat())
LEAVER = "Vestergård Emballage A/S"
FIELDS = {
    "customers": "customer external_id stage owner standing low high change_180d direction "
    "character yearly_value next_renewal risk last_two_way evidence",
    "renewals": "customer contract due_on notice_by value currency risk low high p_reduced level "
    "sd value_at_risk reasons owner outcome",
    "today": "what customer text due value reason",
    "search": "kind id customer date snippet",
}


# ---- the real process


def test_the_version_is_told(rapport):
    done = rapport("--version")
    assert (done.status, done.err) == (0, "")
    assert app.__version__ in done.out


def test_wrong_usage_ends_with_status_2_and_says_so_on_standard_error(rapport):
    done = rapport("--json", "custmers")
    assert (done.status, done.out) == (2, "")
    assert "custmers" in done.err


def test_an_encrypted_book_without_a_keyring_is_not_made(rapport, tmp_path):
    said = rapport("--json", "new", tmp_path / "Fjord.rapport").sentence
    assert "RAPPORT_PASSPHRASE" in said
    assert "--plain" in said
    assert [path.name for path in tmp_path.iterdir() if path.name != "profile"] == []


def test_an_encrypted_book_opens_with_its_passphrase_and_with_its_code_elsewhere(
    rapport, quick, tmp_path
):
    known = {"RAPPORT_PASSPHRASE": "a horse, a battery and a staple"}
    made = rapport("--json", "new", tmp_path / "Fjord", "--currency", "chf", **known)
    book = made.json["book"]
    assert made.json == {"book": str(tmp_path / "Fjord.rapport"), "encrypted": True}
    assert b"SQLite" not in (tmp_path / "Fjord.rapport").read_bytes()[:100]
    code = made.err.strip().rpartition("\n\n")[2]
    assert quick("--book", book, "--json", "customers", **known).json == []
    assert "passphrase" in quick("--book", book, "customers").sentence
    elsewhere = {"RAPPORT_PROFILE": str(tmp_path / "elsewhere"), "RAPPORT_RECOVERY_CODE": code}
    assert quick("--book", book, "--json", "check", **elsewhere).json["ok"]
    wrong = elsewhere | {"RAPPORT_RECOVERY_CODE": code[:-1] + ("A" if code[-1] != "A" else "B")}
    assert quick("--book", book, "check", **wrong).sentence


def test_a_command_prints_a_table_for_people_and_one_document_for_scripts(rapport, sample_file):
    words = rapport("--book", sample_file, *AS_OF, "customers", "--filter", "Vestergård")
    assert words.status == 0
    assert LEAVER in words.out
    assert "standing" in words.out.splitlines()[0]
    [line] = rapport("--book", sample_file, *AS_OF, "--json", "customers", "--filter", "Veste").json
    assert line["customer"] == LEAVER


def test_names_reach_a_pipe_whatever_the_language_of_the_system(rapport, sample_file):
    done = rapport("--book", sample_file, *AS_OF, "customers", LANG="C", LC_ALL="C")
    assert done.status == 0
    assert LEAVER in done.out


# ---- each command of the formats


@pytest.mark.parametrize("command", ["customers", "renewals", "today"])
def test_lists_have_exactly_the_fixed_fields(quick, sample_file, command):
    rows = quick("--book", sample_file, *AS_OF, "--json", command).json
    assert rows
    assert {tuple(row) for row in rows} == {tuple(FIELDS[command].split())}


def test_a_search_has_exactly_the_fixed_fields(quick, sample_file):
    rows = quick("--book", sample_file, "--json", "search", "firewall", "--limit", "7").json
    assert len(rows) == 7
    assert {tuple(row) for row in rows} == {tuple(FIELDS["search"].split())}
    assert quick("--book", sample_file, "--json", "search", "xyzzyplugh").json == []


def test_a_trajectory_has_exactly_the_fixed_fields(quick, sample_file):
    found = quick("--book", sample_file, *AS_OF, "--json", "trajectory", LEAVER).json
    assert list(found) == ["customer", "points", "evidence", "baseline", "forecast"]
    assert set(map(tuple, found["points"] + found["forecast"])) == {
        ("date", "level", "low", "high")
    }
    assert set(map(tuple, found["evidence"])) == {("date", "kind", "id", "text", "effect")}
    assert found["points"][-1]["date"] == TODAY.isoformat()
    total = found["baseline"] + sum(one["effect"] for one in found["evidence"])
    assert total == pytest.approx(found["points"][-1]["level"], abs=1e-6)
    assert found["forecast"][0] == found["points"][-1]
    assert found["forecast"][-1]["date"] > TODAY.isoformat()


def test_a_log_gives_its_ids(quick, sample):
    words = ("log", "C-0001", "--kind", "call", "--direction", "in", "--feeling", "-1")
    note = "They are moving.\n! offer by Friday\n? a single invoice"
    done = quick("--book", sample, *AS_OF, "--json", *words, "--at", "yesterday", "--note", note)
    logged = done.json
    assert list(logged) == ["interaction", "promises", "expectations", "competitors"]
    assert [len(logged[kind]) for kind in ("promises", "expectations", "competitors")] == [1, 1, 0]
    found = quick("--book", sample, "--json", "search", "They are moving").json
    day = (TODAY - timedelta(days=1)).isoformat()
    assert ("interaction", logged["interaction"], day) in {
        (row["kind"], row["id"], row["date"]) for row in found
    }


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--feeling", "7"], "-2"),
        (["--contact", "Nobody Known"], "Nobody Known"),
        (["--at", "in three weeks"], "not come yet"),
    ],
)
def test_a_log_that_cannot_be_true_is_refused(quick, sample, options, reason):
    done = quick("--book", sample, *AS_OF, "log", "C-0001", "--kind", "call", *options)
    assert reason in done.sentence.replace("−", "-")


def test_an_unknown_customer_is_told_the_nearest(quick, sample):
    done = quick("--book", sample, "log", "Vestergard Embalage", "--kind", "call")
    assert LEAVER in done.sentence


@pytest.mark.parametrize(
    "words",
    [
        ["surveys", "send"],
        ["surveys", "status", "--dry-run"],
        ["import", "customers.csv", "--preset", "hubspot"],
    ],
    ids=lambda words: words[0],
)
def test_what_belongs_to_a_later_version_says_so(quick, sample_file, words):
    said = quick("--book", sample_file, "--json", *words).sentence
    assert "not available yet" in said


@pytest.mark.parametrize(
    "words",
    [
        ["--as-of", "4.5.2026", "customers"],
        ["--as-of", "9999-12-31", "customers"],
        ["customers", "--nonsense"],
        ["log", "C-0001", "--kind", "telegram"],
        ["log", "C-0001"],
        ["import"],
        ["import", "x.csv", "--kind", "cats"],
        ["renewals", "--within", "-3"],
        ["search", "x", "--limit", "0"],
        ["undo-import", "first"],
        ["trajectory", LEAVER, "--since", "spring"],
    ],
    ids=" ".join,
)
def test_wrong_usage_changes_nothing(quick, sample_file, words):
    before = sample_file.read_bytes()
    done = quick("--book", sample_file, "--json", *words)
    assert (done.status, done.out) == (2, "")
    assert done.err
    assert sample_file.read_bytes() == before


def test_a_command_without_a_book_asks_which(quick):
    assert "--book" in quick("customers").sentence


def test_the_sample_is_of_the_day_asked_for(quick, tmp_path):
    made = quick("--as-of", "2025-02-01", "--json", "sample", tmp_path / "s").json
    assert made == {"book": str(tmp_path / "s.rapport"), "encrypted": False}
    lines = quick("--book", made["book"], "--as-of", "2025-02-01", "--json", "customers").json
    assert len(lines) == 60
    assert max(filter(None, (line["last_two_way"] for line in lines))) <= "2025-02-01"
    again = quick("sample", made["book"])
    assert "already" in again.sentence


# ---- in and out


def test_the_same_import_twice_changes_nothing_and_undoing_it_leaves_the_book_as_before(
    quick, book, few, tmp_path
):
    quick("--book", book, *AS_OF, "log", "Alte Mühle", "--kind", "visit", "--new-customer")
    before = exported(quick, book, tmp_path / "before")
    files = sorted(few.iterdir())
    first = quick("--book", book, *AS_OF, "--json", "import", *files).json
    assert first["batch"] == 1
    for file in first["files"]:
        fields = "file kind rows created updated unchanged rejected ignored_columns"
        assert list(file) == fields.split()
        assert (file["rejected"], file["ignored_columns"]) == ([], [])
    second = quick("--book", book, *AS_OF, "--json", "import", *files).json
    assert second["batch"] is None
    assert {(file["created"], file["updated"]) for file in second["files"]} == {(0, 0)}
    assert [file["unchanged"] for file in second["files"]] == [
        file["rows"] for file in first["files"]
    ]
    undone = quick("--book", book, *AS_OF, "--json", "undo-import", 1).json
    assert list(undone) == ["removed", "restored", "kept"]
    assert undone["removed"] >= sum(file["created"] for file in first["files"])
    assert (undone["restored"], undone["kept"]) == (0, 0)
    assert exported(quick, book, tmp_path / "after") == before
    assert "already undone" in quick("--book", book, "undo-import", 1).sentence
    assert quick("--book", book, "undo-import", 99).sentence


def test_undoing_an_import_gives_changed_records_their_former_values(quick, book, few, tmp_path):
    quick("--book", book, *AS_OF, "import", *few.iterdir())
    before = exported(quick, book, tmp_path / "before")
    changes = tmp_path / "customers.csv"
    changes.write_text("external_id,name,city\nC-0001,Neuer Name GmbH,Husum\n", encoding="utf-8")
    report = quick("--book", book, "--json", "import", changes).json
    assert report["files"][0]["updated"] == 1
    assert exported(quick, book, tmp_path / "changed") != before
    undone = quick("--book", book, "--json", "undo-import", report["batch"]).json
    assert undone == {"removed": 0, "restored": 1, "kept": 0}
    assert exported(quick, book, tmp_path / "after") == before


def test_an_exported_book_imported_into_an_empty_one_is_the_same_book(
    quick, book, sample_file, sample_folder, tmp_path
):
    files = sorted(sample_folder.iterdir())
    assert quick("--book", book, *AS_OF, "--json", "import", *files).status == 0
    report = quick("--book", book, "--json", "export", tmp_path / "again").json
    assert contents(tmp_path / "again") == contents(sample_folder)
    rows = {one["file"]: one["rows"] for one in report["files"]}
    assert rows.keys() == {f"{kind}.csv" for kind in KINDS}
    for name, content in contents(sample_folder).items():
        assert len(list(csv.reader(StringIO(content.decode())))) == rows[name] + 1
    both = [quick("--book", one, *AS_OF, "--json", "customers").json for one in (sample_file, book)]
    for row in both[0] + both[1]:  # no file has a place for the owner's word on a character
        del row["character"]
    assert by_name(both[1]) == by_name(both[0])


def test_a_dry_run_says_what_would_be_done_and_does_nothing(quick, book, few, tmp_path):
    before = exported(quick, book, tmp_path / "before")
    files = sorted(few.iterdir())
    trial = quick("--book", book, *AS_OF, "--json", "import", *files, "--dry-run").json
    assert trial["batch"] is None
    assert exported(quick, book, tmp_path / "after") == before
    real = quick("--book", book, *AS_OF, "--json", "import", *files).json
    assert trial["files"] == real["files"]


def test_new_customers_may_be_refused_and_columns_named(quick, book, tmp_path):
    calls = tmp_path / "telephone.csv"
    calls.write_text("Wer,Wann,Was\nAnna,2026-01-02,call\n", encoding="utf-8")
    words = ("--kind", "interactions", "--map", "Wer=customer", "--map", "Wann=at")
    asked = ("--book", book, "--json", "import", calls, *words)
    assert "kind" in quick(*asked).sentence
    assert "Anna" in quick(*asked, "--map", "Was=kind", "--no-new-customers").sentence
    assert quick(*asked, "--map", "Was=kind").json["files"][0]["created"] == 1
    assert "woher" in quick(*asked, "--map", "Woher=kind").sentence.casefold()
    assert "nonsense" in quick(*asked, "--map", "Was=nonsense").sentence


def test_unknown_columns_are_reported(quick, book, tmp_path):
    file = tmp_path / "customers.csv"
    file.write_text("name,shoe size\nAnna,38\n", encoding="utf-8")
    [report] = quick("--book", book, "--json", "import", file).json["files"]
    assert report["ignored_columns"] == ["shoe size"]


# ---- whole books


def test_a_backup_is_checked_restored_and_never_written_over(quick, sample, tmp_path):
    copy, back = tmp_path / "copy.rapport", tmp_path / "back.rapport"
    proved = {"file": str(copy), "ok": True, "problems": []}
    assert quick("--book", sample, "--json", "backup", copy).json == proved
    quick("--book", sample, *AS_OF, "log", "C-0001", "--kind", "call", "--note", "xyzzyplugh")
    assert quick("--json", "restore", copy, back).json["file"] == str(back)
    assert quick("--book", back, "--json", "check").json == proved | {"file": str(back)}
    assert quick("--book", back, "--json", "search", "xyzzyplugh").json == []
    before = contents(tmp_path)["copy.rapport"]
    assert "already" in quick("--book", sample, "backup", copy).sentence
    assert "already" in quick("restore", copy, back).sentence
    assert copy.read_bytes() == before


def test_a_backup_finds_a_name_by_itself(quick, sample):
    done = quick("--book", sample, "--json", "backup").json
    assert date.today().isoformat() in done["file"]
    assert done["file"].startswith(str(sample.with_suffix("")))


def exported(quick, book, folder):
    assert quick("--book", book, "--json", "export", folder).status == 0
    return contents(folder)


def by_name(rows):
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
