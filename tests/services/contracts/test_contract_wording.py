import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import Outcome, Renews
from app.services.contracts import wording


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0001, "1 in 1000"),
        (0.008, "1 in 120"),
        (0.09, "1 in 11"),
        (1 / 6, "1 in 6"),
        (0.42, "2 in 5"),
        (0.5, "1 in 2"),
        (0.58, "6 in 10"),
        (0.83, "8 in 10"),
        (0.99, "over 9 in 10"),
    ],
)
def test_chances_are_said_as_people_say_them(p, words):
    assert wording.chance(p) == words


@given(st.floats(0, 1))
def test_a_chance_never_has_a_decimal(p):
    assert "." not in wording.chance(p)


def test_a_range_stands_behind_the_chance():
    assert wording.chance_with_range(1 / 6, 1 / 11, 0.25) == "about 1 in 6 (1 in 11 … 1 in 4)"


def test_every_outcome_and_manner_has_its_words():
    assert set(wording.outcomes()) == set(Outcome)
    assert set(wording.manners()) == set(Renews)


def test_days_to_say_no_count_down_and_past():
    said = [wording.days_to_say_no(days) for days in (2, 1, 0, -3)]
    assert said == ["2 days to say no", "1 day to say no", "last day to say no",
                    "3 days past notice"]  # fmt: skip


def test_little_experience_is_said():
    assert "19 renewals decided, 2 lost" in wording.experience(19, 2)
