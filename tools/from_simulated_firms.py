"""Turn a simulated firm into Rapport's own files, with its outcomes.

    python tools/from_simulated_firms.py GENERATOR.PY:REGIME:SEED OUT_FOLDER

GENERATOR.PY defines ``firm(regime, seed)``, which returns customers, events and renewals with days
counted from 2022-01-01. What is chosen, and why:

* Contracts: one a customer, renewing by itself with 30 days of notice; the simulator's decision is
  the last day to say no, so a term ends 30 days later.
* A contact without an answer is an e-mail of ours 14 days before the simulator counts it, an
  unanswered invitation was sent 21 days before: Rapport counts those days itself, and takes back
  what a talk in between answered.
* A promise "late" was due the day before; a complaint carries the days on which its loop went on,
  and one that the simulator calls ignored has none.
* Everything is known on the day it happened, and steps of a loop or promise on their own days.
"""

import importlib.util
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tables import Tables, Trouble, run

FIRST = date(2022, 1, 1)
NOTICE = 30
CHANNELS = {"qbr": "review"}
OUTCOMES = {"upsold": "grown"}
DRIVERS = ("competence", "service", "commitment", "trust")
Event = dict[str, Any]


def day(number: int) -> str:
    """Return a simulated day as a date."""
    return (FIRST + timedelta(int(number))).isoformat()


def simulated(source: str) -> dict[str, Any]:
    """Run the generator; its file, the regime and the seed stand behind one another."""
    path, _, rest = source.rpartition(":")
    path, _, regime = path.rpartition(":")
    if not Path(path).is_file() or not rest.isdigit():
        raise Trouble(f"{source} names no generator, regime and seed.")
    spec = importlib.util.spec_from_file_location("generator", path)
    if spec is None or spec.loader is None:
        raise Trouble(f"{path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["generator"] = module
    spec.loader.exec_module(module)
    return module.firm(regime, int(rest))


class Firm:
    """Writes one firm; ``ids`` number the records of each kind."""

    def __init__(self, firm: dict[str, Any], tables: Tables) -> None:
        self._firm, self._tables = firm, tables
        self._count = 0
        self._start = {one["c"]: one["start"] for one in firm["customers"]}

    def write(self) -> None:
        """Write customers and people, then what happened, then how it ended."""
        for one in self._firm["customers"]:
            self._customer(one)
        self._people()
        self._loops()
        for event in self._firm["events"]:
            writer = getattr(self, f"_{event['kind']}", None)
            if writer is not None:
                writer(event)
        for renewal in self._firm["renewals"]:
            self._renewal_row(renewal)

    def _add(self, kind: str, event: Event, row: dict[str, str], known: int) -> None:
        self._count += 1
        whose = {"customer": f"c{event['c']}", "external_id": f"{kind[:3]}{self._count}"}
        self._tables.add(kind, whose | row | {"recorded_on": day(known)})

    def _customer(self, one: dict[str, Any]) -> None:
        terms = [r["term"] for r in self._firm["renewals"] if r["c"] == one["c"]]
        start = day(one["start"])
        self._tables.add(
            "customers",
            {
                "name": f"Customer {one['c']}",
                "external_id": f"c{one['c']}",
                "since": start,
                "recorded_on": start,
            },
        )
        self._tables.add(
            "contracts",
            {
                "customer": f"c{one['c']}",
                "title": "Managed service",
                "external_id": f"k{one['c']}",
                "value": f"{one['value']:.2f}",
                "currency": "EUR",
                "starts": start,
                "term_months": str(round((terms[0] if terms else 365) / 365 * 12)),
                "renews": "automatic",
                "notice_days": str(NOTICE),
                "recorded_on": start,
            },
        )

    def _people(self) -> None:
        left = {
            (one["c"], one["who"]): one["d"]
            for one in reversed(self._firm["events"])
            if one["kind"] == "champion_left"
        }
        named = {
            (one["c"], one["who"]) for one in self._firm["events"] if one.get("who") is not None
        }
        for customer, who in sorted(named):
            gone = left.get((customer, who))
            row = {
                "customer": f"c{customer}",
                "name": f"Person {who} of {customer}",
                "external_id": f"c{customer}p{who}",
                "left_on": "" if gone is None else day(gone),
                "recorded_on": day(self._start[customer]),
            }
            self._tables.add("contacts", row)

    def _loops(self) -> None:
        steps: dict[int, dict[str, int]] = {}
        for one in self._firm["events"]:
            if one["kind"] in ("loop_told", "loop_confirmed"):
                steps.setdefault(one["link"], {}).setdefault(one["kind"], one["d"])
        self._steps = steps

    def _person(self, event: Event) -> str:
        who = event.get("who")
        return "" if who is None else f"Person {who} of {event['c']}"

    def _contact(self, one: Event) -> None:
        row = {
            "at": day(one["d"]),
            "kind": CHANNELS.get(one["ch"], one["ch"]),
            "direction": "in" if one["inb"] else "out",
            "two_way": "yes",
            "feeling": "" if one["s"] is None else str(one["s"]),
            "contact": self._person(one),
        }
        self._add("interactions", one, row, one["d"])

    def _unanswered(self, one: Event) -> None:
        sent = one["d"] - 14
        row = {
            "at": day(sent),
            "kind": "email",
            "direction": "out",
            "two_way": "no",
            "feeling": "",
            "contact": self._person(one),
        }
        self._add("interactions", one, row, sent)

    def _ticket(self, one: Event) -> None:
        row = {
            "opened": day(one["d"]),
            "closed": day(one["d"]),
            "priority": str(one["pr"]),
            "sla_breached": "yes" if one["breach"] else "no",
            "reopened": "1" if one["reopen"] else "0",
            "status": "closed",
        }
        self._add("tickets", one, row, one["d"])

    def _answer(self, one: Event, question: str, scale: str, score: int) -> None:
        row = {
            "at": day(one["d"]),
            "question": question,
            "score": str(score),
            "scale": scale,
            "asked_on": "",
            "contact": self._person(one),
        }
        self._add("responses", one, row, one["d"])

    def _csat(self, one: Event) -> None:
        self._answer(one, "csat", "1-5", one["v"])

    def _ces(self, one: Event) -> None:
        self._answer(one, "effort", "1-7", one["v"])

    def _nps(self, one: Event) -> None:
        self._answer(one, "nps", "0-10", one["v"])

    def _rel(self, one: Event) -> None:
        for question, score in zip(DRIVERS, one["v"], strict=True):
            self._answer(one, question, "1-5", score)

    def _no_answer(self, one: Event) -> None:
        asked = one["d"] - 21
        row = {
            "at": day(asked),
            "question": "nps",
            "score": "",
            "scale": "0-10",
            "asked_on": day(asked),
            "contact": self._person(one),
        }
        self._add("responses", one, row, asked)

    def _self(self, one: Event) -> None:
        for question, score in zip(DRIVERS, one["v"], strict=True):
            row = {"at": day(one["d"]), "question": question, "score": str(score), "scale": "1-5"}
            self._add("self_ratings", one, row, one["d"])

    def _feedback(self, one: Event, kind: str, told: int | None, confirmed: int | None) -> None:
        row = {
            "at": day(one["d"]),
            "text": f"A {kind}.",
            "kind": kind,
            "acted_on": "" if told is None else day(told),
            "told_on": "" if told is None else day(told),
            "confirmed_on": "" if confirmed is None else day(confirmed),
        }
        self._add("feedback", one, row, one["d"])

    def _complaint(self, one: Event) -> None:
        steps = self._steps.get(one["id"], {})
        self._feedback(one, "complaint", steps.get("loop_told"), steps.get("loop_confirmed"))

    def _praise(self, one: Event) -> None:
        self._feedback(one, "praise", None, None)

    def _promise(self, one: Event) -> None:
        made = max(self._start[one["c"]], one["d"] - 20)
        late = one["o"] == "late"
        due = one["d"] - 1 if late else one["d"]
        row = {
            "made_on": day(min(made, due)),
            "text": "Something we said we would do.",
            "due_on": day(due),
            "direction": "ours",
            "done_on": "" if one["o"] == "broken" else day(one["d"]),
            "broken_on": day(one["d"]) if one["o"] == "broken" else "",
        }
        self._add("promises", one, row, min(made, due))

    def _referral(self, one: Event) -> None:
        self._add("advocacy", one, {"on": day(one["d"]), "kind": "referral"}, one["d"])

    def _advocacy(self, one: Event) -> None:
        self._add("advocacy", one, {"on": day(one["d"]), "kind": "reference"}, one["d"])

    def _renewal_row(self, one: dict[str, Any]) -> None:
        factor = {"lost": 0.0, "reduced": 0.7, "upsold": 1.2}.get(one["out"], 1.0)
        self._tables.add(
            "renewals",
            {
                "customer": f"c{one['c']}",
                "contract": f"k{one['c']}",
                "due_on": day(one["d"] + NOTICE),
                "decided_on": day(one["d"]),
                "outcome": OUTCOMES.get(one["out"]) or str(one["out"]),
                "value_before": f"{one['value']:.2f}",
                "value_after": f"{one['value'] * factor:.2f}",
                "recorded_on": day(one["d"]),
            },
        )


def convert(source: Path, tables: Tables) -> None:
    """Write the firm that ``source`` names."""
    Firm(simulated(source.as_posix()), tables).write()


if __name__ == "__main__":
    converting: Callable[[Path, Tables], None] = convert
    sys.exit(run(converting, sys.argv[1:]))
