"""A look at what is in a backup, before anything is done with it; not a byte of it changes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.services.book import files, reading


@dataclass(frozen=True, slots=True)
class Look:
    """What is in a book: how many customers and interactions, and when it was last changed."""

    path: Path
    size: int
    customers: int
    interactions: int
    changed: datetime | None
    company: str


_ASKED = """
SELECT (SELECT count(*) FROM customers WHERE deleted_at IS NULL),
       (SELECT count(*) FROM interactions WHERE deleted_at IS NULL),
       (SELECT max(at) FROM (SELECT max(at) AS at FROM change_sets
                             UNION ALL SELECT max(created_at) FROM import_batches)),
       (SELECT json_extract(value, '$') FROM settings WHERE key = 'company')
"""


def look(path: Path, key: bytes | None) -> Look:
    """Read what a backup holds; raises Damaged, NotABook, NotFound."""
    files.must_be_a_book(path)
    reading.version(path, key)
    with reading.connected(path, key) as connection:
        customers, interactions, changed, company = connection.execute(_ASKED).fetchone()
    at = datetime.fromisoformat(changed).replace(tzinfo=UTC) if changed else None
    return Look(path, path.stat().st_size, customers, interactions, at, company or "")
