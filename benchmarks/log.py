"""Log an interaction at 1,000,000 facts, saved and visible, against one raw insert and commit.

Ours is the whole way of one Enter: understanding the note, the interaction, its history for undo,
the stale standing, words for search, commit, and reading what the open page of the customer puts
into its story: the rows of the records that the commit names, as the window reads them. The floor
puts one row into the same table of the same file with the driver, indexed for search, and commits.
Either way the customer's page stands open before, as it does when somebody logs. That the page as
a whole, read anew, says the same is checked after the clock is stopped.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import big_book

from app.services.book import history
from app.services.customers import interactions, timeline
from app.services.customers.interactions import LogDraft
from app.services.customers.timeline import TimelineRow

if TYPE_CHECKING:
    from app.services.book.database import Committed

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
    commits: list[Committed] = []
    database.on_commit = commits.append

    def bare(customer_id: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(RAW, (customer_id, NOTE))
        connection.execute("COMMIT")

    saving: list[float] = []
    shown: list[tuple[TimelineRow, ...]] = []

    def ours(customer_id: int) -> None:
        begun = time.perf_counter()
        with database.write() as session:
            interactions.log(session, LogDraft(customer_id=customer_id, note=NOTE), NOW)
        saving.append((time.perf_counter() - begun) * 1_000)
        moved = timeline.moved(commits[-1])
        with database.read() as session:
            shown.append(timeline.rows_of(session, customer_id, big_book.TODAY, moved or ()))

    def whole(customer_id: int) -> tuple[TimelineRow, ...]:
        with database.read() as session:
            return timeline.page(session, customer_id, big_book.TODAY).rows

    ours(1)  # the first compiles its statements, as the program does when it warms up
    own, floor = [], []
    for batch in range(2, ROUNDS, 10):  # in turns, so that a busy machine is busy for both
        bare(batch)  # which also makes the other's cache of the file anew
        floor += [timed(bare, batch + place) for place in range(10)]
        ours(batch)
        for place in range(10):
            whole(batch + place)
            own.append(timed(ours, batch + place))
            if shown[-1][0].text != NOTE or shown[-1][0] not in whole(batch + place):
                raise AssertionError("what was logged is not to be seen")
    for committed in commits[::-1]:
        with database.write() as session:
            history.undo(session, committed.change_set or 0)
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
