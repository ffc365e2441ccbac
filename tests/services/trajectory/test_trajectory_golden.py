"""Agreement with the vectors of the method's reference implementation."""

import pytest

from app.models.kinds import Outcome, TrendDirection
from app.services.trajectory import table
from app.services.trajectory.direction import trend
from app.services.trajectory.fitting import LEAST, MEAN, SD, Decided, fit
from app.services.trajectory.forecast import forecast
from app.services.trajectory.reasons import change, standing
from app.services.trajectory.risk import Features
from app.services.trajectory.story import tell
from tests.services.trajectory.golden_records import OUTCOMES, records_told

CASES = 10
VERDICTS = {
    "rising": TrendDirection.RISING,
    "falling": TrendDirection.FALLING,
    "steady": TrendDirection.STEADY,
    "too little new evidence": TrendDirection.TOO_LITTLE,
    "too early": TrendDirection.TOO_EARLY,
}
LABELS = {"contact resumed": "resumed", "older evidence fading": "fading"}


def close(number):
    return pytest.approx(number, abs=1e-6)


def story_told(events):
    return tell(records_told(events), start=0, listening_from=0)


@pytest.fixture(params=range(CASES))
def case(request, golden):
    assert len(golden["customers"]) == CASES
    return golden["customers"][request.param]


@pytest.fixture
def story(case):
    return story_told(case["events"])


def test_the_table_and_the_constants_are_those_of_version_one(golden):
    weights = {kind: list(weight) for kind, weight in table.EVIDENCE.items() if kind != "told"}
    assert weights == golden["table"]
    constants = golden["constants"]
    assert constants["H"] == table.HALF_LIFE
    assert (constants["N0"], constants["M0"]) == (table.PRIOR_MASS, table.NORM)
    assert constants["FLOOR2"] == table.FLOOR_VARIANCE
    assert constants["SPREAD2"] == table.SPREAD_VARIANCE
    assert constants["DRIFT"] == table.DRIFT_VARIANCE
    priors = zip(MEAN.tolist(), SD.tolist(), LEAST.tolist(), strict=True)
    assert constants["PRIOR"] == [list(prior) for prior in priors]


def test_every_day_stands_as_in_the_reference(case, story):
    for expected in case["at"]:
        reasons = standing(story, expected["t"])
        state = reasons.state
        assert state.level == close(expected["level"])
        assert state.sd == close(expected["sd"])
        assert state.mass == close(expected["E"])
        assert state.total == close(expected["N"])
        assert state.bits == close(expected["bits"])
        assert reasons.silence == close(expected["silence"])
        assert {str(group): close(points) for group, points in reasons.groups.items()} == (
            expected["groups"]
        )


def test_every_change_is_told_as_in_the_reference(case, story):
    expected = {}
    for label, points in case["change_99_240"]:
        kind = LABELS.get(label, label)
        expected[kind] = expected.get(kind, 0.0) + points
    moved = change(story, 99, 240)
    told = {"fading": moved.fading, "silence": moved.silence}
    for step in moved.steps:
        told[step.kind] = told.get(step.kind, 0.0) + step.points
    assert told == {kind: close(points) for kind, points in expected.items()}


def test_every_forecast_is_as_in_the_reference(case, story):
    ahead = forecast(story.at(240), 330)
    assert ahead.level == close(case["forecast_240_330"]["level"])
    assert ahead.sd == close(case["forecast_240_330"]["sd"])
    assert ahead.mass == close(case["forecast_240_330"]["E"])


def test_every_direction_is_as_in_the_reference(case, story):
    moved, sd, fresh, verdict = case["momentum_240"]
    found = trend(story, 240)
    assert found.direction is VERDICTS[verdict]
    assert found.change == close(moved)
    assert found.sd == (None if sd is None else close(sd))
    if sd is None:
        assert found.fresh == close(fresh)


@pytest.mark.parametrize("place", [0, 1])
def test_every_risk_is_as_in_the_reference(golden, place):
    expected = golden["risk"][place]
    model = fit(
        Decided(Features(*x[1:]), OUTCOMES.get(outcome) or Outcome(outcome))
        for x, outcome in expected["rows"]
    )
    assert list(model.params) == [close(number) for number in expected["params"]]
    for row, expected_row in zip(model.covariance, expected["cov"], strict=True):
        assert list(row) == [close(number) for number in expected_row]
    for one in expected["predict"]:
        risk = model.predict(Features(*one["x"][1:]), one["sd"])
        assert risk.p_lost == close(one["lost"])
        assert risk.p_reduced == close(one["reduced"])
        assert (risk.low, risk.high) == (close(one["lo"]), close(one["hi"]))
        terms = risk.terms
        assert risk.z == close(one["z"])
        assert [terms.base, terms.level, terms.fall, terms.ease] == close(one["terms"])


def test_one_broken_promise_comes_to_what_the_method_works_out_by_hand():
    story = story_told([{"d": 100, "kind": "promise", "o": "broken"}])
    state = story.at(100)
    assert (round(state.level, 2), round(state.sd, 2)) == (40.06, 14.89)
    assert (round(state.bits, 3), round(state.quiet, 4)) == (3.234, 0.0936)
