"""People who are known twice: found where two customers become one, and made one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.models import Contact, InteractionContact
from app.models.base import now
from app.services.book import moving
from app.services.customers import references
from app.services.customers.merged_fields import CONTACT, STILL_HERE, hand_over_ids, settle
from app.services.importing.matching import folded

STAYS = frozenset({"contacts.merged_into_id"})
REPORTS = "contacts.reports_to_id"
AT_ONCE = 1_000


def pairs(session: Session, kept_id: int, other_id: int) -> dict[int, int]:
    """Return who of the other customer is whom of the kept one, by id.

    The same e-mail address, or else the same name where it is nobody else's there and no two
    addresses contradict it. Erased persons are nobody.
    """
    query = select(Contact.id, Contact.customer_id, Contact.name, Contact.email).where(
        Contact.customer_id.in_((kept_id, other_id)),
        Contact.deleted_at.is_(None),
        Contact.erased_on.is_(None),
    ).order_by(Contact.id)  # fmt: skip
    people = session.execute(query).all()
    mine = [one for one in people if one.customer_id == kept_id]
    theirs = [one for one in people if one.customer_id == other_id]
    by_email, by_name = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    emails = {one.id: folded(one.email) for one in people}
    names = {one.id: folded(one.name) for one in people}
    for one in mine:
        by_email[emails[one.id]].append(one.id)
        by_name[names[one.id]].append(one.id)
    often = Counter(names[one.id] for one in theirs)
    found: dict[int, int] = {}
    for one in theirs:
        email, name = emails[one.id], names[one.id]
        same = by_email[email] if email else []
        if same:
            found[one.id] = next((each for each in same if names[each] == name), same[0])
        elif often[name] == 1 and len(by_name[name]) == 1:
            (namesake,) = by_name[name]
            if not (email and emails[namesake]):
                found[one.id] = namesake
    return found


def become_one(
    session: Session, to: Mapping[int, int], theirs: Collection[str] | None = None
) -> None:
    """Let the people of ``to`` be those whom it names; ``theirs``: fields in which they win.

    Without ``theirs`` nobody chose: then who is still there by either record is still there.
    """
    if not to:
        return
    _take_part_once(session, to)
    themselves = ", ".join(str(one) for one in sorted({*to.keys(), *to.values()}))
    for column in references.to("contacts"):
        if str(column) == REPORTS:  # whom they themselves report to is settled below
            moving.move(session, column, to, but=f"t.id IN ({themselves})")
        elif str(column) not in STAYS:
            moving.move(session, column, to)
    _settle(session, to, theirs)
    session.flush()


def _settle(session: Session, to: Mapping[int, int], theirs: Collection[str] | None) -> None:
    wanted = {*to.keys(), *to.values()}
    people = {one.id: one for one in session.scalars(select(Contact).where(Contact.id.in_(wanted)))}
    both = [(people[kept], people[other]) for other, kept in to.items()]
    hand_over_ids(session, both)
    for kept, other in both:
        here = kept.left_on is not None and other.left_on is None
        chosen = ({STILL_HERE} if here else set[str]()) if theirs is None else set(theirs)
        settle(kept, other, CONTACT, chosen)
        if _says_no_first(kept.may_be_asked, other.may_be_asked):
            kept.may_be_asked, other.may_be_asked = other.may_be_asked, kept.may_be_asked
        other.deleted_at, other.merged_into_id = now(), kept.id
        kept.reports_to_id = kept.reports_to_id or other.reports_to_id
    for kept, _other in both:
        chief = to.get(kept.reports_to_id or 0, kept.reports_to_id)
        kept.reports_to_id = None if chief == kept.id else chief
    session.flush()
    _break_circles(session, [kept for kept, _other in both])


def _says_no_first(mine: bool | None, theirs: bool | None) -> bool:
    """Who said once not to be asked is not asked; and any word is better than none."""
    return (mine, theirs) in {(None, True), (None, False), (True, False)}


def _break_circles(session: Session, people: Iterable[Contact]) -> None:
    """Nobody reports to themselves, not even through others."""
    for person in people:
        above, seen = person.reports_to_id, set[int]()
        while above is not None and above not in seen:
            if above == person.id:
                person.reports_to_id = None
                session.flush()
                break
            seen.add(above)
            chief = session.get(Contact, above)
            above = chief.reports_to_id if chief else None


def _take_part_once(session: Session, to: Mapping[int, int]) -> None:
    """Who took part in an interaction as two took part as one."""
    part = InteractionContact
    wanted = {*to.keys(), *to.values()}
    rows = session.execute(
        select(part.interaction_id, part.contact_id).where(part.contact_id.in_(wanted))
    ).all()
    taken = {(row.interaction_id, row.contact_id) for row in rows if row.contact_id not in to}
    twice: list[tuple[int, int]] = []
    for interaction, contact in sorted(row for row in map(tuple, rows) if row[1] in to):
        place = (interaction, to[contact])
        if place in taken:
            twice.append((interaction, contact))
        taken.add(place)
    key = tuple_(part.interaction_id, part.contact_id)
    for start in range(0, len(twice), AT_ONCE):
        for row in session.scalars(select(part).where(key.in_(twice[start : start + AT_ONCE]))):
            session.delete(row)
    session.flush()
