"""Turn a ServiceNow incident event log into Rapport's tickets.csv, contacts.csv and colleagues.csv.

    python tools/tickets_from_servicenow.py incident_event_log.zip OUT_FOLDER

What is chosen, and why:

* One ticket per ``number``. Its state is that of the event with the highest ``sys_mod_count``
  (the last in the file where two are equal), since lines need not be in the order of events.
* ``location`` is the customer, ``caller_id`` the contact, ``assigned_to`` the colleague,
  ``assignment_group`` the queue. ``?`` means not known and becomes an empty cell. A ticket must
  have a customer, so one without a location goes to "Location unknown".
* ``closed_at`` stands on every event of a ticket, also on the first: it was filled in afterwards.
  It is believed only where the last state is Closed.
* ``reopened`` is the highest ``reopen_count``; the service level is breached if any event says so.
* Dates are d/m/yyyy in the log's own local time and stay local.
* A title is made of category, subcategory and symptom, which is all the log tells.
* contacts.csv has every caller once per location, colleagues.csv everybody assigned.

Events are read one by one; only the last of each ticket is kept in memory.
"""

import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tables import Tables, Trouble, read, run

NEEDED = ["number", "incident_state", "reopen_count", "sys_mod_count", "made_sla", "caller_id"]
NEEDED += ["opened_at", "closed_at", "location", "category", "subcategory", "u_symptom"]
NEEDED += ["priority", "assignment_group", "assigned_to"]
NOWHERE = "Location unknown"


@dataclass
class Ticket:
    """The newest event of a ticket, and what must not be forgotten of the older ones."""

    event: dict[str, str] = field(default_factory=dict)
    modified: int = -1
    reopened: int = 0
    breached: bool = False

    def take(self, event: dict[str, str]) -> None:
        """Look at one more event."""
        self.reopened = max(self.reopened, int(event["reopen_count"]))
        self.breached = self.breached or event["made_sla"] == "false"
        if int(event["sys_mod_count"]) >= self.modified:
            self.modified = int(event["sys_mod_count"])
            self.event = {column: known(event[column]) for column in NEEDED}


def known(cell: str) -> str:
    """Return the cell, or nothing for a question mark."""
    return "" if cell.strip() == "?" else " ".join(cell.split())


def moment(cell: str) -> str:
    """Turn 29/2/2016 01:16 into 2016-02-29T01:16."""
    if not cell:
        return ""
    return datetime.strptime(cell, "%d/%m/%Y %H:%M").isoformat(timespec="minutes")  # noqa: DTZ007


def last_states(source: Path) -> dict[str, Ticket]:
    """Read the whole log, keeping one event per ticket."""
    tickets: dict[str, Ticket] = {}
    for line, event in enumerate(read(source, NEEDED), start=2):
        try:
            tickets.setdefault(event["number"], Ticket()).take(event)
        except ValueError as error:
            raise Trouble(f"Line {line} of the log cannot be understood: {error}.") from error
    return tickets


def row(number: str, ticket: Ticket) -> dict[str, str]:
    """Write one ticket in Rapport's columns."""
    event = ticket.event
    about = (event["category"], event["subcategory"], event["u_symptom"])
    closed = event["closed_at"] if event["incident_state"] == "Closed" else ""
    return {
        "customer": event["location"] or NOWHERE,
        "external_id": number,
        "opened": moment(event["opened_at"]),
        "title": ", ".join(filter(None, about)) or number,
        "closed": moment(closed),
        "priority": event["priority"][:1],
        "queue": event["assignment_group"],
        "contact": event["caller_id"],
        "colleague": event["assigned_to"],
        "reopened": str(ticket.reopened),
        "sla_breached": "yes" if ticket.breached else "no",
        "status": event["incident_state"],
    }


def convert(source: Path, tables: Tables) -> None:
    """Write the tickets, and the people they name."""
    contacts: dict[tuple[str, str], None] = {}
    colleagues: dict[str, None] = {}
    for number, ticket in last_states(source).items():
        try:
            ticket_row = row(number, ticket)
        except ValueError as error:
            raise Trouble(f"A date of ticket {number} cannot be understood: {error}.") from error
        tables.add("tickets", ticket_row)
        contacts[ticket_row["customer"], ticket_row["contact"]] = None
        colleagues[ticket_row["colleague"]] = None
    for customer, name in contacts:
        if name:
            tables.add("contacts", {"customer": customer, "name": name})
    for name in filter(None, colleagues):
        tables.add("colleagues", {"name": name})


if __name__ == "__main__":
    sys.exit(run(convert, sys.argv[1:]))
