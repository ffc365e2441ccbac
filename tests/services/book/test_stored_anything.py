"""Whatever stands in the files that the program keeps for itself, it starts all the same."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.book import preferences
from app.services.book.passphrase import Slots
from app.services.book.preferences import Preferences
from app.services.customers import views
from app.services.errors import AppError
from app.services.today import glance
from app.services.today.rows import Worklist
from tests.services.importing.fuzzing import anything, changes, spoilt

BOOK = "00112233445566778899aabbccddeeff"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
DEEP = "[" * 100_000


def written(known):
    """An object with some of the names that are read, and anything as their values."""
    names = st.sampled_from(known) | st.text(max_size=5)
    return st.dictionaries(names, values, max_size=5).map(json.dumps)


@anything
@given(written(["last_book", "recent_books", "appearance", "me"]))
def test_any_preferences_start_the_program(tmp_path, text):
    file = tmp_path / "preferences.json"
    file.write_text(text, encoding="utf-8")
    found = preferences.load(file)
    assert isinstance(found, Preferences)
    preferences.save(file, found)


def test_a_number_without_end_is_no_choice(tmp_path):
    file = tmp_path / "preferences.json"
    file.write_text('{"me": {"ab12": Infinity}, "last_book": "/a.rapport"}')
    assert preferences.load(file) == Preferences(last_book="/a.rapport")


@anything
@given(written(["scrypt", "nonce", "key"]) | st.just(DEEP) | values.map(json.dumps))
def test_any_passphrase_file_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / f"{BOOK}.json").write_text(text, encoding="utf-8")
    with pytest.raises(AppError):
        Slots(tmp_path).open(BOOK, "words")


@pytest.mark.parametrize("number", ["Infinity", "1e999", str(10**40), "-1", "3", '"x"', "null"])
def test_a_forged_cost_is_refused_in_a_sentence(tmp_path, number):
    cost = f'{{"n": {number}, "r": {number}, "p": {number}, "salt": "00"}}'
    text = f'{{"scrypt": {cost}, "nonce": "00", "key": "00"}}'
    (tmp_path / f"{BOOK}.json").write_text(text, encoding="utf-8")
    with pytest.raises(AppError):
        Slots(tmp_path).open(BOOK, "words")


@anything
@given(values.map(json.dumps) | st.just(DEEP) | st.text(max_size=20))
def test_any_kept_views_are_views_or_left_out(text):
    assert isinstance(views.from_text(text), list)


@anything
@given(st.dictionaries(st.sampled_from(["list", "at"]), values, max_size=2) | values)
def test_any_kept_list_is_shown_or_left_out(content):
    try:
        found = glance._understood(content, "", date(2026, 5, 4))
    except glance.STRANGE:
        return
    assert isinstance(found.worklist, Worklist)


@anything
@given(changes)
def test_a_spoilt_book_is_opened_or_refused_in_a_sentence(empty_file, tmp_path, how):
    from app.services.book import opening, paths

    book = tmp_path / "spoilt.rapport"
    book.write_bytes(spoilt(Path(empty_file).read_bytes(), how))
    try:
        opened = opening.open_book(book, paths.profile(tmp_path / "profile"))
    except AppError as error:
        said = str(error)
    else:
        said = "opened."
        opened.close()
    assert said.endswith(".")
