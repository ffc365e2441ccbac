"""A row in every table that names a customer or a contact, made from what the tables declare."""

from datetime import UTC, date, datetime

from sqlalchemy import DateTime, Enum, insert, select

from app.models import Base, Colleague, Competitor, Customer, tables
from app.models.base import UtcDateTime

DAY = date(2026, 1, 5)
FIXED = {
    "horizon": 90,
    "low": 1.0,
    "high": 5.0,
    "score": 3.0,
    "currency": "EUR",
    "version": 1,
    "raised_by": "us",
}
APART = {"customers", "distinctions", "changes", "change_sets", "colleagues", "competitors"}


def fill(session, customer_id, contacts=1):
    """Store one row of each table for a customer, more contacts if wished; return ids by table."""
    made = {"customers": customer_id, "colleagues": some(session, Colleague)}
    made["competitors"] = some(session, Competitor)
    for table in tables.Base.metadata.sorted_tables:
        targets = {key.column.table.name for key in table.foreign_keys}
        if table.name in APART or not targets & {"customers", "contacts", "interactions"}:
            continue
        for number in range(contacts if table.name == "contacts" else 1):
            values = {c.name: value(c, made, number) for c in table.c if c.name != "id"}
            done = session.connection().execute(insert(table).values(values))
            made.setdefault(table.name, done.inserted_primary_key[0])
    return made


def some(session, model):
    found = session.scalars(select(model.id)).first()
    if found is None:
        session.add(model(name="Some"))
        session.flush()
    return found or session.scalars(select(model.id)).one()


def value(column, made, number):
    """Return something that a column accepts, and the row of this customer that it refers to."""
    for key in column.foreign_keys:
        target = key.column.table.name
        return None if target == column.table.name else made.get(target)
    if column.name in FIXED:
        return FIXED[column.name]
    if column.name in ("deleted_at", "withdrawn_on", "final_call", "external_id", "source"):
        return "" if column.name == "source" else None
    if column.nullable:
        return None
    kind = column.type
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class))
    if isinstance(kind, DateTime | UtcDateTime):
        return datetime(2026, 1, 5, tzinfo=UTC)
    plain = {date: DAY, int: 1, float: 1.0, bool: False, str: f"x{made['customers']}{number}"}
    return plain.get(kind.python_type, {})


def owners(session, column):
    """Return whom the rows of a column belong to."""
    return set(session.scalars(select(column).where(column.is_not(None))))


def content(session, apart=()):
    """Return every row of every table, without its stamps."""
    stamps = {"version", "created_at", "changed_at"}
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in apart:
            columns = [column for column in table.c if column.name not in stamps]
            rows = session.execute(select(*columns)).all()
            found[table.name] = sorted(map(repr, map(tuple, rows)))
    return found


def two(session):
    """Store two customers that are one."""
    day = {"recorded_on": DAY}
    session.add_all([Customer(id=1, name="Nordwind GmbH", **day)])
    session.add_all([Customer(id=2, name="Nordwind Logistics", **day)])
    session.flush()
