"""Ways to look at the list of customers: the ready-made ones, and those that a user named.

Imports nothing of the database, so that the window may use it before any book is open.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from app.services.customers.customers import CustomerRow

SOON = timedelta(days=90)
HIGH_RISK = 0.2  # one in five
MOST = 50  # views that a menu can hold


class Which(StrEnum):
    """A ready-made choice of customers."""

    ALL = "all"
    FALLING = "falling"
    QUIET = "quiet"
    RENEWING = "renewing"
    AT_RISK = "at_risk"
    UNOWNED = "unowned"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class View:
    """A way of looking that somebody named: which customers, holding which words, how sorted."""

    name: str
    which: Which = Which.ALL
    text: str = ""
    sort: str = "name"
    descending: bool = False


def choose(rows: Iterable["CustomerRow"], which: Which, today: date) -> list["CustomerRow"]:
    """Return the customers that a ready-made choice means."""
    return [row for row in rows if _belongs(row, which, today)]


def added(views: Sequence[View], view: View) -> list[View]:
    """Return the views with this one, which takes the place of one of the same name."""
    others = [one for one in views if one.name.casefold() != view.name.casefold()]
    return sorted([*others, view], key=lambda one: one.name.casefold())[:MOST]


def without(views: Sequence[View], name: str) -> list[View]:
    """Return the views without the one of this name."""
    return [one for one in views if one.name != name]


def as_text(views: Sequence[View]) -> str:
    """Return the views as they are kept on this computer."""
    return json.dumps([asdict(view) for view in views], ensure_ascii=False)


def from_text(text: str) -> list[View]:
    """Return the views kept before; what cannot be read is left out."""
    try:
        stored: Any = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(stored, list):
        return []
    read = [_read(one) for one in cast("list[Any]", stored)]
    return [view for view in read if view is not None]


def _read(stored: Any) -> View | None:
    try:
        return View(
            str(stored["name"]),
            Which(stored["which"]),
            str(stored["text"]),
            str(stored["sort"]),
            bool(stored["descending"]),
        )
    except (TypeError, KeyError, ValueError):
        return None


def _belongs(row: "CustomerRow", which: Which, today: date) -> bool:
    match which:
        case Which.FALLING:
            return row.direction == "falling"
        case Which.QUIET:
            return row.quiet_from is not None and row.quiet_from <= today
        case Which.RENEWING:
            return row.next_renewal is not None and row.next_renewal <= today + SOON
        case Which.AT_RISK:
            return row.risk is not None and row.risk >= HIGH_RISK
        case Which.UNOWNED:
            return row.owner_id is None
        case _:
            return True
