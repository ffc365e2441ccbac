"""A small book of renewals: one torn, one calm, one without a value."""

import json
from datetime import date

import pytest
from sqlalchemy import text

TODAY = date(2026, 5, 4)


@pytest.fixture
def renewals_book(database):
    from app.models import Colleague, Contract, Customer
    from app.models.kinds import Renews

    with database.write() as session:
        owner = Colleague(name="Ana Weber")
        session.add(owner)
        session.flush()
        for name, value in (("Torn", 1_200_000), ("Calm", 900_000), ("Free", None)):
            customer = Customer(name=name, recorded_on=date(2024, 1, 1), owner_id=owner.id)
            session.add(customer)
            session.flush()
            session.add(
                Contract(
                    customer_id=customer.id,
                    title="Managed service",
                    value=value,
                    currency="EUR",
                    starts=date(2025, 7, 1),
                    term_months=12,
                    ends=date(2026, 6, 30),
                    renews=Renews.AUTOMATIC,
                    notice_days=30,
                    recorded_on=date(2025, 7, 1),
                )
            )
    stand = text(
        "UPDATE standings SET level = :level, sd = 10, mass = 12, fall = 0, reasons = :reasons "
        "WHERE customer_id = (SELECT id FROM customers WHERE name = :name)"
    )
    with database.write() as session:
        for name, level in (("Torn", 30), ("Calm", 75)):
            reasons = json.dumps([["promise broken", level - 60, "broken"]])
            session.execute(stand, {"name": name, "level": level, "reasons": reasons})
    return database
