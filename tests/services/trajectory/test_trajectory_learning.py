"""What the risk model learns from the firm's own renewals (docs/method.md, 10)."""

import pytest

from app.models.kinds import Outcome
from app.services.trajectory import baselines, learner
from app.services.trajectory.baselines import Baseline
from app.services.trajectory.fitting import Decided, fit
from app.services.trajectory.records import Answer, Records, Talk, TicketRecord
from app.services.trajectory.risk import MONTH_TO_MONTH, Features

WEAK, STRONG = Features(3.0, 0.0), Features(-2.0, 0.0)


def renewals(lost, kept, count=10, **more):
    return [Decided(lost, Outcome.LOST, **more)] * count + [
        Decided(kept, Outcome.RENEWED, **more)
    ] * (4 * count)


def test_signs_that_tell_are_believed():
    model = fit(renewals(WEAK, STRONG))
    assert model.tells_apart
    assert model.signs == 1
    assert model.params[1] > 0.6


@pytest.mark.parametrize("turned", [False, True])
def test_signs_that_tell_nothing_leave_everybody_near_the_usual_rate(turned):
    odd = renewals(STRONG, WEAK, 20) if turned else [
        *renewals(WEAK, WEAK, 15),
        *renewals(STRONG, STRONG, 15),
    ]  # fmt: skip
    model = fit(odd)
    assert not model.tells_apart
    low, high = (model.predict(one, 10).p_lost for one in (STRONG, WEAK))
    assert low < high < 1.2 * low
    assert 0.12 < low < 0.22  # of five, one left


def test_what_a_month_to_month_contract_means_is_learnt_with_the_fifth_loss():
    leaving = renewals(WEAK, STRONG, 4) + [Decided(STRONG, Outcome.RENEWED, monthly=True)] * 9
    assert len(fit(leaving).params) == 5
    often = leaving + [Decided(STRONG, Outcome.LOST, monthly=True)] * 20
    model = fit(often)
    assert model.params[5] > MONTH_TO_MONTH + 0.5
    yearly, monthly = (model.predict(STRONG, 10, monthly=one) for one in (False, True))
    assert monthly.p_lost > yearly.p_lost
    assert monthly.terms.monthly == model.params[5]
    assert monthly.z == pytest.approx(yearly.z + model.params[5])


def test_older_outcomes_teach_less():
    old = renewals(WEAK, STRONG, 5, known_on=0)
    new = [Decided(STRONG, Outcome.LOST, known_on=1460)] * 5
    together = [*(row._replace(known_on=1460) for row in old), *new]
    faded, whole = (fit(rows).predict(STRONG, 10).p_lost for rows in (old + new, together))
    assert faded > whole
    assert fit([row._replace(known_on=77) for row in old]) == fit(old)


def test_the_learner_knows_nothing_of_later_outcomes():
    rows = [Decided(WEAK, Outcome.LOST, known_on=day) for day in range(10, 160, 10)]
    walking = learner.of_risk(reversed(rows))
    assert walking.on(5) == fit()
    assert walking.on(55) == fit(rows[:5])
    assert walking.on(1000) == fit(rows)


def test_the_learner_gives_the_same_in_whatever_order_it_is_asked():
    rows = [
        Decided(WEAK if day % 3 else STRONG, Outcome.LOST if day % 4 else Outcome.RENEWED,
                known_on=day)
        for day in range(250)
    ]  # fmt: skip
    forth, back = learner.of_risk(rows), learner.of_risk(rows)
    days = range(0, 260, 7)
    assert [forth.on(day) for day in days] == [back.on(day) for day in reversed(days)][::-1]
    assert 245 <= forth.on(300).decided <= 250


def test_each_baseline_scores_what_it_looks_at():
    calm = baselines.scores(Records(), 0, 400)
    assert calm == {
        Baseline.CSAT: -4.5,
        Baseline.NPS: -7.5,
        Baseline.RECENCY: 400,
        Baseline.EQUAL_WEIGHTS: 0,
    }
    told = Records(
        talks=[Talk(("interaction", 1), 390, "call", True, True, -2)],
        tickets=[TicketRecord(("ticket", 1), 380, 381, 380, 1, breached=True)],
        answers=[
            Answer(("response", 1), 385, "csat", 2, 1, 5),
            Answer(("response", 2), 100, "nps", 10, 0, 10),
            Answer(("response", 3), 386, "nps", 3, 0, 10),
        ],
    )
    scores = baselines.scores(told, 0, 400)
    assert (scores[Baseline.CSAT], scores[Baseline.NPS], scores[Baseline.RECENCY]) == (-2, -3, 10)
    assert scores[Baseline.EQUAL_WEIGHTS] == pytest.approx(-(40 + 25 + 65 + 0 + 0) / 5)


def test_a_score_becomes_a_chance_by_what_is_known():
    assert baselines.calibrate([(1.0, True)] * 4).chance(9.0, 0.07) == 0.07
    curve = baselines.calibrate([(1.0, True), (0.0, False), (0.1, False), (0.2, False)] * 10)
    assert curve.chance(1.0, 0.5) > 0.4
    assert curve.chance(0.0, 0.5) < 0.15
    turned = baselines.calibrate([(0.0, True), (1.0, False)] * 30)
    assert turned.chance(1.0, 0.5) == pytest.approx(turned.chance(0.0, 0.5))
    assert baselines.base_rate(0, 0) == 0.1
