"""Goals: what a customer wants for itself, our part in it, and how far it has come."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Goal
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One line of the list; ``progress`` is 0–100, None where nobody knows."""

    id: int
    text: str
    set_on: date | None
    due_on: date | None
    progress: int | None
    our_part: str
    status: str


@dataclass(slots=True)
class GoalDraft:
    """What the form edits; ``id`` is None for a new goal."""

    customer_id: int
    text: str = ""
    set_on: date | None = None
    due_on: date | None = None
    progress: int | None = None
    our_part: str = ""
    status: str = ""
    id: int | None = None
    version: int | None = None


def of_customer(session: Session, customer_id: int) -> list[GoalRow]:
    """Return a customer's goals, those due first on top."""
    query = (
        select(
            Goal.id, Goal.text, Goal.set_on, Goal.due_on, Goal.progress, Goal.our_part, Goal.status
        )
        .where(Goal.customer_id == customer_id, Goal.deleted_at.is_(None))
        .order_by(Goal.due_on.asc().nulls_last(), Goal.id)
    )
    return [GoalRow(*row) for row in session.execute(query)]


def load(session: Session, record_id: int) -> GoalDraft:
    """Return a goal as a form wants it; raises NotFound."""
    found = entries.get(session, Goal, record_id)
    return GoalDraft(
        found.customer_id, found.text, found.set_on, found.due_on, found.progress,
        found.our_part, found.status, found.id, found.version,
    )  # fmt: skip


def save(session: Session, draft: GoalDraft, today: date) -> int:
    """Store a new or edited goal and return its id; raises Invalid and Conflict."""
    sentence = _("Please say what the customer wants to reach.")
    text = typed_text.required("text", draft.text, sentence)
    if draft.set_on and draft.due_on and draft.due_on < draft.set_on:
        raise Invalid("due_on", _("A goal cannot be due before it was set."))
    if draft.progress is not None and not 0 <= draft.progress <= 100:
        raise Invalid("progress", _("Progress lies between 0 and 100 per cent."))
    new = Goal(customer_id=draft.customer_id, recorded_on=today)
    found = entries.for_draft(session, Goal, draft.id, draft.version, new)
    found.text, found.set_on, found.due_on = text, draft.set_on, draft.due_on
    found.progress, found.our_part = draft.progress, typed_text.line("our_part", draft.our_part)
    found.status = typed_text.line("status", draft.status)
    session.add(found)
    session.flush()
    label = _("Changed a goal: {text}") if draft.id else _("Noted a goal: {text}")
    recording.describe(session, label.format(text=entries.short(text)))
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take a goal off the list; undo brings it back."""
    text = entries.get(session, Goal, record_id).text
    label = _("Deleted a goal: {text}").format(text=entries.short(text))
    entries.delete(session, Goal, record_id, label)
