"""Next steps before renewals: which are to be done now, by whom, and that one is done."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Customer, Renewal, RenewalReview
from app.models.kinds import Call
from app.services.book import recording
from app.services.contracts.renewal_rows import RenewalRow
from app.services.contracts.terms import OVERDUE_DAYS
from app.services.errors import NotFound

AHEAD_DAYS = 3  # before its day a next step is something to do; one that a review asked for always


@dataclass(frozen=True, slots=True)
class Action:
    """What an at-risk call asks for, and who does it."""

    text: str
    owner_id: int | None


def asked_for(session: Session, today: date) -> dict[tuple[int, date], Action]:
    """Return the actions of at-risk calls, by contract and due day of the renewal."""
    query = (
        select(
            RenewalReview.contract_id, RenewalReview.due_on, RenewalReview.action,
            RenewalReview.action_owner_id,
        )
        .where(
            RenewalReview.deleted_at.is_(None),
            RenewalReview.final_call == Call.AT_RISK,
            RenewalReview.final_on <= today,
            RenewalReview.due_on >= today - timedelta(days=OVERDUE_DAYS),
        )
        .order_by(RenewalReview.horizon.desc())
    )  # fmt: skip
    return {
        (row.contract_id, row.due_on): Action(row.action, row.action_owner_id)
        for row in session.execute(query)
    }


def is_to_do(row: RenewalRow, action: Action | None, today: date) -> bool:
    """Return whether a renewal's next step is something to do now."""
    if not row.next_step or row.outcome is not None:
        return False
    if action is not None and action.text == row.next_step:
        return True
    return row.next_step_on is not None and row.next_step_on <= today + timedelta(days=AHEAD_DAYS)


def finish(session: Session, contract_id: int, _today: date) -> None:
    """Say that the next step of a contract's open renewal is done; raises NotFound.

    The renewal then waits for another step or its decision; the review keeps what it asked for.
    """
    query = select(Renewal).where(
        Renewal.contract_id == contract_id,
        Renewal.deleted_at.is_(None),
        Renewal.outcome.is_(None),
        Renewal.next_step != "",
    )
    renewal = session.scalars(query.order_by(Renewal.due_on)).first()
    if renewal is None:
        raise NotFound(_("This step is not there any more."))
    label = _("Done for {customer}: {text}")
    customer = session.get_one(Customer, renewal.customer_id).name
    recording.describe(session, label.format(customer=customer, text=renewal.next_step))
    renewal.next_step, renewal.next_step_on = "", None
