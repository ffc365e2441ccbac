import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.book import recovery
from app.services.errors import Invalid

KEYS = st.binary(min_size=32, max_size=32)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = bytes(range(32))


@given(KEYS)
def test_the_code_gives_the_key_back(key):
    assert recovery.read(recovery.write(key)) == key


@given(KEYS, st.sampled_from(["lower", "no dashes", "spaces", "en dashes", "O and I", "one line"]))
def test_how_it_was_typed_does_not_matter(key, manner):
    code = recovery.write(key)
    typed = {
        "lower": code.lower(),
        "no dashes": code.replace("-", ""),
        "spaces": "  " + code.replace("-", "\u00a0 ") + "\n",
        "en dashes": code.replace("-", "–"),
        "O and I": code.replace("0", "o").replace("1", "l"),
        "one line": code.replace("\n", "-"),
    }[manner]
    assert recovery.read(typed) == key


@given(KEYS, st.integers(0, 55), st.sampled_from(LETTERS))
def test_one_wrong_character_is_found_in_its_group(key, place, letter):
    code = list(recovery.write(key).replace("-", "").replace("\n", ""))
    if code[place] == letter:
        return
    code[place] = letter
    with pytest.raises(Invalid) as trouble:
        recovery.read("".join(code))
    assert f"group {place // 4 + 1} " in str(trouble.value)
    assert trouble.value.field == "recovery_code"


@given(KEYS, st.integers(0, 54))
def test_two_exchanged_neighbours_are_noticed(key, place):
    code = list(recovery.write(key).replace("-", "").replace("\n", ""))
    if code[place] == code[place + 1]:
        return
    code[place], code[place + 1] = code[place + 1], code[place]
    with pytest.raises(Invalid, match="has a mistake"):
        recovery.read("".join(code))


@given(KEYS, st.sets(st.integers(0, 27), min_size=2, max_size=2), st.data())
def test_any_two_wrong_characters_of_a_line_are_noticed(key, places, data):
    code = list(recovery.write(key).replace("-", "").replace("\n", ""))
    for place in places:
        others = [letter for letter in LETTERS if letter != code[place]]
        code[place] = data.draw(st.sampled_from(others))
    with pytest.raises(Invalid):
        recovery.read("".join(code))


@given(st.text(max_size=80))
def test_any_text_is_a_key_or_a_sentence(text):
    assert len(_key_or_sentence(text)) == 32 or _key_or_sentence(text).endswith(".")


def test_the_code_is_two_lines_of_seven_groups_of_four():
    lines = recovery.write(KEY).splitlines()
    assert [[len(group) for group in line.split("-")] for line in lines] == [[4] * 7] * 2
    assert set("".join(lines)) <= set(LETTERS) | {"-"}


def test_a_missing_character_is_counted():
    with pytest.raises(Invalid, match="this one has 55"):
        recovery.read(recovery.write(KEY)[:-1])


def test_a_character_that_never_occurs_is_named_with_its_group():
    code = recovery.write(KEY)
    with pytest.raises(Invalid, match="“U” in group 2 never occurs"):
        recovery.read(code[:5] + "u" + code[6:])


def test_random_codes_are_refused():
    chance = random.Random(7)
    for _ in range(2_000):
        with pytest.raises(Invalid):
            recovery.read("".join(chance.choices(LETTERS, k=56)))


def test_the_code_of_a_known_key_never_changes():
    """People keep it on paper for years."""
    assert recovery.write(KEY) == (
        "000G-40R4-0M30-E209-185G-R38E-1WYR\n8124-GK2G-AHC5-RR34-D1P7-0X3R-FG3C"
    )


def _key_or_sentence(text):
    try:
        return recovery.read(text)
    except Invalid as trouble:
        return str(trouble)
