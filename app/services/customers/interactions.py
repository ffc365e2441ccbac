"""Interactions: logged with everything their notes say, corrected, taken away, brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Customer, Interaction, InteractionContact
from app.models.base import now as stamp
from app.models.kinds import Direction, InteractionKind
from app.services.book import recording, settings
from app.services.customers import note_lines, note_records, spoken_time, typed_text, who
from app.services.customers.mentions import Person
from app.services.customers.note_lines import Understood
from app.services.customers.note_records import Noted
from app.services.customers.search_sources import N_
from app.services.customers.spoken_time import Spoken
from app.services.errors import Conflict, Invalid, NotFound

LABELS = {
    InteractionKind.CALL: N_("Logged a call with {customer}"),
    InteractionKind.EMAIL: N_("Logged an e-mail with {customer}"),
    InteractionKind.MEETING: N_("Logged a meeting with {customer}"),
    InteractionKind.VISIT: N_("Logged a visit to {customer}"),
    InteractionKind.REVIEW: N_("Logged a review with {customer}"),
    InteractionKind.CHAT: N_("Logged a chat with {customer}"),
    InteractionKind.NOTE: N_("Logged a note on {customer}"),
}


@dataclass(frozen=True, slots=True)
class LogDraft:
    """What the quick log and the form edit; ``id`` is None for a new interaction.

    ``customer`` is a name or external id where ``customer_id`` is not known. ``when`` is as people
    say it, "" for now; with ``month_first`` they say 3/4 for the fourth of March, there and in the
    note. ``two_way`` None follows from kind and direction. ``understood`` None is
    read from the note; a dialog gives it as its user left it.
    """

    customer_id: int | None = None
    customer: str = ""
    new_customer: bool = False
    kind: str = InteractionKind.CALL.value
    when: str = ""
    month_first: bool = False
    direction: str | None = None
    two_way: bool | None = None
    feeling: int | None = None
    contact_ids: tuple[int, ...] = ()
    contacts: tuple[str, ...] = ()
    new_contacts: tuple[str, ...] = ()
    colleague_id: int | None = None
    minutes: int | None = None
    note: str = ""
    understood: Understood | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """The ids of what one log stored."""

    interaction: int
    promises: tuple[int, ...] = ()
    expectations: tuple[int, ...] = ()
    competitors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LogContext:
    """What a dialog has to know of a customer to understand a note while it is typed."""

    customer_id: int | None
    customer: str
    people: tuple[Person, ...]
    zone: str


def context(session: Session, customer_id: int | None) -> LogContext:
    """Return the firm's zone and the contacts of a customer, or of nobody yet."""
    zone = settings.load(session).zone
    found = session.get(Customer, customer_id) if customer_id is not None else None
    if found is None or found.deleted_at is not None:
        return LogContext(None, "", (), zone)
    return LogContext(found.id, found.name, tuple(who.people(session, found.id)), zone)


def log(session: Session, draft: LogDraft, now: datetime, languages: Sequence[str] = ()) -> Logged:
    """Store an interaction and what its note says of promises, expectations and competitors.

    Raises Invalid, and NotFound for a customer that is not known.
    """
    here = now.astimezone(settings.load(session).tz)
    spoken = _past(draft, here, languages)
    _check(draft)
    today = here.date()
    customer = who.customer(
        session, draft.customer_id, draft.customer, today, new=draft.new_customer
    )
    values = {"customer_id": customer.id, "recorded_on": today, **_when(spoken), **_values(draft)}
    interaction_id = recording.insert_row(session, Interaction, values)
    understood = draft.understood
    if understood is None:
        people = who.people(session, customer.id) if "@" in draft.note else []
        said_on = datetime.combine(spoken.day, here.timetz())
        understood = note_lines.understand(
            draft.note, people, said_on, month_first=draft.month_first
        )
    present = _present(session, customer.id, draft, understood, today)
    session.add_all(
        InteractionContact(interaction_id=interaction_id, contact_id=n) for n in present
    )
    noted = Noted(interaction_id, customer.id, spoken.day, today, draft.colleague_id)
    found = note_records.store(session, noted, understood, present)
    label = _(LABELS[InteractionKind(draft.kind)])
    recording.describe(session, label.format(customer=customer.name))
    return Logged(interaction_id, *found)


def load(session: Session, interaction_id: int) -> LogDraft:
    """Return an interaction as a form wants it; raises NotFound."""
    interaction = _get(session, interaction_id)
    customer = who.customer(session, interaction.customer_id, "", interaction.occurred_on)
    direction = interaction.direction
    return LogDraft(
        customer_id=customer.id,
        customer=customer.name,
        kind=interaction.kind.value,
        when=_said(session, interaction),
        direction=direction.value if direction else None,
        two_way=interaction.two_way,
        feeling=interaction.feeling,
        contact_ids=tuple(_contacts_of(session, interaction.id)),
        colleague_id=interaction.colleague_id,
        minutes=interaction.minutes,
        note=interaction.note,
        id=interaction.id,
        version=interaction.version,
    )


def save(session: Session, draft: LogDraft, now: datetime, languages: Sequence[str] = ()) -> None:
    """Store a corrected interaction; its promises and the rest are corrected where they stand.

    Raises Invalid, NotFound, and Conflict where it was changed in the meantime.
    """
    if draft.id is None:
        raise NotFound(_("This entry is not there any more."))
    interaction = _get(session, draft.id)
    if draft.version != interaction.version:
        raise Conflict(
            _("This entry was changed somewhere else in the meantime. Open it again to go on.")
        )
    _check(draft)
    values = _values(draft)
    if draft.when.strip() != _said(session, interaction):
        here = now.astimezone(settings.load(session).tz)
        values |= _when(_past(draft, here, languages))
    for name, value in values.items():
        setattr(interaction, name, value)
    _set_contacts(session, interaction, draft)
    recording.describe(
        session, _("Corrected an entry of {day}").format(day=interaction.occurred_on)
    )


def delete(session: Session, interaction_id: int) -> None:
    """Take an interaction out of sight; what was promised in it stays promised."""
    interaction = _get(session, interaction_id)
    interaction.deleted_at = stamp()
    recording.describe(session, _("Deleted an entry of {day}").format(day=interaction.occurred_on))


def restore(session: Session, interaction_id: int) -> None:
    """Bring a deleted interaction back."""
    interaction = session.get(Interaction, interaction_id)
    if interaction is None:
        raise NotFound(_("This entry is not there any more."))
    interaction.deleted_at = None
    recording.describe(session, _("Restored an entry of {day}").format(day=interaction.occurred_on))


def both_spoke(kind: str, direction: str | None) -> bool:
    """Return whether contact went both ways if nobody said: all but an e-mail of ours."""
    return not (kind == InteractionKind.EMAIL and direction == Direction.OUT)


def _get(session: Session, interaction_id: int) -> Interaction:
    interaction = session.get(Interaction, interaction_id)
    if interaction is None or interaction.deleted_at is not None:
        raise NotFound(_("This entry is not there any more."))
    return interaction


def _check(draft: LogDraft) -> None:
    if draft.kind not in set(InteractionKind):
        kinds = ", ".join(kind.value for kind in InteractionKind)
        raise Invalid("kind", _("The kind is one of {kinds}.").format(kinds=kinds))
    if draft.direction is not None and draft.direction not in set(Direction):
        raise Invalid("direction", _("The direction is in (they began) or out (we began)."))
    if draft.minutes is not None and not 0 <= draft.minutes <= 10_000:
        raise Invalid("minutes", _("Minutes lie between 0 and 10,000."))
    typed_text.feeling(draft.feeling)
    typed_text.kept("note", draft.note)


def _values(draft: LogDraft) -> dict[str, Any]:
    both = draft.two_way
    return {
        "kind": InteractionKind(draft.kind),
        "direction": Direction(draft.direction) if draft.direction else None,
        "two_way": both_spoke(draft.kind, draft.direction) if both is None else both,
        "feeling": draft.feeling,
        "colleague_id": draft.colleague_id,
        "minutes": draft.minutes,
        "note": draft.note,
    }


def _past(draft: LogDraft, here: datetime, languages: Sequence[str]) -> Spoken:
    """Refuse the future, but for tomorrow: somewhere it has begun already."""
    spoken = spoken_time.when(draft.when, here, languages, month_first=draft.month_first)
    if spoken.day > here.date() + timedelta(days=1):
        raise Invalid(
            "when",
            _(
                "{day} has not come yet. Only what has happened is logged; "
                "to plan something, write a promise: “! call back on Friday”."
            ).format(day=spoken.day.isoformat()),
        )
    return spoken


def _when(spoken: Spoken) -> dict[str, datetime | date | None]:
    return {"at": spoken.at and spoken.at.astimezone(UTC), "occurred_on": spoken.day}


def _said(session: Session, interaction: Interaction) -> str:
    """Return the interaction's time as one would type it."""
    if interaction.at is None:
        return interaction.occurred_on.isoformat()
    return f"{interaction.at.astimezone(settings.load(session).tz):%Y-%m-%d %H:%M}"


def _present(
    session: Session, customer_id: int, draft: LogDraft, understood: Understood, today: date
) -> list[int]:
    """Return the ids of everybody who took part, the new ones added first."""
    mentioned = [mention.person.id for mention in understood.mentions if mention.person]
    named = who.contacts(session, customer_id, draft.contacts)
    added = note_records.add_contacts(session, customer_id, draft.new_contacts, today)
    return list(dict.fromkeys([*draft.contact_ids, *named, *mentioned, *added]))


def _contacts_of(session: Session, interaction_id: int) -> list[int]:
    query = select(InteractionContact.contact_id).where(
        InteractionContact.interaction_id == interaction_id
    )
    return sorted(session.scalars(query))


def _set_contacts(session: Session, interaction: Interaction, draft: LogDraft) -> None:
    wanted = {*draft.contact_ids, *who.contacts(session, interaction.customer_id, draft.contacts)}
    present = set(_contacts_of(session, interaction.id))
    for contact_id in sorted(wanted - present):
        session.add(InteractionContact(interaction_id=interaction.id, contact_id=contact_id))
    for contact_id in sorted(present - wanted):
        session.delete(session.get_one(InteractionContact, (interaction.id, contact_id)))
