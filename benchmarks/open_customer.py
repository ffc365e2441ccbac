"""Open a customer with 2,000 facts: its data against the raw query, its chart after the data.

The data is all that the page reads to show itself: its head, every fact with its contracts, the
first page of the timeline. The floor reads the same rows, whole, with the driver alone. After the
data the trajectory is computed, with every step and reason, and the chart made, laid out and drawn,
with matplotlib loaded (the program loads it beforehand). All in CPU time.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import big_book
import numpy as np
from big_book import _fact as fact
from big_book import insert
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2 as sqlcipher

from app.services.book import schema
from app.services.book.database import Database, prepare
from app.services.contracts import held
from app.services.customers import details, facts, standings, timeline, trajectories

FACTS = 2_000
DAYS = 900
ROUNDS = 15
TODAY = big_book.TODAY
WHOLE = tuple(f"SELECT * FROM {table} WHERE customer_id = 1" for table in big_book.SHARES)
PEOPLE = (
    "SELECT p.* FROM interaction_contacts p "
    "JOIN interactions i ON i.id = p.interaction_id WHERE i.customer_id = 1"
)


def made(path: Path) -> None:
    """Make an encrypted book with one customer, told of as the large book tells of its own."""
    empty = Database(path, big_book.KEY)
    schema.upgrade(empty.engine)
    empty.close()
    connection = raw(path)
    first = (TODAY - timedelta(DAYS)).isoformat()
    known = {"customer_id": 1, "recorded_on": first}
    connection.execute("BEGIN")
    insert(connection, "colleagues", [{"id": n, "name": f"C{n}"} for n in range(1, 9)])
    insert(connection, "competitors", [{"id": n, "name": f"Rival {n}"} for n in range(1, 21)])
    insert(
        connection,
        "customers",
        [{"id": 1, "name": "Nordwind", "since": first, "recorded_on": first}],
    )
    people = [{"id": n, "name": f"Contact {n}", **known} for n in range(1, 6)]
    insert(connection, "contacts", people)
    contract = {"title": "Managed workplace", "currency": "EUR", "value": 4_230_000}
    term = {"starts": first, "term_months": 12, "renews": "automatic", "notice_days": 90}
    insert(connection, "contracts", [contract | term | known])
    random, words = np.random.default_rng(7), big_book.vocabulary()
    for table, share in big_book.SHARES.items():
        count = share * FACTS // sum(big_book.SHARES.values())
        rows = [
            fact(
                table,
                n,
                TODAY - timedelta(days=int(random.integers(0, DAYS))),
                " ".join(random.choice(words[:5000], big_book.PER_NOTE)),
            )
            | {"customer_id": 1}
            for n in range(count)
        ]
        insert(connection, table, rows)
    connection.execute("INSERT INTO interaction_contacts SELECT id, 1 + id % 5 FROM interactions")
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def raw(path: Path) -> Any:
    connection = sqlcipher.connect(str(path))
    prepare(connection, big_book.KEY)
    return connection


def cpu_ms(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median CPU time; the first time is for the caches."""
    do()
    spent = []
    for _round in range(rounds):
        begun = time.process_time()
        do()
        spent.append((time.process_time() - begun) * 1_000)
    return statistics.median(spent)


def draw(view: Any) -> tuple[float, float]:
    """Return the CPU time of making and drawing the first chart, and of drawing another period."""
    from app.ui.charts.trajectory_chart import TrajectoryChart
    from app.ui.theme import Theme

    app = QApplication.instance() or QApplication([])
    theme = Theme(app, "light")  # pyright: ignore[reportArgumentType]
    TrajectoryChart().draw()  # fonts and backend are loaded, as warm_up does

    def first() -> Any:
        chart = TrajectoryChart()
        chart.resize(1000, 260)
        chart.show_view(view, 365)
        chart.show()
        chart.draw()
        return chart

    shown = cpu_ms(first, 5)
    chart = first()
    periods = iter([183, 365] * 20)

    def again() -> None:
        chart.show_view(view, next(periods))
        chart.draw()

    result = shown, cpu_ms(again, 6)
    theme.deleteLater()
    return result


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.rapport"
        made(path)
        database, connection = Database(path, big_book.KEY), raw(path)
        with database.write() as session:
            standings.freshen(session, TODAY)
        views: list[Any] = []

        def reading() -> None:
            with database.read() as session:
                details.detail(session, 1, TODAY)
                facts.load(session, TODAY, [1])
                facts.listening_from(session, TODAY)
                held.load(session, TODAY, [1])
                timeline.page(session, 1, TODAY)

        def whole() -> None:
            with database.read() as session:
                details.detail(session, 1, TODAY)
                views.append(trajectories.trajectory(session, 1, TODAY))
                timeline.page(session, 1, TODAY)

        def bare() -> None:
            for query in (*WHOLE, PEOPLE):
                connection.execute(query).fetchall()

        floor, data, everything = cpu_ms(bare), cpu_ms(reading), cpu_ms(whole)
        chart, again = draw(views[-1])
        report = {
            "benchmark": "open_customer",
            "facts": FACTS,
            "ratio": round(data / floor, 2),
            "target": 3,
            "data_ms": round(data, 1),
            "floor_ms": round(floor, 1),
            "ratio_computed": round(everything / floor, 2),
            "chart_ms": round(everything - data + chart, 1),
            "chart_ms_target": 100,
            "of_which_drawing": round(chart, 1),
            "chart_again_ms": round(again, 1),
        }
        print(json.dumps(report))
        database.close()
        connection.close()


if __name__ == "__main__":
    main()
