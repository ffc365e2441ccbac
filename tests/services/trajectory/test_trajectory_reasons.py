"""Reasons go back to the record that they come from."""

from app.models.kinds import AdvocacyKind, FeedbackKind, InteractionKind, TrendDirection
from app.services.trajectory.direction import trend
from app.services.trajectory.reasons import Effect, change, foremost, standing
from app.services.trajectory.records import Act, Departure, Loop, Pledge, Records, Talk
from app.services.trajectory.table import Group
from tests.services.trajectory.random_customers import story_of


def call(day, number, feeling=1, person=1):
    ref = ("interaction", number)
    return Talk(ref, day, InteractionKind.CALL, True, True, feeling, (person,))


def effect(points, number=1):
    return Effect(("interaction", number), "tone+1", "call", 10, Group.PEOPLE, points)


def test_a_broken_promise_is_what_pulled_the_level_down():
    records = Records(
        talks=[call(day, day) for day in (20, 45, 110)],
        pledges=[Pledge(("promise", 7), 60, 90, broken_on=90)],
    )
    found = standing(story_of(records), 120)
    worst = min(found.effects, key=lambda one: one.points)
    assert (worst.ref, worst.kind, worst.day) == (("promise", 7), "broken", 90)
    assert found.groups[Group.PROMISES] == worst.points


def test_nothing_dated_later_is_among_the_reasons():
    assert standing(story_of(Records(talks=[call(50, 1)])), 49).effects == ()


def test_what_a_departure_took_along_is_credited_to_the_departure():
    records = Records(
        talks=[call(day, day) for day in range(0, 200, 20)],
        departures=[Departure(("contact", 1), 205, 1)],
    )
    (left,) = change(story_of(records), 200, 205).steps
    assert (left.ref, left.kind, left.group) == (("contact", 1), "left", Group.PEOPLE)
    assert left.points < -10


def test_what_telling_gave_back_is_credited_to_the_telling():
    complaint = Loop(("feedback", 3), 50, FeedbackKind.COMPLAINT, told_on=60)
    heard, told = change(story_of(Records(loops=[complaint])), 40, 70).steps
    assert (heard.kind, heard.ref) == ("complaint", ("feedback", 3))
    assert (told.kind, told.ref, told.day) == ("told", ("feedback", 3), 60)
    assert heard.points < 0 < told.points


def test_the_end_of_a_silence_is_credited_to_the_first_talk():
    steps = change(story_of(Records(talks=[call(0, 1), call(400, 2)])), 390, 400).steps
    resumed = next(step for step in steps if step.kind == "resumed")
    assert resumed.ref == ("interaction", 2)
    assert resumed.points > 0


def test_no_time_is_no_change():
    moved = change(story_of(Records(talks=[call(50, 1)])), 50, 50)
    assert (moved.steps, moved.fading, moved.silence) == ((), 0, 0)


def test_the_foremost_are_the_largest_either_way():
    top = foremost([effect(1, 1), effect(-5, 2), effect(3, 3), effect(0.5, 4)], 2)
    assert [one.points for one in top.effects] == [-5, 3]
    assert (top.smaller, top.smaller_points) == (2, 1.5)


def test_a_young_history_and_thin_evidence_earn_no_arrow():
    story = story_of(Records(talks=[call(0, 1)]), listening_from=None)
    assert trend(story, 209).direction is TrendDirection.TOO_EARLY
    assert trend(story, 210).direction is TrendDirection.TOO_LITTLE


def test_growing_silence_alone_can_make_a_level_fall():
    records = Records(
        talks=[call(day, day, 2) for day in range(0, 230, 7)],
        acts=[Act(("advocacy", 1), 200, AdvocacyKind.REFERRAL)],
    )
    assert trend(story_of(records), 420).direction is TrendDirection.FALLING
