from dataclasses import replace
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.contracts.losses import Stake, expected, share
from app.services.trajectory.table import BAND_80

SURE = Stake(100_000, 0.1, 0.0, 0.1, 0.1)


@st.composite
def stakes(draw):
    low, p, high = sorted(draw(st.tuples(*[st.floats(0, 1)] * 3)))
    return Stake(draw(st.integers(0, 10**9)), p, draw(st.floats(0, 1)) * (1 - p), low, high)


def test_chances_that_are_known_leave_the_spread_of_a_weighted_binomial():
    found = expected([SURE] * 25, 0.3)
    assert (found.count, found.value, found.at_risk) == (25, 2_500_000, 250_000)
    width = BAND_80 * 100_000 * sqrt(25 * 0.1 * 0.9)
    assert found.low == pytest.approx(250_000 - width, abs=1)
    assert found.high == pytest.approx(250_000 + width, abs=1)
    assert expected([SURE] * 3, 0.3).low == 0


def test_what_is_reduced_counts_by_its_usual_share():
    found = expected([replace(SURE, p_lost=0.2, p_reduced=0.5)] * 100, 0.4)
    assert found.at_risk == pytest.approx(100 * 100_000 * 0.4)
    variance = 0.2 + 0.16 * 0.5 - 0.4**2
    width = BAND_80 * 100_000 * sqrt(100 * variance)
    assert found.high - found.at_risk == pytest.approx(width, abs=1)
    assert found.at_risk - found.low == pytest.approx(width, abs=1)


def test_ranges_widen_and_half_of_that_does_not_average_out():
    wide = replace(SURE, low=0.02, high=0.3)
    found, sd = expected([wide] * 400, 0.3), 100_000 * 0.28 / (2 * BAND_80)
    variance = 400 * 1e10 * 0.09 + 0.5 * (400 * sd) ** 2 + 0.5 * 400 * sd**2
    assert found.high - found.at_risk == pytest.approx(BAND_80 * sqrt(variance), rel=1e-6)
    assert found.high - found.low > 4 * (expected([SURE] * 400, 0.3).high - found.at_risk)


def test_four_of_five_losses_lie_within():
    """Drawn as the method says they come: half of the log-odds' variance shared by all."""
    from app.services.trajectory.risk import sigmoid

    chance, inside = Random(7), 0
    for _ in range(600):
        values = [chance.randint(1, 9) * 100_000 for _ in range(40)]
        z = -2.0
        width = BAND_80 * sqrt(0.36 + 0.36)
        found = expected(
            [Stake(v, 0.147, 0.0, sigmoid(z - width), sigmoid(z + width)) for v in values], 0.3
        )
        common = chance.gauss(0, 0.6)
        lost = sum(
            v for v in values if chance.random() < sigmoid(z + common + chance.gauss(0, 0.6))
        )
        inside += found.low <= lost <= found.high
    assert 0.75 < inside / 600 < 0.92


@given(st.lists(stakes(), max_size=12), st.floats(0, 1))
def test_the_interval_holds_the_mean_and_stays_within_what_is_there(some, reduction):
    found = expected(some, reduction)
    assert 0 <= found.low <= found.at_risk <= found.high <= found.value
    assert found.kept == found.value - found.at_risk >= 0


@given(stakes(), stakes(), st.floats(0, 1))
def test_no_renewal_makes_good_what_another_loses(one, other, reduction):
    both = expected([one, other], reduction)
    assert both.at_risk >= expected([one], reduction).at_risk
    assert 0 <= share(one, reduction) <= 1


def test_nothing_comes_to_nothing():
    found = expected([], 0.3)
    assert (found.count, found.value, found.low, found.high) == (0, 0, 0, 0)
