"""From the cells of a table to typed values by the names of their fields."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from app.language import _
from app.services.importing.mapping import Mapping
from app.services.importing.refusal import Refused
from app.services.importing.shape import Kind
from app.services.importing.tables import Fault, Row
from app.services.importing.values import converter

Values = dict[str, Any]
Typed = tuple[int, Values | Fault]


def typed(rows: Iterator[Row], mapping: Mapping, kind: Kind, zone: tzinfo) -> Iterator[Typed]:
    """Return the values that each row gives, or what is wrong with it; empty cells give none."""
    columns = [(place, field.name, converter(field, zone)) for place, field in mapping.fields]
    required = [(field.name, field.unless) for field in kind.fields if field.required]
    for line, cells in rows:
        if isinstance(cells, Fault):
            yield line, cells
            continue
        values: Values = {}
        wrong: list[str] = []
        for place, name, convert in columns:
            cell = cells[place]
            if not cell:
                continue
            try:
                value = convert(cell)
            except Refused as refused:
                wrong.append(_("{column}: {reason}").format(column=name, reason=refused))
                continue
            if value is not None:
                values[name] = value
        if not wrong:
            wrong = [
                _("{column} is missing").format(column=name)
                for name, unless in required
                if name not in values and unless not in values
            ]
        yield line, Fault("; ".join(wrong)) if wrong else values
