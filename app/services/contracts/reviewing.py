"""Giving one's call of a renewal: the account manager blind, then the owner, who decides."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.language import _
from app.models import Contract, RenewalReview
from app.models.kinds import Call
from app.services.book import recording
from app.services.contracts import calls, outcomes, renewals, reviews, wording
from app.services.contracts.renewal_rows import RenewalRow
from app.services.contracts.review_rows import ReviewRow
from app.services.customers import typed_text
from app.services.errors import Conflict, Invalid, NotFound

GUTS = range(1, 6)


@dataclass(slots=True)
class ManagerDraft:
    """The account manager's call, and gut: 1 sure to stay … 5 sure to go."""

    contract_id: int
    due_on: date
    call: Call | None = None
    gut: int | None = None
    by: int | None = None
    version: int | None = None


@dataclass(slots=True)
class FinalDraft:
    """The owner's call; one at risk has its action, with an owner and a date."""

    contract_id: int
    due_on: date
    call: Call | None = None
    by: int | None = None
    note: str = ""
    action: str = ""
    action_owner_id: int | None = None
    action_on: date | None = None
    version: int | None = None


def manager_draft(row: ReviewRow, by: int | None) -> ManagerDraft:
    """Return a line as the account manager's form begins."""
    return ManagerDraft(row.contract_id, row.due_on, by=by, version=row.version)


def final_draft(row: ReviewRow, by: int | None) -> FinalDraft:
    """Return a line as the owner's form begins: where both agreed, with what they agreed on."""
    agreed = row.manager_call if row.manager_call is row.computed_call else None
    return FinalDraft(
        row.contract_id,
        row.due_on,
        row.final_call or agreed,
        row.final_id or by,
        row.note,
        row.action,
        row.action_owner_id or row.owner_id,
        row.action_on,
        row.version,
    )


def give(session: Session, draft: ManagerDraft, today: date) -> int:
    """Store the account manager's call with the computed one of this moment; return its id.

    It is given once: what is said after seeing the computed call is the owner's decision. Raises
    Invalid, Conflict and NotFound.
    """
    row = _waiting(session, draft, today)
    if row.manager_call is not None:
        raise Conflict(
            _(
                "This call was given before the computed one was shown, and stays as it was. "
                "To correct a slip, undo it."
            )
        )
    call = _allowed(draft.call, row.horizon)
    if draft.gut not in GUTS:
        raise Invalid("gut", _("Please say what your gut says, from 1 to 5."))
    seen = _seen(session, row, today)
    review = _review(session, row, today)
    review.manager_call, review.gut = call, draft.gut
    review.manager_id, review.manager_on = draft.by, today
    if seen.risk is not None:
        usual = calls.usual(*renewals.experience(session, today))
        review.computed_risk = seen.risk
        review.computed_call = calls.computed(seen.risk, usual, row.horizon)
    session.flush()
    _describe(session, call, row)
    return review.id


def decide(session: Session, draft: FinalDraft, today: date) -> int:
    """Store the owner's final call and return the review's id.

    The action of an at-risk call becomes the renewal's next step. Raises Invalid, Conflict and
    NotFound.
    """
    row = _waiting(session, draft, today)
    if row.manager_call is None:
        raise Invalid("call", _("The account manager's call comes first."))
    call = _allowed(draft.call, row.horizon)
    action = typed_text.line("action", draft.action) if call is Call.AT_RISK else ""
    if call is Call.AT_RISK:
        _check_action(action, draft)
    review = _review(session, row, today)
    review.final_call, review.final_id, review.final_on = call, draft.by, today
    review.note, review.action = typed_text.line("note", draft.note), action
    review.action_owner_id = draft.action_owner_id if action else None
    review.action_on = draft.action_on if action else None
    session.flush()
    if (action, review.action_on) != (row.action, row.action_on):
        _plan(session, row, action, review.action_on, today)
    _describe(session, call, row)
    return review.id


def stored(session: Session, draft: ManagerDraft | FinalDraft, today: date) -> ReviewRow | None:
    """Return the line that a draft was made from, as it stands now; None if it is gone."""
    contract = session.get(Contract, draft.contract_id)
    if contract is None or contract.deleted_at is not None:
        raise NotFound(_("This contract is not there any more."))
    found = reviews.queue(session, today, [contract.customer_id])
    meant = (draft.contract_id, draft.due_on)
    return next((one for one in found if (one.contract_id, one.due_on) == meant), None)


def _waiting(session: Session, draft: ManagerDraft | FinalDraft, today: date) -> ReviewRow:
    """Return the review as it stands; raises Conflict where it is another than was seen."""
    row = stored(session, draft, today)
    if row is None:
        raise Conflict(_("This renewal is not to be reviewed any more. Look at the list again."))
    if row.version != draft.version:
        raise Conflict(
            _("This review was changed somewhere else in the meantime. Look at it again.")
        )
    return row


def _allowed(call: Call | None, horizon: int) -> Call:
    if call is None:
        raise Invalid("call", _("Please choose a call."))
    if call not in calls.choices(horizon):
        raise Invalid(
            "call",
            _("Within 90 days of the last day to say no, watching is too late: safe or at risk?"),
        )
    return call


def _check_action(action: str, draft: FinalDraft) -> None:
    if not action:
        raise Invalid("action", _("Please say what is done about it: one thing."))
    if draft.action_owner_id is None:
        raise Invalid("action_owner_id", _("Please say who does it."))
    if draft.action_on is None:
        raise Invalid("action_on", _("Please say by when."))


def _seen(session: Session, row: ReviewRow, today: date) -> RenewalRow:
    """Return the renewal with its risk computed from the facts of this moment."""
    customer = [row.customer_id]
    levels = renewals.levels_on(session, today, customer)
    found = renewals.due(session, today, levels=levels, customer_ids=customer)
    return next(one for one in found if one.contract_id == row.contract_id)


def _review(session: Session, row: ReviewRow, today: date) -> RenewalReview:
    if row.review_id is not None:
        return session.get_one(RenewalReview, row.review_id)
    review = RenewalReview(
        customer_id=row.customer_id,
        contract_id=row.contract_id,
        due_on=row.due_on,
        horizon=row.horizon,
        recorded_on=today,
        note="",
        action="",
    )
    session.add(review)
    return review


def _plan(session: Session, row: ReviewRow, action: str, on: date | None, today: date) -> None:
    """Make the action the renewal's next step; one taken back is a next step no more."""
    now = _seen(session, row, today)
    if not action and now.next_step != row.action:
        return  # nobody's plan but another's by now
    draft = replace(outcomes.next_step_draft(now), text=action, on=on)
    outcomes.save_next_step(session, draft, today)


def _describe(session: Session, call: Call, row: ReviewRow) -> None:
    label = _("{call}: {contract}, {customer}").format(
        call=wording.calls()[call], contract=row.contract, customer=row.customer
    )
    recording.describe(session, label)
