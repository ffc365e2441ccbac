"""Where the book keeps each kind, and which of its columns stand for which field."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table

from app.models import (
    AdvocacyAct,
    Colleague,
    Competitor,
    CompetitorMention,
    Contact,
    Contract,
    Customer,
    Expectation,
    Feedback,
    Goal,
    Initiative,
    Interaction,
    InteractionContact,
    Promise,
    Renewal,
    Response,
    SelfRating,
    StageEntry,
    Ticket,
    Vendor,
)
from app.models.base import Base
from app.services.importing.fields import KINDS
from app.services.importing.shape import Kind, Type

MODELS: dict[str, type[Base]] = {
    "vendors": Vendor,
    "colleagues": Colleague,
    "customers": Customer,
    "contacts": Contact,
    "contracts": Contract,
    "stages": StageEntry,
    "renewals": Renewal,
    "tickets": Ticket,
    "interactions": Interaction,
    "responses": Response,
    "self_ratings": SelfRating,
    "feedback": Feedback,
    "promises": Promise,
    "expectations": Expectation,
    "goals": Goal,
    "initiatives": Initiative,
    "advocacy": AdvocacyAct,
    "competitors": CompetitorMention,
}

DAYS = {"at": "occurred_on", "opened": "opened_on", "closed": "closed_on"}
"""Of a field with a time, the column of its day."""

NAMED = frozenset({"vendors", "colleagues", "customers", "contacts", "contracts"})
"""The kinds that others name."""


def table(model: type[Base]) -> Table:
    """Return the table of a model."""
    return cast("Table", model.__table__)


TABLES: dict[str, Table] = {kind: table(model) for kind, model in MODELS.items()}
COMPETITORS = table(Competitor)
TALKED = table(InteractionContact)


@dataclass(frozen=True, slots=True)
class Store:
    """A kind and its table; ``day`` is the column of the day on which its facts stand."""

    kind: Kind
    table: Table
    day: str
    dated_by: tuple[str, ...]
    blank: dict[str, Any]


def store(name: str) -> Store:
    """Return where and how a kind is kept."""
    kind, place = KINDS[name], TABLES[name]
    dated_by: list[str] = []
    for one in kind.dated_by:
        field = kind.field(one)
        if field is not None:
            dated_by.append(DAYS[one] if field.type is Type.MOMENT else field.column)
    return Store(kind, place, dated_by[0] if dated_by else "", tuple(dated_by), blank(place))


def blank(place: Table) -> dict[str, Any]:
    """Return a row in which nothing stands but the defaults of its columns."""
    return {
        column.name: getattr(column.default, "arg", None)
        if column.default is not None and column.default.is_scalar
        else None
        for column in place.columns
    }
