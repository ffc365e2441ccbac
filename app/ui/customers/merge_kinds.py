"""What can be merged: customers, and people; how they are compared, and how what moves is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.language import _, ngettext
from app.ui import formats
from app.ui.customer import forms
from app.ui.customer.inputs import Field
from app.ui.later import later

if TYPE_CHECKING:
    from app.services.customers import comparing, merging
    from app.services.customers.comparing import Comparison
    from app.services.customers.merged_fields import Choices
else:
    comparing = later("app.services.customers.comparing")
    merging = later("app.services.customers.merging")


@dataclass(frozen=True)
class Kind:
    """``compare(session, kept, other)``; ``merge(session, kept, other, choices, today)``."""

    title: str
    swap: str
    fields: Callable[[], Sequence[Field]]
    compare: Callable[..., Any]
    merge: Callable[..., Any]


def customers() -> Kind:
    """Return how two customers are merged."""
    return Kind(
        _("Merge two customers"),
        _("&Swap which one stays"),
        lambda: forms.customer((), ()),
        comparing.of_customers,
        merging.merge_customers,
    )


def people() -> Kind:
    """Return how two people of a customer are merged."""
    return Kind(
        _("Merge two people"),
        _("&Swap which one stays"),
        lambda: forms.contact(()),
        comparing.of_contacts,
        _merge_people,
    )


def _merge_people(
    session: Any, kept_id: int, other_id: int, choices: "Choices", _today: date
) -> int:
    return merging.merge_contacts(session, kept_id, other_id, choices)


def by_key(kind: Kind) -> dict[str, Field]:
    """Return the fields of a form, their labels without the marks of keys."""
    return {
        field.key: replace(field, label=field.label.replace("&", "")) for field in kind.fields()
    }


def moving(comparison: "Comparison") -> str:
    """Return what the merge does beside the fields, in sentences."""
    parts = [_count(table, count) for table, count in comparison.moving]
    said = [
        _("To {kept} move: {what}.").format(kept=comparison.kept, what=formats.listed(parts))
        if parts
        else _("{other} has nothing else that would move.").format(other=comparison.other)
    ]
    if comparison.people:
        said.append(
            ngettext(
                "Known to both, and then once: {names}.",
                "Known to both, and then once each: {names}.",
                len(comparison.people),
            ).format(names=formats.listed(comparison.people))
        )
    return " ".join(said)


def _count(table: str, count: int) -> str:
    """Return how many records of a table there are, in words."""
    return _counted(table, count).format(n=formats.number(count))


def _counted(table: str, n: int) -> str:
    return {
        "interactions": lambda: ngettext("{n} interaction", "{n} interactions", n),
        "contracts": lambda: ngettext("{n} contract", "{n} contracts", n),
        "feedback": lambda: ngettext("{n} piece of feedback", "{n} pieces of feedback", n),
        "responses": lambda: ngettext("{n} answer", "{n} answers", n),
        "promises": lambda: ngettext("{n} promise", "{n} promises", n),
        "contacts": lambda: ngettext("{n} contact", "{n} contacts", n),
        "expectations": lambda: ngettext("{n} expectation", "{n} expectations", n),
        "goals": lambda: ngettext("{n} goal", "{n} goals", n),
        "initiatives": lambda: ngettext("{n} initiative", "{n} initiatives", n),
        "advocacy_acts": lambda: ngettext("{n} advocacy act", "{n} advocacy acts", n),
        "competitor_mentions": lambda: ngettext(
            "{n} competitor mention", "{n} competitor mentions", n
        ),
        "tickets": lambda: ngettext("{n} ticket", "{n} tickets", n),
    }[table]()
