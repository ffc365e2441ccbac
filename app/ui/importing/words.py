"""How an import is spoken of: kinds by their names, counts in a line, values as people write."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from app.language import _, ngettext
from app.ui import formats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.importing.service import FileReport


def kinds() -> dict[str, str]:
    """Return each kind of table and what it is called, in the order of how often it is wanted."""
    return {
        "customers": _("Customers"),
        "contacts": _("Contacts"),
        "contracts": _("Contracts"),
        "renewals": _("Renewals"),
        "interactions": _("Interactions"),
        "tickets": _("Tickets"),
        "responses": _("Responses to surveys"),
        "promises": _("Promises"),
        "feedback": _("Feedback"),
        "expectations": _("Expectations"),
        "goals": _("Goals"),
        "initiatives": _("Initiatives"),
        "advocacy": _("Advocacy acts"),
        "competitors": _("Competitors mentioned"),
        "self_ratings": _("How we rate ourselves"),
        "stages": _("Lifecycle stages"),
        "vendors": _("Vendors"),
        "colleagues": _("Colleagues"),
    }


def counts(reports: "Iterable[FileReport]") -> str:
    """Return what an import does in one line: "12 new · 3 changed · 40 unchanged · 2 refused"."""
    found = list(reports)
    new, changed = (sum(getattr(one, name) for one in found) for name in ("created", "updated"))
    same, refused = sum(one.unchanged for one in found), sum(len(one.rejected) for one in found)
    parts = [
        ngettext("{n} new", "{n} new", new).format(n=formats.number(new)),
        ngettext("{n} changed", "{n} changed", changed).format(n=formats.number(changed)),
        ngettext("{n} unchanged", "{n} unchanged", same).format(n=formats.number(same)),
        ngettext("{n} refused", "{n} refused", refused).format(n=formats.number(refused)),
    ]
    shown = [
        part for part, count in zip(parts, (new, changed, same, refused), strict=True) if count
    ]
    return " · ".join(shown) or _("no rows")


def value(found: object) -> str:
    """Return a value of a preview as people here write it."""
    match found:
        case None:
            return ""
        case bool():
            return _("yes") if found else _("no")
        case datetime():
            return f"{formats.day(found.date())} {formats.clock(found)}"
        case date():
            return formats.day(found)
        case Decimal():
            exponent = found.as_tuple().exponent
            return formats.number(float(found), -exponent if isinstance(exponent, int) else 0)
        case float():
            return formats.number(found, 0 if found.is_integer() else 2)
        case tuple() | list():
            return ", ".join(map(value, found))
        case _:
            return " ".join(str(found).split())
