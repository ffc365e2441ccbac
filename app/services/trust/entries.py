"""What the lists of a customer's own records share: find one, refuse an old draft, delete one."""

from typing import TypeVar

from sqlalchemy.orm import Session

from app.language import _
from app.models.base import Record, now
from app.services.book import recording
from app.services.errors import Conflict, NotFound

Kind = TypeVar("Kind", bound=Record)

SHORT = 60


def get(session: Session, model: type[Kind], record_id: int) -> Kind:
    """Return the stored record; raises NotFound where it was deleted."""
    record = session.get(model, record_id)
    if record is None or record.deleted_at is not None:
        raise NotFound(_("This entry is not there any more."))
    return record


def for_draft(
    session: Session, model: type[Kind], record_id: int | None, version: int | None, new: Kind
) -> Kind:
    """Return the record that a draft edits, or ``new``; raises Conflict where it is not as read."""
    if record_id is None:
        return new
    record = get(session, model, record_id)
    if record.version != version:
        raise Conflict(
            _("This entry was changed somewhere else in the meantime. Open it again to go on.")
        )
    return record


def delete(session: Session, model: type[Kind], record_id: int, label: str) -> None:
    """Take a record out of sight; undo brings it back. ``label`` names the action."""
    get(session, model, record_id).deleted_at = now()
    recording.describe(session, label)


def short(text: str) -> str:
    """Return a text as the name of an action has it."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"
