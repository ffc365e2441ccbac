"""Colleagues: who at our firm carries which customers, and who has left."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Customer
from app.models.base import now
from app.services.book import recording
from app.services.customers import external_ids, typed_text
from app.services.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """One colleague, and how many customers she or he owns."""

    id: int
    name: str
    email: str
    role: str
    left_on: date | None
    customers: int


@dataclass(slots=True)
class ColleagueDraft:
    """What the form edits; ``id`` is None for a new colleague."""

    name: str = ""
    email: str = ""
    role: str = ""
    left_on: date | None = None
    external_id: str = ""
    id: int | None = None
    version: int | None = None


def overview(session: Session) -> list[ColleagueRow]:
    """Return every colleague by name, those who left too."""
    owned = (
        select(func.count())
        .where(Customer.owner_id == Colleague.id, Customer.deleted_at.is_(None))
        .correlate(Colleague)
        .scalar_subquery()
    )
    query = (
        select(
            Colleague.id, Colleague.name, Colleague.email, Colleague.role, Colleague.left_on,
            owned.label("customers"),
        )
        .where(Colleague.deleted_at.is_(None))
        .order_by(func.lower(Colleague.name), Colleague.id)
    )  # fmt: skip
    return [ColleagueRow(**row) for row in session.execute(query).mappings()]


def names(session: Session, today: date) -> list[tuple[int, str]]:
    """Return id and name of those who are here today, by name."""
    query = select(Colleague.id, Colleague.name).where(
        Colleague.deleted_at.is_(None),
        or_(Colleague.left_on.is_(None), Colleague.left_on >= today),
    )
    return [
        (row.id, row.name) for row in session.execute(query.order_by(func.lower(Colleague.name)))
    ]


def load(session: Session, colleague_id: int) -> ColleagueDraft:
    """Return a colleague as a form wants it; raises NotFound."""
    colleague = _get(session, colleague_id)
    values: dict[str, Any] = {
        field.name: getattr(colleague, field.name) for field in fields(ColleagueDraft)
    }
    values["external_id"] = colleague.external_id or ""
    return ColleagueDraft(**values)


def save(session: Session, draft: ColleagueDraft) -> int:
    """Store a new or edited colleague and return the id; raises Invalid, Conflict and NotFound."""
    name = typed_text.name("name", draft.name, _("Please give the colleague's name."))
    email, role = typed_text.line("email", draft.email), typed_text.line("role", draft.role)
    if email and "@" not in email.strip("@"):
        raise Invalid("email", _("An e-mail address has an @ in its middle."))
    colleague = _get(session, draft.id) if draft.id else Colleague()
    if draft.id and draft.version != colleague.version:
        raise Conflict(
            _("{name} was changed somewhere else in the meantime. Open it again.").format(name=name)
        )
    colleague.external_id = external_ids.free(session, colleague, draft.external_id)
    colleague.name, colleague.email, colleague.role = name, email, role
    colleague.left_on = typed_text.day("left_on", draft.left_on)
    session.add(colleague)
    session.flush()
    label = _("Changed {name}") if draft.id else _("Added {name}")
    recording.describe(session, label.format(name=name))
    return colleague.id


def delete(session: Session, colleague_ids: Iterable[int]) -> None:
    """Take colleagues out of sight; what they did keeps their names, and undo brings them back."""
    colleagues = [_get(session, colleague_id) for colleague_id in colleague_ids]
    for colleague in colleagues:
        colleague.deleted_at = now()
    one = len(colleagues) == 1
    what = colleagues[0].name if one else _("{n} colleagues").format(n=len(colleagues))
    recording.describe(session, _("Deleted {what}").format(what=what))


def _get(session: Session, colleague_id: int) -> Colleague:
    colleague = session.get(Colleague, colleague_id)
    if colleague is None or colleague.deleted_at is not None:
        raise NotFound(_("This colleague is not there any more."))
    return colleague
