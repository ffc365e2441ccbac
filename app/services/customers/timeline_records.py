"""Reads the records of a page of the timeline, each kind at once, and says them for people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
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
    Survey,
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
    return {
        (kind, row.id): Told(
            row,
            kind,
            str(getattr(row, "word", "") or ""),
            getattr(row, "contact", "") or "",
            getattr(row, "colleague", "") or "",
        )
        for kind, theirs in ids.items()
        for row in _read(session, _query(kind), theirs)
    }


def _read(session: Session, query: Select[*tuple[Any, ...]], ids: Iterable[int]) -> Iterable[Any]:
    # past the ORM: columns need none of its loading, and a page waits for these rows
    return session.connection().execute(query, {"ids": sorted(ids)}).all()


# The questions are built once: that takes longer than to answer them.


@cache
def _query(kind: str) -> Any:
    return QUERIES[kind]().where(MODELS[kind].id.in_(bindparam("ids", expanding=True)))


def _with_names(model: Any, *columns: Any, ours: Any = None) -> Any:
    """Return the question for records, with the names of contacts and of the colleague."""
    query = select(model.id, *columns).select_from(model)
    if model is Interaction:
        query = query.add_columns(_present().label("contact"))
    else:
        query = query.add_columns(Contact.name.label("contact")).outerjoin(
            Contact, Contact.id == model.contact_id
        )
    if ours is not None:
        query = query.add_columns(Colleague.name.label("colleague")).outerjoin(
            Colleague, Colleague.id == ours
        )
    return query


def _present() -> ScalarSelect[str]:
    """Return the names of everybody who took part in an interaction."""
    names = func.aggregate_strings(Contact.name, ", ").aggregate_order_by(Contact.name)
    return (
        select(names)
        .join(InteractionContact, InteractionContact.contact_id == Contact.id)
        .where(InteractionContact.interaction_id == Interaction.id)
        .scalar_subquery()
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
    "ticket": lambda: _with_names(
        Ticket,
        Ticket.title,
        Ticket.external_id,
        Ticket.priority,
        Ticket.sla_breached,
        Ticket.reopened,
        Ticket.opened,
        Ticket.closed,
        ours=Ticket.colleague_id,
    ),
    "interaction": lambda: _with_names(
        Interaction,
        Interaction.kind.label("word"),
        Interaction.feeling,
        Interaction.at,
        _short(Interaction.note),
        ours=Interaction.colleague_id,
    ),
    "promise": lambda: _with_names(
        Promise,
        Promise.direction.label("word"),
        Promise.due_on,
        Promise.done_on,
        _short(Promise.text),
        ours=Promise.colleague_id,
    ),
    "expectation": lambda: _with_names(Expectation, _short(Expectation.text)),
    "competitor": lambda: _with_names(
        CompetitorMention,
        Competitor.name,
        CompetitorMention.stance.label("word"),
        CompetitorMention.product,
        _short(CompetitorMention.note),
    ).join(Competitor, Competitor.id == CompetitorMention.competitor_id),
    "feedback": lambda: _with_names(
        Feedback,
        Feedback.kind.label("word"),
        Feedback.feeling,
        Feedback.at,
        _short(Feedback.text),
        _short(Feedback.action),
        _short(Feedback.outcome),
        ours=Feedback.owner_id,
    ),
    "response": lambda: _with_names(
        Response,
        Response.question.label("word"),
        Response.score,
        Response.low,
        Response.high,
        Response.at,
        _short(Response.comment),
        Survey.name.label("survey"),
    ).outerjoin(Survey, Survey.id == Response.survey_id),
    "advocacy": lambda: _with_names(
        AdvocacyAct, AdvocacyAct.kind.label("word"), _short(AdvocacyAct.note)
    ),
    "renewal": lambda: select(
        Renewal.id,
        Renewal.outcome.label("word"),
        Renewal.due_on,
        Contract.title,
        _short(Renewal.reason),
    ).join(Contract, Contract.id == Renewal.contract_id),
}
