"""Renewals to review, half a year and a quarter ahead: your call, or the owner's last word."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Snooze
from app.services.contracts import reviews, wording
from app.services.contracts.review_rows import ReviewRow, ReviewStep
from app.services.today.finding import Found, Wanted
from app.services.today.rows import Section, Step, WorkRow, shortened


def find(session: Session, wanted: Wanted) -> Found:
    """Return the reviews that wait for a call, disagreements first; none tells a risk unasked."""
    put_off = select(Snooze.ref).where(
        Snooze.what == Section.REVIEWS.value, Snooze.until_on > wanted.today
    )
    later = set(session.scalars(put_off))
    waiting = [
        row
        for row in reviews.queue(session, wanted.today)
        if row.step is not ReviewStep.DONE
        and row.contract_id not in later
        and wanted.colleague_id in (None, row.owner_id)
    ]
    return Found([_line(row, wanted) for row in wanted.cut(waiting)], len(waiting))


def _line(row: ReviewRow, wanted: Wanted) -> WorkRow:
    return WorkRow(
        Section.REVIEWS,
        row.contract_id,
        row.customer_id,
        row.customer,
        shortened(row.contract),
        _why(row, wanted),
        Step.REVIEW,
        row.notice_by,
        row.value,
        row.currency,
    )


def _why(row: ReviewRow, wanted: Wanted) -> str:
    days = wording.days_to_say_no((row.notice_by - wanted.today).days)
    return _("{what} · {days}").format(what=_what(row), days=days)


def _what(row: ReviewRow) -> str:
    words = wording.calls()
    if row.manager_call is None:
        return _("your call, before the computed one is shown")
    if row.apart and row.computed_call is not None:
        return _("called {one}, computed {other}: decide").format(
            one=words[row.manager_call], other=words[row.computed_call]
        )
    return _("called {one}: decide").format(one=words[row.manager_call])
