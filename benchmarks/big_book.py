"""The large book of the benchmarks: 2,000 customers, 1,000,000 dated facts, encrypted.

Made once by bulk SQL (about a minute and a half) and kept in build/bench, then reused by every
benchmark that asks for it. Written past the services on purpose: it is scenery, not a subject.
What a benchmark adds to it, it takes away again.
"""

import json
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from sqlcipher3 import dbapi2 as sqlcipher

from app.services.book import schema
from app.services.book.database import Database, prepare

KEY = bytes(range(32))
TODAY = date(2026, 5, 4)
CUSTOMERS = 2_000
DAYS = 900  # how far back the facts reach
WORDS = 20_000  # different words in the notes
PER_NOTE = 12
PEOPLE = 5  # contacts of each customer
RECIPE = 4  # raise when the book is made differently, so that an old one is not reused

# facts of each customer: 500
SHARES = {
    "interactions": 330,
    "tickets": 70,
    "responses": 50,
    "promises": 20,
    "feedback": 15,
    "competitor_mentions": 10,
    "advocacy_acts": 5,
}
FACTS = CUSTOMERS * sum(SHARES.values())
FOLDER = Path(__file__).parents[1] / "build" / "bench"


def path() -> Path:
    """Return the large book, made now if it is not there yet."""
    book = FOLDER / f"big-{RECIPE}-{schema.head()}.rapport"
    if not book.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("big*.rapport*"):
            old.unlink()
        unfinished = book.with_suffix(".making")
        unfinished.unlink(missing_ok=True)
        _make(unfinished)
        unfinished.rename(book)
    return book


def database() -> Database:
    """Open the large book as the program does."""
    return Database(path(), KEY, actor="Ana")


def raw() -> Any:
    """Open the large book with the driver alone: the floor that the program is held against."""
    connection = sqlcipher.connect(str(path()))
    prepare(connection, KEY)
    return connection


def vocabulary() -> list[str]:
    """Return the words of the notes, the most frequent first."""
    random = np.random.default_rng(7)
    parts = [c + v for c in "bdfghklmnprstvwz" for v in ("a", "e", "i", "o", "u", "ai", "ou")]
    words: dict[str, None] = dict.fromkeys(
        [
            "the",
            "we",
            "and",
            "quote",
            "firewall",
            "backup",
            "server",
            "printer",
            "call",
            "again",
            "soon",
            "price",
            "licence",
        ]
    )
    while len(words) < WORDS:
        words.setdefault("".join(random.choice(parts, random.integers(2, 5))))
    return list(words)


def _make(book: Path) -> None:
    empty = Database(book, KEY)
    schema.upgrade(empty.engine)
    empty.close()
    connection = sqlcipher.connect(str(book))
    prepare(connection, KEY)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    index = import_module("app.models.migrations.versions.0002_search").KINDS
    _without_triggers(connection, index)
    words = vocabulary()
    _customers(connection, words)
    _facts(connection, words)
    connection.executemany(
        "INSERT INTO search_terms VALUES (?)", [(word,) for word in words if len(word) > 3]
    )
    _index(connection, index)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _without_triggers(connection: Any, index: Iterable[Any]) -> None:
    """Index once at the end: row by row takes twice as long."""
    for _number, table, *_rest in index:
        for what in ("added", "changed", "gone"):
            connection.execute(f"DROP TRIGGER search_{table}_{what}")


def _index(connection: Any, index: Iterable[Any]) -> None:
    search = import_module("app.models.migrations.versions.0002_search")
    for kind in index:
        connection.execute(search.fill(*kind))
        for statement in search.triggers(*kind):
            connection.execute(statement)
    connection.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")


def _customers(connection: Any, words: list[str]) -> None:
    start = (TODAY - timedelta(days=DAYS)).isoformat()
    colleagues = [{"id": n, "name": f"Colleague {n}"} for n in range(1, 9)]
    insert(connection, "colleagues", colleagues)
    insert(connection, "competitors", [{"id": n, "name": f"Rival {n}"} for n in range(1, 21)])
    customers, contacts, contracts = [], [], []
    for n in range(1, CUSTOMERS + 1):
        name = f"{words[200 + n].title()} {words[4000 + n].title()} GmbH"
        customers.append(
            {
                "id": n,
                "name": name,
                "external_id": f"C{n:05}",
                "owner_id": n % 8 + 1,
                "since": start,
                "recorded_on": start,
                "city": words[300 + n % 90].title(),
            }
        )
        for m in range(PEOPLE):
            at = (n - 1) * PEOPLE + m + 1
            person = f"{words[900 + at % 700].title()} {words[7000 + at].title()}"
            contacts.append({"id": at, "customer_id": n, "name": person, "recorded_on": start})
        contracts.append(
            {
                "id": n,
                "customer_id": n,
                "title": f"Managed {words[50 + n % 40]}",
                "currency": "EUR",
                "value": 120_000 + 977 * n,
                "starts": start,
                "term_months": 12,
                "renews": "automatic",
                "notice_days": 90,
                "recorded_on": start,
            }
        )
    insert(connection, "customers", customers)
    insert(connection, "contacts", contacts)
    insert(connection, "contracts", contracts)


def _facts(connection: Any, words: list[str]) -> None:
    """Spread each kind of fact evenly over the customers, and at random over the days."""
    random = np.random.default_rng(11)
    odds = 1 / np.arange(10, WORDS + 10)
    for table, share in SHARES.items():
        count = CUSTOMERS * share
        back = random.integers(0, DAYS, count)
        picks = random.choice(WORDS, (count, PER_NOTE), p=odds / odds.sum())
        lists = np.array(words, dtype=object)[picks]
        rows = (
            _fact(table, n, TODAY - timedelta(days=int(back[n])), " ".join(lists[n]))
            for n in range(count)
        )
        insert(connection, table, rows)
    pairs = ((n, (n - 1) % CUSTOMERS * PEOPLE + n % PEOPLE + 1) for n in range(1, 660_001, 2))
    connection.executemany("INSERT INTO interaction_contacts VALUES (?, ?)", pairs)


def _fact(table: str, n: int, day: date, text: str) -> dict[str, Any]:
    on = day.isoformat()
    shared = {"customer_id": n % CUSTOMERS + 1, "recorded_on": on}
    if table == "interactions":
        kind = ("call", "call", "email", "meeting", "chat", "visit", "review")[n % 7]
        return shared | {
            "at": f"{on} {8 + n % 10:02}:{n % 60:02}:00.000000",
            "occurred_on": on,
            "kind": kind,
            "direction": "out" if n % 3 else "in",
            "two_way": int(kind != "email" or n % 3 == 0),
            "feeling": (None, 0, 1, 1, 2, -1, 0, -2)[n % 8],
            "colleague_id": n % 8 + 1,
            "note": text,
        }
    if table == "tickets":
        return shared | {
            "opened_on": on,
            "closed_on": (day + timedelta(days=n % 9)).isoformat() if n % 12 else None,
            "title": text,
            "priority": n % 4 + 1,
            "sla_breached": int(n % 20 == 0),
        }
    if table == "responses":
        score = {"question": "csat", "score": (5, 5, 4, 3, 2)[n % 5], "low": 1, "high": 5}
        return shared | {"occurred_on": on, "comment": text} | score
    if table == "promises":
        due = day + timedelta(days=7)
        done = (due + timedelta(days=n % 5 - 3)).isoformat() if n % 6 else None
        made = {"made_on": on, "due_on": due.isoformat(), "done_on": done, "direction": "ours"}
        return shared | made | {"text": text}
    if table == "feedback":
        kind = ("complaint", "praise", "wish", "mention")[n % 4]
        return shared | {"occurred_on": on, "kind": kind, "text": text}
    if table == "competitor_mentions":
        return shared | {"occurred_on": on, "competitor_id": n % 20 + 1, "note": text}
    return shared | {"occurred_on": on, "kind": "reference", "note": text}


def insert(connection: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows of the same keys; columns that must be given and are not get their default."""
    coming = iter(rows)
    first = next(coming)
    must = {
        name: "" if "CHAR" in kind or kind == "TEXT" else 1 if name == "version" else 0
        for _n, name, kind, required, default, key in connection.execute(
            f"PRAGMA table_info({table})"
        )
        if required and default is None and not key and name not in first
    }
    must |= {name: f"{TODAY} 08:00:00.000000" for name in must if name.endswith("_at")}
    columns = [*first, *must]
    marks = ", ".join("?" * len(columns))
    rest = tuple(must.values())

    def values() -> Iterator[tuple[Any, ...]]:
        yield (*first.values(), *rest)
        for row in coming:
            yield (*row.values(), *rest)

    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values())


def main() -> None:
    begun = time.perf_counter()
    book = path()
    took = time.perf_counter() - begun
    size = round(book.stat().st_size / 2**20)
    print(json.dumps({"benchmark": "big_book", "facts": FACTS, "mib": size, "made_s": round(took)}))


if __name__ == "__main__":
    main()
