from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.models import Contract, Customer, RiskSnapshot, Standing
from app.services.customers import customers
from app.services.customers.customers import CustomerDraft
from app.ui import freshener
from app.ui.freshener import Freshener

TODAY = date(2026, 5, 4)


class Clock:
    def __init__(self):
        self.day = TODAY

    def __call__(self):
        return self.day


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fresh(tasks, clock):
    made = Freshener(tasks, clock, tasks)
    yield made
    made.stop()


def add(tasks, count):
    def several(session):
        for n in range(count):
            session.add(Customer(name=f"Customer {n}", recorded_on=TODAY))

    tasks.write(several)


def waiting(database, day):
    with database.read() as session:
        query = select(func.count()).where(Standing.stale | (Standing.day != day))
        return session.scalar(query)


def test_a_write_is_followed_by_fresh_standings(fresh, tasks, database, qtbot):
    with qtbot.waitSignal(fresh.all_fresh):
        tasks.write(customers.save, CustomerDraft(name="Ada"), TODAY)
    assert waiting(database, TODAY) == 0
    with database.read() as session:
        assert session.scalars(select(Standing.day)).all() == [TODAY]
    assert fresh.is_at_rest


def test_many_are_done_in_portions(fresh, tasks, database, qtbot, monkeypatch):
    monkeypatch.setattr(freshener, "PORTION", 3)
    with qtbot.waitSignal(fresh.all_fresh):
        add(tasks, 10)
    assert waiting(database, TODAY) == 0


def test_a_new_day_makes_all_of_them_anew(fresh, tasks, database, clock, qtbot):
    with qtbot.waitSignal(fresh.all_fresh):
        add(tasks, 4)
    clock.day = TODAY + timedelta(days=1)
    with qtbot.waitSignals([fresh.day_began, fresh.all_fresh]):
        fresh._look_at_the_clock()
    assert waiting(database, clock.day) == 0


def test_its_own_writes_do_not_start_it_again(fresh, tasks, qtbot, qapp):
    with qtbot.waitSignal(fresh.all_fresh):
        add(tasks, 2)
    rounds = []
    fresh.all_fresh.connect(lambda: rounds.append(1))
    with qtbot.waitSignal(fresh.all_fresh):
        fresh.freshen()
    qapp.processEvents()
    assert rounds == [1]
    assert fresh.is_at_rest


def test_who_watches_the_same_commit_asks_before_it(fresh, tasks, qtbot):
    order = []
    tasks.changed.connect(lambda committed: order.append(sorted(committed.tables)[-1]))
    with qtbot.waitSignal(fresh.all_fresh):
        add(tasks, 1)
        assert order == ["customers"]
        assert not fresh.is_at_rest
    assert order == ["customers", "standings"]


def test_what_is_said_of_a_renewal_is_kept_once(fresh, tasks, database, qtbot):
    def sign(session):
        session.add(Customer(id=1, name="Ada", recorded_on=TODAY))
        session.flush()
        session.add(
            Contract(customer_id=1, title="Backup", currency="EUR", starts=TODAY, term_months=12,
                     recorded_on=TODAY)
        )  # fmt: skip

    with qtbot.waitSignal(fresh.all_fresh):
        tasks.write(sign)
    with qtbot.waitSignal(fresh.all_fresh):
        fresh._another_book()  # as if the program had been started again on the same day
    with database.read() as session:
        assert session.scalars(select(RiskSnapshot.as_of)).all() == [TODAY]
    assert fresh.is_at_rest
