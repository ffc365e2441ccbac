"""By which word the rows of an export name a record, so that an import finds it again."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.services.importing.matching import folded
from app.services.importing.storing import COMPETITORS, TABLES

Handles = Mapping[int, str]


class Named(NamedTuple):
    """A record and what could name it."""

    id: int
    scope: int
    name: str
    email: str
    code: str


class Names:
    """What every record is called.

    ``codes`` holds the external ids, made up where nothing else tells records apart.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.codes: dict[str, dict[int, str]] = {}
        self.handles: dict[str, Handles] = {
            kind: self._named(kind)
            for kind in ("customers", "contacts", "contracts", "vendors", "colleagues")
        } | {
            "competitor": self._plain(COMPETITORS),
            "tickets": self._tickets(),
        }
        self.currencies = self._column(TABLES["contracts"], "currency")

    def _named(self, kind: str) -> Handles:
        """Choose for each record the word that leads to it and to no other of its customer."""
        records = list(self._read(TABLES[kind], "title" if kind == "contracts" else "name"))
        words: dict[int, Counter[str]] = defaultdict(Counter)
        for one in records:
            words[one.scope].update({folded(word) for word in one[2:] if word})
        taken = {one.code for one in records}.union(*words.values())
        codes = self.codes[kind] = {}
        handles: dict[int, str] = {}
        for one in records:
            there = words[one.scope]
            leading = [
                word
                for word in _rather(kind, one)
                if word and there[folded(word)] == 1 and not (kind == "contacts" and ";" in word)
            ]
            alike = any(there[folded(word)] > 1 for word in _found_by(kind, one))
            made_up = _made_up(one.id, taken) if alike or not leading else ""
            codes[one.id] = one.code or made_up
            handles[one.id] = leading[0] if leading else codes[one.id]
        return handles

    def _tickets(self) -> Handles:
        table = TABLES["tickets"]
        query = select(table.c.id, table.c.external_id).where(table.c.deleted_at.is_(None))
        given = {row.id: row.external_id for row in self._session.execute(query)}
        taken = set(given.values())
        codes = {made: code or _made_up(made, taken) for made, code in given.items()}
        self.codes["tickets"] = codes
        return codes

    def _plain(self, table: Table) -> Handles:
        return self._column(table, "name")

    def _column(self, table: Table, name: str) -> dict[int, str]:
        query = select(table.c.id, table.c[name]).where(table.c.deleted_at.is_(None))
        return {row[0]: row[1] for row in self._session.execute(query)}

    def _read(self, table: Table, name: str) -> Iterable[Named]:
        wanted = ("id", "customer_id", name, "email", "external_id")
        query = (
            select(*(table.c[column] for column in wanted if column in table.c))
            .where(table.c.deleted_at.is_(None))
            .order_by(table.c.id)
        )
        for row in self._session.execute(query).mappings():
            yield Named(
                row["id"],
                row.get("customer_id", 0),
                row[name],
                row.get("email", ""),
                row["external_id"] or "",
            )


def text_of(handles: Handles, made: Any) -> str:
    """Return what names a record; nothing for one that was deleted, or that there is none."""
    return handles.get(made, "")


def _made_up(made: int, taken: Container[str]) -> str:
    """Return an external id that no other record has or is called by."""
    code = f"rapport-{made}"
    while code in taken:
        code += "-"
    return code


def _found_by(kind: str, one: Named) -> tuple[str, ...]:
    """Return the words by which a row about a record itself is taken for another record's."""
    return (one.name,) if kind == "customers" else (one.name, one.email)


def _rather(kind: str, one: Named) -> tuple[str, ...]:
    """Return the words for a record, the best first."""
    match kind:
        case "customers" | "contracts":
            return (one.code, one.name)
        case "contacts":
            return (one.email, one.name, one.code)
        case _:
            return (one.name, one.email, one.code)
