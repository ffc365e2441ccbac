"""The history in words: the columns as their forms name them, the values as people read them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from app.language import _, ngettext
from app.models.kinds import Call, Surprise
from app.services.contracts import wording
from app.ui import formats
from app.ui.customer import forms, words
from app.ui.customer.inputs import Field, said

if TYPE_CHECKING:
    from app.services.book.changes import Changed, HistoryEntry

LONGEST = 40  # letters of a value
CALLS = frozenset({"manager_call", "computed_call", "final_call"})

FORMS: dict[str, Callable[[], list[Field]]] = {
    "customers": lambda: forms.customer((), ()),
    "contacts": lambda: forms.contact(()),
    "contracts": lambda: forms.contract((), ()),
    "promises": lambda: forms.promise((), ()),
    "feedback": lambda: forms.feedback((), ()),
    "expectations": lambda: forms.expectation(()),
    "goals": forms.goal,
    "initiatives": forms.initiative,
    "advocacy_acts": lambda: forms.advocacy(()),
    "competitor_mentions": lambda: forms.mention((), ()),
    "tickets": lambda: forms.ticket((), ()),
}


def told(entry: "HistoryEntry") -> str:
    """Return what was changed, from what to what; of what is new, that it is."""
    if entry.added:
        return _("added")
    if entry.forgotten:
        return _("changed; the values are no longer kept")
    into = next((one.after for one in entry.changes if one.column == "merged_into_id"), None)
    if into:
        return _("merged into {name}").format(name=into)
    parts = [
        f"{_name(entry.table, one.column)}: {_value(entry, one, one.before)} → "
        f"{_value(entry, one, one.after)}"
        for one in entry.changes
        if one.column != "deleted_at"
    ]
    gone = next((one for one in entry.changes if one.column == "deleted_at"), None)
    if gone is not None:
        parts.append(_("brought back") if gone.after is None else _("deleted"))
    return "; ".join(parts) or _("nothing that is shown")


def records(count: int) -> str:
    """Return how many records an action touched."""
    return ngettext("{n} record", "{n} records", count).format(n=formats.number(count))


@cache
def _fields(table: str) -> dict[str, Field]:
    made = FORMS[table]() if table in FORMS else []
    return {field.key: replace(field, label=field.label.replace("&", "")) for field in made}


def _name(table: str, column: str) -> str:
    field = _fields(table).get(column)
    return (
        field.label if field else (_columns() | _of_reviews()).get(column, column.replace("_", " "))
    )


def _value(entry: "HistoryEntry", one: "Changed", value: Any) -> str:
    if value in (None, ""):
        return "–"
    field = _fields(entry.table).get(one.column)
    if one.column.endswith("_id") or field is None:
        return _plain(entry, one.column, value)
    return _short(said(field, value, entry.currency))


def _plain(entry: "HistoryEntry", column: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        here = value.astimezone()
        return f"{formats.day(here.date())}, {formats.clock(here)}"
    if isinstance(value, date):
        return formats.day(value)
    if entry.currency and isinstance(value, int):
        return formats.money(value, entry.currency)
    if entry.table == "renewals" and column == "outcome":
        return words.outcomes()[value]
    if column in CALLS:
        return wording.calls()[Call(value)]
    if column == "surprise":
        return wording.surprises()[Surprise(value)]
    return _short(str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _columns() -> dict[str, str]:
    """Return the words for what no form asks for."""
    return {
        "acted_on": _("Acted on"),
        "at": _("When"),
        "broken_on": _("Broken on"),
        "character": _("Character"),
        "colleague_id": _("Colleague"),
        "competitor_id": _("Competitor"),
        "confirmed_on": _("Confirmed on"),
        "contract_id": _("Contract"),
        "decided_on": _("Decided on"),
        "direction": _("Who began"),
        "done_on": _("Kept on"),
        "due_on": _("Due"),
        "entered_on": _("Entered on"),
        "feeling": _("How it went"),
        "kind": _("Kind"),
        "minutes": _("Minutes"),
        "moved_from": _("Due before"),
        "moved_on": _("Moved on"),
        "next_step": _("Next step"),
        "next_step_on": _("Next step by"),
        "note": _("Note"),
        "occurred_on": _("Day"),
        "outcome": _("Outcome"),
        "owner_id": _("Owner"),
        "reason": _("Reason"),
        "score": _("Score"),
        "seen_on": _("Seen on"),
        "stage": _("Stage"),
        "told_on": _("Told on"),
        "two_way": _("Both spoke"),
        "value_after": _("Value after"),
        "value_before": _("Value before"),
        "withdrawn_on": _("Withdrawn on"),
    }


def _of_reviews() -> dict[str, str]:
    """Return the words for what the owner's review keeps."""
    return {
        "action": _("What is done"),
        "action_on": _("What is done by"),
        "action_owner_id": _("Who does it"),
        "computed_call": _("Computed call"),
        "computed_risk": _("Computed chance of loss"),
        "final_call": _("Final call"),
        "final_id": _("Decided by"),
        "final_on": _("Final call on"),
        "gut": _("Gut"),
        "manager_call": _("Account manager's call"),
        "manager_id": _("Account manager"),
        "manager_on": _("Account manager's call on"),
        "surprise": _("Surprise"),
    }
