"""Log an interaction at 1,000,000 facts, saved and visible, against one raw insert and commit.

Ours is the whole way of one Enter: understanding the note, the interaction, its history for undo,
the stale standing, words for search, commit, and reading the page on which it now stands. The floor
puts one row into the same table of the same file with the driver, indexed for search, and commits.
Either way the customer's page stands open before, as it does when somebody logs.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import big_book

from app.services.book import history
from app.services.customers import interactions, timeline
from app.services.customers.interactions import LogDraft

ROUNDS = 60
NOTE = "Talked about the new firewall with them, on the phone."
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
RAW = (
    "INSERT INTO interactions (customer_id, occurred_on, recorded_on, kind, two_way, note, source, "
    "created_at, changed_at, version) VALUES (?, '2026-05-04', '2026-05-04', 'call', 1, ?, '', "
    "'2026-05-04 10:00:00.000000', '2026-05-04 10:00:00.000000', 1)"
)


def timed(do: Callable[[int], None], customer_id: int) -> float:
    begun = time.perf_counter()
    do(customer_id)
    return (time.perf_counter() - begun) * 1_000


def main() -> None:
    database, connection = big_book.database(), big_book.raw()
    change_sets: list[int] = []
    database.on_commit = lambda committed: change_sets.append(committed.change_set or 0)

    def bare(customer_id: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(RAW, (customer_id, NOTE))
        connection.execute("COMMIT")

    saving: list[float] = []

    def ours(customer_id: int) -> None:
        begun = time.perf_counter()
        with database.write() as session:
            logged = interactions.log(session, LogDraft(customer_id=customer_id, note=NOTE), NOW)
        saving.append((time.perf_counter() - begun) * 1_000)
        if logged.interaction not in seen(customer_id):
            raise AssertionError("what was logged is not to be seen")

    def seen(customer_id: int) -> list[int]:
        with database.read() as session:
            page = timeline.page(session, customer_id, big_book.TODAY)
        return [row.id for row in page.rows if row.kind == "interaction"]

    ours(1)  # the first compiles its statements, as the program does when it warms up
    own, floor = [], []
    for batch in range(2, ROUNDS, 10):  # in turns, so that a busy machine is busy for both
        bare(batch)  # which also makes the other's cache of the file anew
        floor += [timed(bare, batch + place) for place in range(10)]
        ours(batch)
        for place in range(10):
            seen(batch + place)
            own.append(timed(ours, batch + place))
    for change_set in reversed(change_sets):
        with database.write() as session:
            history.undo(session, change_set)
    connection.execute("DELETE FROM interactions WHERE note = ? AND id > 660000", (NOTE,))
    connection.execute("DELETE FROM changes")
    connection.execute("DELETE FROM change_sets")
    middle, lowest = statistics.median(own), statistics.median(floor)
    print(
        json.dumps(
            {
                "benchmark": "log",
                "facts": big_book.FACTS,
                "ratio": round(middle / lowest, 2),
                "target": 5,
                "ms": round(middle, 1),
                "ms_target": 50,
                "ms_saved": round(statistics.median(saving), 1),
                "ms_floor": round(lowest, 2),
                "ms_slowest": round(max(own), 1),
            }
        )
    )
    database.close()
    connection.close()


if __name__ == "__main__":
    main()
