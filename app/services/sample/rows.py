"""The tables of an invented book: rows of text, exactly as they would stand in Rapport's CSV."""

from collections.abc import Sequence
from datetime import date, datetime

Row = dict[str, str]
Value = str | int | date | datetime | bool | Sequence[str] | None

COLUMNS: dict[str, tuple[str, ...]] = {
    kind: tuple(columns.split())
    for kind, columns in {
        "colleagues": "name email role left_on",
        "vendors": "name external_id kind website note",
        "customers": "name external_id segment owner stage since seats city country website email "
        "phone language note",
        "contacts": "customer name external_id email phone role title influence attitude "
        "reports_to joined_on left_on may_be_asked note",
        "contracts": "customer title external_id vendor product value currency quantity starts "
        "term_months ends renews notice_days owner upstream_ends upstream_notice_days note",
        "renewals": "customer contract due_on decided_on outcome value_before value_after reason "
        "competitor note",
        "tickets": "customer external_id opened title closed priority queue contact colleague "
        "reopened sla_breached status",
        "interactions": "customer at kind external_id direction two_way feeling contact colleague "
        "minutes note recorded_on",
        "responses": "customer at question score external_id scale asked_on ticket contact "
        "channel comment",
        "self_ratings": "customer at question score scale colleague",
        "feedback": "customer at text external_id kind source contact vendor product feeling "
        "acted_on action told_on confirmed_on outcome",
        "promises": "customer made_on text external_id due_on by to direction source done_on "
        "told_on confirmed_on broken_on moved_from",
        "expectations": "customer text external_id raised_on contact weight met asked_on",
        "goals": "customer text external_id set_on due_on progress our_part status",
        "initiatives": "customer title external_id started_on raised_by status result",
        "advocacy": "customer on kind external_id contact asked_on thanked_on outcome note",
        "competitors": "customer on competitor external_id contact product stance note recorded_on",
        "stages": "customer stage entered_on evidence",
    }.items()
}
"""In the order in which they must be imported: what is named comes before what names it."""

_PREFIX = {
    "vendors": "V",
    "customers": "C",
    "contacts": "P",
    "contracts": "K",
    "tickets": "T",
    "interactions": "I",
    "responses": "A",
    "feedback": "F",
    "promises": "Z",
    "expectations": "E",
    "goals": "G",
    "initiatives": "J",
    "advocacy": "S",
    "competitors": "W",
}


def as_text(value: Value) -> str:
    """Write one value as its CSV cell; an empty cell means "not known"."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case str() | int():
            return str(value)
        case _:
            return "; ".join(value)


class Rows:
    """Collects the rows of every kind, numbering those that carry an external id."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {kind: [] for kind in COLUMNS}

    def add(self, kind: str, /, **values: Value) -> str:
        """Add one row and answer its external id ("" for kinds without one)."""
        columns = COLUMNS[kind]
        if unknown := values.keys() - set(columns):
            raise KeyError(f"{kind} has no column {', '.join(sorted(unknown))}")
        table = self.tables[kind]
        if "external_id" in columns:
            values.setdefault("external_id", f"{_PREFIX[kind]}-{len(table) + 1:04d}")
        row = {column: as_text(values.get(column)) for column in columns}
        table.append(row)
        return row.get("external_id", "")
