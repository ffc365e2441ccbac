"""From a value of the book to the cell that an import reads as the same value."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.models.kinds import PromiseDirection
from app.services.exporting.handles import Names, text_of
from app.services.importing.shape import WORDS, Field, Type
from app.services.importing.sink import CONTACTS
from app.services.importing.storing import DAYS
from app.services.importing.values import guarded, minor_digits

Row = Mapping[str, Any]
Cell = Callable[[Row], str]


def cell(kind: str, field: Field, names: Names) -> Cell:
    """Return what writes the cells of a field."""
    write = _written(kind, field, names)
    if field.type in WORDS:
        return lambda row: guarded(write(row))
    return write


def _written(kind: str, field: Field, names: Names) -> Cell:
    column = field.column
    if field.name == "external_id" and kind in names.codes:
        codes = names.codes[kind]
        return lambda row: text_of(codes, row["id"])
    if field.refers_to == "party":
        return lambda row: _party(field.name, row, names)
    if field.refers_to:
        handles = names.handles[field.refers_to]
        if field.many:
            return lambda row: "; ".join(
                filter(None, (text_of(handles, made) for made in row[CONTACTS]))
            )
        return lambda row: text_of(handles, row[column])
    if field.type is Type.MOMENT:
        return lambda row: _moment(row[column]) or _plain(row[DAYS[field.name]])
    if field.type is Type.AMOUNT:
        return lambda row: _amount(row[column], _currency(row, names))
    if field.type is Type.SCALE:
        return lambda row: f"{_plain(row['low'])}-{_plain(row['high'])}"
    return lambda row: _plain(row[column])


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
        case _:
            return str(value)


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    plain = at.astimezone(UTC).replace(tzinfo=None)
    return plain.isoformat(timespec="auto") + "Z"


def _amount(minor: int | None, currency: str) -> str:
    if minor is None:
        return ""
    return f"{Decimal(minor).scaleb(-minor_digits(currency)):f}"


def _currency(row: Row, names: Names) -> str:
    return row.get("currency") or names.currencies.get(row.get("contract_id", 0), "")


def _party(name: str, row: Row, names: Names) -> str:
    ours = row["direction"] == PromiseDirection.OURS
    if ours == (name == "by"):
        return text_of(names.handles["colleagues"], row["colleague_id"])
    return text_of(names.handles["contacts"], row["contact_id"])
