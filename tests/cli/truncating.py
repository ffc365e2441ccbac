"""Rows of an invented company, cut down to what was recorded by a day: nothing else existed yet."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from app.services.importing.fields import KINDS
from app.services.sample.rows import Row

STEPS = {
    "tickets": ("closed",),
    "promises": ("done_on", "told_on", "confirmed_on", "broken_on"),
    "feedback": ("acted_on", "told_on", "confirmed_on"),
    "contacts": ("left_on",),
    "expectations": ("asked_on",),
    "advocacy": ("thanked_on",),
    "customers": ("since",),
    "colleagues": ("left_on",),
}
"""Columns that say what happened to a record later on."""

Tables = dict[str, list[Row]]


def recorded_late(tables: Tables, today: date, seed: str) -> Tables:
    """Have half of all facts written down up to four months after they happened."""
    rng = Random(seed)
    late: Tables = {}
    for kind, rows in tables.items():
        late[kind] = [dict(row) for row in rows]
        if KINDS[kind].dated_by and kind not in {"customers", "contracts", "contacts"}:
            for row in late[kind]:
                own = _own_day(kind, row)
                if own and rng.random() < 0.5:
                    day = min(own + timedelta(rng.randrange(1, 120)), today)
                    row["recorded_on"] = max(own, day).isoformat()
    return late


def known_by(tables: Tables, day: date) -> Tables:
    """Return the rows as somebody would have had to write them on that day."""
    kept = {kind: list(_kept(kind, rows, day)) for kind, rows in tables.items()}
    named = {
        row["customer"]
        for kind in kept
        for row in kept[kind]
        if "customer" in row and _known_on(kind, row) is not None
    }
    kept["customers"] = [
        _without_later_steps("customers", row | {"stage": _stage(kept["stages"], row)}, day)
        for row in tables["customers"]
        if row["external_id"] in named or _since(row, day)
    ]
    tickets = {row["external_id"] for row in kept["tickets"]}
    kept["responses"] = [
        row if row["ticket"] in tickets else row | {"ticket": ""} for row in kept["responses"]
    ]
    customers = {row["external_id"] for row in kept["customers"]}
    kept["contacts"] = [row for row in kept["contacts"] if row["customer"] in customers]
    return kept


def _kept(kind: str, rows: Iterable[Row], day: date) -> Iterable[Row]:
    for row in rows:
        known = _known_on(kind, row)
        if known is None or known <= day:
            yield _without_later_steps(kind, row, day)


def _known_on(kind: str, row: Row) -> date | None:
    """Return the day a row became known; None of what has no day, which is known all along."""
    recorded = row.get("recorded_on")
    return date.fromisoformat(recorded) if recorded else _own_day(kind, row)


def _own_day(kind: str, row: Row) -> date | None:
    cell = next((row[name] for name in KINDS[kind].dated_by if row.get(name)), "")
    return date.fromisoformat(cell[:10]) if cell else None


def _without_later_steps(kind: str, row: Row, day: date) -> Row:
    later = {name for name in STEPS.get(kind, ()) if row[name] and row[name][:10] > day.isoformat()}
    if kind == "tickets" and later:  # how a ticket ends is not known while it is open
        later |= {"reopened", "sla_breached", "status"}
    return {name: "" if name in later else cell for name, cell in row.items()}


def _since(row: Row, day: date) -> bool:
    return bool(row["since"]) and row["since"] <= day.isoformat()


def _stage(stages: list[Row], customer: Row) -> str:
    own = [row for row in stages if row["customer"] == customer["external_id"]]
    return max(own, key=lambda row: row["entered_on"])["stage"] if own else ""
