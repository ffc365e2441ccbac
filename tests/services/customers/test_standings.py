from datetime import timedelta

from sqlalchemy import select

from app.models import Standing
from app.services.customers import customers, standings
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, talk


def rows(database):
    with database.read() as session:
        return {row.id: row for row in customers.overview(session)}


def freshen(database, today=TODAY, **more):
    with database.write() as session:
        return standings.freshen(session, today, **more)


def test_a_standing_is_computed_for_everybody(known):
    freshen(known)
    row = rows(known)[NORDWIND]
    assert 0 < row.low < row.level < row.high < 100
    assert row.evidence > 5
    assert (row.yearly_value, row.currency) == (4_230_000, "EUR")
    assert row.last_two_way == ago(12)
    assert row.next_renewal is not None
    assert 0 < row.risk_low < row.risk < row.risk_high < 1


def test_of_whom_nothing_is_known_there_is_no_evidence(known):
    freshen(known)
    row = rows(known)[QUIET]
    assert (row.evidence, row.risk) == (0, None)


def test_a_write_makes_stale_and_only_that_customer_is_computed_anew(known):
    freshen(known)
    before = rows(known)
    with known.write() as session:
        session.add(talk(0, feeling=-2))
    with known.read() as session:
        stale = session.scalars(select(Standing.customer_id).where(Standing.stale)).all()
    assert stale == [NORDWIND]
    freshen(known)
    assert rows(known)[NORDWIND].level < before[NORDWIND].level
    assert rows(known)[QUIET].level == before[QUIET].level


def test_a_new_day_makes_everybody_stale(known):
    freshen(known)
    freshen(known, TODAY + timedelta(days=1))
    with known.read() as session:
        days = set(session.scalars(select(Standing.day)))
    assert days == {TODAY + timedelta(days=1)}


def test_a_portion_says_how_many_are_left(known):
    with known.write() as session:
        assert standings.freshen_some(session, TODAY, 1) == 1
    with known.write() as session:
        assert standings.freshen_some(session, TODAY, 1) == 0


def test_the_deleted_have_no_standing_computed(known):
    with known.write() as session:
        customers.delete(session, [NORDWIND])
    freshen(known)
    with known.read() as session:
        fresh = session.scalars(select(Standing.customer_id).where(~Standing.stale)).all()
    assert fresh == [QUIET]
