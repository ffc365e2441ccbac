"""Stores what a note says besides its words, as records of their own that refer to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Competitor,
    CompetitorMention,
    Contact,
    Expectation,
    Promise,
)
from app.models.kinds import Stance
from app.services.customers import typed_text
from app.services.customers.mentions import plain
from app.services.customers.note_lines import RivalLine, Understood

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """The interaction that a note was written of, as far as its records have to know it."""

    id: int
    customer_id: int
    occurred_on: date
    recorded_on: date
    colleague_id: int | None


def store(
    session: Session, interaction: Noted, understood: Understood, present: Sequence[int]
) -> tuple[Ids, Ids, Ids]:
    """Add promises, expectations and competitor mentions; return their ids.

    Where one contact took part, it is theirs; of several nobody can tell whose.
    """
    shared: dict[str, Any] = {
        "customer_id": interaction.customer_id,
        "interaction_id": interaction.id,
        "contact_id": present[0] if len(present) == 1 else None,
        "recorded_on": interaction.recorded_on,
    }
    day = interaction.occurred_on
    promises = [
        Promise(
            text=typed_text.line("note", line.text),
            due_on=line.due_on,
            made_on=day,
            colleague_id=interaction.colleague_id,
            **shared,
        )
        for line in understood.promises
    ]
    expectations = [
        Expectation(text=typed_text.line("note", text), raised_on=day, **shared)
        for text in understood.expectations
    ]
    mentions = [mention(session, line, day, shared) for line in understood.rivals]
    session.add_all([*promises, *expectations, *mentions])
    session.flush()
    return _ids(promises), _ids(expectations), _ids(mentions)


def mention(
    session: Session, line: RivalLine, day: date, shared: Mapping[str, Any]
) -> CompetitorMention:
    """Return a mention of a competitor, not yet stored; ``shared`` says whose it is."""
    return CompetitorMention(
        occurred_on=day,
        competitor_id=_competitor(session, line).id,
        stance=Stance(line.stance) if line.stance else None,
        product=line.product,
        note=line.note,
        **shared,
    )


def add_contacts(
    session: Session, customer_id: int, names: Iterable[str], today: date
) -> list[int]:
    """Add people who were met for the first time."""
    added = [
        Contact(customer_id=customer_id, name=name, recorded_on=today)
        for name in (typed_text.name("contact", name) for name in names)
        if name
    ]
    session.add_all(added)
    session.flush()
    return [contact.id for contact in added]


def _competitor(session: Session, line: RivalLine) -> Competitor:
    """Return the competitor of this name, whatever its case, added if there is none yet."""
    wanted = plain(line.name)
    for known in session.scalars(select(Competitor).where(Competitor.deleted_at.is_(None))):
        if plain(known.name) == wanted:
            return known
    added = Competitor(name=line.name)
    session.add(added)
    session.flush()
    return added


def _ids(records: Iterable[Promise | Expectation | CompetitorMention]) -> Ids:
    return tuple(record.id for record in records)
