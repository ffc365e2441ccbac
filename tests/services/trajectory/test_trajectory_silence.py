"""When silence begins to say something, and when it says nothing."""

from math import log2

import pytest

from app.services.trajectory.silence import Rhythm


def every(gap, count):
    return range(0, gap * count, gap)


def test_with_no_history_ninety_days_are_three_bits():
    rhythm = Rhythm((), start=100, listening_from=100)
    assert rhythm.quiet(190).bits == pytest.approx(3)
    assert rhythm.quiet(190).weight == 0
    assert rhythm.quiet(191).weight > 0
    assert rhythm.quiet_from(100) == 190


def test_a_busy_customer_is_missed_sooner_than_a_slow_one():
    busy, slow = (Rhythm(every(gap, 21), 0, 0) for gap in (7, 60))
    assert busy.quiet_from(140) - 140 < 30
    assert slow.quiet_from(1200) - 1200 > 100
    assert busy.quiet(140).usual_gap == pytest.approx((90 + 20 * 7) / 22)


def test_talks_within_three_days_are_one_conversation():
    assert Rhythm((0, 2, 5, 20), 0, 0).quiet(20).usual_gap == pytest.approx((90 + 15) / 3)


def test_only_the_last_twenty_gaps_are_the_rhythm():
    rhythm = Rhythm([*every(90, 30), *(2610 + day for day in every(10, 22))], 0, 0)
    assert rhythm.quiet(2820).usual_gap == pytest.approx((90 + 20 * 10) / 22)


def test_an_agreed_cadence_takes_the_place_of_the_usual_thirty_days():
    assert Rhythm((), 0, 0, cadence=90).quiet_from(0) == 270


def test_silence_is_capped_and_a_talk_ends_it_at_once():
    rhythm = Rhythm((1000,), 0, 0)
    assert rhythm.quiet(999).weight == pytest.approx(0.4 * 5)
    assert rhythm.quiet(1000).weight == 0
    assert rhythm.quiet(1000, before=True).weight == pytest.approx(0.4 * 5)


def test_the_running_silence_is_no_gap_until_it_ends():
    rhythm = Rhythm((0, 100), 0, 0)
    assert rhythm.quiet(99).usual_gap == pytest.approx(45)
    assert rhythm.quiet(100).usual_gap == pytest.approx(190 / 3)


def test_silence_before_we_listened_says_nothing():
    rhythm = Rhythm((10,), start=0, listening_from=500)
    assert rhythm.quiet(499).bits == 0
    assert rhythm.quiet(590).days == 90
    assert rhythm.quiet_from(600) == 590


def test_silence_that_nobody_listens_to_is_never_judged():
    rhythm = Rhythm((10,), start=0, listening_from=None)
    assert (rhythm.quiet(5000).bits, rhythm.quiet(5000).weight) == (0, 0)
    assert rhythm.quiet_from(5000) is None


def test_paused_days_are_not_silent_and_overlapping_pauses_count_once():
    rhythm = Rhythm((0,), 0, 0, pauses=[(10, 19), (15, 24), (30, 30), (90, 80)])
    assert rhythm.quiet(9).days == 9
    assert rhythm.quiet(24).days == 9
    assert rhythm.quiet(30).days == 14
    assert rhythm.quiet(100).days == 84
    assert rhythm.quiet(100).bits == pytest.approx(3 * log2(1 + 84 / 90))
    assert rhythm.quiet_from(0) == 90 + 16


def test_a_pause_is_no_part_of_a_finished_gap():
    assert Rhythm((0, 40), 0, 0, pauses=[(11, 30)]).quiet(40).usual_gap == pytest.approx(110 / 3)
