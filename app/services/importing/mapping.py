"""Which column of a file is which field of its kind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.language import _
from app.services.errors import AppError
from app.services.importing import headings
from app.services.importing.shape import Field, Kind


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns that are taken, by their place, and the names of those that are not."""

    fields: tuple[tuple[int, Field], ...]
    ignored: tuple[str, ...]


def overrides(pairs: Iterable[str]) -> dict[str, str]:
    """Read what a user said of columns, as "Their column=field"."""
    found: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip():
            raise AppError(
                _("“{pair}” says nothing of a column: write “Their column=field”.").format(
                    pair=pair
                )
            )
        found[folded(column)] = field.strip()
    return found


def mapped(header: list[str], kind: Kind, said: dict[str, str]) -> Mapping:
    """Find the field of each column: as the user said, else by its name or another name for it."""
    places = _said(header, kind, said)
    for names in (_exactly(kind), _by_name(kind), _by_heading(kind)):
        for place, column in enumerate(header):
            field = names.get(column) or names.get(folded(column))
            free = place not in places and folded(column) not in said
            if field and free and field not in places.values():
                places[place] = field
    return Mapping(
        tuple((place, field) for place, name in places.items() if (field := kind.field(name))),
        tuple(
            column or _("column {number}").format(number=place + 1)
            for place, column in enumerate(header)
            if not places.get(place)
        ),
    )


def missing(mapping: Mapping, kind: Kind) -> list[str]:
    """Return the required fields for which there is no column."""
    found = {field.name for _place, field in mapping.fields}
    return [field.name for field in kind.fields if field.required and field.name not in found]


def folded(column: str) -> str:
    """Return a column's name as it is compared: blanks, case and marks do not count."""
    return re.sub(r"[\W_]+", " ", column).strip().casefold()


def _said(header: list[str], kind: Kind, said: dict[str, str]) -> dict[int, str]:
    """Return what the user said of this file's columns; no field means that it is left out."""
    places: dict[int, str] = {}
    for place, column in enumerate(header):
        name = said.get(folded(column))
        if name and kind.field(name) is None:
            raise AppError(
                _("{kind} have no field “{field}”; they have {fields}.").format(
                    kind=kind.name,
                    field=name,
                    fields=", ".join(field.name for field in kind.fields if not field.more),
                )
            )
        if name and name not in places.values():
            places[place] = name
    return places


def _exactly(kind: Kind) -> dict[str, str]:
    return {field.name: field.name for field in kind.fields}


def _by_name(kind: Kind) -> dict[str, str]:
    return {folded(field.name): field.name for field in kind.fields}


def _by_heading(kind: Kind) -> dict[str, str]:
    return {folded(heading): name for heading, name in headings.of(kind)}
