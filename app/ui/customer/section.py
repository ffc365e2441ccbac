"""What a list of a customer's records is made of: columns, services, form, and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.customers.details import Offers
    from app.ui.customer.inputs import Field

Clock = Callable[[], date]


@dataclass(frozen=True)
class Verb:
    """One thing that can be done with a record, by one key: ``do(session, id, today)``."""

    text: str
    key: str
    do: Callable[..., Any]
    applies: Callable[[Any], bool] = lambda _row: True
    icon: str = ""


@dataclass(frozen=True)
class Window:
    """A window on one record, by one key: ``open(tasks, id, today, parent)``."""

    text: str
    key: str
    open: Callable[..., Any]
    icon: str = ""


@dataclass(frozen=True)
class Section:
    """One list. All services take the session first; ``read(session, customer_id, today)``.

    ``table`` is where its records are stored; ``kind`` their word in the timeline. Without
    ``fields`` its records are not edited here; without ``add`` not added here.
    """

    key: str
    title: str
    table: str
    kind: str
    columns: Callable[[Clock], Sequence[Column[Any]]]
    read: Callable[..., Sequence[Any]]
    empty: str
    hint: str = ""
    add: str = ""
    edit: str = ""
    fields: "Callable[[Offers], list[Field]] | None" = None
    new: Callable[..., Any] | None = None
    load: Callable[..., Any] | None = None
    save: Callable[..., Any] | None = None
    delete: Callable[..., Any] | None = None
    verbs: tuple[Verb, ...] = field(default=())
    windows: tuple[Window, ...] = field(default=())
