"""Print how well a book ranked renewals by risk some 90 days before they were decided.

    python tools/auc.py BOOK RENEWALS.CSV [--days 90] [--every 1] [--first D] [--last D]

For each decided renewal of RENEWALS.CSV the book is asked through the command line,
``--as-of`` the month's first at or before (last day to decide − days), so that a few questions
serve all; nothing later than that day can be in the answer. The last day to decide is ``due_on``
less the notice days of a contracts.csv beside the file; ``--every 3`` asks at quarters only.

AUC is the chance that a lost one was ranked above a kept one (ties count half); its 90 % interval
is Hanley and McNeil's (1982), on the logit scale as in docs/method.md. ``lost`` and
``no_longer_considered`` are losses, everything else was kept. A renewal that the book does not
list on that day (signed later, lost before) is counted as not ranked. A customer with several
renewals is there several times, so the interval over all is a little too narrow.
"""

import argparse
import csv
import json
import math
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LOSSES = {"lost", "no_longer_considered"}
MAIN = Path(__file__).resolve().parent.parent / "main.py"
Ranked = list[tuple[float, bool]]


@dataclass(frozen=True)
class Outcome:
    """One decided renewal; customer and contract by any name that the book may use."""

    customer: frozenset[str]
    contract: frozenset[str]
    decide_by: date
    lost: bool


def table(path: Path) -> list[dict[str, str]]:
    """Read a small CSV file; an absent one has no rows."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def outcomes(path: Path) -> list[Outcome]:
    """Read the decided renewals, with the names and notice days that lie beside them."""
    names = {
        row.get("external_id", ""): row["name"] for row in table(path.parent / "customers.csv")
    }
    contracts = {row["external_id"]: row for row in table(path.parent / "contracts.csv")}
    found: list[Outcome] = []
    for row in table(path):
        if not row["outcome"]:
            continue
        terms = contracts.get(row["contract"], {})
        ref, contract = row["customer"], row["contract"]
        notice = timedelta(int(terms.get("notice_days") or 0))
        found.append(
            Outcome(
                frozenset({ref, names.get(ref, ref)}),
                frozenset({contract, terms.get("title", contract)}),
                date.fromisoformat(row["due_on"]) - notice,
                row["outcome"] in LOSSES,
            )
        )
    return found


def as_of(outcome: Outcome, days: int, every: int) -> date:
    """Return the month's (quarter's, …) first at or before the day to look from."""
    day = outcome.decide_by - timedelta(days)
    return date(day.year, day.month - (day.month - 1) % every, 1)


def ask(book: str, day: date, within: int) -> list[dict[str, Any]]:
    """Ask the book for its renewals as they looked on that day."""
    command = [sys.executable, str(MAIN), "--book", book, "--as-of", day.isoformat()]
    command += ["--json", "renewals", "--within", str(within)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise SystemExit(answer.stderr.strip() or f"The command line gave up at {day}.")
    return json.loads(answer.stdout)


def rank(due: Iterable[dict[str, Any]], decided: Sequence[Outcome]) -> Ranked:
    """Pair each outcome with the risk that was shown for its contract, if there was one."""
    risks = {
        (row["customer"], row["contract"]): row["risk"] for row in due if row["risk"] is not None
    }
    ranked: Ranked = []
    for outcome in decided:
        keys = [(who, what) for who in outcome.customer for what in outcome.contract]
        shown = next((risks[key] for key in keys if key in risks), None)
        if shown is not None:
            ranked.append((shown, outcome.lost))
    return ranked


def auc(ranked: Ranked) -> float | None:
    """Return the chance that a lost one was ranked above a kept one; None without either."""
    lost = sum(is_lost for _risk, is_lost in ranked)
    kept = len(ranked) - lost
    if not lost or not kept:
        return None
    ordered = sorted(risk for risk, _is_lost in ranked)
    places: dict[float, tuple[int, int]] = {}
    for place, risk in enumerate(ordered, start=1):
        places[risk] = (places.get(risk, (place, place))[0], place)
    sum_of_ranks = sum(sum(places[risk]) / 2 for risk, is_lost in ranked if is_lost)
    return (sum_of_ranks - lost * (lost + 1) / 2) / (lost * kept)


def interval(value: float, lost: int, kept: int) -> tuple[float, float]:
    """Return the 90 % interval of an AUC by Hanley and McNeil, on the logit scale."""
    inside = min(max(value, 0.5 / (lost * kept + 1)), 1 - 0.5 / (lost * kept + 1))
    both_lost, both_kept = inside / (2 - inside), 2 * inside**2 / (1 + inside)
    variance = inside * (1 - inside)
    variance += (lost - 1) * (both_lost - inside**2) + (kept - 1) * (both_kept - inside**2)
    deviation = math.sqrt(variance / (lost * kept)) / (inside * (1 - inside))
    middle = math.log(inside / (1 - inside))
    low, high = (1 / (1 + math.exp(-middle - side * 1.645 * deviation)) for side in (-1, 1))
    return low, high


def line(label: str, decided: int, ranked: Ranked) -> str:
    """Write one line of the table."""
    lost = sum(is_lost for _risk, is_lost in ranked)
    value = auc(ranked)
    text = f"{label:12}{decided:9}{len(ranked):9}{lost:7}"
    if value is None:
        return f"{text}      –"
    low, high = interval(value, lost, len(ranked) - lost)
    return f"{text}{value:9.3f}   {low:.3f} … {high:.3f}"


def main(arguments: Sequence[str]) -> int:
    """Print the table: one line per day asked, and one for all together."""
    parser = argparse.ArgumentParser(description="AUC of the risk shown before each renewal.")
    parser.add_argument("book")
    parser.add_argument("renewals", type=Path)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--every", type=int, default=1, choices=(1, 2, 3, 4, 6, 12))
    parser.add_argument("--within", type=int, default=365)
    parser.add_argument("--first", type=date.fromisoformat, default=date.min)
    parser.add_argument("--last", type=date.fromisoformat, default=date.max)
    options = parser.parse_args(arguments)
    groups: dict[date, list[Outcome]] = {}
    for outcome in outcomes(options.renewals):
        day = as_of(outcome, options.days, options.every)
        if options.first <= day <= options.last:
            groups.setdefault(day, []).append(outcome)
    if not groups:
        raise SystemExit(f"{options.renewals} has no decided renewals to judge by.")
    print(f"{'as of':12}{'decided':>9}{'ranked':>9}{'lost':>7}{'AUC':>9}   90 % interval")
    everything: Ranked = []
    for day, decided in sorted(groups.items()):
        ranked = rank(ask(options.book, day, options.within), decided)
        everything += ranked
        print(line(day.isoformat(), len(decided), ranked), flush=True)
    print(line("all", sum(map(len, groups.values())), everything))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
