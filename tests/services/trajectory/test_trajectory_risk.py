"""What must hold for the risk of a renewal (docs/method.md, 9, 10 and 18)."""

import random
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import Outcome
from app.services.trajectory.fitting import Decided, fit
from app.services.trajectory.reasons import standing
from app.services.trajectory.risk import (
    MONTH_TO_MONTH,
    Features,
    features_of,
    sigmoid,
    usual_reduction,
)
from tests.services.trajectory.random_customers import LOOKED_AT, customers, holds, story_of

FEATURES = st.builds(Features, st.floats(-5, 5), st.floats(-2, 2), st.integers(-2, 2).map(float))
RENEWALS = st.lists(st.builds(Decided, FEATURES, st.sampled_from(Outcome)), max_size=30)


def at_level(level, fallen=0.0, ease=0.0):
    return Features((60 - level) / 10, fallen, ease)


@holds
@given(RENEWALS, st.floats(0, 90), st.floats(1, 10), FEATURES)
def test_a_lower_level_a_fall_and_an_easy_way_out_never_help(renewals, level, more, others):
    model = fit(renewals)

    def z(level, fallen=others.fallen, ease=others.ease):
        return model.predict(at_level(level, fallen, ease), 10).z

    assert z(level) > z(level + more)
    assert z(level) >= z(level, fallen=others.fallen - 0.1) - 1e-12
    assert z(level) >= z(level, ease=others.ease - 1) - 1e-12


@holds
@given(RENEWALS, FEATURES, st.floats(0, 30))
def test_chances_are_chances_and_terms_add_up(renewals, features, sd):
    risk = fit(renewals).predict(features, sd)
    assert 0 < risk.p_lost < 1
    assert risk.p_reduced >= 0
    assert risk.p_lost + risk.p_reduced < 1
    assert risk.low <= sigmoid(risk.z) <= risk.high
    terms = risk.terms
    parts = terms.base + terms.level + terms.fall + terms.ease + terms.monthly
    assert parts == pytest.approx(risk.z, abs=1e-12)


@holds
@given(RENEWALS, st.integers(0, 10**6))
def test_the_order_of_renewals_does_not_change_a_bit(renewals, seed):
    shuffled = random.Random(seed).sample(renewals, len(renewals))
    assert fit(shuffled) == fit(renewals)


@holds
@given(customers(), LOOKED_AT)
def test_the_odds_of_all_facts_together_are_those_of_the_level(records, day):
    model, story = fit(), story_of(records)
    found = standing(story, day)
    odds = model.odds_multiplier(found.silence)
    for effect in found.effects:
        odds *= model.odds_multiplier(effect.points)
    level_term = model.predict(features_of(story, day), 10).terms.level
    assert odds == pytest.approx(exp(level_term), rel=1e-9)


@holds
@given(customers(), LOOKED_AT, st.integers(-2, 2))
def test_features_are_the_level_its_fall_and_the_ease(records, day, ease):
    story = story_of(records)
    features = features_of(story, day, float(ease))
    fallen = (story.at(max(0, day - 180)).level - story.at(day).level) / 10
    assert features.below == pytest.approx((60 - story.at(day).level) / 10)
    assert features.fallen == pytest.approx(min(max(fallen, -2), 2))
    assert features.ease == ease


def test_with_no_renewal_decided_the_prior_speaks():
    model = fit()
    assert model.params == (-2.4, 0.6, 0.15, 0.3, 0.0)
    assert model.mostly_prior
    assert model.predict(at_level(30), 0).z - model.predict(at_level(60), 0).z == pytest.approx(1.8)


def test_five_losses_are_experience():
    lost = [Decided(at_level(40.0 + n), Outcome.LOST) for n in range(5)]
    assert fit(lost[:4]).mostly_prior
    model = fit([*lost, Decided(at_level(70), Outcome.NO_LONGER_CONSIDERED)])
    assert not model.mostly_prior
    assert (model.decided, model.lost) == (6, 6)


def test_losses_teach_that_the_base_rate_is_higher_and_renewals_that_it_is_lower():
    lost = fit([Decided(at_level(60), Outcome.LOST)] * 10)
    kept = fit([Decided(at_level(60), Outcome.RENEWED)] * 40)
    assert kept.params[0] < fit().params[0] < lost.params[0]
    assert lost.covariance[0][0] < fit().covariance[0][0]


def test_a_slope_never_turns_its_sign_however_odd_the_renewals():
    odd = [Decided(at_level(95), Outcome.LOST), Decided(at_level(5), Outcome.RENEWED)] * 30
    assert 0 < fit(odd).params[1] <= 0.10


def test_a_decision_farther_away_has_a_wider_range():
    near, far = fit().predict(at_level(60), 9), fit().predict(at_level(60), 25)
    assert far.low < near.low < near.high < far.high
    assert far.p_lost == near.p_lost


def test_a_month_to_month_contract_is_judged_for_its_ninety_days():
    yearly = fit().predict(at_level(60), 10)
    monthly = fit().predict(at_level(60), 10, monthly=True)
    assert monthly.z - yearly.z == pytest.approx(MONTH_TO_MONTH)
    assert (monthly.terms.base, monthly.terms.monthly) == (-2.4, MONTH_TO_MONTH)
    assert monthly.p_lost < yearly.p_lost


def test_reductions_take_what_they_usually_took():
    assert usual_reduction([]) == pytest.approx(0.3)
    assert usual_reduction([0.6] * 5) == pytest.approx(0.45)
