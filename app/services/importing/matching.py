"""Finds the record that a name, an e-mail address or an external id speaks of."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from app.language import _
from app.services.importing.refusal import Refused, shown


@dataclass(slots=True)
class Entry:
    """A record as far as it can be named."""

    id: int
    scope: int
    name: str
    email: str = ""
    code: str | None = None
    source: str = ""
    gone: bool = False
    own_row: bool = False
    merged_into: int | None = None


def folded(text: str) -> str:
    """Return a name as it is compared: case and the way accents are composed do not count."""
    return unicodedata.normalize("NFC", text).strip().casefold()


class Shelf:
    """The records of one table by what they are called; ``scope`` is the customer they belong to.

    ``what`` names the kind in sentences.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._codes: dict[tuple[str, str], Entry] = {}
        self._any_code: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        self._emails: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        self._names: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        self._found: dict[tuple[str, int, str], Entry] = {}
        self._merged: dict[int, list[int]] | None = None
        self.by_id: dict[int, Entry] = {}

    def put(self, entry: Entry) -> None:
        """Let a record be found by what it is called now; older names keep leading to it."""
        self._found.clear()
        self.by_id[entry.id] = entry
        if entry.code:
            self._codes[entry.source, entry.code] = entry
            _once(self._any_code[entry.scope, entry.code], entry)
        if entry.email:
            _once(self._emails[entry.scope, folded(entry.email)], entry)
        _once(self._names[entry.scope, folded(entry.name)], entry)

    def find(self, text: str, scope: int = 0, source: str = "") -> Entry | None:
        """Return the record that a cell speaks of: by external id, e-mail address, then name.

        In place of one that was merged into another, that other.
        """
        asked = (text, scope, source)
        entry = self._found.get(asked) or self._kept(self._looked_up(text, scope, source))
        if entry is not None:
            self._found[asked] = entry
        return entry

    def _looked_up(self, text: str, scope: int, source: str) -> Entry | None:
        own = self._codes.get((source, text))
        if own is not None and own.scope == scope:
            return self._one([own], text)
        key = (scope, folded(text))
        for found in (
            self._any_code.get((scope, text)),
            self._emails.get(key),
            self._names.get(key),
        ):
            here = [one for one in found or () if one.scope == scope]
            if here:
                return self._one(here, text)
        return None

    def merged_into(self, kept: int) -> list[int]:
        """Return the records that were merged into one, through however many merges."""
        if self._merged is None:
            self._merged = defaultdict(list)
            for one in self.by_id.values():
                if one.merged_into is not None and (end := self._kept(one)) is not None:
                    self._merged[end.id].append(one.id)
        return self._merged.get(kept, [])

    def match(self, entry: Entry) -> Entry | None:
        """Return the record that a row about a record means: the same code, address or name.

        In place of one that was merged into another, that other.
        """
        return self._kept(self.meant(entry))

    def meant(self, entry: Entry) -> Entry | None:
        """Return the record that a row means, also where it was merged into another since.

        A record that was known by name only is taken up by the first row that brings its code; so
        is one that an earlier import had to call by its code.
        """
        same, by = self.candidates(entry)
        return self._one(same, by) if same else None

    def candidates(self, entry: Entry) -> tuple[list[Entry], str]:
        """Return all that a row may mean, and by which of its words."""
        if entry.code:
            found = self._codes.get((entry.source, entry.code))
            if found is not None:
                return [found], entry.code
        if entry.email:
            same = self._fitting(self._emails.get((entry.scope, folded(entry.email))), entry)
            if same:
                return same, entry.email
        named = self._names.get((entry.scope, folded(entry.name)))
        same = [one for one in self._fitting(named, entry) if _may_be(one, entry)]
        if not same and entry.code:
            same = self._fitting(self._names.get((entry.scope, folded(entry.code))), entry)
        return same, entry.name

    def _fitting(self, found: list[Entry] | None, entry: Entry) -> list[Entry]:
        """Leave out those that another external id tells apart."""
        return [one for one in found or () if one.scope == entry.scope and _codes_allow(one, entry)]

    def _kept(self, entry: Entry | None) -> Entry | None:
        """Return the record that one was merged into, or itself."""
        steps = len(self.by_id)  # a spoilt book may lead in a circle
        while entry is not None and entry.merged_into is not None and steps:
            entry, steps = self.by_id.get(entry.merged_into), steps - 1
        return entry

    def _led_on(self, found: list[Entry]) -> list[Entry]:
        """Return those of the deleted that were merged into one which is there, once each."""
        ends = {end.id: one for one in found if (end := self._kept(one)) and not end.gone}
        return list(ends.values())

    def _one(self, found: list[Entry], text: str) -> Entry:
        there = [one for one in found if not one.gone] or self._led_on(found)
        if len(there) == 1:
            return there[0]
        if not there:
            raise Refused(
                _("{what} {name} was deleted: restore it first").format(
                    what=self._what, name=shown(text)
                )
            )
        raise Refused(
            _("there is more than one {what} {name}: use the external id or e-mail address").format(
                what=self._what, name=shown(text)
            )
        )


def _codes_allow(one: Entry, entry: Entry) -> bool:
    """Tell whether external ids leave it open that two are the same.

    One that has had a row of its own without an id is another than that of a row which has one.
    """
    if not entry.code:
        return True
    if not one.code:
        return not one.own_row
    return (one.source, one.code) == (entry.source, entry.code)


def _may_be(one: Entry, entry: Entry) -> bool:
    """Tell whether a namesake may be the same: not if this import knows it by another address."""
    if not one.email or not entry.email or folded(one.email) == folded(entry.email):
        return True
    return not one.own_row


def _once(entries: list[Entry], entry: Entry) -> None:
    if not any(one is entry for one in entries):
        entries.append(entry)
