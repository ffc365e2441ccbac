"""The steps that make up a customer's story: which records have which, and on what day."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_

from app.models import (
    AdvocacyAct,
    CompetitorMention,
    Contact,
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


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one kind of record; ``number`` tells it apart and orders what has no time.

    ``first`` is the step with which the record began.
    """

    number: int
    kind: str
    step: str
    model: Any
    day: Any
    moment: Any = None
    where: tuple[ColumnElement[bool], ...] = ()
    first: bool = True


@cache
def steps() -> tuple[Step, ...]:
    """Return every step there is."""
    raised = func.coalesce(Expectation.raised_on, Expectation.recorded_on)
    decided = func.coalesce(Renewal.decided_on, Renewal.due_on)
    silent, spoken = (Response.score.is_(None),), (Response.score.is_not(None),)
    return (
        Step(1, "contact", "joined", Contact, Contact.joined_on),
        Step(2, "contact", "left", Contact, Contact.left_on, first=False),
        Step(3, "stage", "", StageEntry, StageEntry.entered_on),
        Step(4, "ticket", "opened", Ticket, Ticket.opened_on, Ticket.opened),
        Step(5, "interaction", "", Interaction, Interaction.occurred_on, Interaction.at),
        Step(6, "promise", "made", Promise, Promise.made_on),
        Step(7, "expectation", "", Expectation, raised),
        Step(8, "competitor", "", CompetitorMention, CompetitorMention.occurred_on),
        Step(9, "feedback", "heard", Feedback, Feedback.occurred_on, Feedback.at),
        Step(10, "feedback", "acting", Feedback, Feedback.acted_on, first=False),
        Step(11, "feedback", "told", Feedback, Feedback.told_on, first=False),
        Step(12, "feedback", "confirmed", Feedback, Feedback.confirmed_on, first=False),
        Step(13, "response", "asked", Response, Response.asked_on, where=silent),
        Step(14, "response", "answered", Response, Response.occurred_on, Response.at, spoken),
        Step(15, "promise", "moved", Promise, Promise.moved_on, first=False),
        Step(16, "promise", "late", Promise, Promise.due_on, where=_late(), first=False),
        Step(17, "promise", "broken", Promise, Promise.broken_on, first=False),
        Step(18, "promise", "kept", Promise, Promise.done_on, first=False),
        Step(19, "ticket", "closed", Ticket, Ticket.closed_on, Ticket.closed, first=False),
        Step(20, "advocacy", "", AdvocacyAct, AdvocacyAct.occurred_on),
        Step(21, "renewal", "", Renewal, decided, where=(Renewal.outcome.is_not(None),)),
    )


def _late() -> tuple[ColumnElement[bool], ...]:
    """Return when a promise had passed its day: neither kept nor given up by then."""
    return (
        Promise.due_on < bindparam("today", type_=Promise.due_on.type),
        or_(Promise.done_on.is_(None), Promise.done_on > Promise.due_on),
        or_(Promise.broken_on.is_(None), Promise.broken_on > Promise.due_on),
    )


@cache
def numbered() -> dict[int, Step]:
    """Return the steps by their number."""
    return {step.number: step for step in steps()}


@cache
def tables() -> dict[str, str]:
    """Return the kind of record whose rows in the story a table makes, by the table's name.

    The first column of a row's key is the record's id, in the table of who took part too.
    """
    theirs = {step.model.__tablename__: step.kind for step in steps()}
    return theirs | {InteractionContact.__tablename__: "interaction"}


KINDS = frozenset(
    (
        "contact",
        "stage",
        "ticket",
        "interaction",
        "promise",
        "expectation",
        "competitor",
        "feedback",
        "response",
        "advocacy",
        "renewal",
    )
)
