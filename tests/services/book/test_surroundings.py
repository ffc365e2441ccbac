import shutil
from pathlib import Path

import pytest

from app.services.book import files, opening, surroundings

SAID = (
    "Fjord (conflicted copy 2026-11-25).rapport",
    "Fjord (Ana's conflicted copy 2026-11-25).rapport",
    "Fjord (LAPTOP-3's conflicted copy 2026-11-25 (1)).rapport",
    "Fjord (conflicted copy 2026-11-25 101200).rapport",
    "Fjord (Konfliktkopie von Ana 2026-11-25).rapport",
    "Fjord_conflict-20261125-101200.rapport",
    "Fjord.sync-conflict-20261125-101200-ABCDEFG.rapport",
    "Fjord (SFConflict ana 2026-11-25-10-12-00).rapport",
)
OF_THE_SAME_KEY = (
    "Fjord-LAPTOP3.rapport",
    "Fjord-DESKTOP-4F7K2.rapport",
    "Fjord-DESKTOP-4F7K2 2.rapport",
    "Fjord 2.rapport",
    "Fjord (1).rapport",
)
OUR_OWN = (
    "Fjord before version 3.rapport",
    "Fjord before version 3 (2).rapport",
    "Fjord backup 2026-11-25 10.12.00.rapport",
    "Fjord restored.rapport",
    "Fjord as it was here.rapport",
    "Fjordland.rapport",
    "Conflict.rapport",
    "Fjord (conflicted copy 2026-11-25).txt",
)


def found(book):
    return [each.name for each in surroundings.conflict_copies(book, files.book_id(book))]


@pytest.mark.parametrize("name", [*SAID, *OF_THE_SAME_KEY])
def test_a_copy_of_a_sync_service_is_known(book, name):
    shutil.copy(book, book.with_name(name))
    assert found(book) == [name]


@pytest.mark.parametrize("name", OUR_OWN)
def test_what_we_or_others_put_there_is_no_such_copy(book, name):
    shutil.copy(book, book.with_name(name))
    assert found(book) == []


@pytest.mark.parametrize("name", OF_THE_SAME_KEY)
def test_another_book_with_such_a_name_is_none(book, name):
    book.with_name(name).write_bytes(bytes(range(256)) * 20)  # as even as cipher text
    assert found(book) == []


def test_a_book_in_a_folder_that_is_gone_has_none(tmp_path):
    assert surroundings.conflict_copies(tmp_path / "gone" / "Fjord.rapport", None) == []


@pytest.mark.usefixtures("known")
def test_opening_names_the_copies_and_says_what_to_do(book, profile):
    for name in SAID[:5]:
        shutil.copy(book, book.with_name(name))
    with opening.open_book(book, profile) as opened:
        (sentence,) = opened.warnings
    assert "two computers" in sentence
    assert "and 2 more" in sentence
    assert "export it, import that here" in sentence
    assert sentence.count("“") == 4


@pytest.mark.usefixtures("known")
def test_of_a_book_by_itself_nothing_is_said(book, profile):
    with opening.open_book(book, profile) as opened:
        assert opened.warnings == ()


def test_on_a_network_drive_one_is_told_whether_it_can_be_locked(tmp_path):
    book = Path(tmp_path / "Fjord.rapport")
    (locked,) = surroundings.warnings(book, None, network=True, locked=True)
    (open_to_all,) = surroundings.warnings(book, None, network=True, locked=False)
    assert "nobody else can open it" in locked
    assert "Make sure that nobody else" in open_to_all
