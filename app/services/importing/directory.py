"""Everything in the book that a cell may name, read once, and created where it is not yet there."""

from datetime import date

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.language import _
from app.services.importing.matching import Entry, Shelf
from app.services.importing.refusal import Refused, shown
from app.services.importing.sink import Sink, Values
from app.services.importing.storing import COMPETITORS, TABLES

_TABLES: dict[str, Table] = {
    "vendors": TABLES["vendors"],
    "colleagues": TABLES["colleagues"],
    "customers": TABLES["customers"],
    "contacts": TABLES["contacts"],
    "contracts": TABLES["contracts"],
    "competitor": COMPETITORS,
}

_COMMON = (
    "id", "email", "external_id", "source", "customer_id", "deleted_at", "recorded_on",
    "merged_into_id",
)  # fmt: skip
_NAMES = ((*_COMMON, "title", "currency"), (*_COMMON, "name"))
ANY = "*"
"""Stands for any source, where only one has that external id."""


class Directory:
    """Finds what is named.

    ``known_on`` says since when each customer is known, ``currencies`` how contracts are paid,
    ``staged`` whose stage a row of this import gave outright.
    """

    def __init__(self, session: Session, sink: Sink, today: date, *, new_customers: bool) -> None:
        self._session = session
        self._sink = sink
        self._today = today
        self._new_customers = new_customers
        self._shelves: dict[str, Shelf] = {}
        self._tickets: dict[tuple[str, str], Entry] = {}
        self.known_on: dict[int, date] = {}
        self.first_known_on: dict[int, date] = {}
        self.currencies: dict[int, str] = {}
        self.staged: set[int] = set()

    def shelf(self, kind: str) -> Shelf:
        """Return what there is of a kind, reading it the first time."""
        if kind not in self._shelves:
            self._shelves[kind] = self._read(kind)
        return self._shelves[kind]

    def customer(self, text: str, source: str) -> Entry | None:
        """Return the customer that a cell names; None where it is to be created."""
        found = self.shelf("customers").find(text, source=source)
        if found is None and not self._new_customers:
            raise Refused(_("there is no customer {name}").format(name=shown(text)))
        return found

    def contract(self, text: str, customer: int, source: str) -> int:
        """Return the contract that a cell names; it must be there."""
        found = self.shelf("contracts").find(text, customer, source)
        if found is None:
            raise Refused(_("the customer has no contract {name}").format(name=shown(text)))
        return found.id

    def made(self, kind: str, text: str, scope: int = 0) -> int:
        """Create a record of which only the name is known, and return its id."""
        address = "@" in text and " " not in text and kind in {"contacts", "colleagues"}
        values: Values = {"name": text} | ({"email": text} if address else {})
        if kind == "contacts":
            values |= {"customer_id": scope, "recorded_on": self._today}
        elif kind == "customers":
            values["recorded_on"] = self._today
        made = self._sink.create(_TABLES[kind], values)
        self.learned(kind, made, values)
        return made

    def learned(self, kind: str, made: int, row: Values, *, own_row: bool = False) -> None:
        """Remember what a record is called now that it was created or changed."""
        self._put(self.shelf(kind), kind, made, row, own_row=own_row)

    def known(self, customer: int, day: date) -> None:
        """Note that something of a customer was recorded on a day: then it was known by then."""
        first = self.first_known_on.get(customer)
        if first is None or day < first:
            self.first_known_on[customer] = day

    def lower_known_days(self) -> None:
        """A customer is known at the latest from the day on which its first fact was recorded."""
        self.shelf("customers")
        table = TABLES["customers"]
        earlier = {
            customer: day
            for customer, day in self.first_known_on.items()
            if day < self.known_on.get(customer, date.min)
        }
        for customer, row in self._sink.rows(table, earlier).items():
            self._sink.change(table, row, {"recorded_on": earlier[customer]})
            self.known_on[customer] = earlier[customer]
        self.first_known_on.clear()

    def ticket(self, text: str, customer: int, source: str) -> int:
        """Return the ticket that a cell names by its external id; it must be there."""
        if not self._tickets:
            self._tickets = self._read_tickets()
        found = self._tickets.get((source, text)) or self._tickets.get((ANY, text))
        if found is None or found.scope != customer:
            raise Refused(_("the customer has no ticket {name}").format(name=shown(text)))
        if found.gone:
            raise Refused(_("ticket {name} was deleted: restore it first").format(name=shown(text)))
        return found.id

    def _read_tickets(self) -> dict[tuple[str, str], Entry]:
        table = TABLES["tickets"]
        names = ("id", "customer_id", "source", "external_id", "deleted_at")
        query = select(*(table.c[name] for name in names)).where(table.c.external_id.is_not(None))
        found: dict[tuple[str, str], Entry] = {}
        for row in self._session.execute(query):
            code: str = row.external_id
            entry = Entry(row.id, row.customer_id, code, gone=row.deleted_at is not None)
            found[row.source, code] = entry
            found.setdefault((ANY, code), entry)
        return found

    def _read(self, kind: str) -> Shelf:
        table = _TABLES[kind]
        names = [name for name in _NAMES[kind != "contracts"] if name in table.c]
        shelf = Shelf(_what(kind))
        query = select(*(table.c[name] for name in names)).order_by(table.c.id)
        for row in self._session.execute(query).mappings():
            self._put(shelf, kind, row["id"], dict(row))
        return shelf

    def _put(
        self, shelf: Shelf, kind: str, made: int, row: Values, *, own_row: bool = False
    ) -> None:
        entry = shelf.by_id.get(made) or Entry(made, 0, "")
        entry.scope = row.get("customer_id") or entry.scope
        entry.name = row.get("title" if kind == "contracts" else "name") or entry.name
        entry.email = row.get("email") or entry.email
        entry.code = row.get("external_id") or entry.code
        entry.source = row.get("source") or entry.source
        entry.gone = row.get("deleted_at") is not None
        entry.merged_into = row.get("merged_into_id")
        entry.own_row = entry.own_row or own_row
        shelf.put(entry)
        if kind == "customers" and row.get("recorded_on"):
            self.known_on[made] = row["recorded_on"]
        elif kind == "contracts" and row.get("currency"):
            self.currencies[made] = row["currency"]


def _what(kind: str) -> str:
    """Return how sentences name a record of a kind."""
    return {
        "vendors": _("vendor"),
        "colleagues": _("colleague"),
        "customers": _("customer"),
        "contacts": _("contact"),
        "contracts": _("contract"),
        "competitor": _("competitor"),
    }[kind]
