"""Keeps a small book as one revision of the tables saved it, in tests/data/books.

    python tools/old_book.py             the newest revision, once its migration is written
    python tools/old_book.py 0007        an earlier one that was forgotten

tests/models/test_old_books.py wants one of every revision, and opens each with today's program.
A book that is there is never written anew: it is history. It is kept unencrypted and packed, since
cipher text cannot be packed; the tests encrypt it before they open it.
"""

import gzip
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy.orm import Session  # noqa: E402 – the project is found first

from app.services.book import history, migrating, opening, paths, reading, schema  # noqa: E402
from app.services.book.database import Database  # noqa: E402
from app.services.customers import customers, interactions, standings  # noqa: E402
from app.services.customers.interactions import LogDraft  # noqa: E402
from app.services.importing import service  # noqa: E402
from app.services.importing.service import Options  # noqa: E402
from app.services.sample import book as sample  # noqa: E402
from app.services.sample.company import company  # noqa: E402
from app.services.today import glance, worklist  # noqa: E402

BOOKS = ROOT / "tests" / "data" / "books"
TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
CUSTOMERS = frozenset({"C-0001", "C-0004", "C-0007", "C-0020"})
LATELY = 150  # days of facts: enough of every kind, and small

DATED = ("at", "opened", "made_on")

NOT_OURS = "name LIKE 'search_text%' OR name = 'alembic_version' OR name LIKE 'sqlite_%'"


def main(arguments: list[str]) -> None:
    """Save the book of one revision, the newest if none is named."""
    revision = arguments[0] if arguments else migrating.known_versions()[-1]
    if revision not in migrating.known_versions():
        sys.exit(f"There is no revision {revision}.")
    target = BOOKS / f"{revision}.rapport.gz"
    if target.exists():
        sys.exit(f"{target.name} is there already, and stays as it is.")
    with TemporaryDirectory() as folder:
        now, then = Path(folder) / "now.rapport", Path(folder) / "then.rapport"
        save(now)
        as_of(revision, now, then)
        target.write_bytes(gzip.compress(then.read_bytes(), mtime=0))
    print(f"{target.name}: {target.stat().st_size} bytes")


def save(path: Path) -> None:
    """Make a book of today's tables in which something happened."""
    profile = paths.profile(path.parent / "profile")
    opening.create(path, profile, plain=True, settings=sample.SETTINGS, fill=fill)
    database = Database(path, actor="Ana")
    live(database)
    database.close()


def fill(session: Session) -> None:
    """Import the last months of a few customers of the sample company."""
    rows = {kind: [row for row in rows if is_kept(row)] for kind, rows in company(TODAY).items()}
    service.import_rows(session, rows, Options(), TODAY)


def is_kept(row: dict[str, object]) -> bool:
    """Tell whether a row belongs to the few customers, and is not long ago."""
    whose = row.get("external_id") if "customer" not in row else row["customer"]
    if isinstance(whose, str) and whose.startswith("C-") and whose not in CUSTOMERS:
        return False
    days = (str(row[name])[:10] for name in DATED if row.get(name))
    return all((TODAY - date.fromisoformat(day)).days < LATELY for day in days)


def live(database: Database) -> None:
    """Log, take back, delete: what leaves a history."""
    note = "Spoke with them.\n! send quote by Friday\n? one person to call\nvs Contoso cheaper"
    for text in (note, "This one was a mistake."):
        with database.write() as session:
            interactions.log(session, LogDraft(customer="C-0001", note=text), NOW)
    with database.write() as session:
        newest = history.next_undo(session)
        history.undo(session, newest.change_set if newest else 0)
    with database.write() as session:
        customers.delete(session, [4])
    with database.write() as session:
        standings.freshen(session, TODAY)
        glance.keep(session, worklist.worklist(session, TODAY), NOW)


def as_of(revision: str, now: Path, then: Path) -> None:
    """Write the same rows into the tables as one revision had them."""
    database = Database(then)
    schema.upgrade(database.engine, revision)
    database.close()
    with closing(reading.connect(reading.address(then, "mode=rw"))) as book:
        book.execute("PRAGMA journal_mode=DELETE")
        book.execute("ATTACH ? AS now", (str(now),))
        book.execute("BEGIN")
        for table in tables(book):
            names = ", ".join(
                row[0]
                for row in book.execute(
                    "SELECT name FROM pragma_table_info(?1, 'main') INTERSECT "
                    "SELECT name FROM pragma_table_info(?1, 'now')",
                    (table,),
                )
            )
            if names:
                book.execute(f"DELETE FROM main.{table}")
                book.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}")
        book.execute("COMMIT")
        book.execute("DETACH now")
        book.execute("VACUUM")
    if problems := reading.problems(then, None):
        sys.exit(problems[0])


def tables(book: reading.Connection) -> list[str]:
    """Return the tables that hold records, of this revision."""
    query = f"SELECT name FROM main.sqlite_schema WHERE type = 'table' AND NOT ({NOT_OURS})"
    return [row[0] for row in book.execute(query)]


if __name__ == "__main__":
    main(sys.argv[1:])
