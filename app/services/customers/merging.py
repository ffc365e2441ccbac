"""Two customers that are one, or two contacts of a customer: merged, with nothing lost.

All that was known of the one that goes is known of the one that is kept; only its own record stays
behind, deleted, and says what it was merged into, so that imports that still name it are led on.
It is one action and undone as one. Nobody is told and nothing is sent.

What the trajectory of the kept one says of an earlier date rests, as ever, on the facts recorded by
then, and these are now the facts of both: it tells of the one customer that they always were, not
of what was thought while they were taken for two. What was said of their renewals at the time
stays as it was said.
"""

from datetime import date

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import (
    CharacterOverrule,
    Contact,
    Customer,
    Distinction,
    Lesson,
    Snooze,
    StageEntry,
    Standing,
)
from app.models.base import now
from app.services.book import moving, recording
from app.services.customers import customers, merged_people, references
from app.services.customers.merged_fields import CUSTOMER, Choices, hand_over_ids, settle
from app.services.errors import Conflict, Invalid
from app.services.today.rows import Section
from app.services.trust import entries

STAYS = frozenset({"customers.merged_into_id"})  # who was merged into the one that goes still was
CACHES = frozenset({"standings.customer_id", "lessons.customer_id"})  # dropped, worked out anew
BY_ITSELF = frozenset({"distinctions.customer_id", "distinctions.other_id"})
OF_CUSTOMERS = (Section.QUIET, Section.ASKING)  # sections whose lines are put off by customer


def merge_customers(
    session: Session, kept_id: int, other_id: int, choices: Choices, today: date
) -> int:
    """Make one customer of two and return the id of the kept one; raises NotFound, Conflict.

    The people whom both know become one as well, see `merged_people.pairs`. However many facts
    move, it takes the same few statements.
    """
    kept, other = customers.get(session, kept_id), customers.get(session, other_id)
    _may_be_one(kept, other, choices)
    recording.describe(
        session, _("Merged {other} into {kept}").format(other=other.name, kept=kept.name)
    )
    people = merged_people.pairs(session, kept_id, other_id)
    _withdraw_second_word(session, kept_id, other_id, today)
    _move_all(session, kept_id, other_id)
    _compare_with_others(session, kept_id, other_id)
    _put_off_once(session, kept_id, other_id)
    merged_people.become_one(session, people)
    kept, other = customers.get(session, kept_id), customers.get(session, other_id)
    hand_over_ids(session, [(kept, other)])
    settle(kept, other, CUSTOMER, choices.theirs)
    other.deleted_at, other.merged_into_id = now(), kept_id
    _stay_in_stage(session, kept, other.name, today)
    session.flush()
    return kept_id


def merge_contacts(session: Session, kept_id: int, other_id: int, choices: Choices) -> int:
    """Make one person of two contacts of a customer and return the kept one's id.

    Raises NotFound, Conflict, and Invalid where they are of two customers.
    """
    kept, other = (entries.get(session, Contact, one) for one in (kept_id, other_id))
    _may_be_one(kept, other, choices)
    if kept.customer_id != other.customer_id:
        raise Invalid(
            "customer_id", _("These are people of two customers: merge the customers first.")
        )
    if kept.erased_on or other.erased_on:
        raise Conflict(_("Of an erased person nothing is known, so nobody can be merged with it."))
    recording.describe(
        session, _("Merged {other} into {kept}").format(other=other.name, kept=kept.name)
    )
    merged_people.become_one(session, {other_id: kept_id}, choices.theirs)
    return kept_id


def moved_columns() -> list[str]:
    """Return the columns whose rows move to the kept customer, as ``table.column``."""
    apart = STAYS | CACHES | BY_ITSELF
    return [str(column) for column in references.to("customers") if str(column) not in apart]


def _may_be_one(kept: Customer | Contact, other: Customer | Contact, choices: Choices) -> None:
    if kept.id == other.id:
        raise Conflict(_("Nothing can be merged with itself."))
    if choices.versions not in (None, (kept.version, other.version)):
        raise Conflict(_("One of them was changed meanwhile. Compare them once more."))


def _move_all(session: Session, kept_id: int, other_id: int) -> None:
    moved = set(moved_columns())
    for column in references.to("customers"):
        if str(column) in moved:
            moving.move(session, column, {other_id: kept_id})
    for cache in (Standing, Lesson):
        session.execute(delete(cache).where(cache.customer_id == other_id))


def _withdraw_second_word(session: Session, kept_id: int, other_id: int, today: date) -> None:
    """Of two words of the owner on the character, the one on the kept customer stands."""

    def standing(customer_id: int) -> tuple[ColumnElement[bool], ...]:
        word = CharacterOverrule
        return (
            word.customer_id == customer_id,
            word.withdrawn_on.is_(None),
            word.deleted_at.is_(None),
        )

    word = CharacterOverrule
    if session.scalars(select(word.id).where(*standing(kept_id)).limit(1)).first() is None:
        return
    for second in session.scalars(select(word).where(*standing(other_id))):
        second.withdrawn_on = today


def _compare_with_others(session: Session, kept_id: int, other_id: int) -> None:
    """Whoever is not the same as the one that goes is not the same as the kept one."""
    one = Distinction
    said = session.scalars(
        select(one).where(
            or_(one.customer_id.in_((kept_id, other_id)), one.other_id.in_((kept_id, other_id)))
        )
    ).all()
    known = {(each.customer_id, each.other_id) for each in said}
    for each in said:
        pair = {each.customer_id, each.other_id}
        if other_id not in pair:
            continue
        third = (pair - {other_id}).pop()
        low, high = sorted((kept_id, third))
        if low == high or (low, high) in known:
            session.delete(each)
        else:
            each.customer_id, each.other_id = low, high
            known.add((low, high))


def _put_off_once(session: Session, kept_id: int, other_id: int) -> None:
    """A line of Today that was put off for either stays off until the later day."""
    for section in OF_CUSTOMERS:
        theirs = session.get(Snooze, (section.value, other_id))
        if theirs is None:
            continue
        mine = session.get(Snooze, (section.value, kept_id))
        if mine is None:
            session.add(Snooze(what=section.value, ref=kept_id, until_on=theirs.until_on))
        else:
            mine.until_on = max(mine.until_on, theirs.until_on)
        session.delete(theirs)


def _stay_in_stage(session: Session, kept: Customer, other: str, today: date) -> None:
    """Let the history of stages end with the stage that the kept one is in."""
    last = session.scalars(
        select(StageEntry.stage)
        .where(
            StageEntry.customer_id == kept.id,
            StageEntry.deleted_at.is_(None),
            StageEntry.entered_on <= today,
        )
        .order_by(StageEntry.entered_on.desc(), StageEntry.id.desc())
        .limit(1)
    ).first()
    if kept.stage is None or last in (None, kept.stage):
        return
    session.add(
        StageEntry(
            customer_id=kept.id,
            stage=kept.stage,
            entered_on=today,
            recorded_on=today,
            evidence=_("Merged with {name}").format(name=other),
        )
    )
