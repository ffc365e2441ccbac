from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.models import RiskSnapshot
from app.services.contracts import snapshots
from app.services.customers import standings

TODAY = date(2026, 5, 4)
NOTICE_BY = date(2026, 5, 31)  # of the shelf's usual contract


@pytest.fixture
def one(shelf):
    shelf.contract(shelf.customer())
    return shelf


def keep(shelf, day):
    with shelf.database.write() as session:
        standings.freshen(session, day)
        return snapshots.keep(session, day)


def said(shelf):
    with shelf.database.read() as session:
        return session.scalars(select(RiskSnapshot).order_by(RiskSnapshot.as_of)).all()


def test_what_is_said_is_kept_once_a_month(one):
    assert [keep(one, TODAY), keep(one, TODAY), keep(one, date(2026, 5, 20))] == [1, 0, 0]
    assert keep(one, date(2026, 6, 2)) == 1
    first, second = said(one)
    assert (first.as_of, first.decide_by, second.as_of) == (TODAY, NOTICE_BY, date(2026, 6, 2))
    assert 0 < first.low < first.p_lost < first.high < 1
    assert first.terms["base"] == -2.4
    assert (first.method, first.decided) == (1, 0)


def test_ninety_days_before_the_decision_it_is_kept_too(shelf):
    shelf.contract(shelf.customer(), notice_days=10)
    quarter = date(2026, 3, 22)  # ninety days before 20 June
    days = [date(2026, 3, 1), quarter - timedelta(days=1), quarter, quarter + timedelta(days=1)]
    assert [keep(shelf, day) for day in days] == [1, 0, 1, 0]
    assert said(shelf)[-1].decide_by - quarter == timedelta(days=90)


def test_a_day_missed_is_made_up_for_today_and_never_backdated(one):
    assert keep(one, date(2026, 2, 27)) == 1
    assert keep(one, date(2026, 3, 20)) == 1
    assert [row.as_of for row in said(one)] == [date(2026, 2, 27), date(2026, 3, 20)]


def test_a_contract_from_month_to_month_is_kept_by_the_month_only(shelf):
    shelf.contract(shelf.customer(), term_months=1, ends=None)
    assert [keep(shelf, date(2026, 5, day)) for day in (4, 5, 6)] == [1, 0, 0]


def test_without_a_standing_of_the_day_nothing_is_kept(one):
    with one.database.write() as session:
        assert snapshots.keep(session, TODAY) == 0
