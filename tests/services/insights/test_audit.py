from datetime import timedelta

import pytest
from sqlalchemy import event

from app.models import Interaction, Renewal, RenewalReview
from app.services.errors import Cancelled, NotFound
from app.services.insights import audit, audit_words, replay
from app.services.trajectory.baselines import Baseline
from tests import decided
from tests.decided import TODAY, ago


def judged(database, day=TODAY, **how):
    with database.read() as session:
        return audit.audits(session, day, **how)


def test_every_decided_renewal_is_forecast_from_each_distance(past):
    for found, horizon in zip(judged(past), (180, 90, 30), strict=True):
        assert found.horizon == horizon
        assert len(found.forecasts) == found.verdict.decided == 24
        assert {one.lead for one in found.forecasts} == {horizon}
        assert [one.decide_by for one in found.forecasts] == sorted(
            one.decide_by for one in found.forecasts
        )


def test_what_told_them_apart_is_seen_ninety_days_before_and_not_earlier(past):
    early, middle, _late = judged(past)
    assert middle.verdict.ranking.concordance == 1
    assert middle.verdict.ranking.chance < 0.01
    assert early.verdict.ranking.concordance < 0.9
    assert middle.lost_or_reduced == 6


def test_a_model_knows_only_what_was_decided_by_its_day(past):
    (found,) = judged(past, horizons=[90])
    first, last = found.forecasts[0], found.forecasts[-1]
    assert first.learnt == 0
    assert last.learnt == sum(decided.decided_on(number) <= last.as_of for number in range(1, 25))
    assert first.base_rate == 0.1


def test_nothing_decided_or_recorded_later_changes_what_was_said(past):
    day = decided.decided_on(10)
    (then,) = judged(past, day, horizons=[90])
    with past.write() as session:
        for number in range(1, 25):
            session.add(
                Interaction(customer_id=number, occurred_on=decided.decided_on(number) -
                            timedelta(days=100), kind="visit", two_way=True, feeling=-2,
                            recorded_on=TODAY)
            )  # fmt: skip
        session.get(Renewal, 1).outcome = None
    (now,) = judged(past, day, horizons=[90])
    assert now == then
    (all_of_it,) = judged(past, horizons=[90])
    assert all_of_it.forecasts[: len(then.forecasts)] == then.forecasts


def test_too_few_losses_get_counts_and_no_verdict(past):
    (found,) = judged(past, decided.decided_on(12), horizons=[90])
    assert (found.verdict.decided, found.verdict.lost) == (13, 4)
    assert found.verdict.ranking is None
    assert all(rival.ranking is None for rival in found.rivals)
    assert audit_words.sentences(found) == [
        "Too early: 4 of 13 decided were lost; a verdict needs about 5."
    ]


def test_every_simpler_way_is_judged_on_the_same_renewals(past):
    (found,) = judged(past, horizons=[90])
    by_name = {rival.baseline: rival for rival in found.rivals}
    assert set(by_name) == set(Baseline)
    assert by_name[Baseline.BASE_RATE].ranking.concordance == 0.5
    assert by_name[Baseline.EQUAL_WEIGHTS].ranking.concordance == 1
    assert by_name[Baseline.EQUAL_WEIGHTS].decided == 24
    assert by_name[Baseline.GUT].ranking is None
    assert not found.beaten_by


def test_the_gut_is_judged_where_it_was_given(past):
    with past.write() as session:
        for number in range(1, 25):
            day = decided.decided_on(number) + timedelta(days=decided.NOTICE)
            gut = 5 if decided.lost(number) else 2
            session.add(
                RenewalReview(customer_id=number, contract_id=number, due_on=day, horizon=90,
                              gut=gut, recorded_on=ago(700))
            )  # fmt: skip
    quarter, near = judged(past, horizons=[90, 30])
    assert next(r for r in quarter.rivals if r.baseline is Baseline.GUT).ranking.concordance == 1
    assert next(r for r in near.rivals if r.baseline is Baseline.GUT).decided == 0


def test_a_loss_without_a_warning_can_be_looked_at_again(database):
    decided.settle(database, telling=False)
    (found,) = judged(database, horizons=[90])
    assert [one.lost for one in found.missed] == [True] * 6
    loss = found.missed[0]
    with database.read() as session:
        seen = replay.replay(session, loss.renewal_id, TODAY)
        with pytest.raises(NotFound):
            replay.replay(session, 999, TODAY)
    assert (seen.as_of, seen.level) == (loss.as_of, pytest.approx(loss.level))
    assert seen.low < seen.level < seen.high
    assert seen.reasons
    assert seen.risk == pytest.approx(loss.p_lost, abs=1e-9)
    assert 1 <= seen.place <= seen.of
    assert "1 in " in seen.chance


def test_a_warning_that_stood_says_since_when(past):
    (found,) = judged(past, horizons=[90])
    assert found.warned > 0
    assert found.lead_days >= 90
    said = " ".join(audit_words.sentences(found))
    assert "A lost renewal was ranked above a kept one 100 times of 100" in said
    assert f"A warning stood before {found.warned} of 6 losses" in said


def test_a_decision_long_before_its_last_day_is_looked_at_from_before_it(past):
    with past.write() as session:
        renewal = session.get(Renewal, 4)
        renewal.due_on = renewal.decided_on + timedelta(days=300)
    (found,) = judged(past, horizons=[90])
    (one,) = [one for one in found.forecasts if one.renewal_id == 4]
    assert one.as_of == decided.decided_on(4) - timedelta(days=90)


def test_it_can_be_cancelled_and_asks_no_more_for_more_renewals(past):
    def stop(_done, _all):
        raise Cancelled

    with pytest.raises(Cancelled):
        judged(past, progress=stop)
    asked = []
    listener = lambda *_: asked.append(1)  # noqa: E731
    event.listen(past.engine, "before_cursor_execute", listener)
    judged(past)
    event.remove(past.engine, "before_cursor_execute", listener)
    assert len(asked) < 35
