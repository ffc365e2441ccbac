"""From the start of the process to Today on the screen, against the barest window there is.

The floor is a bare QMainWindow with a table of 2,000 rows read by sqlite3, whole processes both,
started in turn. Ours is the program as it is started, with the book of 2,000 customers that was
open last: window, theme, pages, and Today's lines from the glance kept in the book. The book is
not encrypted, so that no keyring of this computer is measured.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from app.models import Contract, Customer, Feedback, Promise, Standing
from app.models.kinds import FeedbackKind, Renews, Status
from app.services.book import preferences, schema
from app.services.book.database import Database
from app.services.book.paths import profile
from app.services.today import glance, worklist

ROOT = Path(__file__).parents[1]
CUSTOMERS = 2_000
RUNS = 15
TARGET = 2.0

FLOOR = """
import os, sqlite3, sys
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Rows(QAbstractTableModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = rows

    def rowCount(self, parent=QModelIndex()):
        return len(self.rows)

    def columnCount(self, parent=QModelIndex()):
        return 4

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]


class Table(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", file=sys.stderr, flush=True)
        os._exit(0)


app = QApplication([])
book = sqlite3.connect(sys.argv[1])
window = QMainWindow()
table = Table()
model = Rows(book.execute("SELECT name, city, segment, since FROM customers").fetchall())
table.setModel(model)
window.setCentralWidget(table)
window.resize(1180, 760)
window.show()
app.exec()
"""


def make(folder: Path) -> Path:
    """Make the book as it was left yesterday, and the preferences that name it."""
    today = datetime.now().astimezone().date()
    path = folder / "start.rapport"
    book = Database(path)
    schema.upgrade(book.engine)
    with book.write() as session:
        for table, rows in (
            (Customer, [_customer(n, today) for n in range(1, CUSTOMERS + 1)]),
            (Standing, [_standing(n, today) for n in range(1, CUSTOMERS + 1)]),
            (Contract, [_contract(n, today) for n in range(1, CUSTOMERS + 1)]),
            (Promise, [_promise(n, today) for n in range(1, CUSTOMERS + 1, 20)]),
            (Feedback, [_feedback(n, today) for n in range(1, CUSTOMERS + 1, 20)]),
        ):
            session.execute(insert(table), rows)
    with book.write() as session:
        glance.keep(session, worklist.worklist(session, today), datetime.now().astimezone())
    book.close()
    here = profile(folder / "profile")
    preferences.save(here.preferences, replace(preferences.Preferences(), last_book=str(path)))
    return path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as name:
        folder = Path(name)
        book = make(folder)
        ours = [sys.executable, str(ROOT / "main.py")]
        floor = [sys.executable, "-c", FLOOR, str(book)]
        times: dict[str, list[float]] = {"ours": [], "floor": []}
        for _run in range(RUNS + 1):
            times["floor"].append(_painted(floor, folder))
            times["ours"].append(_painted(ours, folder))
    # the first of each only fills the disk's cache
    mine, bare = (statistics.median(times[which][1:]) for which in ("ours", "floor"))
    result = {
        "benchmark": "start",
        "customers": CUSTOMERS,
        "ms": round(mine),
        "floor_ms": round(bare),
        "ratio": round(mine / bare, 2),
        "target": TARGET,
        "runs": RUNS,
    }
    print(json.dumps(result))


def _painted(command: list[str], folder: Path) -> float:
    """Return the milliseconds until a fresh process says that it has painted."""
    place = {"QT_QPA_PLATFORM": "offscreen", "RAPPORT_PROFILE": str(folder / "profile")}
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        env=os.environ | place | {"RAPPORT_PAINTED": "1"},
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    took = (time.perf_counter() - begun) * 1_000
    if "painted" not in done.stderr.split():
        sys.exit(f"nothing was painted: {done.stderr[-500:]}")
    return took


def _customer(n: int, today: date) -> dict[str, object]:
    return {
        "id": n, "name": f"Customer {n:04} GmbH", "city": "Kiel", "segment": "Craft",
        "since": today - timedelta(days=900), "recorded_on": today,
    }  # fmt: skip


def _standing(n: int, today: date) -> dict[str, object]:
    return {
        "customer_id": n, "stale": False, "day": today, "status": Status.CUSTOMER,
        "level": 40 + n % 50, "sd": 8.0, "mass": 9.0, "last_two_way": today - timedelta(days=60),
        "usual_gap": 14.0, "quiet_from": today - timedelta(days=n % 3 - 1),
        "yearly_value": 100_000 + n, "value_currency": "EUR",
    }  # fmt: skip


def _contract(n: int, today: date) -> dict[str, object]:
    return {
        "customer_id": n, "title": "Managed workplace", "value": 100_000 + n, "currency": "EUR",
        "starts": today - timedelta(days=n % 360), "term_months": 12, "renews": Renews.AUTOMATIC,
        "notice_days": 30, "recorded_on": today,
    }  # fmt: skip


def _promise(n: int, today: date) -> dict[str, object]:
    return {
        "customer_id": n, "text": "Send the quote for the firewall", "recorded_on": today,
        "made_on": today - timedelta(days=9), "due_on": today - timedelta(days=n % 5),
    }  # fmt: skip


def _feedback(n: int, today: date) -> dict[str, object]:
    return {
        "customer_id": n, "text": "Third time this month", "kind": FeedbackKind.COMPLAINT,
        "occurred_on": today - timedelta(days=n % 30), "recorded_on": today, "feeling": -2,
    }  # fmt: skip


if __name__ == "__main__":
    main()
