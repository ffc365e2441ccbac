"""Recording how a renewal was decided, and what to do until then."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Competitor, Contract, Customer, Renewal
from app.models.base import now
from app.models.kinds import Outcome, Renews, Surprise
from app.services.book import recording
from app.services.contracts import renewals, wording
from app.services.contracts import terms as rules
from app.services.contracts.held import LOSSES
from app.services.contracts.renewal_rows import RenewalRow
from app.services.contracts.terms import Terms
from app.services.customers import typed_text
from app.services.errors import Conflict, Invalid, NotFound

SUCCEEDING = frozenset({Outcome.RENEWED, Outcome.GROWN, Outcome.REDUCED})


@dataclass(slots=True)
class OutcomeDraft:
    """How one renewal was decided; ``value_after`` per year in minor units, None as before.

    ``outcome`` None takes a decision back. ``renewal_id`` and ``version`` are those of the row.
    """

    contract_id: int
    due_on: date
    outcome: Outcome | None = None
    decided_on: date | None = None
    value_after: int | None = None
    reason: str = ""
    competitor: str = ""
    renewal_id: int | None = None
    version: int | None = None
    surprise: Surprise | None = None


@dataclass(slots=True)
class NextStepDraft:
    """What is to be done before the decision, by whom and when."""

    contract_id: int
    due_on: date
    text: str = ""
    on: date | None = None
    owner_id: int | None = None
    renewal_id: int | None = None
    version: int | None = None


def outcome_draft(row: RenewalRow) -> OutcomeDraft:
    """Return a line of the list as the form edits it."""
    return OutcomeDraft(
        row.contract_id,
        row.due_on,
        row.outcome,
        row.decided_on,
        row.value_after,
        row.reason,
        row.competitor,
        row.renewal_id,
        row.version,
        row.surprise,
    )


def next_step_draft(row: RenewalRow) -> NextStepDraft:
    """Return a line's next step as the form edits it."""
    return NextStepDraft(
        row.contract_id,
        row.due_on,
        row.next_step,
        row.next_step_on,
        row.owner_id,
        row.renewal_id,
        row.version,
    )


def record_outcome(session: Session, draft: OutcomeDraft, today: date) -> int:
    """Store how a renewal was decided and return its id; raises Invalid, Conflict and NotFound.

    A renewal puts a successor in the contract's place, a loss ends the contract. A decision
    corrected later first takes back what it had done.
    """
    contract = _contract(session, draft.contract_id)
    renewal = _renewal(session, contract, draft.renewal_id, draft.due_on, draft.version, today)
    decided_on = draft.decided_on or today
    before = renewal.value_before if renewal.outcome is not None else contract.value
    _check(draft, decided_on, before, today)
    _take_back(session, contract, renewal, draft.outcome)
    if draft.outcome is not None and rules.month_to_month(_terms(contract)):
        _decide_now(session, contract, renewal, decided_on, draft.outcome)
    renewal.outcome = draft.outcome
    renewal.decided_on = decided_on if draft.outcome else None
    renewal.reason = typed_text.line("reason", draft.reason)
    renewal.competitor_id = _competitor(session, draft.competitor)
    renewal.value_before = before
    renewal.value_after = _value_after(draft, before)
    renewal.surprise = draft.surprise if draft.outcome in LOSSES else None
    if draft.outcome in LOSSES:
        contract.cancelled_on = min(decided_on, renewal.due_on)
    elif draft.outcome is not None:
        _go_on(session, contract, renewal, today)
    session.flush()
    label = wording.outcomes()[draft.outcome] if draft.outcome else _("Not decided yet")
    recording.describe(
        session,
        _("{outcome}: {contract}, {customer}").format(
            outcome=label, contract=contract.title, customer=_customer(session, contract)
        ),
    )
    return renewal.id


def save_next_step(session: Session, draft: NextStepDraft, today: date) -> int:
    """Store what is to be done before a renewal is decided; return the renewal's id."""
    contract = _contract(session, draft.contract_id)
    renewal = _renewal(session, contract, draft.renewal_id, draft.due_on, draft.version, today)
    renewal.next_step = typed_text.line("text", draft.text)
    renewal.next_step_on = draft.on
    customer = session.get(Customer, contract.customer_id)
    shown = contract.owner_id or (customer.owner_id if customer else None)
    if draft.owner_id != shown:  # else it goes on following the customer's owner
        contract.owner_id = draft.owner_id
    session.flush()
    recording.describe(
        session,
        _("Next step for {customer}: {text}").format(
            customer=customer.name if customer else "", text=renewal.next_step or _("none")
        ),
    )
    return renewal.id


def stored(session: Session, draft: OutcomeDraft | NextStepDraft, today: date) -> RenewalRow | None:
    """Return the line that a draft was made from, as it stands now; None if it is gone."""
    customer = _contract(session, draft.contract_id).customer_id
    due = renewals.due(session, today, everything=True, customer_ids=[customer])
    rows = [row for row in due if row.contract_id == draft.contract_id]
    by_id = {row.renewal_id: row for row in rows if row.renewal_id is not None}
    by_day = {row.due_on: row for row in rows}
    return by_id.get(draft.renewal_id or 0) or by_day.get(draft.due_on)


def _contract(session: Session, contract_id: int) -> Contract:
    contract = session.get(Contract, contract_id)
    if contract is None or contract.deleted_at is not None:
        raise NotFound(_("This contract is not there any more."))
    return contract


def _customer(session: Session, contract: Contract) -> str:
    customer = session.get(Customer, contract.customer_id)
    return customer.name if customer else ""


def _renewal(
    session: Session,
    contract: Contract,
    renewal_id: int | None,
    due_on: date,
    version: int | None,
    today: date,
) -> Renewal:
    """Return the renewal that is meant, deleted ones of the same day included, or a new one.

    Raises Conflict where it is not, or is no longer, what whoever edits it has seen.
    """
    if renewal_id is None:
        same = select(Renewal).where(Renewal.contract_id == contract.id, Renewal.due_on == due_on)
        renewal = session.scalars(same).first()
    else:
        renewal = session.get(Renewal, renewal_id)
    if renewal is None:
        renewal = Renewal(
            customer_id=contract.customer_id,
            contract_id=contract.id,
            due_on=due_on,
            recorded_on=today,
            next_step="",
        )
        session.add(renewal)
        session.flush()
    elif renewal.version != version and not (renewal_id is None and renewal.deleted_at):
        if renewal_id is None and renewal.outcome is not None:
            raise Conflict(_("This renewal was decided somewhere else in the meantime."))
        raise Conflict(
            _("This renewal was changed somewhere else in the meantime. Look at it again.")
        )
    renewal.deleted_at = None
    return renewal


def _check(draft: OutcomeDraft, decided_on: date, before: int | None, today: date) -> None:
    if decided_on > today:
        raise Invalid("decided_on", _("A decision cannot lie in the future."))
    after = draft.value_after
    if after is None:
        if draft.outcome in (Outcome.GROWN, Outcome.REDUCED):
            raise Invalid("value_after", _("Please give the new yearly value."))
        return
    if after < 0:
        raise Invalid("value_after", _("A yearly value is not below zero."))
    if before is None:
        return
    if draft.outcome is Outcome.GROWN and after <= before:
        raise Invalid("value_after", _("It has grown only if the new value is above the old one."))
    if draft.outcome is Outcome.REDUCED and after >= before:
        raise Invalid("value_after", _("It is reduced only if the new value is below the old one."))


def _value_after(draft: OutcomeDraft, before: int | None) -> int | None:
    if draft.outcome is None:
        return None
    if draft.outcome in LOSSES:
        return 0
    return before if draft.value_after is None else draft.value_after


def _take_back(
    session: Session, contract: Contract, renewal: Renewal, outcome: Outcome | None
) -> None:
    """Undo what an earlier decision of this renewal did to the contract."""
    if renewal.outcome in LOSSES:
        contract.cancelled_on = None
    elif renewal.outcome in SUCCEEDING and contract.successor_id is not None:
        if outcome not in SUCCEEDING:
            _remove_successor(session, contract)
    elif renewal.outcome is not None and renewal.value_before is not None:
        contract.value = renewal.value_before


def _remove_successor(session: Session, contract: Contract) -> None:
    successor = session.get(Contract, contract.successor_id)
    if successor is not None and successor.deleted_at is None:
        _must_be_untouched(session, successor)
        successor.deleted_at = now()
    contract.successor_id = None


def _decide_now(
    session: Session, contract: Contract, renewal: Renewal, decided_on: date, outcome: Outcome
) -> None:
    """Put the decision on a month-to-month contract where it belongs: it was due when it fell.

    A lost one still runs for its notice. No two renewals of a contract are of one day.
    """
    notice = contract.notice_days or 0 if outcome in LOSSES else 0
    due = decided_on + timedelta(days=notice)
    others = select(Renewal.due_on).where(
        Renewal.contract_id == contract.id, Renewal.id.is_not(renewal.id)
    )
    taken = set(session.scalars(others))
    while due in taken:
        due += timedelta(days=1)
    renewal.due_on = due


def _must_be_untouched(session: Session, successor: Contract) -> None:
    decided = select(func.count()).where(
        Renewal.contract_id == successor.id,
        Renewal.outcome.is_not(None),
        Renewal.deleted_at.is_(None),
    )
    if session.scalar(decided):
        raise Conflict(
            _(
                "The contract that followed this one has been decided too. "
                "Take back that decision first."
            )
        )


def _go_on(session: Session, contract: Contract, renewal: Renewal, today: date) -> None:
    """Let the contract go on: by a successor, or where it has no end by itself."""
    terms = _terms(contract)
    if renewal.outcome is Outcome.ROLLED_OVER or rules.month_to_month(terms):
        contract.value = renewal.value_after
        if contract.review_on is not None and contract.review_on <= renewal.due_on:
            contract.review_on = rules.add_months(renewal.due_on, rules.ASSUMED_MONTHS)
        return
    if contract.successor_id is not None:
        successor = session.get(Contract, contract.successor_id)
        if successor is not None and successor.deleted_at is None:
            successor.value = renewal.value_after
            return
    successor = _successor(contract, terms, renewal, today)
    session.add(successor)
    session.flush()
    contract.successor_id = successor.id


def _successor(contract: Contract, terms: Terms, renewal: Renewal, today: date) -> Contract:
    """Return the contract of the next term: all as before, from the day after the old end."""
    starts = renewal.due_on + timedelta(days=1)
    months = rules.length(terms) or rules.ASSUMED_MONTHS
    return Contract(
        customer_id=contract.customer_id,
        recorded_on=today,
        vendor_id=contract.vendor_id,
        owner_id=contract.owner_id,
        title=contract.title,
        product=contract.product,
        value=renewal.value_after,
        currency=contract.currency,
        quantity=contract.quantity,
        starts=starts,
        term_months=months,
        ends=rules.first_end(starts, months),
        renews=contract.renews or Renews.EXPIRES,
        notice_days=contract.notice_days,
        upstream_notice_days=contract.upstream_notice_days,
        note=contract.note,
    )


def _terms(contract: Contract) -> Terms:
    return Terms(
        contract.starts,
        contract.term_months,
        contract.ends,
        contract.renews,
        contract.notice_days,
        contract.review_on,
        contract.cancelled_on,
    )


def _competitor(session: Session, name: str) -> int | None:
    """Return the id of the competitor of that name, which is made if nobody named it before."""
    name = typed_text.name("competitor", name)
    if not name:
        return None
    known = select(Competitor).where(func.lower(Competitor.name) == name.lower())
    competitor = session.scalars(known.order_by(Competitor.id)).first()
    if competitor is None:
        competitor = Competitor(name=name)
        session.add(competitor)
    competitor.deleted_at = None
    session.flush()
    return competitor.id
