from datetime import date

from app.models import Customer, Goal
from app.models.base import now
from app.services.book import contents


def test_what_was_deleted_does_not_count(session):
    day = date(2026, 5, 4)
    kept = Customer(name="Nordwind", recorded_on=day)
    gone = Customer(name="Ahlers", recorded_on=day, deleted_at=now())
    session.add_all([kept, gone])
    session.flush()
    session.add_all(
        [
            Goal(customer_id=kept.id, text="Grow", recorded_on=day),
            Goal(customer_id=kept.id, text="Shrink", recorded_on=day, deleted_at=now()),
        ]
    )
    session.flush()
    assert contents.count(session) == contents.Contents(customers=1, facts=1)
