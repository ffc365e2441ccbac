"""What forecasts were worth (docs/method.md, 12)."""

import pytest

from app.services.trajectory import audit
from app.services.trajectory.audit import Judged, Ranking, calibration_error, judge


def close(number):
    return pytest.approx(number, abs=1e-6)


def rows(chances_lost, chances_kept, base=0.1, value=100):
    lost = [Judged(p, base, True, value) for p in chances_lost]
    return [*lost, *(Judged(p, base, False, value) for p in chances_kept)]


def test_rankings_are_as_in_the_reference(golden):
    for risks, lost, expected in golden["stats"]["concordance"]:
        found = audit.concordance(risks, list(map(bool, lost)))
        assert found == (None if expected is None else Ranking(*map(close, expected)))


def test_intervals_of_shares_are_as_in_the_reference(golden):
    for count, n, *expected in golden["stats"]["wilson"]:
        assert list(audit.wilson(count, n)) == [close(number) for number in expected]


@pytest.mark.parametrize(("lost", "kept"), [(4, 100), (5, 9)])
def test_too_few_outcomes_get_no_verdict(lost, kept):
    verdict = judge(rows([0.5] * lost, [0.1] * kept))
    assert not verdict.enough
    assert (verdict.decided, verdict.lost) == (lost + kept, lost)
    assert verdict.ranking is verdict.brier is verdict.top_fifth is None
    assert verdict.calibration == ()


def test_good_forecasts_have_skill_and_bad_ones_have_none():
    good = judge(rows([0.6] * 10, [0.05] * 40))
    assert good.ranking.concordance == 1
    assert 0 < good.skill.low < good.skill.share < good.skill.high
    bad = judge(rows([0.05] * 10, [0.6] * 40))
    assert bad.ranking.concordance == 0
    assert bad.skill.high < 0
    assert bad.log_loss > good.log_loss > 0


def test_the_thirds_hold_all_forecasts_from_safe_to_risky():
    verdict = judge(rows([0.3] * 5, [0.1] * 11 + [0.2] * 4))
    assert [group.n for group in verdict.calibration] == [7, 6, 7]
    assert [group.predicted for group in verdict.calibration] == sorted(
        group.predicted for group in verdict.calibration
    )
    assert verdict.calibration[2].lost == 5
    last = verdict.calibration[2]
    assert last.low < last.observed == 5 / 7 < last.high
    assert 0 < calibration_error(verdict.calibration) < 0.5


def test_chances_that_were_too_low_show_in_z():
    assert judge(rows([0.1] * 20, [0.1] * 20)).z > 1.645
    assert abs(judge(rows([0.2] * 10, [0.2] * 40)).z) < 0.01


def test_the_top_fifth_is_by_value_at_risk():
    big_lost = [Judged(0.3, 0.1, True, 1000)]
    small_lost = [Judged(0.4, 0.1, True, 10)] * 4
    kept = [Judged(0.1, 0.1, False, 100)] * 20
    assert judge([*big_lost, *small_lost, *kept]).top_fifth == close(1000 / 1040)


def test_a_surprise_is_measured_in_bits():
    assert audit.surprise(0.25, lost=True) == close(2)
    assert audit.surprise(0.25, lost=False) == close(0.4150375)
