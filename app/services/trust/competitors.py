"""Competitors: what customers say of other providers' offerings."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Competitor, CompetitorMention, Contact
from app.models.kinds import Stance
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One line of the list."""

    id: int
    occurred_on: date
    competitor: str
    product: str
    stance: Stance | None
    contact: str
    note: str


@dataclass(slots=True)
class MentionDraft:
    """What the form edits; ``id`` is None for a new mention. The competitor is given by name."""

    customer_id: int
    competitor: str = ""
    occurred_on: date | None = None
    contact_id: int | None = None
    product: str = ""
    stance: Stance | None = None
    note: str = ""
    id: int | None = None
    version: int | None = None


def names(session: Session) -> list[str]:
    """Return the names of all competitors."""
    query = select(Competitor.name).where(Competitor.deleted_at.is_(None))
    return list(session.scalars(query.order_by(func.lower(Competitor.name))))


def of_customer(session: Session, customer_id: int) -> list[MentionRow]:
    """Return which competitors a customer spoke of, the newest first."""
    query = (
        select(
            CompetitorMention.id, CompetitorMention.occurred_on, Competitor.name,
            CompetitorMention.product, CompetitorMention.stance,
            func.coalesce(Contact.name, ""), CompetitorMention.note,
        )
        .join(Competitor, Competitor.id == CompetitorMention.competitor_id)
        .outerjoin(Contact, Contact.id == CompetitorMention.contact_id)
        .where(
            CompetitorMention.customer_id == customer_id, CompetitorMention.deleted_at.is_(None)
        )
        .order_by(CompetitorMention.occurred_on.desc(), CompetitorMention.id.desc())
    )  # fmt: skip
    return [MentionRow(*row) for row in session.execute(query)]


def load(session: Session, record_id: int) -> MentionDraft:
    """Return a mention as a form wants it; raises NotFound."""
    found = entries.get(session, CompetitorMention, record_id)
    return MentionDraft(
        found.customer_id, session.get_one(Competitor, found.competitor_id).name,
        found.occurred_on, found.contact_id, found.product, found.stance, found.note,
        found.id, found.version,
    )  # fmt: skip


def save(session: Session, draft: MentionDraft, today: date) -> int:
    """Store a new or edited mention and return its id; raises Invalid and Conflict."""
    said = " ".join(draft.competitor.split())
    name = typed_text.name("competitor", said, _("Please say which competitor."))
    occurred_on = draft.occurred_on or today
    if occurred_on > today:
        raise Invalid("occurred_on", _("That day has not come yet."))
    new = CompetitorMention(customer_id=draft.customer_id, recorded_on=today)
    found = entries.for_draft(session, CompetitorMention, draft.id, draft.version, new)
    found.competitor_id, found.occurred_on = _named(session, name).id, occurred_on
    found.contact_id, found.product = draft.contact_id, typed_text.line("product", draft.product)
    found.stance = Stance(draft.stance) if draft.stance else None
    found.note = typed_text.kept("note", draft.note)
    session.add(found)
    session.flush()
    label = _("Changed a mention of {name}") if draft.id else _("Noted a mention of {name}")
    recording.describe(session, label.format(name=name))
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take a mention off the list; undo brings it back."""
    entries.delete(session, CompetitorMention, record_id, _("Deleted a mention of a competitor"))


def _named(session: Session, name: str) -> Competitor:
    """Return the competitor of this name, whatever its case, added if there is none yet."""
    known = session.scalars(select(Competitor).where(Competitor.deleted_at.is_(None)))
    for one in known:
        if one.name.casefold() == name.casefold():
            return one
    added = Competitor(name=name)
    session.add(added)
    session.flush()
    return added
