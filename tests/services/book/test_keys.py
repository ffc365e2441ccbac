import threading
import time

import keyring
import pytest
from keyring.backends import fail, null

from app.services.book import keys
from app.services.book.keys import KeyringUnavailable

BOOK = "00112233445566778899aabbccddeeff"


def test_a_kept_key_is_found_again(ring):
    key = keys.new()
    keys.keep(BOOK, key)
    assert keys.find(BOOK) == key
    assert ring.entries == {("Rapport", BOOK): key.hex()}


def test_a_key_that_was_never_kept_is_not_found(ring):
    assert keys.find(BOOK) is None


def test_a_forgotten_key_is_gone(ring):
    keys.keep(BOOK, keys.new())
    keys.forget(BOOK)
    keys.forget(BOOK)
    assert ring.entries == {}


@pytest.mark.parametrize("entry", ["", "not hex", "abcd", "zz" * 32])
def test_an_entry_that_is_no_key_counts_as_none(ring, entry):
    ring.entries[("Rapport", BOOK)] = entry
    assert keys.find(BOOK) is None


def test_a_computer_without_a_keyring_says_so():
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(KeyringUnavailable, match="cannot be used"):
        keys.find(BOOK)


def test_a_keyring_that_keeps_nothing_is_noticed():
    keyring.set_keyring(null.Keyring())
    with pytest.raises(KeyringUnavailable, match="did not keep"):
        keys.keep(BOOK, keys.new())


def test_a_keyring_that_never_answers_ends_at_the_deadline(ring):
    answered = threading.Event()
    ring.before_answering = answered.wait
    begun = time.monotonic()
    with pytest.raises(KeyringUnavailable, match="does not answer"):
        keys.find(BOOK, deadline=0.05)
    assert time.monotonic() - begun < 2
    answered.set()


def test_an_error_that_is_not_the_keyring_librarys_own_is_explained(ring):
    def break_off():
        raise ConnectionResetError("the bus went away")

    ring.before_answering = break_off
    with pytest.raises(KeyringUnavailable, match="cannot be used") as trouble:
        keys.find(BOOK)
    assert isinstance(trouble.value.__cause__, ConnectionResetError)


def test_an_empty_choice_of_backend_in_the_environment_does_no_harm(ring, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "")
    assert keys.find(BOOK) is None


def test_two_new_keys_differ():
    assert keys.new() != keys.new()
    assert len(keys.new()) == 32
