"""The people at a customer, who they answer to and what they think of us."""

from typing import NamedTuple

from app.services.sample.cast import latin, people
from app.services.sample.life import Life, Person


class Seat(NamedTuple):
    """A place at the customer's table."""

    role: str
    title: str
    influence: int


SEATS = (
    Seat("decides", "Managing director", 5),
    Seat("main contact", "Head of IT", 3),
    Seat("uses", "Head of operations", 3),
    Seat("pays", "Controller", 4),
    Seat("uses", "Office manager", 2),
    Seat("influences", "Production planner", 2),
)
SMALL = (Seat("decides", "Owner", 5), Seat("main contact", "Office manager", 3))


def domain(life: Life) -> str:
    """Invent an address that can never be anybody's."""
    longest = max(latin(life.profile.name).split("."), key=len)
    return f"{_FOREIGN.get(life.profile.tongue, longest)}.example"


_FOREIGN = {"he": "alonim-print", "ar": "nakhla-bakery"}


def meet(life: Life, mood: float, count: int | None = None) -> None:
    """Bring the customer's people in; the main contact comes first in ``life.people``."""
    seats = SMALL if life.profile.seats < 15 else SEATS
    wanted = min(len(seats), count or 2 + life.profile.seats // 28)
    names = people(life.rng, life.profile.tongue, wanted)
    boss = f"{latin(names[0])}@{domain(life)}"
    for name, seat in zip(names, seats, strict=False):
        address = f"{latin(name)}@{domain(life)}"
        attitude = min(2, max(-2, round(life.rng.gauss((mood - 0.5) * 4, 0.8))))
        life.add(
            "contacts",
            name=name,
            email=address,
            phone=_phone(life),
            role=seat.role,
            title=seat.title,
            influence=seat.influence,
            attitude=attitude,
            reports_to=None if address == boss else names[0],
            may_be_asked=life.rng.random() > 0.06,
        )
        life.people.append(Person(name, address, seat.influence))
    if len(life.people) > 1:
        life.people[0], life.people[1] = life.people[1], life.people[0]


def join(life: Life, name: str, seat: Seat, ago: int, *, attitude: int = 0) -> Person:
    """Somebody new arrives at the customer."""
    person = Person(name, f"{latin(name)}@{domain(life)}", seat.influence)
    life.add(
        "contacts",
        name=name,
        email=person.email,
        phone=_phone(life),
        role=seat.role,
        title=seat.title,
        influence=seat.influence,
        attitude=attitude,
        joined_on=life.day(ago),
        may_be_asked=True,
    )
    life.people.append(person)
    return person


def change(life: Life, person: Person, **values: str) -> None:
    """Correct what stands about a contact, as when somebody leaves or is won over."""
    for row in life.rows.tables["contacts"]:
        if row["customer"] == life.ref and row["email"] == person.email:
            row.update(values)


def leave(life: Life, person: Person, ago: int) -> None:
    """Somebody leaves the customer, and takes with them what they thought of us."""
    change(life, person, left_on=life.day(ago).isoformat(), note="Has left; new post not known")
    life.people.remove(person)


def _phone(life: Life) -> str:
    country = {"DE": 49, "CH": 41, "FR": 33, "SE": 46, "DK": 45, "NO": 47, "FI": 358, "IL": 972}
    prefix, pick = country[life.profile.country], life.rng.randint
    return f"+{prefix} 555 {pick(100, 999)} {pick(10, 99)}"
