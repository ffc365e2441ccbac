"""Characters agree with the method's reference code, and hold what the method promises."""

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import Character, InteractionKind
from app.services.trajectory import character_words, turning, witnesses, words
from app.services.trajectory.character import LEAST_FIT, NAMED, WAYS, Verdict, judge, memberships
from app.services.trajectory.records import Records, Talk
from app.services.trajectory.signs import NOTHING, Sign, observe, signs_on
from app.services.trajectory.story import tell
from tests.services.trajectory.golden_records import records_told
from tests.services.trajectory.random_customers import (
    LOOKED_AT,
    customers,
    holds,
    known_by,
    map_days,
    story_of,
)

GOLDEN = json.loads((Path(__file__).parent / "characters.json").read_text(encoding="utf-8"))
SIGNS = {
    "L": "level", "E": "mass", "bits": "bits", "heat": "heat", "adv": "advocacy",
    "init": "initiative", "depth": "depth", "tone": "tone", "resp": "response", "talk": "talk",
    "mix": "mix", "age": "age",
}  # fmt: skip
LABELS = {"too early": Character.TOO_LITTLE}

close = partial(pytest.approx, abs=1e-9)
EASE = st.integers(-2, 2)


def verdict(records, day, ease=0):
    return judge(observe(story_of(records), records, ease), day)


@pytest.mark.parametrize("life", GOLDEN["stories"], ids=lambda life: life["name"])
def test_every_life_is_called_what_the_reference_calls_it(life):
    records = records_told(life["events"])
    story = tell(records, start=0, listening_from=0)
    observed = observe(story, records, life["ease"])
    for expected in life["at"]:
        found = judge(observed, expected["t"])
        for name, field in SIGNS.items():
            assert getattr(found.signs, field) == close(expected["signs"][name]), name
        fits = {Character(name): close(fit) for name, fit in expected["fits"].items()}
        assert found.fits == fits
        label, second = expected["label"], expected["second"]
        assert found.character is (LABELS.get(label) or Character(label))
        assert found.second == second


def test_the_golden_lives_show_every_character():
    labels = {look["label"] for life in GOLDEN["stories"] for look in life["at"]}
    assert {LABELS.get(label, label) for label in labels} == set(Character)


def test_the_signs_of_nothing_are_those_of_an_unknown_customer():
    records = Records()
    observed = observe(tell(records, start=0, listening_from=None), records)
    assert signs_on(observed, 0) == close(NOTHING)


@holds
@given(customers(), LOOKED_AT, EASE)
def test_fits_and_signs_stay_within_their_bounds(records, day, ease):
    found = verdict(records, day, ease)
    assert set(found.fits) == set(NAMED)
    assert all(0 <= fit <= 1 for fit in found.fits.values())
    signs = found.signs
    assert 0 < signs.initiative < 1
    assert 0 < signs.response < 1
    assert 0 <= signs.mix <= 1
    assert -2 < signs.tone < 2
    assert min(signs.heat, signs.advocacy, signs.depth, signs.talk) >= 0
    least = 1 if found.character is Character.TOO_LITTLE else 2
    assert least <= len(set(found.deciding)) == len(found.deciding) <= 3


@holds
@given(customers(), LOOKED_AT, EASE, st.randoms(use_true_random=False))
def test_order_of_records_does_not_matter_to_the_last_bit(records, day, ease, random):
    shuffled = {}
    for name in Records.__dataclass_fields__:
        shuffled[name] = list(getattr(records, name))
        random.shuffle(shuffled[name])
    assert verdict(Records(**shuffled), day, ease) == verdict(records, day, ease)


@holds
@given(customers(), LOOKED_AT, EASE)
def test_nothing_later_than_the_day_matters(records, day, ease):
    assert verdict(known_by(records, day), day, ease) == verdict(records, day, ease)


@holds
@given(customers(), LOOKED_AT, st.integers(-400, 400))
def test_all_dates_moved_alike_change_nothing(records, day, days):
    moved = map_days(records, lambda one: one + days)
    story = tell(moved, start=days, listening_from=days)
    found = judge(observe(story, moved), day + days)
    expected = verdict(records, day)
    assert found.character is expected.character
    assert found.signs == close(expected.signs)


@holds
@given(customers(), LOOKED_AT)
def test_the_character_never_moves_the_level(records, day):
    before = story_of(records).at(day)
    assert verdict(records, day, -2).signs.level == before.level


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.character)
def test_each_rule_can_be_met_and_fits_as_its_worst_term(way):
    signs = NOTHING
    for term in way.terms:
        signs = signs._replace(**{term.sign.value: (term.met(0.5))})
    inside = way.fit(signs)
    assert 0 <= inside <= way.most
    worst = min(term.fit(signs) for term in way.terms)
    assert inside == way.most * worst


def signs(**more):
    return NOTHING._replace(age=400, mass=9.0, **more)


def test_who_asks_about_a_captive_hears_that_a_way_out_would_change_it():
    captive = signs(level=35.0, ease=-2.0, talk=1.0, heat=0.1, mix=0.9)
    assert turning.label(captive) is Character.CAPTIVE
    fits = memberships(captive)
    verdict = judge_of(captive, Character.CAPTIVE, fits)
    for turn in turning.turns(verdict):
        moved = captive._replace(**{move.sign.value: move.then for move in turn.moves})
        assert turning.label(moved) is turn.character


def judge_of(now, character, fits):
    return Verdict(character, None, fits, now, ())


@holds
@given(customers(most=8), LOOKED_AT, EASE)
def test_what_would_change_it_does_change_it(records, day, ease):
    found = verdict(records, day, ease)
    turns = turning.turns(found)
    assert len(turns) <= 2
    for turn in turns:
        moved = found.signs._replace(**{move.sign.value: move.then for move in turn.moves})
        assert turning.label(moved) is turn.character
        assert turn.character not in (found.character, Character.TOO_LITTLE)
        if turn.character is not Character.MIXED:
            assert memberships(moved)[turn.character] >= LEAST_FIT
        assert {move.sign for move in turn.moves} <= set(turning.MOVING)


def test_a_talk_of_which_nobody_noted_who_began_it_says_nothing_of_initiative():
    def begun(ours):
        talks = [Talk(("interaction", n), 90, InteractionKind.CALL, True, ours) for n in range(6)]
        records = Records(talks=talks)
        return signs_on(observe(story_of(records), records), 100).initiative

    assert begun(None) == NOTHING.initiative
    assert begun(True) < NOTHING.initiative < begun(False)


def test_four_questions_answered_by_one_person_are_one_survey():
    asked = [{"d": 50, "kind": "rel", "v": [4, 4, 4, 4], "who": 1}]
    both = [*asked, {"d": 50, "kind": "rel", "v": [4, 4, 4, 4], "who": 2}]
    shares = []
    for events in (asked, both):
        records = records_told(events)
        shares.append(signs_on(observe(story_of(records), records), 60).response)
    assert shares == [close(2 / 3.5), close(3 / 4.5)]


def test_every_sign_has_its_field():
    assert tuple(sign.value for sign in Sign) == NOTHING._fields


@pytest.mark.parametrize("sign", turning.MOVING)
def test_every_move_is_said_either_way(sign):
    values = turning.VALUES[sign]
    low, high = values[0], values[-1]
    said = {character_words.move(turning.Move(sign, *pair)) for pair in ((low, high), (high, low))}
    assert len(said) == 2
    assert not any("{" in text for text in said)


@holds
@given(customers(most=8), LOOKED_AT, EASE)
def test_every_sign_is_said_with_its_figure(records, day, ease):
    observed = observe(story_of(records), records, ease)
    seen = signs_on(observed, day)
    said = [character_words.sign(observed, day, seen, sign) for sign in Sign]
    assert all(text and "{" not in text for text in said)
    assert len(set(said)) == len(said)


@holds
@given(customers(most=8), LOOKED_AT)
def test_behind_every_sign_stand_facts_of_the_past(records, day):
    observed = observe(story_of(records), records)
    for sign in Sign:
        found = witnesses.behind(observed, sign, day)
        assert all(one.day <= day for one in found)
        assert all(words.reason(one.kind, one.detail) for one in found)


def test_the_figure_of_a_sign_reads_as_people_speak():
    calls = [Talk(("interaction", n), 300 - n, InteractionKind.CALL, True, False, -1)
             for n in range(0, 120, 10)]  # fmt: skip
    records = Records(talks=calls)
    observed = observe(story_of(records), records)
    seen = signs_on(observed, 300)
    said = [character_words.sign(observed, 300, seen, one) for one in (Sign.HEAT, Sign.INITIATIVE)]
    assert said == [
        "12 tense moments still count as 4.5 of conflict",
        "They started 12 of 12 talks in a year",
    ]
