"""Writes many rows at once, and keeps what is needed to take all of it back."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.services.book.recording import SEARCHED, encode
from app.services.customers.vocabulary import words_of
from app.services.importing.bulk import insert_many
from app.services.importing.storing import TALKED, blank

Values = dict[str, Any]

CONTACTS = "contacts"
"""Stands in a row of interactions for those who took part, who have a table of their own."""

_AT_ONCE = 5_000


class Sink:
    """Collects rows to be created and changes to be made, and writes them in bulk.

    Ids are given out here, above the highest that is there: the book is locked for writing
    meanwhile. ``batch`` gives the id of the batch, which is made when there is something to write.
    """

    def __init__(self, session: Session, batch: Callable[[], int], now: datetime) -> None:
        self._session = session
        self._batch = batch
        self._now = now
        self._blank: dict[Table, Values] = {}
        self._next: dict[Table, int] = {}
        self._new: dict[Table, dict[int, Values]] = defaultdict(dict)
        self._changes: dict[Table, dict[int, Values]] = defaultdict(dict)
        self.start: dict[Table, int] = {}
        self.before: dict[str, dict[str, Values]] = defaultdict(dict)
        self.untraced: dict[str, list[int]] = defaultdict(list)
        self.customers: set[int] = set()
        self.words: set[str] = set()
        self.created = 0

    def top(self, table: Table) -> int:
        """Return the highest id that was there before."""
        if table not in self.start:
            self.start[table] = self._session.scalar(select(func.max(table.c.id))) or 0
            self._next[table] = self.start[table] + 1
        return self.start[table]

    def create(self, table: Table, values: Values) -> int:
        """Take a new row and return its id."""
        self.top(table)
        if table not in self._blank:
            stamps = {"created_at": self._now, "changed_at": self._now, "version": 1}
            self._blank[table] = blank(table) | stamps
        made = self._next[table]
        self._next[table] += 1
        self._new[table][made] = {**self._blank[table], **values, "id": made}
        if "batch_id" not in table.c:
            self.untraced[table.name].append(made)
        self._touch(made, table, values)
        self.created += 1
        return made

    def change(self, table: Table, row: Values, changes: Values) -> None:
        """Change columns of a row, which stands in ``row`` as it is and is brought up to date."""
        made: int = row["id"]
        pending = self._new[table].get(made)
        if pending is not None:
            pending.update(changes)
        else:
            if made <= self.top(table):
                self._keep(table, row, changes)
            self._changes[table].setdefault(made, {}).update(changes)
        row.update(changes)
        self._touch(made, table, changes | {"customer_id": row.get("customer_id")})

    def pending(self, table: Table, made: int) -> Values | None:
        """Return a row that is not written yet."""
        return self._new[table].get(made)

    def rows(self, table: Table, ids: Collection[int]) -> dict[int, Values]:
        """Return the rows of these ids as they are now, those waiting included."""
        waiting = self._new[table]
        found = {made: waiting[made] for made in ids if made in waiting}
        wanted = sorted(made for made in ids if made not in waiting and made > 0)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            query = select(table).where(table.c.id.in_(part))
            for row in self._session.execute(query).mappings():
                found[row["id"]] = dict(row)
        return found

    def flush(self, order: Iterable[Table]) -> None:
        """Write what waits; ``order``: what is referred to comes before what refers to it."""
        for table in order:
            new = self._new.pop(table, None)
            changes = self._changes.pop(table, None)
            if new:
                self._insert(table, list(new.values()))
            if changes:
                self._update(table, changes)

    def _insert(self, table: Table, rows: list[Values]) -> None:
        """Insert rows in the order of their days, for which the search index thanks us."""
        if "batch_id" in table.c:
            batch = self._batch()
            for row in rows:
                row["batch_id"] = batch
        talked = [
            {"interaction_id": row["id"], "contact_id": person}
            for row in rows
            for person in row.pop(CONTACTS, ())
        ]
        for name in SEARCHED & rows[0].keys():
            self.words |= words_of(row[name] for row in rows if row[name])
        day = next((name for name in ("occurred_on", "opened_on") if name in table.c), "id")
        rows.sort(key=itemgetter(day))
        insert_many(self._session, table, rows)
        if talked:
            insert_many(self._session, TALKED, talked)

    def _update(self, table: Table, changes: dict[int, Values]) -> None:
        self._batch()
        alike: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for made, values in changes.items():
            if CONTACTS in values:
                self._talked(made, values.pop(CONTACTS))
            self.words |= words_of(
                values[name] for name in SEARCHED & values.keys() if values[name]
            )
            if made <= self.top(table):
                values["changed_at"] = self._now
                values["version"] = self.before[table.name][str(made)]["version"]
            alike[tuple(sorted(values))].append(
                {f"new_{k}": v for k, v in values.items()} | {"made": made}
            )
        for names, rows in alike.items():
            if names:
                statement = (
                    update(table)
                    .where(table.c.id == bindparam("made"))
                    .values({name: bindparam(f"new_{name}") for name in names})
                )
                self._session.execute(statement, rows)

    def _talked(self, interaction: int, contacts: Iterable[int]) -> None:
        self._session.execute(delete(TALKED).where(TALKED.c.interaction_id == interaction))
        rows = [{"interaction_id": interaction, "contact_id": contact} for contact in contacts]
        if rows:
            self._session.execute(insert(TALKED), rows)

    def _keep(self, table: Table, row: Values, changes: Values) -> None:
        """Remember what a row of before the import was, and the version it now gets."""
        kept = self.before[table.name].setdefault(
            str(row["id"]), {"version": row["version"] + 1, "values": {}}
        )
        for name in changes:
            old = row[name]
            kept["values"].setdefault(name, sorted(old) if name == CONTACTS else encode(old))

    def _touch(self, made: int, table: Table, values: Values) -> None:
        customer = made if table.name == "customers" else values.get("customer_id")
        if customer:
            self.customers.add(customer)
