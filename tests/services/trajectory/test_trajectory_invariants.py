"""What must hold for every customer (docs/method.md, 18), on customers drawn at random."""

import random
from dataclasses import fields, replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import AdvocacyKind, FeedbackKind, InteractionKind, Outcome
from app.services.trajectory.curve import curve
from app.services.trajectory.direction import trend
from app.services.trajectory.forecast import fan, forecast
from app.services.trajectory.reasons import BASELINE, change, foremost, standing
from app.services.trajectory.records import (
    Act,
    Answer,
    Decision,
    Departure,
    Invitation,
    Loop,
    Pledge,
    Records,
    Talk,
    TicketRecord,
)
from tests.services.trajectory.random_customers import (
    DAY,
    LAST,
    LOOKED_AT,
    customers,
    holds,
    map_days,
    plus,
    story_of,
)

BAD = {
    "promise broken": lambda d: Pledge(("promise", 0), d, broken_on=d),
    "promise late, then broken": lambda d: Pledge(("promise", 0), d, d),
    "promise kept late": lambda d: Pledge(("promise", 0), d, d, d + 9),
    "SLA breached": lambda d: TicketRecord(("ticket", 0), d, d, d, 1, breached=True),
    "SLA breached, ticket open": lambda d: TicketRecord(("ticket", 0), d, None, d, 4, True),
    "ticket reopened": lambda d: TicketRecord(("ticket", 0), d, d, d, 4, reopened=True),
    "invitation unanswered": lambda d: Invitation(("response", 0), d, None, "nps"),
    "reduced": lambda d: Decision(("renewal", 0), d, Outcome.REDUCED),
    "complaint ignored": lambda d: Loop(("feedback", 0), d, FeedbackKind.COMPLAINT),
    "CSAT 1": lambda d: Answer(("response", 0), d, "csat", 1, 1, 5, 0),
    "NPS 2": lambda d: Answer(("response", 0), d, "nps", 2, 0, 10, 1),
    "outreach unanswered": lambda d: Talk(
        ("interaction", 0), d, InteractionKind.EMAIL, two_way=False, ours=True
    ),
}
GOOD = {
    "promise kept": lambda d: Pledge(("promise", 0), d, d + 5, d + 3),
    "referral": lambda d: Act(("advocacy", 0), d, AdvocacyKind.REFERRAL),
    "reference": lambda d: Act(("advocacy", 0), d, AdvocacyKind.REFERENCE),
    "praise": lambda d: Loop(("feedback", 0), d, FeedbackKind.PRAISE),
    "renewed": lambda d: Decision(("renewal", 0), d, Outcome.RENEWED),
    "grown": lambda d: Decision(("renewal", 0), d, Outcome.GROWN),
    "clean ticket": lambda d: TicketRecord(("ticket", 0), d, d, d, 3),
    "CSAT 5": lambda d: Answer(("response", 0), d, "csat", 5, 1, 5, 0),
    "NPS 10": lambda d: Answer(("response", 0), d, "nps", 10, 0, 10, 1),
}
TALKS_OF_OLD = [
    Talk(("interaction", 0), day, InteractionKind.CALL, two_way=True, ours=True)
    for day in (-80, -60, -30)
]
LADDERS = {"csat": (1, 5), "nps": (0, 10), "effort": (1, 7), "commitment": (1, 5)}


def level(records, day):
    return story_of(records).at(day).level


@holds
@given(customers(), LOOKED_AT)
def test_contributions_add_up_to_the_level(records, day):
    found = standing(story_of(records), day)
    parts = sum(effect.points for effect in found.effects) + found.silence
    assert parts == pytest.approx(found.state.level - BASELINE, abs=1e-9)
    assert sum(found.groups.values()) == pytest.approx(parts, abs=1e-9)


@holds
@given(customers(), LOOKED_AT, LOOKED_AT)
def test_steps_fading_and_silence_add_up_to_the_change(records, one, other):
    story, first, last = story_of(records), min(one, other), max(one, other)
    moved = change(story, first, last)
    parts = sum(step.points for step in moved.steps) + moved.fading + moved.silence
    assert parts == pytest.approx(story.at(last).level - story.at(first).level, abs=1e-9)
    assert all(first < step.day <= last for step in moved.steps)


@holds
@given(customers(), LOOKED_AT, st.integers(0, 9))
def test_the_foremost_and_the_smaller_ones_keep_the_sum(records, day, count):
    effects = standing(story_of(records), day).effects
    top = foremost(effects, count)
    parts = sum(effect.points for effect in top.effects) + top.smaller_points
    assert parts == pytest.approx(sum(effect.points for effect in effects), abs=1e-9)
    assert len(top.effects) + top.smaller == len(effects)


@holds
@given(customers(), DAY, st.integers(0, 400))
def test_bad_news_never_raises_the_level(records, on, later):
    before = level(records, on + later)
    for name, happens in BAD.items():
        assert level(plus(records, happens(on)), on + later) <= before + 1e-9, name


@holds
@given(customers(), DAY, st.integers(0, 400))
def test_good_news_never_lowers_the_level(records, on, later):
    before = level(records, on + later)
    for name, happens in GOOD.items():
        assert level(plus(records, happens(on)), on + later) >= before - 1e-9, name


@holds
@given(customers(), DAY, st.sampled_from(sorted(LADDERS)), st.data(), LOOKED_AT)
def test_a_worse_answer_is_never_better(records, on, question, data, day):
    low, high = LADDERS[question]
    worse = data.draw(st.integers(low, high - 1))
    better = data.draw(st.integers(worse + 1, high))

    def answered(score):
        return plus(records, Answer(("response", 0), on, question, score, low, high, 0))

    assert level(answered(worse), day) <= level(answered(better), day) + 1e-9


@holds
@given(customers(), DAY, st.integers(-2, 1), st.sampled_from(InteractionKind), LOOKED_AT)
def test_a_worse_tone_is_never_better(records, on, feeling, channel, day):
    def talked(feeling):
        return plus(records, Talk(("interaction", 0), on, channel, True, True, feeling, (0, 1)))

    assert level(talked(feeling), day) <= level(talked(feeling + 1), day) + 1e-9


@holds
@given(customers(), st.integers(1, 400))
def test_without_new_facts_the_band_widens(records, more):
    story = story_of(records)
    day = max([LAST, *(one.day for one in story.evidence)])
    now, then = story.at(day), story.at(day + more)
    assert then.sd >= now.sd
    if now.mass > 3 + 1e-6:
        assert then.sd > now.sd
    assert forecast(now, day + more).sd >= now.sd


@holds
@given(customers(), DAY, st.integers(0, 3), LOOKED_AT)
def test_a_departure_never_narrows_the_band(records, on, person, day):
    staying = replace(
        records, departures=[one for one in records.departures if one.person != person]
    )
    leaving = plus(staying, Departure(("contact", 0), on, person))
    assert story_of(leaving).at(day).sd >= story_of(staying).at(day).sd - 1e-12


@holds
@given(customers(), LOOKED_AT, st.integers(0, 10**6))
def test_the_order_of_records_does_not_change_a_bit(records, day, seed):
    groups = {field.name: list(getattr(records, field.name)) for field in fields(records)}
    for group in groups.values():
        random.Random(seed).shuffle(group)
    shuffled = Records(**groups)
    assert story_of(shuffled).at(day) == story_of(records).at(day)


@holds
@given(customers(), LOOKED_AT, st.integers(-5000, 5000))
def test_shifting_all_days_changes_nothing(records, day, shift):
    moved = map_days(records, lambda one: one + shift)
    here = story_of(records, pauses=((40, 60),)).at(day)
    there = story_of(
        moved, start=shift, listening_from=shift, pauses=((40 + shift, 60 + shift),)
    ).at(day + shift)
    assert there.level == pytest.approx(here.level, abs=1e-9)
    assert there.sd == pytest.approx(here.sd, abs=1e-9)


@holds
@given(customers(), LOOKED_AT)
def test_a_level_lies_between_its_ends_and_no_band_is_wider_than_no_idea(records, day):
    state = story_of(records).at(day)
    assert 0 < state.level < 100
    assert 0 <= state.low <= state.level <= state.high <= 100
    assert state.sd <= sqrt(75 + 645 / 3) + 1e-12


@holds
@given(customers(), DAY, st.integers(0, 60), st.integers(0, 60), LOOKED_AT)
def test_closing_a_loop_gives_back_what_was_lost_and_little_more(records, on, told, more, day):
    heard = Loop(("feedback", 0), on, FeedbackKind.COMPLAINT)
    telling = heard._replace(told_on=on + told)
    confirmed = on + told + more
    closing = telling._replace(confirmed_on=confirmed)
    complained, was_told, settled = (
        level(plus(records, loop), day) for loop in (heard, telling, closing)
    )
    assert complained <= was_told + 1e-9
    assert was_told <= settled + 1e-9
    credit = heard._replace(kind=FeedbackKind.REMARK, confirmed_on=confirmed)
    assert settled <= level(plus(records, credit), day) + 1e-9


@holds
@given(customers(), DAY, st.integers(0, 500), st.booleans())
def test_a_curve_is_the_states_of_its_days(records, first, length, listening):
    story = story_of(records, listening_from=30 if listening else None, pauses=((200, 260),))
    drawn = curve(story, first, first + length)
    states = [story.at(day) for day in drawn.day.tolist()]
    for name in ("day", "level", "low", "high"):
        expected = [getattr(state, name) for state in states]
        assert np.allclose(getattr(drawn, name), expected, rtol=0, atol=1e-9)


@holds
@given(customers(), DAY, st.integers(0, 400))
def test_a_fan_is_the_forecasts_of_its_days(records, first, length):
    state = story_of(records).at(first)
    drawn = fan(state, first + length)
    ahead = [forecast(state, day) for day in drawn.day.tolist()]
    for name in ("level", "low", "high"):
        expected = [getattr(one, name) for one in ahead]
        assert np.allclose(getattr(drawn, name), expected, rtol=0, atol=1e-9)


@holds
@given(customers(), DAY, LOOKED_AT)
def test_silence_speaks_from_the_day_it_was_said_to(records, last, pause):
    talks = [talk for talk in records.talks if talk.day <= last]
    past = plus(replace(records, talks=talks), *TALKS_OF_OLD)
    story = story_of(past, pauses=((pause, pause + 50),))
    found = story.rhythm.quiet_from(last)
    assert story.at(found).bits >= 3 - 1e-9
    assert story.at(found - 1).bits < 3


@holds
@given(customers(), LOOKED_AT)
def test_an_arrow_needs_evidence_and_points_where_the_level_went(records, day):
    story = story_of(records)
    found = trend(story, day)
    if found.direction in ("rising", "falling"):
        assert (found.change > 0) == (found.direction == "rising")
        assert abs(found.change) > 5
    if day < 210:
        assert found.direction == "too_early"


@holds
@given(customers(), customers(), st.integers(1, 400), LOOKED_AT)
def test_what_comes_later_changes_no_level_band_or_forecast(records, later, gap, day):
    moved = map_days(later, lambda on: on + day + gap)
    both = plus(records, *(one for field in fields(moved) for one in getattr(moved, field.name)))
    before, after = story_of(records), story_of(both)
    assert before.at(day) == after.at(day)
    assert forecast(before.at(day), day + 90) == forecast(after.at(day), day + 90)
