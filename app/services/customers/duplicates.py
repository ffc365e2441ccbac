"""Customers that may be one, each pair with its reasons in words; and who is not, as told.

Read in three queries and compared in blocks: by name without what does not tell firms apart, by
domain, by telephone number, and by spelling, for which the comparing runs in compiled code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Contact, Customer, Distinction, Standing
from app.services.book import recording
from app.services.customers import aliases, customers, firm_names

SHARED = 4  # customers: what more of them have in common says nothing of any two
SLIPS = 2  # letters by which two names may differ, in a long name; one in a shorter one
SHORTEST, LONG = 6, 12  # letters of a name
AT_ONCE = 500  # names compared with all at a time
MOST = 1_000  # pairs of names spelt alike that are told, of those

Ids = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of two customers that may be one; ``facts`` are how many its standing rests on."""

    id: int
    name: str
    city: str
    facts: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers that may be one and why: first the one of which more is known."""

    one: Candidate
    other: Candidate
    reasons: tuple[str, ...]

    @property
    def id(self) -> Ids:
        """The ids of both."""
        return self.one.id, self.other.id


@dataclass(frozen=True, slots=True)
class _Known:
    candidate: Candidate
    bare: str
    domains: frozenset[str]
    phone: str


def find(session: Session) -> list[Pair]:
    """Return the pairs of customers that may be one, the likeliest first."""
    known = {one.candidate.id: one for one in _known(session)}
    reasons: defaultdict[Ids, list[str]] = defaultdict(list)
    weights: defaultdict[Ids, int] = defaultdict(int)
    for weight, pairs in enumerate(
        (_spelt_alike(known), _same_phone(known), _same_domain(known), _same_name(known)), start=1
    ):
        for ids, reason in pairs:
            reasons[ids].insert(0, reason)
            weights[ids] += weight
    apart = _told_apart(session)
    found = [_pair(known, ids, said) for ids, said in reasons.items() if ids not in apart]
    return sorted(
        found,
        key=lambda pair: (
            -weights[_in_order(pair.one.id, pair.other.id)],
            pair.one.name.casefold(),
            pair.one.id,
            pair.other.id,
        ),
    )


def looks_like(session: Session, name: str) -> tuple[int, str] | None:
    """Return id and name of a customer that a new one of this name would look like.

    Also where it was merged, and is known by another name now.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    bare = firm_names.bare(name)
    if not bare:
        return None
    there = customers.names(session)
    bares = [firm_names.bare(known) for _id, known in there]
    for one in aliases.aliases(session):
        there.append((one.kept_id, one.kept))
        bares.append(firm_names.bare(one.name))
    near = process.extract(bare, bares, scorer=OSA.distance, score_cutoff=SLIPS, limit=SHARED)
    return next((there[place] for known, _n, place in near if _are_alike(bare, known)), None)


def tell_apart(session: Session, one_id: int, other_id: int, today: date) -> None:
    """Remember that two customers are not the same; raises NotFound."""
    low, high = _in_order(one_id, other_id)
    one, other = customers.get(session, low), customers.get(session, high)
    recording.describe(
        session, _("{one} and {other} are not the same").format(one=one.name, other=other.name)
    )
    if (low, high) not in _told_apart(session):
        session.add(Distinction(customer_id=low, other_id=high, said_on=today))
        session.flush()


def _known(session: Session) -> Iterator[_Known]:
    there = Customer.deleted_at.is_(None)
    addresses: defaultdict[int, set[str]] = defaultdict(set)
    mail = (
        select(Contact.customer_id, Contact.email)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(Contact.email != "", Contact.deleted_at.is_(None), there)
    )
    for customer_id, email in session.execute(mail):
        addresses[customer_id].add(email)
    query = (
        select(
            Customer.id, Customer.name, Customer.city, func.coalesce(Standing.evidence, 0),
            Customer.website, Customer.email, Customer.phone,
        )
        .outerjoin(Standing, Standing.customer_id == Customer.id)
        .where(there)
    )  # fmt: skip
    for number, name, city, facts, website, email, phone in session.execute(query):
        yield _Known(
            Candidate(number, name, city, facts),
            firm_names.bare(name),
            firm_names.domains(website, {email, *addresses[number]}),
            firm_names.phone(phone),
        )


def _same_name(known: Mapping[int, _Known]) -> Iterator[tuple[Ids, str]]:
    same = _("Same name, written differently")
    named = ((" ".join(sorted(one.bare.split())), number) for number, one in known.items())
    first: dict[str, int] = {}
    for name, number in named:
        if name and (one := first.setdefault(name, number)) != number:
            alike = known[one].candidate.name == known[number].candidate.name
            yield _in_order(one, number), _("Same name") if alike else same


def _same_domain(known: Mapping[int, _Known]) -> Iterator[tuple[Ids, str]]:
    written = ((name, number) for number, one in known.items() for name in one.domains)
    seen: set[Ids] = set()
    for name, ids in _sharing(written):
        if ids not in seen:
            yield ids, _("Same domain: {domain}").format(domain=name)
        seen.add(ids)


def _same_phone(known: Mapping[int, _Known]) -> Iterator[tuple[Ids, str]]:
    for _number, ids in _sharing((one.phone, number) for number, one in known.items()):
        yield ids, _("Same telephone number")


def _spelt_alike(known: Mapping[int, _Known]) -> Iterator[tuple[Ids, str]]:
    """Compare each name with all that come after it."""
    import numpy
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    whose = {one.bare: number for number, one in known.items() if len(one.bare) >= SHORTEST}
    names = list(whose)
    for start in range(0, len(names), AT_ONCE):
        near = process.cdist(
            names[start : start + AT_ONCE],
            names[start:],
            scorer=OSA.distance,
            score_cutoff=SLIPS,
            dtype=numpy.uint8,
        )
        places = numpy.argwhere(numpy.triu(near <= SLIPS, 1))[:MOST].tolist()
        for row, column in cast("list[tuple[int, int]]", places):
            one, other = names[start + row], names[start + column]
            if _are_alike(one, other):
                yield _in_order(whose[one], whose[other]), _("Names spelt alike")


def _are_alike(one: str, other: str) -> bool:
    """Tell whether a slip of the finger makes one name of the other."""
    from rapidfuzz.distance import OSA

    short = min(len(one), len(other))
    return OSA.distance(one, other) <= (
        SLIPS if short >= LONG else 1 if short >= SHORTEST else 0
    ) and firm_names.digits(one) == firm_names.digits(other)


def _sharing(named: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Ids]]:
    """Return the pairs of those who have a word in common that few others have."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for word, number in named:
        if word:
            having[word].append(number)
    for word, numbers in having.items():
        if len(numbers) <= SHARED:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    yield word, _in_order(one, other)


def _pair(known: Mapping[int, _Known], ids: Ids, reasons: Sequence[str]) -> Pair:
    both = [known[number].candidate for number in ids]
    both.sort(key=lambda one: (-one.facts, one.id))
    return Pair(both[0], both[1], tuple(reasons))


def _told_apart(session: Session) -> set[Ids]:
    query = select(Distinction.customer_id, Distinction.other_id)
    return {(low, high) for low, high in session.execute(query)}


def _in_order(one: int, other: int) -> Ids:
    return (one, other) if one < other else (other, one)
