import json
import stat
import sys

import pytest

from app.services.book import passphrase
from app.services.book.passphrase import Slots
from app.services.errors import Invalid, Unavailable

KEY = bytes(range(32))
BOOK = "00112233445566778899aabbccddeeff"
WORDS = "drei Möwen über Bergen"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    """The real cost takes a fifth of a second; one test below pays it."""
    monkeypatch.setattr(passphrase, "_COST", 2**10)


@pytest.fixture
def slots(tmp_path):
    return Slots(tmp_path / "keys")


def test_the_passphrase_gives_the_key_back(slots):
    assert not slots.has(BOOK)
    slots.store(BOOK, KEY, WORDS)
    assert slots.has(BOOK)
    assert slots.open(BOOK, WORDS) == KEY


def test_the_real_cost_is_what_is_stored(slots, monkeypatch):
    monkeypatch.undo()
    slots.store(BOOK, KEY, WORDS)
    assert json.loads((slots.folder / f"{BOOK}.json").read_text())["scrypt"]["n"] == 2**16
    assert slots.open(BOOK, WORDS) == KEY


def test_a_wrong_passphrase_is_told_at_its_field(slots):
    slots.store(BOOK, KEY, WORDS)
    with pytest.raises(Invalid, match="not the passphrase of this book") as trouble:
        slots.open(BOOK, WORDS + "!")
    assert trouble.value.field == "passphrase"


def test_another_keyboard_composes_the_same_letters(slots):
    slots.store(BOOK, KEY, "Mo\u0308wen u\u0308ber Bergen")
    assert slots.open(BOOK, "M\u00f6wen \u00fcber Bergen") == KEY


@pytest.mark.parametrize("short", ["", "short", " " * 20, "123456789"])
def test_a_short_passphrase_is_refused(slots, short):
    with pytest.raises(Invalid, match="at least 10 characters"):
        slots.store(BOOK, KEY, short)
    assert not slots.has(BOOK)


def test_a_slot_of_one_book_does_not_open_another(slots):
    slots.store(BOOK, KEY, WORDS)
    (slots.folder / f"{BOOK}.json").rename(slots.folder / "ff.json")
    with pytest.raises(Invalid):
        slots.open("ff", WORDS)


def test_where_none_was_set_the_recovery_code_is_asked_for(slots):
    with pytest.raises(Unavailable, match="No passphrase was set"):
        slots.open(BOOK, WORDS)


@pytest.mark.parametrize("bad", ["", "{}", "[]", '{"scrypt": {"n": 3}}', "nonsense"])
def test_a_damaged_slot_is_told(slots, bad):
    slots.folder.mkdir()
    (slots.folder / f"{BOOK}.json").write_text(bad)
    with pytest.raises(Unavailable, match="damaged"):
        slots.open(BOOK, WORDS)


def test_a_forged_slot_cannot_take_all_memory(slots):
    slots.store(BOOK, KEY, WORDS)
    file = slots.folder / f"{BOOK}.json"
    slot = json.loads(file.read_text())
    slot["scrypt"]["n"] = 2**30
    file.write_text(json.dumps(slot))
    with pytest.raises(Unavailable, match="damaged"):
        slots.open(BOOK, WORDS)


def test_neither_key_nor_passphrase_is_in_the_file(slots):
    slots.store(BOOK, KEY, WORDS)
    text = (slots.folder / f"{BOOK}.json").read_text()
    assert KEY.hex() not in text
    assert WORDS not in text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_the_slot(slots):
    slots.store(BOOK, KEY, WORDS)
    assert stat.S_IMODE((slots.folder / f"{BOOK}.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(slots.folder.stat().st_mode) == 0o700


def test_a_removed_slot_is_gone(slots):
    slots.store(BOOK, KEY, WORDS)
    slots.remove(BOOK)
    slots.remove(BOOK)
    assert not slots.has(BOOK)
