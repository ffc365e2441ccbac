"""Import of 200,000 interactions with their search index, against a bare executemany.

The floor writes the same rows through the driver into the same table of the same kind of book, with
the same triggers and indexes, in one transaction. Ours reads and checks them, finds customers and
contacts, keeps batch and origin, and marks standings.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import big_book
from sqlcipher3 import dbapi2 as sqlcipher

from app.services.book import schema
from app.services.book.database import Database, prepare
from app.services.importing import service
from app.services.importing.service import Options

ROWS = 200_000
CUSTOMERS = 2_000
TODAY = date(2026, 5, 4)
COLUMNS = ("customer", "at", "kind", "external_id", "direction", "feeling", "note")


def rows() -> Iterator[dict[str, str]]:
    """Give the interactions, as a CSV file would hold them."""
    chance = random.Random(3)
    words = big_book.vocabulary()
    for number in range(ROWS):
        day = TODAY - timedelta(days=chance.randrange(900))
        yield dict(
            zip(
                COLUMNS,
                (
                    f"Customer {number % CUSTOMERS}",
                    day.isoformat(),
                    chance.choice(("call", "email", "meeting")),
                    f"I-{number}",
                    chance.choice(("in", "out")),
                    chance.choice(("", "-1", "0", "1")),
                    " ".join(chance.choices(words, k=12)),
                ),
                strict=True,
            )
        )


def new_book(folder: Path, name: str) -> Database:
    """Return an empty encrypted book."""
    database = Database(folder / name, big_book.KEY)
    schema.upgrade(database.engine)
    with database.write() as session:
        customers = ({"name": f"Customer {n}"} for n in range(CUSTOMERS))
        service.import_rows(session, {"customers": customers}, Options(), TODAY)
    return database


def floor(folder: Path, given: list[dict[str, str]]) -> float:
    """Return the seconds of a bare executemany."""
    new_book(folder, "floor.rapport").close()
    connection = sqlcipher.connect(str(folder / "floor.rapport"))
    prepare(connection, big_book.KEY)
    stamp = "2026-05-04 12:00:00.000000"
    values: list[tuple[Any, ...]] = [
        (
            number % CUSTOMERS + 1, row["at"], row["kind"], row["direction"], 1,
            int(row["feeling"]) if row["feeling"] else None, row["note"], row["external_id"], "",
            row["at"], stamp, stamp, 1,
        )
        for number, row in enumerate(given)
    ]  # fmt: skip
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO interactions (customer_id, occurred_on, kind, direction, two_way, feeling, "
        "note, external_id, source, recorded_on, created_at, changed_at, version) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        values,
    )
    connection.execute("COMMIT")
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def ours(folder: Path, given: list[dict[str, str]]) -> float:
    """Return the seconds of an import."""
    database = new_book(folder, "ours.rapport")
    begun = time.perf_counter()
    with database.write() as session:
        report = service.import_rows(session, {"interactions": given}, Options(), TODAY)
    taken = time.perf_counter() - begun
    database.close()
    created = report.files[0].created
    if created != ROWS:
        sys.exit(f"only {created} of {ROWS} rows were taken")
    return taken


def main() -> None:
    """Print one JSON line."""
    given = list(rows())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare, own = floor(folder, given), ours(folder, given)
    print(
        json.dumps(
            {
                "benchmark": "import 200,000 interactions",
                "ratio": round(own / bare, 2),
                "target": 2.5,
                "seconds": round(own, 1),
                "floor_seconds": round(bare, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
