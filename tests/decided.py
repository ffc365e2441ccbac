"""A firm whose renewals were decided over two years, for the tests of what is learnt from them."""

from datetime import date, timedelta

from app.models import Contract, Customer, Interaction, Renewal
from app.models.kinds import Outcome, Renews

TODAY = date(2026, 5, 4)
NOTICE = 30
VALUE = 100_000


def ago(days):
    return TODAY - timedelta(days=days)


def lost(number):
    """Every fourth customer left."""
    return number % 4 == 0


def settle(database, count=24, *, telling=True, months=12):
    """Store customers 1 to count, each with one contract, one decided renewal, and three talks.

    Where they are ``telling``, those who left had been tense half a year before, the others kind.
    """
    with database.write() as session:
        rows = [_customer(one, telling=telling, months=months) for one in range(1, count + 1)]
        for some in zip(*rows, strict=True):  # customers, then contracts, then what hangs on them
            session.add_all(some)
            session.flush()


def decided_on(number):
    return ago(40 + 20 * number)


def _customer(number, *, telling, months):
    day, is_lost = decided_on(number), lost(number)
    began = ago(1200)
    yield Customer(id=number, name=f"Customer {number}", since=began, recorded_on=began)
    yield Contract(
        id=number, customer_id=number, title="Service", value=VALUE * number, currency="EUR",
        starts=began, term_months=months, renews=Renews.AUTOMATIC, notice_days=NOTICE,
        recorded_on=began,
    )  # fmt: skip
    yield Renewal(
        customer_id=number,
        contract_id=number,
        due_on=day if months == 1 else day + timedelta(days=NOTICE),
        decided_on=day,
        outcome=Outcome.LOST if is_lost else Outcome.RENEWED,
        value_before=VALUE * number,
        recorded_on=day,
    )
    feeling = (-2 if is_lost else 2) if telling else 0
    for days in (150, 130, 110):
        spoke = day - timedelta(days=days)
        yield Interaction(
            customer_id=number, occurred_on=spoke, kind="meeting", two_way=True, feeling=feeling,
            recorded_on=spoke,
        )  # fmt: skip
