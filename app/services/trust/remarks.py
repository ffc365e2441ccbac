"""What a customer told us, corrected or taken away afterwards; what we do about it is there too."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.language import _
from app.models import Feedback
from app.models.kinds import FeedbackKind
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Invalid
from app.services.trust import entries


@dataclass(slots=True)
class RemarkDraft:
    """What the form edits of feedback that was logged before."""

    id: int
    version: int
    text: str
    kind: FeedbackKind
    contact_id: int | None
    product: str
    action: str
    owner_id: int | None
    due_on: date | None
    outcome: str


def load(session: Session, record_id: int) -> RemarkDraft:
    """Return feedback as a form wants it; raises NotFound."""
    found = entries.get(session, Feedback, record_id)
    return RemarkDraft(
        found.id, found.version, found.text, found.kind, found.contact_id, found.product,
        found.action, found.owner_id, found.due_on, found.outcome,
    )  # fmt: skip


def save(session: Session, draft: RemarkDraft, today: date) -> int:
    """Store what was corrected; saying what we do about it begins the acting. Raises Invalid."""
    text = typed_text.required("text", draft.text, _("Please say what they told us."))
    found = entries.for_draft(session, Feedback, draft.id, draft.version, Feedback())
    action = typed_text.line("action", draft.action)
    if found.acted_on is not None and not action:
        raise Invalid("action", _("Please say what we do about it."))
    found.text, found.kind = text, FeedbackKind(draft.kind)
    found.contact_id, found.product = draft.contact_id, typed_text.line("product", draft.product)
    found.owner_id, found.due_on = draft.owner_id, draft.due_on
    if action and found.acted_on is None:
        found.acted_on = today
    found.action, found.outcome = action, typed_text.line("outcome", draft.outcome)
    session.flush()
    recording.describe(session, _("Changed feedback: {text}").format(text=entries.short(text)))
    return found.id


def delete(session: Session, record_id: int) -> None:
    """Take feedback away; undo brings it back."""
    text = entries.get(session, Feedback, record_id).text
    label = _("Deleted feedback: {text}").format(text=entries.short(text))
    entries.delete(session, Feedback, record_id, label)
