"""What search finds: each kind of record, how its entries are numbered, where its words stand.

An entry of the index says by its number what it is of (see migration 0002, which made it):
day << 30 | kind << 26 | id, the day as a Julian day number, names after the last of all days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.language import _
from app.services.feedback import questions

KIND_SHIFT, DAY_SHIFT = 26, 30
ID_MASK = (1 << KIND_SHIFT) - 1
KIND_MASK = 15
NAMES = 8_388_607  # in place of the day
FIRST_NAME = NAMES << DAY_SHIFT
JULIAN = 1_721_424  # days between Julian day numbers and date.toordinal()


def N_(text: str) -> str:  # noqa: N802 - the name by which texts are found for the catalogue
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


INTERACTIONS = {
    "call": N_("Call"),
    "email": N_("E-mail"),
    "meeting": N_("Meeting"),
    "visit": N_("Visit"),
    "review": N_("Review"),
    "chat": N_("Chat"),
    "note": N_("Note"),
}
FEEDBACK = {
    "complaint": N_("Complaint"),
    "praise": N_("Praise"),
    "wish": N_("Wish"),
    "mention": N_("Mention"),
    "remark": N_("Remark"),
}
ADVOCACY = {
    "reference": N_("Reference"),
    "referral": N_("Referral"),
    "review": N_("Public review"),
    "case_study": N_("Case study"),
    "testimonial": N_("Testimonial"),
    "mention": N_("Public mention"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record; ``title`` and ``text`` are expressions over its row ``r``.

    ``heading`` makes the title where the row only has a word of ours for it.
    """

    number: int
    kind: str
    table: str
    day: str
    title: str
    text: str
    heading: Callable[[str], str] = str

    @property
    def rows(self) -> str:
        """The statement that reads the rows of the entries in ``hit``, which leads."""
        customer = "r.id" if self.table == "customers" else "r.customer_id"
        return (
            f"SELECT hit.entry, r.id, c.id, c.name, {self.title}, {self.text} "  # noqa: S608
            f"FROM hit CROSS JOIN {self.table} AS r ON r.id = hit.entry & {ID_MASK} "
            f"CROSS JOIN customers AS c ON c.id = {customer} AND c.deleted_at IS NULL "
            f"WHERE hit.entry >> {KIND_SHIFT} & {KIND_MASK} = {self.number}"
        )

    @property
    def of_customer(self) -> str:
        """The statement that numbers the entries of one customer."""
        day = f"CAST(julianday({self.day}) AS INTEGER)" if self.day else str(NAMES)
        owner = "id" if self.table == "customers" else "customer_id"
        return (
            f"SELECT ({day} << {DAY_SHIFT}) | {self.number << KIND_SHIFT} | id "  # noqa: S608
            f"FROM {self.table} WHERE {owner} = :customer"
        )


def day_of(entry: int) -> date | None:
    """Return the day that an entry's number stands for; None for names."""
    number = entry >> DAY_SHIFT
    return None if number >= NAMES else date.fromordinal(number - JULIAN)


# Kept once made: a look into the catalogue of translations costs more than one into the book, and
# the language is chosen when the program starts.


@cache
def spoken_kind(kind: str) -> str:
    """Return what an interaction of this kind is called."""
    return _(INTERACTIONS.get(kind, kind))


@cache
def _feedback(kind: str) -> str:
    return _(FEEDBACK.get(kind, kind))


@cache
def _advocacy(kind: str) -> str:
    return _(ADVOCACY.get(kind, kind))


@cache
def _promise(direction: str) -> str:
    return _("Their promise") if direction == "theirs" else _("Promise")


@cache
def _answer(question: str) -> str:
    return _("Answer to {question}").format(question=questions.short(question))


def _ticket(title: str) -> str:
    return title or _nameless("ticket")


def _expectation(_title: str) -> str:
    return _nameless("expectation")


def _goal(_title: str) -> str:
    return _nameless("goal")


def _renewal(_title: str) -> str:
    return _nameless("renewal")


@cache
def _nameless(kind: str) -> str:
    return {
        "ticket": _("Ticket"),
        "expectation": _("Expectation"),
        "goal": _("Goal"),
        "renewal": _("Renewal"),
    }[kind]


RIVAL = "(SELECT name FROM competitors AS k WHERE k.id = r.competitor_id)"

SOURCES = {
    source.number: source
    for source in (
        Source(1, "interaction", "interactions", "occurred_on", "r.kind", "r.note", spoken_kind),
        Source(
            2,
            "ticket",
            "tickets",
            "opened_on",
            "r.title",
            "r.title || ' ' || coalesce(r.external_id, '')",
            _ticket,
        ),
        Source(
            3,
            "feedback",
            "feedback",
            "occurred_on",
            "r.kind",
            "r.text || ' ' || r.action || ' ' || r.product",
            _feedback,
        ),
        Source(4, "promise", "promises", "made_on", "r.direction", "r.text", _promise),
        Source(
            5,
            "response",
            "responses",
            "occurred_on",
            "r.question",
            "r.comment",
            _answer,
        ),
        Source(
            6,
            "expectation",
            "expectations",
            "recorded_on",
            "''",
            "r.text",
            _expectation,
        ),
        Source(
            7,
            "contract",
            "contracts",
            "recorded_on",
            "r.title",
            "r.title || ' ' || r.product || ' ' || r.note",
        ),
        Source(
            8,
            "goal",
            "goals",
            "recorded_on",
            "''",
            "r.text || ' ' || r.our_part",
            _goal,
        ),
        Source(
            9,
            "competitor",
            "competitor_mentions",
            "occurred_on",
            RIVAL,
            "r.product || ' ' || r.note",
        ),
        Source(
            10,
            "initiative",
            "initiatives",
            "recorded_on",
            "r.title",
            "r.title || ' ' || r.result",
        ),
        Source(11, "advocacy", "advocacy_acts", "occurred_on", "r.kind", "r.note", _advocacy),
        Source(
            12,
            "renewal",
            "renewals",
            "due_on",
            "''",
            "r.reason || ' ' || r.note",
            _renewal,
        ),
        Source(
            14,
            "contact",
            "contacts",
            "",
            "r.name",
            "r.title || ' ' || r.email || ' ' || r.phone",
        ),
        Source(
            15,
            "customer",
            "customers",
            "",
            "r.name",
            "r.city || ' ' || coalesce(r.external_id, '') || ' ' || r.email || ' ' || r.phone "
            "|| ' ' || r.note",
        ),
    )
}
NUMBERS = {source.kind: number for number, source in SOURCES.items()}
