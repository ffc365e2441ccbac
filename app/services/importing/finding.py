"""Finds, for the rows of one chunk, the records that are already in the book."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from app.language import _
from app.services.importing.directory import Directory
from app.services.importing.matching import Entry
from app.services.importing.refusal import Refused
from app.services.importing.sink import CONTACTS, Sink, Values
from app.services.importing.storing import NAMED, TALKED, Store

Sourced = tuple[Values, str]


class Finder:
    """Finds the record that a row is about; ``claimed`` are those that this import already met.

    A kind that others name is found by name; else the external id decides; else the key of the
    kind, or all that the row gives. A fact without external id is claimed once: two equal rows
    are two facts, and the same two when they come again.
    """

    def __init__(self, session: Session, store: Store, sink: Sink, directory: Directory) -> None:
        self._session = session
        self._store = store
        self._sink = sink
        self._directory = directory
        self._was_empty = sink.top(store.table) == 0
        self._by_name = store.kind.name in NAMED
        self._rows: dict[int, Values] = {}
        self._codes: dict[tuple[str, str], int] = {}
        self._alike: dict[tuple[Any, ...], list[int]] = {}
        self._seen: set[tuple[str, str]] = set()
        self.claimed: set[int] = set()

    def load(self, rows: Sequence[Sourced]) -> None:
        """Read what the rows of a chunk may be about, in a few queries however many they are."""
        self._rows, self._codes, self._alike = {}, {}, defaultdict(list)
        if self._by_name:
            ids = {
                entry.id for row, source in rows if (entry := self._named(row, source, quiet=True))
            }
            shelf = self._directory.shelf(self._store.kind.name)
            merged = {one for kept in ids for one in shelf.merged_into(kept)}
            several = {one for row, source in rows for one in self._several(row, source)}
            self._rows = self._sink.rows(self._store.table, ids | merged | several)
            return
        coded = [(source, row["external_id"]) for row, source in rows if row.get("external_id")]
        wanted = [code for code in coded if not self._was_empty or code in self._seen]
        self._seen.update(coded)
        table = self._store.table
        if wanted:
            self._take(tuple_(table.c.source, table.c.external_id).in_(wanted))
        bare = {self._probe(row) for row, _source in rows if not row.get("external_id")}
        if bare and not (self._was_empty and not self._store.kind.single):
            self._take(tuple_(*(table.c[name] for name in self._probed())).in_(sorted(bare)))

    def find(self, row: Values, source: str) -> Values | None:
        """Return the record that a row is about, as it is now; None where there is none yet."""
        if self._by_name:
            same = [self._current(one) for one in self._several(row, source)]
            equal = [one for one in same if _says(one, row)]
            if equal:  # namesakes of whom one says just this; it is left as it is
                return next((one for one in equal if one["id"] not in self.claimed), equal[0])
            numbered = [one for one in same if _says(one, row, but="external_id")]
            if len(numbered) == 1:  # the only one of whom the row is, which brings its number
                return numbered[0]
            entry = self._named(row, source)
            return self._current(entry.id) if entry else None
        code = row.get("external_id")
        if code:
            made = self._codes.get((source, code))
            return None if made is None else self._there(self._current(made))
        return self._by_key(row)

    def merged_into(self, kept: int) -> list[Values]:
        """Return the records that were merged into one, as they are now."""
        if not self._by_name:
            return []
        shelf = self._directory.shelf(self._store.kind.name)
        return [self._current(one) for one in shelf.merged_into(kept)]

    def meant(self, row: Values, source: str) -> int:
        """Return the id of the record that a row is about, though it was merged into another."""
        entry = self._directory.shelf(self._store.kind.name).meant(self._asked(row, source))
        return entry.id if entry else 0

    def created(self, made: int, row: Values, source: str) -> None:
        """Let the rows that follow in this chunk find what one of them created."""
        self.claimed.add(made)
        if self._by_name:
            return
        if row.get("external_id"):
            self._codes[source, row["external_id"]] = made
        elif self._store.kind.single:
            self._alike[self._key(row)].append(made)

    def _asked(self, row: Values, source: str) -> Entry:
        """Return what a row says of the record that it is about."""
        kind = self._store.kind.name
        return Entry(
            0,
            row.get("customer_id", 0),
            row["title" if kind == "contracts" else "name"],
            row.get("email", "") if kind in {"contacts", "colleagues"} else "",
            row.get("external_id"),
            source,
        )

    def _several(self, row: Values, source: str) -> list[int]:
        """Return those that a row may mean, where it may mean several."""
        shelf = self._directory.shelf(self._store.kind.name)
        there = [one.id for one in shelf.candidates(self._asked(row, source))[0] if not one.gone]
        return there if len(there) > 1 else []

    def _named(self, row: Values, source: str, *, quiet: bool = False) -> Entry | None:
        shelf = self._directory.shelf(self._store.kind.name)
        try:
            return shelf.match(self._asked(row, source))
        except Refused:
            if quiet:
                return None
            raise

    def _current(self, made: int) -> Values:
        return self._sink.pending(self._store.table, made) or self._rows[made]

    def _take(self, where: ColumnElement[bool]) -> None:
        table = self._store.table
        found: dict[int, Values] = {}
        for mapping in self._session.execute(
            select(table).where(where).order_by(table.c.id)
        ).mappings():
            row = dict(mapping)
            found[row["id"]] = row
            if row["external_id"]:
                self._codes[row["source"], row["external_id"]] = row["id"]
            if self._store.kind.single or row["id"] <= self._sink.top(table):
                self._alike[self._key(row)].append(row["id"])
        if self._store.kind.name == "interactions":
            self._add_contacts(found)
        self._rows |= found

    def _add_contacts(self, found: dict[int, Values]) -> None:
        people: dict[int, set[int]] = defaultdict(set)
        query = select(TALKED).where(TALKED.c.interaction_id.in_(list(found)))
        for interaction, person in self._session.execute(query):
            people[interaction].add(person)
        for made, row in found.items():
            row[CONTACTS] = frozenset(people[made])

    def _by_key(self, row: Values) -> Values | None:
        """Return the record with the same key: rather one that says the same, not met before."""
        known = [self._current(made) for made in self._alike.get(self._key(row), ())]
        if not self._store.kind.single:
            known = [one for one in known if one["id"] not in self.claimed]
        equal = [one for one in known if _says(one, row)]
        fitting = equal or (known if self._store.kind.key else [])
        live = [one for one in fitting if one["deleted_at"] is None]
        if live or not fitting:
            return live[0] if live else None
        return self._there(fitting[0])

    def _there(self, row: Values) -> Values:
        if row["deleted_at"] is not None:
            raise Refused(
                _("this was deleted on {day}: restore it first").format(
                    day=row["deleted_at"].date()
                )
            )
        return row

    def _key(self, row: Values) -> tuple[Any, ...]:
        return tuple(row.get(name) for name in self._store.kind.key or self._probed())

    def _probed(self) -> tuple[str, ...]:
        """Return the columns by which the table is asked: those of an index of it."""
        key = self._store.kind.key
        if key and key[0] != "customer_id":
            return key
        days = {"occurred_on", "made_on", "entered_on"}
        if self._store.day in days:
            return ("customer_id", self._store.day)
        return ("customer_id",)

    def _probe(self, row: Values) -> tuple[Any, ...]:
        return tuple(row[name] for name in self._probed())


def _says(one: Values, row: Values, *, but: str = "") -> bool:
    """Tell whether a record says all that a row does, ``but`` for one column."""
    return all(one.get(name) == row[name] for name in row if name != but)
