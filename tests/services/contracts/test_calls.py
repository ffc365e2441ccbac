import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import Call
from app.services.contracts import calls

CHANCES = st.floats(0, 1)
ORDER = [Call.SAFE, Call.WATCH, Call.AT_RISK]


@pytest.mark.parametrize(
    ("days", "horizon"), [(181, None), (180, 180), (91, 180), (90, 90), (0, 90), (-20, 90)]
)
def test_a_review_is_due_at_half_a_year_and_at_a_quarter(days, horizon):
    assert calls.horizon(days) == horizon


def test_within_ninety_days_nobody_only_watches():
    assert Call.WATCH in calls.choices(180)
    assert Call.WATCH not in calls.choices(90)


@pytest.mark.parametrize(
    ("decided", "lost", "share"), [(0, 0, 1 / 12), (36, 3, 1 / 12), (36, 21, 1 / 3)]
)
def test_the_usual_share_moves_from_the_prior_to_the_firms_own(decided, lost, share):
    assert calls.usual(decided, lost) == pytest.approx(share)


@pytest.mark.parametrize(
    ("p_lost", "half_year", "quarter"),
    [
        (1 / 12, Call.SAFE, Call.SAFE),
        (0.11, Call.SAFE, Call.SAFE),
        (0.13, Call.WATCH, Call.SAFE),
        (0.16, Call.WATCH, Call.AT_RISK),
        (0.22, Call.AT_RISK, Call.AT_RISK),
    ],
)
def test_a_call_is_by_the_odds_against_the_usual_ones(p_lost, half_year, quarter):
    assert calls.computed(p_lost, 1 / 12, 180) is half_year
    assert calls.computed(p_lost, 1 / 12, 90) is quarter


def test_where_many_are_lost_more_is_needed_but_an_even_chance_is_never_safe():
    assert calls.computed(0.3, 0.3, 90) is Call.SAFE
    assert calls.computed(0.5, 0.45, 90) is Call.AT_RISK
    assert calls.computed(0.5, 0.45, 180) is Call.AT_RISK


@given(CHANCES, CHANCES, st.floats(0.02, 0.9), st.sampled_from(calls.HORIZONS))
def test_a_higher_chance_is_never_called_safer(one, other, usual, horizon):
    low, high = sorted((one, other))
    calmer, graver = (calls.computed(p, usual, horizon) for p in (low, high))
    assert ORDER.index(calmer) <= ORDER.index(graver)
    assert {calmer, graver} <= set(calls.choices(horizon))
