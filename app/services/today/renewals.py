"""Renewals to work on: next steps that are due, then those that nobody has begun."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Snooze
from app.services.contracts import calls, renewals, steps
from app.services.contracts.renewal_rows import RenewalRow
from app.services.contracts.steps import Action
from app.services.today.finding import Found, Wanted
from app.services.today.promises import due_words
from app.services.today.rows import Section, Step, WorkRow, shortened

AHEAD_DAYS = 120
SOON_DAYS = 45  # to the last day to say no, from which every renewal is begun
RISKY = 0.2  # the chance of loss from which it is begun earlier, and month to month too


def find(session: Session, wanted: Wanted) -> Found:
    """Return the steps to take by their day, then the renewals to start, the most at risk first."""
    put_off = select(Snooze.ref).where(
        Snooze.what == Section.RENEWALS.value, Snooze.until_on > wanted.today
    )
    later = set(session.scalars(put_off))
    asked_for = steps.asked_for(session, wanted.today)
    names = {row.id: row.name for row in session.execute(select(Colleague.id, Colleague.name))}
    begun: list[WorkRow] = []
    due: list[WorkRow] = []
    for row in renewals.due(session, wanted.today, within_days=calls.HORIZONS[0]):
        if row.contract_id in later:
            continue
        action = asked_for.get((row.contract_id, row.due_on))
        if steps.is_to_do(row, action, wanted.today):
            carrier = _carrier(row, action)
            if wanted.colleague_id in (None, carrier):
                by = "" if wanted.colleague_id else names.get(carrier, "") if carrier else ""
                begun.append(_step_line(row, by, wanted.today))
        elif _to_begin(row, wanted.today) and wanted.colleague_id in (None, row.owner_id):
            due.append(_line(row, wanted.today))
    begun.sort(key=lambda line: (line.due or date.max, line.ref))
    lines = [*begun, *due]
    return Found(list(wanted.cut(lines)), len(lines))


def _carrier(row: RenewalRow, action: Action | None) -> int | None:
    """Return who does a next step: whom the review named, or else who carries the contract."""
    if action is not None and action.text == row.next_step:
        return action.owner_id
    return row.owner_id


def _step_line(row: RenewalRow, by: str, today: date) -> WorkRow:
    due = due_words(row.next_step_on, today, by) if row.next_step_on else by
    return WorkRow(
        Section.RENEWALS,
        row.contract_id,
        row.customer_id,
        row.customer,
        shortened(row.next_step),
        _("{due} · {contract}").format(due=due, contract=shortened(row.contract)),
        Step.DONE,
        row.next_step_on,
        row.value,
        row.currency,
    )


def _line(row: RenewalRow, today: date) -> WorkRow:
    return WorkRow(
        Section.RENEWALS,
        row.contract_id,
        row.customer_id,
        row.customer,
        shortened(row.contract),
        row.why(today),
        Step.OPEN,
        row.notice_by,
        row.value,
        row.currency,
    )


def _to_begin(row: RenewalRow, today: date) -> bool:
    """Return whether it is time, and nobody has noted a next step yet."""
    near = row.notice_by <= today + timedelta(days=AHEAD_DAYS)
    soon = not row.monthly and row.notice_by <= today + timedelta(days=SOON_DAYS)
    return near and not row.next_step and (soon or (row.risk or 0.0) >= RISKY)
