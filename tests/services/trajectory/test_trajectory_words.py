"""Every kind of evidence has words, and every number its range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import AdvocacyKind, InteractionKind
from app.services.trajectory import words
from app.services.trajectory.rules import ACTS, RELATIONSHIP
from app.services.trajectory.table import EVIDENCE


def details(kind):
    """The details that evidence of a kind can carry."""
    if kind.startswith("tone"):
        return list(InteractionKind)
    if kind.startswith("rel"):
        return list(RELATIONSHIP)
    acts = [act for act, evidence in ACTS.items() if evidence == kind]
    return [*acts, ""] if kind == "praise" else acts or [""]


@pytest.mark.parametrize("kind", [*EVIDENCE, "resumed", "silence", "fading"])
def test_every_kind_of_evidence_has_its_own_words(kind):
    phrases = [words.reason(kind, detail) for detail in details(kind)]
    assert len(set(phrases)) == len(phrases)
    assert all(phrase and "{" not in phrase for phrase in phrases)


def test_reasons_read_as_people_speak():
    assert words.reason("tone+1", InteractionKind.MEETING) == "warm meeting"
    assert words.reason("tone?", "") == "talk"
    assert words.reason("broken") == "promise broken"
    assert words.reason("breach1") == "priority 1 ticket past its SLA"
    assert words.reason("rel4", "trust") == "trust answered with 4 of 5"
    assert words.reason("advocacy", AdvocacyKind.CASE_STUDY) == "took part in a case study"
    assert words.reason("praise", AdvocacyKind.TESTIMONIAL) == "gave a testimonial"
    assert words.reason("csat2", "csat") == "ticket rated 2 of 5"


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (34.9, "breaking, below 35"),
        (35, "strained, 35–45"),
        (45, "ordinary, 45–65"),
        (65, "strong, 65 and more"),
    ],
)
def test_a_level_has_a_word_with_its_range(level, text):
    assert words.zone_with_range(level) == text
    assert words.zone(level) == text.split(",")[0]


def test_silence_is_said_with_the_usual_gap_and_how_unusual_it_is():
    assert words.silence(61, 19.2, 5.1) == (
        "Quiet for 61 days; their usual gap is 19. Longer than 97 % of what we'd expect."
    )
    assert words.silence(1, 19.2, 0.1).startswith("Quiet for 1 day;")
    assert "99 %" in words.silence(2000, 7, 40)


def test_a_chance_is_said_with_its_range():
    assert words.chance(1 / 6, 1 / 11, 1 / 4) == "about 1 in 6 (1 in 11 … 1 in 4)"
    assert words.chance(0.6, 0.001, 0.99) == "about 6 in 10 (1 in 1000 … over 9 in 10)"


def test_a_risk_says_when_it_is_mostly_a_prior():
    assert words.experience(12, 2) == (
        "Mostly a prior, not yet your own experience: 12 decided, 2 lost."
    )


@pytest.mark.parametrize(
    ("p", "said"),
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
def test_chances_are_said_as_people_say_them(p, said):
    assert words.one_in(p) == said


@given(st.floats(0, 1))
def test_a_chance_never_has_a_decimal(p):
    assert "." not in words.one_in(p)
