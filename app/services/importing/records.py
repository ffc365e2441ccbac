"""From the values of a row to the columns of the book: names become ids, money minor units."""

from collections.abc import Iterable
from typing import NamedTuple

from app.language import _
from app.models.kinds import PromiseDirection
from app.services.importing import row_rules
from app.services.importing.directory import Directory
from app.services.importing.matching import Entry
from app.services.importing.refusal import Refused, shown
from app.services.importing.shape import Field, Type
from app.services.importing.sink import CONTACTS, Values
from app.services.importing.storing import DAYS, Store
from app.services.importing.values import minor_units

CREATED = frozenset({"contacts", "colleagues", "vendors", "competitor"})
"""What is created where a row names it and it is not there, besides customers."""

MANAGER = "reports_to"
"""Found when all contacts of a file are there: a row may name one that comes further down."""


class Link(NamedTuple):
    """A name in a row, what kind of record it speaks of, and the column for its id."""

    text: str
    kind: str
    column: str


class Recorder:
    """Turns the rows of one kind into records.

    All of a row is looked at before anything that it names is created, so that a refused row
    leaves nothing behind.
    """

    def __init__(self, store: Store, directory: Directory, currency: str) -> None:
        self._kind = store.kind.name
        self._directory = directory
        self._currency = currency
        fields = store.kind.fields
        self._plain = {field.name: field.column for field in fields if _is_plain(field)}
        self._moments = {
            field.name: (field.column, DAYS[field.name])
            for field in fields
            if field.type is Type.MOMENT
        }
        self._amounts = [field.name for field in fields if field.type is Type.AMOUNT]
        self._links = [field for field in fields if field.refers_to in CREATED | {"party"}]

    def record(self, values: Values, source: str) -> Values:
        """Return the columns that a row gives; raises Refused where it cannot be taken."""
        row = self._unlinked(values)
        name: str | None = values.get("customer")
        customer = self._directory.customer(name, source) if name else None
        self._must_exist(row, values, customer, source)
        self._money(row, values, customer.id if customer else 0, source)
        scope = customer.id if customer else 0
        if MANAGER in values:
            row[MANAGER] = values[MANAGER]
            self._find(Link(values[MANAGER], "contacts", ""), scope, source)
        links = list(self._names(values))
        found = [self._find(link, scope, source) for link in links]
        if name and customer is None:
            scope = self._directory.made("customers", name)
        if name:
            row["customer_id"] = scope
        self._fill(row, links, found, scope)
        return row

    def _unlinked(self, values: Values) -> Values:
        """Return all that needs no other record, and see whether it contradicts itself."""
        row: Values = {}
        for name, value in values.items():
            column = self._plain.get(name)
            if column is not None:
                row[column] = value
            elif name in self._moments:
                at, day = self._moments[name]
                row[at], row[day] = value
            elif name == "scale":
                row["low"], row["high"] = value
        row_rules.tidy(row)
        row_rules.check(self._kind, row_rules.defaults(self._kind, row, self._currency) | row)
        return row

    def _must_exist(self, row: Values, values: Values, customer: Entry | None, source: str) -> None:
        if "contract" not in values and "ticket" not in values:
            return
        if customer is None:
            raise Refused(_("there is no customer {name}").format(name=shown(values["customer"])))
        if "contract" in values:
            row["contract_id"] = self._directory.contract(values["contract"], customer.id, source)
        if "ticket" in values:
            row["ticket_id"] = self._directory.ticket(values["ticket"], customer.id, source)

    def _money(self, row: Values, values: Values, scope: int, source: str) -> None:
        given = [name for name in self._amounts if name in values]
        if not given:
            return
        currency = row.get("currency") or self._known_currency(row, scope, source)
        for name in given:
            try:
                row[name] = minor_units(values[name], currency)
            except Refused as refused:
                raise Refused(
                    _("{column}: {reason}").format(column=name, reason=refused)
                ) from refused

    def _known_currency(self, row: Values, scope: int, source: str) -> str:
        """Return the currency of the contract that a row is about, or else the book's own."""
        contract = row.get("contract_id")
        if contract is None and scope:
            same, _by = self._directory.shelf("contracts").candidates(
                Entry(0, scope, row["title"], code=row.get("external_id"), source=source)
            )
            contract = next((one.id for one in same if not one.gone), None)
        return self._directory.currencies.get(contract or 0, self._currency)

    def _names(self, values: Values) -> Iterable[Link]:
        for field in self._links:
            text: str | None = values.get(field.name)
            if text is None or field.name == MANAGER:
                continue
            if field.refers_to == "party":
                yield self._party(field.name, text, values)
            elif field.many:
                parts = dict.fromkeys(part.strip() for part in text.split(";"))
                yield from (Link(part, field.refers_to, CONTACTS) for part in parts if part)
            else:
                yield Link(text, field.refers_to, field.column)

    def _party(self, name: str, text: str, values: Values) -> Link:
        """Return who promised or was promised something: a colleague on our side of it."""
        ours = values.get("direction", PromiseDirection.OURS) == PromiseDirection.OURS
        if ours == (name == "by"):
            return Link(text, "colleagues", "colleague_id")
        return Link(text, "contacts", "contact_id")

    def _find(self, link: Link, scope: int, source: str) -> Entry | None:
        here = scope if link.kind == "contacts" else 0
        if link.kind == "contacts" and not scope:
            return None
        return self._directory.shelf(link.kind).find(link.text, here, source)

    def _fill(self, row: Values, links: list[Link], found: list[Entry | None], scope: int) -> None:
        people: set[int] = set()
        for link, entry in zip(links, found, strict=True):
            here = scope if link.kind == "contacts" else 0
            made = entry.id if entry else self._directory.made(link.kind, link.text, here)
            if link.column == CONTACTS:
                people.add(made)
            else:
                row[link.column] = made
        if people:
            row[CONTACTS] = frozenset(people)


def _is_plain(field: Field) -> bool:
    return field.type not in {Type.MOMENT, Type.SCALE, Type.REFERENCE, Type.AMOUNT}
