"""A book that is filled in few words, and how many queries a question costs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from app.models import Colleague, Customer, Standing
from tests import decided

TODAY = date(2026, 5, 4)


def ago(days):
    return TODAY - timedelta(days=days)


class Firm:
    """Puts customers and facts into the book."""

    def __init__(self, database):
        self.database = database

    def add(self, *records):
        """Add records; what was not said to be known later is known since ever."""
        with self.database.write() as session:
            for record in records:
                if hasattr(record, "recorded_on") and record.recorded_on is None:
                    record.recorded_on = ago(1500)
            session.add_all(records)
            session.flush()
            return [getattr(record, "id", None) for record in records]

    def customer(self, name="Nordwind", *, stands=None, **values):
        (customer_id,) = self.add(Customer(name=name, **values))
        self.stands(customer_id, **(stands or {}))
        return customer_id

    def stands(self, customer_id, **values):
        given = {"stale": False, "day": TODAY, "status": "customer", "level": 60.0, "mass": 9.0}
        with self.database.write() as session:
            session.execute(
                update(Standing)
                .where(Standing.customer_id == customer_id)
                .values(**given | {"value_currency": "EUR"} | values)
            )

    def colleague(self, name="Ana", **values):
        return self.add(Colleague(name=name, **values))[0]

    def ask(self, question, *args, on=TODAY):
        with self.database.read() as session:
            return question(session, on, *args)

    def queries(self, question, *args):
        """Return how many statements a question costs."""
        told = []
        listen = lambda *given: told.append(given[2])  # noqa: E731
        event.listen(self.database.engine, "before_cursor_execute", listen)
        try:
            self.ask(question, *args)
        finally:
            event.remove(self.database.engine, "before_cursor_execute", listen)
        return len(told)


@pytest.fixture
def firm(database):
    return Firm(database)


@pytest.fixture
def past(database):
    """A firm with decided renewals."""
    decided.settle(database)
    return database
