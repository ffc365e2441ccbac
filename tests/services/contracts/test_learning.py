from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from app.models import Interaction, Lesson, Renewal, Standing
from app.models.kinds import Outcome
from app.services.contracts import learning
from app.services.customers import standings
from app.services.trajectory.fitting import fit
from tests import decided
from tests.decided import TODAY, ago


@pytest.fixture
def firm(database):
    decided.settle(database)
    return database


def freshen(database, today=TODAY):
    with database.write() as session:
        standings.freshen(session, today)


def model(database, how=learning.kept, day=TODAY):
    with database.read() as session:
        return how(session, day)


def lessons(database):
    with database.read() as session:
        return {row.renewal_id: row for row in session.scalars(select(Lesson))}


def test_every_decided_renewal_teaches_what_was_known_ninety_days_before(firm):
    freshen(firm)
    found = lessons(firm)
    assert len(found) == 24
    left, stayed = found[4], found[5]
    assert left.as_of == decided.decided_on(4) - timedelta(days=90)
    assert left.below > 1
    assert stayed.below < 0
    learnt = model(firm)
    assert (learnt.decided, learnt.lost, learnt.mostly_prior) == (24, 6, False)
    assert learnt.params[1] > 0.6


def test_what_is_kept_is_what_would_be_learnt_from_all_the_facts(firm):
    before = model(firm, learning.model)
    assert model(firm) == fit()  # nothing is kept yet
    freshen(firm)
    assert model(firm) == model(firm, learning.model) == before


def test_of_a_past_day_only_what_was_decided_by_then_is_known(firm):
    freshen(firm)
    day = decided.decided_on(12)
    assert model(firm, day=day).decided == 13  # 24 down to 12
    assert model(firm, learning.model, day) == model(firm, day=day)


def test_a_decision_changes_the_risk_of_everybody_but_no_level(firm, shelf):
    for number in (1, 2):  # others, who are still to decide
        shelf.contract(number, ends=ago(-90))
    freshen(firm)

    def standing():
        with firm.read() as session:
            query = select(Standing.risk, Standing.level).where(Standing.customer_id == 2)
            return session.execute(query).one()

    before = standing()
    with firm.write() as session:
        renewal = session.get(Renewal, 1)
        renewal.outcome = Outcome.LOST
    freshen(firm)
    after = standing()
    assert after.level == before.level
    assert after.risk > before.risk
    assert model(firm).lost == 7
    with firm.read() as session:
        (row,) = standings.assess_all(session, TODAY, [2])
    assert after.risk == pytest.approx(row.next.risk.p_lost, abs=1e-12)


def test_a_fact_learnt_late_changes_no_lesson_and_one_corrected_does(firm):
    freshen(firm)
    before = lessons(firm)[5].below
    spoke = decided.decided_on(5) - timedelta(days=120)
    with firm.write() as session:
        session.add(
            Interaction(customer_id=5, occurred_on=spoke, kind="visit", two_way=True, feeling=-2,
                        recorded_on=TODAY)
        )  # fmt: skip
    assert model(firm, learning.waiting) == [5]
    freshen(firm)
    assert lessons(firm)[5].below == before
    with firm.write() as session:
        talk = session.scalars(select(Interaction).where(Interaction.customer_id == 5)).first()
        talk.feeling = -2
    freshen(firm)
    assert lessons(firm)[5].below > before


def test_a_decision_taken_back_is_forgotten(firm):
    freshen(firm)
    with firm.write() as session:
        session.get(Renewal, 4).outcome = None
    freshen(firm)
    assert 4 not in lessons(firm)
    assert (model(firm).decided, model(firm).lost) == (23, 5)


def test_an_older_first_interaction_has_all_lessons_learnt_anew(firm):
    freshen(firm)
    with firm.write() as session:
        session.execute(update(Lesson).where(Lesson.renewal_id == 7).values(listening=ago(5000)))
    freshen(firm, TODAY + timedelta(days=1))
    assert lessons(firm)[7].listening == lessons(firm)[8].listening


def test_lessons_are_worked_out_in_portions_once_no_standing_waits(firm):
    left = []
    while not left or left[-1]:
        with firm.write() as session:
            left.append(standings.freshen_some(session, TODAY, 10))
    assert left == [14, 4, 14, 4, 0]
    assert model(firm).decided == 24


@pytest.mark.parametrize("count", [3, 24])
def test_the_number_of_queries_does_not_grow_with_the_renewals(database, count):
    decided.settle(database, count)
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *_: asked.append(1))
    assert model(database, learning.model).decided == count
    assert len(asked) == 18
