"""Print what learnt risk was worth beside simpler forecasts, by how much was known at the time.

    python tools/walk_forward.py BOOK… [--horizon 90]

Each decided renewal of each book (not encrypted) is forecast as of so many days before its
decision, by what was recorded and learnt by then. Forecasts are put together by how many renewals
the firm had decided when they were made: fewer than 30, 30–59, 60–119, 120 and more, and all.

AUC compares only pairs of one firm: the chance that a lost renewal was ranked above a kept one.
Brier is the mean squared error of the chances, "off" the mean distance between what was said and
what came in the safest, the middle and the riskiest third of a column's forecasts, "E/O" the
losses expected for each that came.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.services.book.database import Database  # noqa: E402 – the tool lies beside the program
from app.services.insights import audit  # noqa: E402
from app.services.insights.rivals import Entry, said  # noqa: E402
from app.services.trajectory import audit as rules  # noqa: E402
from app.services.trajectory.audit import Judged  # noqa: E402
from app.services.trajectory.baselines import SCORED, Baseline  # noqa: E402

LAST = date(2100, 1, 1)
COLUMNS = ((0, 30), (30, 60), (60, 120), (120, sys.maxsize), (0, sys.maxsize))
METHOD = "learnt risk"


class Line(NamedTuple):
    """One forecast: of which book, how many renewals were known then, its rank and its chance."""

    book: str
    known: int
    score: float
    judged: Judged


def lines(book: str, horizon: int) -> dict[str, list[Line]]:
    """Return each way's forecasts for the renewals of a book."""
    database = Database(Path(book))
    with database.read() as session:
        entries = audit.audit(session, LAST, horizon).entries
    database.close()
    ours = [_line(book, entry, entry.forecast.p_lost, entry.forecast.judged) for entry in entries]
    found = {METHOD: ours}
    for baseline in (Baseline.BASE_RATE, *SCORED):
        told = said(baseline, entries)
        found[baseline] = [
            _line(book, entry, score, judged)
            for entry, score, judged in zip(entries, told.scores, told.rows, strict=True)
        ]
    return found


def _line(book: str, entry: Entry, score: float, judged: Judged) -> Line:
    return Line(book, entry.forecast.learnt, score, judged)


def auc(told: Sequence[Line]) -> float | None:
    """Return the chance that a lost one was ranked above a kept one of the same firm."""
    right = pairs = 0.0
    for _book, group in groupby(told, key=lambda line: line.book):
        rows = list(group)
        lost = [row.judged.lost for row in rows]
        found = rules.concordance([row.score for row in rows], lost)
        if found is not None:
            weight = sum(lost) * (len(lost) - sum(lost))
            right, pairs = right + found.concordance * weight, pairs + weight
    return right / pairs if pairs else None


def cell(told: Sequence[Line]) -> str:
    """Write what one way was worth on some forecasts."""
    rows = [line.judged for line in told]
    ranked = auc(told)
    if not rows or ranked is None:
        return f"{'–':>29}"
    off = rules.calibration_error(rules.calibration(rows))
    ratio = sum(row.p_lost for row in rows) / sum(row.lost for row in rows)
    return f"{ranked:8.3f}{rules.brier(rows):8.4f}{off:7.3f}{ratio:6.2f}"


def main(arguments: Sequence[str]) -> int:
    """Print the table: a line per way to forecast, a column per amount of experience."""
    parser = argparse.ArgumentParser(description="Learnt risk beside simpler forecasts.")
    parser.add_argument("books", nargs="+")
    parser.add_argument("--horizon", type=int, default=90)
    options = parser.parse_args(arguments)
    ways: dict[str, list[Line]] = {}
    for book in options.books:
        for way, told in lines(book, options.horizon).items():
            ways.setdefault(way, []).extend(told)
    heads = ["under 30", "30–59", "60–119", "120 and more", "all"]
    print(f"{'decided when forecast':22}" + "".join(f"{head:>29}" for head in heads))
    chosen = {
        way: [[one for one in told if low <= one.known < high] for low, high in COLUMNS]
        for way, told in ways.items()
    }
    counts = [f"{len(c)} ({sum(one.judged.lost for one in c)} lost)" for c in chosen[METHOD]]
    print(f"{'forecasts':22}" + "".join(f"{count:>29}" for count in counts))
    print(" " * 22 + f"{'AUC':>8}{'Brier':>8}{'off':>7}{'E/O':>6}" * len(COLUMNS))
    for way, columns in chosen.items():
        print(f"{way:22}" + "".join(cell(column) for column in columns), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
