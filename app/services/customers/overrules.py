"""The owner's own word on the character of a relationship: set with a reason, and withdrawn.

At most one stands at a time. What was computed stays beside it, and every word that once stood
is kept as history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import CharacterOverrule, Colleague, Customer
from app.models.kinds import Character
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid, NotFound


@dataclass(frozen=True, slots=True)
class OverruleRow:
    """One word of the owner; it stands where ``withdrawn_on`` is None."""

    id: int
    character: Character
    reason: str
    set_on: date
    set_by: str
    withdrawn_on: date | None


@dataclass(slots=True)
class OverruleDraft:
    """What the form edits: another character, and why."""

    customer_id: int
    character: Character | None = None
    reason: str = ""


def overrule(session: Session, draft: OverruleDraft, today: date) -> int:
    """Let the owner's word stand instead of what is computed, and return its id; raises Invalid.

    A word that stands already is withdrawn by it.
    """
    if draft.character is None:
        raise Invalid("character", _("Please say what kind of relationship it is."))
    reason = typed_text.required("reason", draft.reason, _("Please say why."))
    name = _name(session, draft.customer_id)
    for standing in _all_standing(session, draft.customer_id):
        standing.withdrawn_on = today
    made = CharacterOverrule(
        customer_id=draft.customer_id,
        character=Character(draft.character),
        reason=reason,
        set_on=today,
        set_by_id=_whoever_does_this(session),
        recorded_on=today,
    )
    session.add(made)
    session.flush()
    recording.describe(session, _("Overruled the character of {name}").format(name=name))
    return made.id


def withdraw(session: Session, customer_id: int, today: date) -> None:
    """Let what is computed count again; raises NotFound where no word of the owner stands."""
    standing = _all_standing(session, customer_id)
    if not standing:
        raise NotFound(_("This was withdrawn already."))
    for one in standing:
        one.withdrawn_on = today
    name = _name(session, customer_id)
    recording.describe(session, _("Withdrew the character given to {name}").format(name=name))


def in_force(
    session: Session, as_of: date, customer_ids: Sequence[int] | None = None
) -> dict[int, Character]:
    """Return the owner's word on each customer of these, or of all, that stood on a day."""
    word = CharacterOverrule
    query = (
        select(word.customer_id, word.character)
        .where(_known_on(as_of), or_(word.withdrawn_on.is_(None), word.withdrawn_on > as_of))
        .order_by(word.set_on, word.id)
    )
    if customer_ids is not None:
        query = query.where(word.customer_id.in_(customer_ids))
    return dict(session.execute(query).all())


def history(session: Session, customer_id: int, as_of: date) -> list[OverruleRow]:
    """Return every word of the owner on a customer known by a day, the newest first."""
    word = CharacterOverrule
    query = (
        select(word, Colleague.name)
        .outerjoin(Colleague, Colleague.id == word.set_by_id)
        .where(_known_on(as_of), word.customer_id == customer_id)
        .order_by(word.set_on.desc(), word.id.desc())
    )
    return [_row(one, by or "", as_of) for one, by in session.execute(query)]


def standing_word() -> ScalarSelect[Any]:
    """Return the subquery for the word that stands on the customer of the outer query."""
    word = CharacterOverrule
    return (
        select(word.character)
        .where(
            word.customer_id == Customer.id,
            word.deleted_at.is_(None),
            word.withdrawn_on.is_(None),
        )
        .order_by(word.set_on.desc(), word.id.desc())
        .limit(1)
        .correlate(Customer)
        .scalar_subquery()
    )


def _known_on(as_of: date) -> ColumnElement[bool]:
    word = CharacterOverrule
    return and_(word.deleted_at.is_(None), word.recorded_on <= as_of, word.set_on <= as_of)


def _all_standing(session: Session, customer_id: int) -> Sequence[CharacterOverrule]:
    query = select(CharacterOverrule).where(
        CharacterOverrule.customer_id == customer_id,
        CharacterOverrule.deleted_at.is_(None),
        CharacterOverrule.withdrawn_on.is_(None),
    )
    return session.scalars(query).all()


def _row(stored: CharacterOverrule, by: str, as_of: date) -> OverruleRow:
    withdrawn = stored.withdrawn_on
    return OverruleRow(
        stored.id,
        stored.character,
        stored.reason,
        stored.set_on,
        by,
        withdrawn if withdrawn is not None and withdrawn <= as_of else None,
    )


def _name(session: Session, customer_id: int) -> str:
    found = session.get(Customer, customer_id)
    if found is None or found.deleted_at is not None:
        raise NotFound(_("This customer is not there any more."))
    return found.name


def _whoever_does_this(session: Session) -> int | None:
    """Return the colleague who sits at this computer, if the book knows one of that name."""
    query = select(Colleague.id).where(
        Colleague.name == recording.actor(session), Colleague.deleted_at.is_(None)
    )
    return session.scalars(query.order_by(Colleague.id)).first()
