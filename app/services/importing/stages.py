"""A customer's stage follows the last one that it entered."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.importing.directory import Directory
from app.services.importing.sink import Sink
from app.services.importing.storing import TABLES

AT_ONCE = 5_000


def follow(session: Session, sink: Sink, directory: Directory, today: date) -> None:
    """Set the stage of the customers touched, unless the import gave it outright."""
    entries, customers = TABLES["stages"], TABLES["customers"]
    ids = sorted(sink.customers - directory.staged)
    latest: dict[int, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        query = (
            select(entries.c.customer_id, entries.c.stage)
            .where(
                entries.c.customer_id.in_(ids[start : start + AT_ONCE]),
                entries.c.deleted_at.is_(None),
                entries.c.entered_on <= today,
            )
            .order_by(entries.c.entered_on, entries.c.id)
        )
        latest.update((row.customer_id, row.stage) for row in session.execute(query))
    for customer, row in sink.rows(customers, latest.keys()).items():
        if row["stage"] != latest[customer]:
            sink.change(customers, row, {"stage": latest[customer]})
