import dataclasses
import json
import stat
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.book import preferences
from app.services.book.preferences import RECENT, Appearance, Preferences


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings" / "preferences.json"


def test_nothing_chosen_yet_gives_the_defaults(file):
    assert preferences.load(file) == Preferences()


def test_every_choice_comes_back(file):
    chosen = Preferences(
        "/a.rapport", ("/a.rapport",), Appearance.DARK, {"ab12": 3}, "/b", 5, "f00", {"new": [1]}
    )
    preferences.save(file, chosen)
    assert preferences.load(file) == chosen


def test_every_field_has_its_reader():
    names = {each.name for each in dataclasses.fields(Preferences)}
    assert names == set(preferences._READERS) | {"others"}


def test_settings_of_a_newer_version_are_kept(file):
    file.parent.mkdir()
    file.write_text('{"zoom": 120, "appearance": "light"}')
    preferences.change(file, lambda now: replace(now, appearance=Appearance.DARK))
    assert json.loads(file.read_text())["zoom"] == 120


@pytest.mark.parametrize("bad", ["", "{", "[1]", '"x"', "\x00\xff", "[" * 100_000])
def test_a_file_that_cannot_be_read_is_kept_aside(file, bad):
    file.parent.mkdir()
    file.write_text(bad)
    assert preferences.load(file) == Preferences()
    assert file.with_name("preferences.unreadable.json").read_text() == bad


def test_one_bad_value_costs_only_itself(file):
    file.parent.mkdir()
    file.write_text('{"appearance": "purple", "recent_books": [1], "last_book": "/a.rapport"}')
    assert preferences.load(file) == Preferences(last_book="/a.rapport")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_stored_value_breaks_the_start(value):
    stored = dict.fromkeys(preferences._READERS, value)
    assert isinstance(preferences._from_stored(stored), Preferences)


def test_the_last_book_opened_comes_first_once(tmp_path):
    chosen = Preferences()
    for number in (*range(RECENT + 3), 5):
        chosen = preferences.opened(chosen, tmp_path / f"{number}.rapport")
    assert chosen.last_book == str(tmp_path / "5.rapport")
    assert len(chosen.recent_books) == len(set(chosen.recent_books)) == RECENT
    assert chosen.recent_books[0] == chosen.last_book


def test_a_book_that_is_gone_is_taken_off_the_list(tmp_path):
    chosen = preferences.opened(Preferences(), tmp_path / "a.rapport")
    assert preferences.forgotten(chosen, tmp_path / "a.rapport") == Preferences()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_it(file):
    preferences.save(file, Preferences())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["preferences.json"]
