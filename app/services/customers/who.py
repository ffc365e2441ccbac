"""Who is meant by a name: a customer, its contacts; and who comes nearest where nobody is."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Customer
from app.services.customers import aliases, mentions, typed_text
from app.services.customers.mentions import Person, plain
from app.services.errors import Invalid, NotFound

OFFERED = 3  # near names told in a refusal
NEAR = 60  # per cent alike


class Named(NamedTuple):
    """A customer that was meant."""

    id: int
    name: str


def customer(
    session: Session, customer_id: int | None, name: str, today: date, *, new: bool = False
) -> Named:
    """Return the customer of this id, or else of this name or external id, of now or before.

    Raises NotFound, which names the nearest, unless a ``new`` one may be added.
    """
    if customer_id is not None:
        found = _of_id(session, customer_id)
        if found is None:
            raise NotFound(_("This customer is not there any more."))
        return found
    said = typed_text.name("customer", " ".join(name.split()), _("Please say which customer."))
    matches = _named(session, said)
    if len(matches) > 1:
        raise Invalid(
            "customer",
            _("{n} customers are called “{name}”. Use the customer's own number.").format(
                n=len(matches), name=said
            ),
        )
    matches = matches or _formerly(session, said)
    if matches:
        return matches[0]
    if not new:
        raise NotFound(_unknown(said, _names(session)))
    added = Customer(name=said, recorded_on=today)
    session.add(added)
    session.flush()
    return Named(added.id, added.name)


def people(session: Session, customer_id: int) -> list[Person]:
    """Return the contacts of a customer, those who left last."""
    query = (
        select(Contact.id, Contact.name)
        .where(Contact.customer_id == customer_id, Contact.deleted_at.is_(None))
        .order_by(Contact.left_on.is_not(None), Contact.name, Contact.id)
    )
    return [Person(contact_id, name) for contact_id, name in session.execute(query)]


def contacts(
    session: Session, customer_id: int, said: Iterable[str], *, field: str = "contact"
) -> list[int]:
    """Return the ids of contacts named by e-mail address or name; raises Invalid."""
    wanted = [" ".join(one.split()) for one in said if one.strip()]
    if not wanted:
        return []
    query = select(Contact.id, Contact.name, Contact.email).where(
        Contact.customer_id == customer_id, Contact.deleted_at.is_(None)
    )
    rows = session.execute(query).all()
    known = {email.casefold(): contact_id for contact_id, _name, email in rows if email}
    known |= {plain(name): contact_id for contact_id, name, _email in rows}
    staff = [Person(contact_id, name) for contact_id, name, _email in rows]
    return list(dict.fromkeys(_contact(one, known, staff, field) for one in wanted))


def _contact(said: str, known: dict[str, int], staff: Sequence[Person], field: str) -> int:
    found = known.get(said.casefold()) or known.get(plain(said))
    if found is not None:
        return found
    near = mentions.nearest(said, staff)
    if near is None:
        raise Invalid(field, _("No contact of this customer is called “{name}”.").format(name=said))
    raise Invalid(
        field,
        _("No contact of this customer is called “{name}”. Did you mean {near}?").format(
            name=said, near=near.name
        ),
    )


def _of_id(session: Session, customer_id: int) -> Named | None:
    """Return the customer of an id, or the one into which it was merged meanwhile."""
    read = session.connection()
    found = read.execute(_by_id(), {"id": customer_id}).first()
    if found is None and (kept := aliases.stands_for(session, customer_id)) is not None:
        found = read.execute(_by_id(), {"id": kept}).first()
    return None if found is None else Named(*found)


def _formerly(session: Session, said: str) -> list[Named]:
    """Return the customer into which one of this name or number was merged."""
    wanted = plain(said)
    found = {
        Named(one.kept_id, one.kept)
        for one in aliases.aliases(session)
        if wanted == plain(one.name) or said == one.number
    }
    return list(found) if len(found) == 1 else []


@cache
def _by_id() -> Select[int, str]:
    return select(Customer.id, Customer.name).where(
        Customer.id == bindparam("id"), Customer.deleted_at.is_(None)
    )


def _named(session: Session, said: str) -> list[Named]:
    exact = select(Customer.id, Customer.name, Customer.external_id).where(
        Customer.deleted_at.is_(None), or_(Customer.external_id == said, Customer.name == said)
    )
    rows = session.execute(exact).all()
    numbered = [Named(row.id, row.name) for row in rows if row.external_id == said]
    if len(numbered) == 1:
        return numbered
    wanted = plain(said)
    return [Named(row.id, row.name) for row in rows] or [
        one for one in _names(session) if plain(one.name) == wanted
    ]


def _names(session: Session) -> list[Named]:
    query = select(Customer.id, Customer.name).where(Customer.deleted_at.is_(None))
    return [Named(customer_id, name) for customer_id, name in session.execute(query)]


def _unknown(said: str, names: Sequence[tuple[int, str]]) -> str:
    from rapidfuzz import fuzz, process

    near = process.extract(
        plain(said),
        [plain(name) for _id, name in names],
        scorer=fuzz.WRatio,
        limit=OFFERED,
        score_cutoff=NEAR,
    )
    if not near:
        return _("There is no customer called “{name}”.").format(name=said)
    return _("There is no customer called “{name}”. The nearest: {near}.").format(
        name=said, near=", ".join(names[place][1] for _text, _score, place in near)
    )
