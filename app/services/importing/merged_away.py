"""What a row says of a record that was merged with another, or of one that went in a merge.

Files go on saying what they always said. What either of the two records said before is nothing
new, also where it was not chosen when they became one: the one that went still holds it.
"""

from collections.abc import Iterable

from app.services.importing.sink import Values

FIRST_KNOWN = "recorded_on"


def news(
    kept: Values, gone: Iterable[Values], through: Values | None, row: Values
) -> tuple[Values, Values]:
    """Return what a row brings to the kept record, and what to remember with the one it names.

    ``through`` is that one of ``gone``, or None where the row names the kept record itself. What a
    file newly says of the one that went reaches the kept record where that says nothing of its own.
    """
    fresh = {
        name: value
        for name, value in row.items()
        if not _said(name, value, (kept, *gone)) and not _is_part(name, value, kept)
    }
    if through is None:
        return fresh, {}
    open_ = {name for name in fresh if kept.get(name) in (None, "", through.get(name))}
    return {name: fresh[name] for name in fresh if name in open_}, fresh


def _said(name: str, value: object, records: Iterable[Values]) -> bool:
    return any(one.get(name) == value for one in records)


def _is_part(name: str, value: object, kept: Values) -> bool:
    """Tell whether the kept record says it among other things, or knew it earlier."""
    if name == "note":
        return str(value).strip() in kept["note"]
    return name == FIRST_KNOWN and str(value) >= str(kept[name])
