"""A small book of customers and contracts, made through the services where they exist."""

from datetime import date

import pytest

TODAY = date(2026, 5, 4)


class Shelf:
    """Puts customers and contracts into the book, in one line each."""

    def __init__(self, database):
        self.database = database

    def customer(self, name="Nordwind", **values):
        from app.models import Customer

        with self.database.write() as session:
            customer = Customer(name=name, recorded_on=date(2020, 1, 1), **values)
            session.add(customer)
            session.flush()
            return customer.id

    def colleague(self, name="Ana"):
        from app.models import Colleague

        with self.database.write() as session:
            colleague = Colleague(name=name)
            session.add(colleague)
            session.flush()
            return colleague.id

    def contract(self, customer_id, title="Managed service", **values):
        from app.models import Contract
        from app.models.kinds import Renews

        usual = {
            "value": 1_200_000,
            "currency": "EUR",
            "starts": date(2025, 7, 1),
            "term_months": 12,
            "ends": date(2026, 6, 30),
            "renews": Renews.AUTOMATIC,
            "notice_days": 30,
            "recorded_on": date(2025, 7, 1),
        }
        with self.database.write() as session:
            contract = Contract(customer_id=customer_id, title=title, **usual | values)
            session.add(contract)
            session.flush()
            return contract.id

    def renewal(self, contract_id, **values):
        from app.models import Contract, Renewal

        with self.database.write() as session:
            contract = session.get(Contract, contract_id)
            usual = {"due_on": date(2026, 6, 30), "recorded_on": date(2026, 1, 1)}
            renewal = Renewal(
                customer_id=contract.customer_id, contract_id=contract_id, **usual | values
            )
            session.add(renewal)
            session.flush()
            return renewal.id

    def stands(self, customer_id, level, fall=0.0, mass=12.0, reasons=()):
        from sqlalchemy import update

        from app.models import Standing

        with self.database.write() as session:
            session.execute(
                update(Standing)
                .where(Standing.customer_id == customer_id)
                .values(level=level, sd=10.0, mass=mass, fall=fall, reasons=list(reasons))
            )

    def due(self, today=TODAY, **how):
        from app.services.contracts import renewals

        with self.database.read() as session:
            return renewals.due(session, today, **how)

    def record(self, row, outcome, today=TODAY, **values):
        from dataclasses import replace

        from app.services.contracts import outcomes

        draft = replace(outcomes.outcome_draft(row), outcome=outcome, **values)
        with self.database.write() as session:
            return outcomes.record_outcome(session, draft, today)

    def get(self, model, row_id):
        with self.database.read() as session:
            return session.get(model, row_id)


@pytest.fixture
def shelf(database):
    return Shelf(database)
