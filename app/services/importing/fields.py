"""Rapport's own files, all of them, as one table.

Reading, the template workbook, the export and the user guide are made from it. The kinds stand in
the order in which they are imported: what is named comes before what names it.
"""

import re
from pathlib import PurePath

from app.services.importing import kinds_of_facts as facts
from app.services.importing import kinds_of_records as records
from app.services.importing.shape import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        records.VENDORS,
        records.COLLEAGUES,
        records.CUSTOMERS,
        records.CONTACTS,
        records.CONTRACTS,
        records.STAGES,
        records.RENEWALS,
        facts.TICKETS,
        facts.INTERACTIONS,
        facts.RESPONSES,
        facts.SELF_RATINGS,
        facts.FEEDBACK,
        facts.PROMISES,
        facts.EXPECTATIONS,
        facts.GOALS,
        facts.INITIATIVES,
        facts.ADVOCACY,
        facts.COMPETITORS,
    )
}


def kind_named(name: str) -> Kind | None:
    """Return the kind that a file's or a sheet's name speaks of, if it is one and only one."""
    stem = PurePath(name).stem.casefold().strip()
    if stem in KINDS:
        return KINDS[stem]
    words = re.split(r"[^a-z_]+", stem.replace("self ratings", "self_ratings"))
    found = {word for word in words if word in KINDS}
    return KINDS[found.pop()] if len(found) == 1 else None
