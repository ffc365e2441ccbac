"""Decides for each row whether it is new, changes something, says nothing new, or is refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from app.language import _
from app.services.importing import merged_away, row_rules
from app.services.importing.directory import Directory
from app.services.importing.finding import Finder
from app.services.importing.records import MANAGER, Recorder
from app.services.importing.refusal import Refused
from app.services.importing.rows import Typed
from app.services.importing.sink import Sink, Values
from app.services.importing.storing import NAMED, Store
from app.services.importing.tables import Fault

AT_ONCE = 10_000
OF_CUSTOMER = frozenset({"contacts", "contracts"})
"""Without a date of their own, these are known since their customer is."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: its line in the file, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Counts:
    """What became of the rows of one table."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list[Rejected])


@dataclass(slots=True)
class Manager:
    """A contact whose superior is still to be found, and whether its row counted as unchanged."""

    line: int
    contact: int
    customer: int
    name: str
    unchanged: bool


class Settling:
    """Takes the rows of one table into the sink."""

    def __init__(
        self,
        session: Session,
        store: Store,
        sink: Sink,
        directory: Directory,
        recorder: Recorder,
        *,
        source: str,
        currency: str,
        today: date,
    ) -> None:
        self._store = store
        self._kind = store.kind.name
        self._sink = sink
        self._directory = directory
        self._recorder = recorder
        self._finder = Finder(session, store, sink, directory)
        self._source = source
        self._currency = currency
        self._today = today
        self._managers: list[Manager] = []
        self.counts = Counts()

    def take(self, rows: Iterator[Typed], after_each: Callable[[], None]) -> None:
        """Settle all rows; ``after_each`` chunk, what it brought is written."""
        while chunk := list(islice(rows, AT_ONCE)):
            self._chunk(chunk)
            after_each()
        self._find_managers()
        after_each()

    def _chunk(self, chunk: list[Typed]) -> None:
        ready: list[tuple[int, Values, str]] = []
        for line, values in chunk:
            self.counts.rows += 1
            if isinstance(values, Fault):
                self._reject(line, values.reason)
                continue
            source: str = values.pop("source_system", self._source)
            try:
                ready.append((line, self._recorder.record(values, source), source))
            except Refused as refused:
                self._reject(line, str(refused))
        self._finder.load([(row, source) for _line, row, source in ready])
        for line, row, source in ready:
            try:
                self._settle(line, row, source)
            except Refused as refused:
                self._reject(line, str(refused))

    def _settle(self, line: int, row: Values, source: str) -> None:
        manager: str | None = row.pop(MANAGER, None)
        found = self._finder.find(row, source)
        if found is None:
            made, same = self._create(row, source), False
        else:
            news = self._news(found, row, source)
            made, same = found["id"], not self._change(found, news)
        if self._kind == "customers" and "stage" in row:
            self._directory.staged.add(made)
        if manager:
            self._managers.append(Manager(line, made, row["customer_id"], manager, same))

    def _news(self, found: Values, row: Values, source: str) -> Values:
        """Return what of a row is news to a record that others were merged into."""
        gone = self._finder.merged_into(found["id"])
        if not gone:
            return row
        meant = self._finder.meant(row, source)
        through = next((one for one in gone if one["id"] == meant), None)
        news, remembered = merged_away.news(found, gone, through, row)
        if through is not None and remembered:
            self._sink.change(self._store.table, through, remembered)
            self._directory.learned(self._kind, through["id"], through)
        return news

    def _create(self, row: Values, source: str) -> int:
        full = row_rules.defaults(self._kind, row, self._currency) | row
        if "source" in self._store.table.c:
            full["source"] = source
        if "recorded_on" in self._store.table.c:
            full.setdefault("recorded_on", self._known_on(row))
        made = self._sink.create(self._store.table, full)
        self._finder.created(made, row, source)
        if self._kind in NAMED:
            self._directory.learned(self._kind, made, full, own_row=True)
        if "customer_id" in full:
            self._directory.known(full["customer_id"], full["recorded_on"])
        self.counts.created += 1
        return made

    def _change(self, found: Values, row: Values) -> bool:
        """Bring a record up to date, and tell whether there was anything to change."""
        changes = {name: value for name, value in row.items() if found.get(name) != value}
        if (
            self._kind == "customers"
            and changes.get("recorded_on", date.min) > found["recorded_on"]
        ):
            del changes["recorded_on"]  # once known, a customer stays known
        again = found["id"] in self._finder.claimed
        self._finder.claimed.add(found["id"])
        if not changes:
            self.counts.unchanged += 1
            return False
        if again:
            _refuse_contradiction(found, changes)
        row_rules.check(self._kind, {**found, **row})
        if "currency" in changes and found["value"] is not None and "value" not in row:
            raise Refused(_("value is missing: it cannot stay while the currency changes"))
        self._sink.change(self._store.table, found, changes)
        if "recorded_on" in changes and "customer_id" in found:
            self._directory.known(found["customer_id"], changes["recorded_on"])
        if self._kind in NAMED:
            self._directory.learned(self._kind, found["id"], found, own_row=True)
        self.counts.updated += 1
        return True

    def _known_on(self, row: Values) -> date:
        """Return when an imported fact counts as known: on its own day, but not in the future."""
        own = next((row[name] for name in self._store.dated_by if row.get(name)), None)
        if own is None and self._kind in OF_CUSTOMER:
            own = self._directory.known_on.get(row["customer_id"])
        return min(own or self._today, self._today)

    def _find_managers(self) -> None:
        """Link contacts with their superiors, now that all of them are there."""
        table = self._store.table
        waiting = {one.contact: one for one in self._managers}
        for contact, row in self._sink.rows(table, waiting.keys()).items():
            one = waiting[contact]
            try:
                manager = self._manager(one)
            except Refused as refused:
                reason = _("taken, but without reports_to: {reason}").format(reason=refused)
                self._reject(one.line, reason)
                continue
            if row["reports_to_id"] != manager and not self._reported(contact, manager):
                self._sink.change(table, row, {"reports_to_id": manager})
                if one.unchanged:
                    self.counts.unchanged -= 1
                    self.counts.updated += 1

    def _reported(self, contact: int, manager: int) -> bool:
        """Tell whether one who was merged into a contact had this superior, who was not chosen."""
        shelf = self._directory.shelf("contacts")
        gone = self._sink.rows(self._store.table, shelf.merged_into(contact)).values()
        return any(one["reports_to_id"] in (manager, *shelf.merged_into(manager)) for one in gone)

    def _manager(self, one: Manager) -> int:
        found = self._directory.shelf("contacts").find(one.name, one.customer, self._source)
        if found is not None and found.id == one.contact:
            raise Refused(_("nobody reports to himself or herself"))
        return found.id if found else self._directory.made("contacts", one.name, one.customer)

    def _reject(self, line: int, reason: str) -> None:
        self.counts.rejected.append(Rejected(line, reason))


def _refuse_contradiction(found: Values, changes: Values) -> None:
    """Two rows of one import about one record may complete but not contradict each other."""
    for name in changes:
        if found.get(name) not in (None, "", frozenset[int]()):
            raise Refused(
                _("{column}: an earlier row about the same says otherwise").format(column=name)
            )
