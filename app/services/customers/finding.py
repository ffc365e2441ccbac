"""Customers as one types their names: for fields that complete themselves."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer
from app.services.customers.aliases import aliases
from app.services.customers.snippets import folded

ALIKE = 70  # per cent
BEGINS = 1  # the place of names that begin with what was typed; before it, those that are it


@dataclass(frozen=True, slots=True)
class CustomerHint:
    """A customer offered for what was typed; ``hint`` tells two of one name apart.

    Of one that is meant by a name under which it was merged, the hint is that name. One is
    ``sure`` if what was typed is its name or number, or how its name begins.
    """

    id: int
    name: str
    hint: str = ""
    sure: bool = False


def find_customers(session: Session, text: str, limit: int = 8) -> list[CustomerHint]:
    """Return the customers that were most likely meant, the best first, by former names too.

    The whole name or number first, then names that begin so, names with such words, such letters
    anywhere; only where none fits, names that are merely alike.
    """
    wanted = " ".join(folded(text).split())
    query = select(Customer.id, Customer.name, Customer.city, Customer.external_id).where(
        Customer.deleted_at.is_(None)
    )
    known = [
        (folded(name), folded(number or ""), CustomerHint(customer_id, name, city))
        for customer_id, name, city, number in session.execute(query).all()
    ]
    if not wanted:
        return sorted((hint for _name, _number, hint in known), key=lambda hint: hint.name)[:limit]
    known += [
        (folded(one.name), folded(one.number), CustomerHint(one.kept_id, one.kept, one.name))
        for one in aliases(session)
    ]
    ranked = sorted(
        (place, name, hint.id, hint)
        for name, number, hint in known
        if (place := _place(wanted, name, number)) is not None
    )
    best: dict[int, CustomerHint] = {}
    for place, _name, customer_id, hint in ranked:
        best.setdefault(customer_id, replace(hint, sure=place <= BEGINS))
    return list(best.values())[:limit] or _alike(wanted, known, limit)


def _place(wanted: str, name: str, number: str) -> int | None:
    if wanted in (name, number):
        return 0
    if name.startswith(wanted):
        return 1
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    if wanted in name or number.startswith(wanted):
        return 3
    return None


def _alike(
    wanted: str, known: list[tuple[str, str, CustomerHint]], limit: int
) -> list[CustomerHint]:
    from rapidfuzz import fuzz, process

    found = process.extract(
        wanted,
        [name for name, _number, _hint in known],
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=ALIKE,
    )
    return [known[place][2] for _name, _score, place in found]
