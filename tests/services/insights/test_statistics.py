"""The small statistics agree with the method's own worked values, and shrink as they should."""

import json
from pathlib import Path

import pytest

from app.services.insights import statistics

GOLDEN = Path(__file__).parents[1] / "trajectory" / "golden.json"


@pytest.fixture(scope="module")
def golden():
    return json.loads(GOLDEN.read_text(encoding="utf-8"))["stats"]


def close(found):
    return pytest.approx(found, abs=1e-6)


def test_wilson_agrees_with_the_reference(golden):
    for hits, count, low, high in golden["wilson"]:
        assert statistics.wilson(hits, count) == close((low, high))


def test_nps_agrees_with_the_reference(golden):
    for votes, population, *expected in golden["nps"]:
        value, low, high = statistics.nps(votes, population)
        assert (low, high) == close(tuple(expected[1:]))
        assert value == (None if expected[0] is None else close(expected[0]))


def test_rate_ratio_agrees_with_the_reference(golden):
    for after, days_after, before, days_before, *expected in golden["rate_ratio"]:
        found = statistics.rate_ratio(after, days_after, before, days_before)
        assert found == close(tuple(expected))


def test_gap_agrees_with_the_reference(golden):
    for ours, theirs, mean, expected in golden["gap"]:
        found = statistics.gap(ours, theirs, mean)
        assert found is None if expected is None else found == close(tuple(expected))


def test_nobody_knows_the_spread_of_one_value():
    assert statistics.mean([3.0]) is None
    assert statistics.mean([1.0, 1.0, 1.0]) == (1.0, 1.0, 1.0)


def test_the_median_is_in_the_middle():
    assert statistics.median([]) is None
    assert statistics.median([5, 1, 3]) == 3
    assert statistics.median([4, 1, 3, 2]) == 2.5
