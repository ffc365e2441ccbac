"""Reads the records of a page of the timeline, each kind at once, and says them for people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.models import (
    AdvocacyAct,
    Colleague,
    Competitor,
    CompetitorMention,
    Contact,
    Contract,
    Expectation,
    Feedback,
    Interaction,
    InteractionContact,
    Promise,
    Renewal,
    Response,
    StageEntry,
    Ticket,
)
from app.services.customers import timeline_words as words
from app.services.customers.timeline_steps import Step

LONGEST = 2_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Told:
    """One record as the timeline tells it; ``row`` is what was read of it."""

    row: Any
    kind: str
    word: str
    contacts: str
    colleague: str

    @property
    def feeling(self) -> int | None:
        """How it went, where that is known."""
        return getattr(self.row, "feeling", None)

    def at(self, step: Step) -> datetime | None:
        """Return the instant of a step, where its time is known."""
        return getattr(self.row, step.moment.key) if step.moment is not None else None

    def title(self, step: Step) -> str:
        """Return what the step is called."""
        return words.title(self.kind, step.step, self.row)

    def text(self, step: Step) -> str:
        """Return what the step says."""
        return words.text(self.kind, step.step, self.row)


def tell(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Told]:
    """Return these records by kind and id."""
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, record_id in wanted:
        ids[kind].add(record_id)
    rows = [
        (kind, row)
        for kind, theirs in ids.items()
        for row in session.execute(_query(kind), {"ids": sorted(theirs)})
    ]
    present = _present(session, ids["interaction"])
    people = _names(session, Contact, (_contact(kind, row) for kind, row in rows))
    colleagues = _names(
        session, Colleague, (getattr(row, "colleague_id", None) for _k, row in rows)
    )
    return {
        (kind, row.id): Told(
            row,
            kind,
            str(getattr(row, "word", "") or ""),
            present.get(row.id, "")
            if kind == "interaction"
            else people.get(_contact(kind, row), ""),
            colleagues.get(getattr(row, "colleague_id", None), ""),
        )
        for kind, row in rows
    }


def _contact(kind: str, row: Any) -> int | None:
    return None if kind == "contact" else getattr(row, "contact_id", None)


def _names(session: Session, model: Any, ids: Iterable[int | None]) -> dict[int | None, str]:
    wanted = sorted({one for one in ids if one is not None})
    rows = session.execute(_named(model), {"ids": wanted}) if wanted else ()
    return {row.id: row.name for row in rows}


def _present(session: Session, interactions: Iterable[int]) -> dict[int, str]:
    """Return who took part in these interactions."""
    names: dict[int, list[str]] = defaultdict(list)
    for interaction_id, name in session.execute(_took_part(), {"ids": sorted(interactions)}):
        names[interaction_id].append(name)
    return {interaction_id: ", ".join(theirs) for interaction_id, theirs in names.items()}


# The questions are built once: that takes longer than to answer them.


@cache
def _query(kind: str) -> Any:
    return QUERIES[kind]().where(MODELS[kind].id.in_(bindparam("ids", expanding=True)))


@cache
def _named(model: Any) -> Any:
    return select(model.id, model.name).where(model.id.in_(bindparam("ids", expanding=True)))


@cache
def _took_part() -> Select[int, str]:
    return (
        select(InteractionContact.interaction_id, Contact.name)
        .join(Contact, Contact.id == InteractionContact.contact_id)
        .where(InteractionContact.interaction_id.in_(bindparam("ids", expanding=True)))
        .order_by(Contact.name)
    )


def _short(column: Any) -> Any:
    return func.substr(column, 1, LONGEST).label(column.key)


MODELS: dict[str, Any] = {
    "contact": Contact,
    "stage": StageEntry,
    "ticket": Ticket,
    "interaction": Interaction,
    "promise": Promise,
    "expectation": Expectation,
    "competitor": CompetitorMention,
    "feedback": Feedback,
    "response": Response,
    "advocacy": AdvocacyAct,
    "renewal": Renewal,
}
QUERIES: dict[str, Callable[[], Any]] = {
    "contact": lambda: select(Contact.id, Contact.name, Contact.role, Contact.title),
    "stage": lambda: select(StageEntry.id, StageEntry.stage.label("word"), StageEntry.evidence),
    "ticket": lambda: select(
        Ticket.id,
        Ticket.title,
        Ticket.external_id,
        Ticket.priority,
        Ticket.sla_breached,
        Ticket.reopened,
        Ticket.opened,
        Ticket.closed,
        Ticket.contact_id,
        Ticket.colleague_id,
    ),
    "interaction": lambda: select(
        Interaction.id,
        Interaction.kind.label("word"),
        Interaction.direction,
        Interaction.two_way,
        Interaction.feeling,
        Interaction.at,
        Interaction.colleague_id,
        _short(Interaction.note),
    ),
    "promise": lambda: select(
        Promise.id,
        Promise.direction.label("word"),
        Promise.due_on,
        Promise.done_on,
        Promise.contact_id,
        Promise.colleague_id,
        _short(Promise.text),
    ),
    "expectation": lambda: select(
        Expectation.id, Expectation.contact_id, Expectation.met, _short(Expectation.text)
    ),
    "competitor": lambda: select(
        CompetitorMention.id,
        Competitor.name,
        CompetitorMention.stance.label("word"),
        CompetitorMention.product,
        CompetitorMention.contact_id,
        _short(CompetitorMention.note),
    ).join(Competitor, Competitor.id == CompetitorMention.competitor_id),
    "feedback": lambda: select(
        Feedback.id,
        Feedback.kind.label("word"),
        Feedback.feeling,
        Feedback.at,
        Feedback.contact_id,
        Feedback.owner_id.label("colleague_id"),
        _short(Feedback.text),
        _short(Feedback.action),
        _short(Feedback.outcome),
    ),
    "response": lambda: select(
        Response.id,
        Response.question.label("word"),
        Response.score,
        Response.low,
        Response.high,
        Response.at,
        Response.contact_id,
        _short(Response.comment),
    ),
    "advocacy": lambda: select(
        AdvocacyAct.id,
        AdvocacyAct.kind.label("word"),
        AdvocacyAct.contact_id,
        _short(AdvocacyAct.note),
    ),
    "renewal": lambda: select(
        Renewal.id,
        Renewal.outcome.label("word"),
        Renewal.due_on,
        Contract.title,
        _short(Renewal.reason),
    ).join(Contract, Contract.id == Renewal.contract_id),
}
