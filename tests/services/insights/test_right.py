from dataclasses import replace

import pytest

from app.services.errors import NotFound
from app.services.insights import audit, right
from app.services.trajectory import audit as rules
from app.services.trajectory.baselines import Baseline
from tests.decided import TODAY, ago


@pytest.fixture
def found(past):
    with past.read() as session:
        return audit.audit(session, TODAY)


def test_the_section_says_the_verdict_and_how_many_it_rests_on(found):
    told = right.told(found)
    assert (told.n, told.horizon) == (24, 90)
    assert told.finding.startswith("A lost renewal was ranked above a kept one 100 times of 100")
    figures = {figure.id: (figure.value, figure.n) for figure in told.figures}
    assert figures["ranking"] == (1, 24)
    assert figures["level"] == (6, 24)
    assert figures["top"] == (found.verdict.top_fifth, 6)
    assert figures["lead"] == (found.lead_days, found.warned)


def test_those_of_the_last_year_stand_in_the_order_of_the_ranking(found):
    told = right.told(found)
    assert [one.place for one in told.said] == list(range(1, 25))
    chances = [one.forecast.p_lost for one in told.year]
    assert chances == sorted(chances, reverse=True)
    days = {one.forecast.decide_by for one in told.said}
    assert {one.forecast.decide_by for one in told.year} == {d for d in days if d > ago(365)}


def test_every_figure_opens_to_the_renewals_it_was_worked_out_from(found, past):
    rows = audit.worth(found.forecasts)
    for at, group in enumerate(found.verdict.calibration):
        facts = right.behind(found, f"group:{at}")
        assert facts.total == group.n
        assert sum(row.text.startswith("Lost") for row in facts.rows) == group.lost
    fifth = right.behind(found, "top")
    assert fifth.total == len(rules.riskiest_fifth(rows)) == 5
    assert {row.text.split(";")[0] for row in right.behind(found, "lead").rows} == {"Lost"}
    assert right.behind(found, "way:gut").total == 0
    assert right.behind(found, "way:csat").total == right.behind(found, right.OURS).total == 24
    with past.read() as session:
        assert right.facts(session, TODAY, "top") == fifth
    with pytest.raises(NotFound):
        right.behind(found, "nothing")


def test_a_simpler_way_that_is_better_is_said_to_be(found):
    nps = next(one for one in found.rivals if one.baseline is Baseline.NPS)

    def said(**changes):
        (way,) = right.told(replace(found, rivals=(replace(nps, **changes),))).ways[1:]
        return way.verdict

    worse = replace(nps.ours, concordance=0.4)
    assert said() == "too few losses"
    assert said(lost=10, brier=1.0, ranking=worse) == "not better than ours"
    assert said(lost=10, brier=0.0, ranking=worse) == "closer chances than ours"
    assert said(lost=10, brier=1.0, ours=worse) == "ranks better than ours"
    assert said(lost=10, brier=0.0, ours=worse) == "better than ours in both"
    assert said(ranking=None) == "too few known"
    assert said(ranking=None, decided=0) == "not known of any"


def test_reading_in_portions_gives_the_same_audit(past):
    with past.read() as session:
        whole = audit.audits(session, TODAY)
        gathering = audit.begin(session, TODAY, at_once=5)
        while not gathering.is_complete:
            audit.go_on(session, gathering)
    assert (gathering.done, gathering.total) == (24, 24)
    assert audit.judge(gathering) == whole
