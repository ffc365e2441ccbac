"""The ledger of promises: made, kept, moved, broken, and told."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from app.language import _
from app.models import Colleague, Contact, Customer, Promise
from app.models.base import now
from app.models.kinds import PromiseDirection, PromiseState
from app.services.book import recording
from app.services.customers import typed_text
from app.services.errors import Conflict, Invalid, NotFound

BROKEN_AFTER = timedelta(days=60)  # after the due day (docs/method.md, 2)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One line of the ledger; ``by`` is who promised, ``to`` whom it was promised."""

    id: int
    customer_id: int
    customer: str
    text: str
    made_on: date
    due_on: date | None
    by: str
    to: str
    direction: PromiseDirection
    state: PromiseState
    done_on: date | None
    told_on: date | None
    confirmed_on: date | None
    broken_on: date | None
    moved_from: date | None
    version: int


@dataclass(slots=True)
class PromiseDraft:
    """What the form edits; ``id`` is None for a new promise."""

    customer_id: int
    text: str = ""
    made_on: date | None = None
    due_on: date | None = None
    colleague_id: int | None = None
    contact_id: int | None = None
    direction: PromiseDirection = PromiseDirection.OURS
    via: str = ""
    interaction_id: int | None = None
    id: int | None = None
    version: int | None = None


def state_of(
    due_on: date | None, done_on: date | None, broken_on: date | None, today: date
) -> PromiseState:
    """Return what became of a promise as of ``today`` (docs/method.md, 16)."""
    if done_on is not None and done_on <= today:
        late = due_on is not None and done_on > due_on
        return PromiseState.KEPT_LATE if late else PromiseState.KEPT
    if broken_on is not None and broken_on <= today:
        return PromiseState.BROKEN
    if due_on is None or due_on >= today:
        return PromiseState.OPEN
    return PromiseState.BROKEN if due_on + BROKEN_AFTER <= today else PromiseState.LATE


def ledger(
    session: Session, today: date, customer_id: int | None = None, *, only_open: bool = False
) -> list[PromiseRow]:
    """Return promises, the open ones first by due day, then the settled ones, newest first."""
    to = aliased(Contact)
    query = (
        select(Promise, Customer.name, Colleague.name, to.name)
        .join(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Colleague, Colleague.id == Promise.colleague_id)
        .outerjoin(to, to.id == Promise.contact_id)
        .where(Promise.deleted_at.is_(None), Customer.deleted_at.is_(None))
    )
    if customer_id is not None:
        query = query.where(Promise.customer_id == customer_id)
    if only_open:
        query = query.where(and_(Promise.done_on.is_(None), Promise.broken_on.is_(None)))
    rows = [
        PromiseRow(
            promise.id,
            promise.customer_id,
            customer,
            promise.text,
            promise.made_on,
            promise.due_on,
            by or "",
            contact or "",
            promise.direction,
            state_of(promise.due_on, promise.done_on, promise.broken_on, today),
            promise.done_on,
            promise.told_on,
            promise.confirmed_on,
            promise.broken_on,
            promise.moved_from,
            promise.version,
        )
        for promise, customer, by, contact in session.execute(query)
    ]
    return sorted(rows, key=_open_first)


def load(session: Session, promise_id: int) -> PromiseDraft:
    """Return a promise as a form wants it; raises NotFound."""
    promise = _get(session, promise_id)
    return PromiseDraft(
        promise.customer_id,
        promise.text,
        promise.made_on,
        promise.due_on,
        promise.colleague_id,
        promise.contact_id,
        promise.direction,
        promise.via,
        promise.interaction_id,
        promise.id,
        promise.version,
    )


def save(session: Session, draft: PromiseDraft, today: date) -> int:
    """Store a new or edited promise and return its id; raises Invalid and Conflict."""
    text = typed_text.required("text", draft.text, _("Please say what was promised."))
    made_on = draft.made_on or today
    if made_on > today:
        raise Invalid("made_on", _("A promise cannot have been made in the future."))
    if draft.due_on is not None and draft.due_on < made_on:
        raise Invalid("due_on", _("A promise cannot be due before it was made."))
    promise = _get(session, draft.id) if draft.id else Promise(recorded_on=today)
    if draft.id and draft.version != promise.version:
        raise Conflict(_("This promise was changed somewhere else in the meantime. Open it again."))
    promise.customer_id, promise.text, promise.made_on = draft.customer_id, text, made_on
    promise.due_on, promise.direction, promise.via = (
        draft.due_on,
        draft.direction,
        typed_text.line("via", draft.via),
    )
    promise.colleague_id, promise.contact_id = draft.colleague_id, draft.contact_id
    promise.interaction_id = draft.interaction_id
    session.add(promise)
    session.flush()
    recording.describe(session, _("Changed a promise") if draft.id else _("Noted a promise"))
    return promise.id


def keep(session: Session, promise_id: int, on: date) -> None:
    """Say that a promise was kept on a day."""
    promise = _get(session, promise_id)
    if on < promise.made_on:
        raise Invalid("done_on", _("A promise cannot be kept before it was made."))
    promise.done_on, promise.broken_on = on, None
    recording.describe(session, _("Kept: {text}").format(text=promise.text))


def move(session: Session, promise_id: int, due_on: date, today: date) -> None:
    """Agree on another day; the one it was due until now stays on record."""
    promise = _get(session, promise_id)
    if due_on < today:
        raise Invalid("due_on", _("The new day lies in the past."))
    promise.moved_from = promise.due_on
    promise.moved_on, promise.due_on = today, due_on
    recording.describe(
        session, _("Moved to {day}: {text}").format(day=due_on.isoformat(), text=promise.text)
    )


def break_(session: Session, promise_id: int, on: date) -> None:
    """Own up that a promise will not be kept."""
    promise = _get(session, promise_id)
    promise.broken_on, promise.done_on = on, None
    recording.describe(session, _("Broken: {text}").format(text=promise.text))


def tell(session: Session, promise_id: int, on: date) -> None:
    """Say that the customer was told what became of a promise."""
    promise = _get(session, promise_id)
    promise.told_on = on
    recording.describe(session, _("Told: {text}").format(text=promise.text))


def delete(session: Session, promise_id: int) -> None:
    """Take a promise out of the ledger; undo brings it back."""
    promise = _get(session, promise_id)
    promise.deleted_at = now()
    recording.describe(session, _("Deleted a promise: {text}").format(text=promise.text))


def _get(session: Session, promise_id: int) -> Promise:
    promise = session.get(Promise, promise_id)
    if promise is None or promise.deleted_at is not None:
        raise NotFound(_("This promise is not there any more."))
    return promise


def _open_first(row: PromiseRow) -> tuple[bool, int, int]:
    settled = row.done_on or row.broken_on
    day = settled or row.due_on or date.max
    order = day.toordinal()
    return (settled is not None, -order if settled else order, row.id)
