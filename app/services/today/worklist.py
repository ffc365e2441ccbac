"""What to do today, and why: each section is one query over what is open."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import ChangeSet, Colleague, Customer, ImportBatch, Snooze
from app.services.book import recording
from app.services.errors import Invalid
from app.services.today import answers, asking, loops, promises, quiet, renewals, reviews
from app.services.today.finding import Found, Wanted
from app.services.today.rows import Section, Worklist, WorkRow

SHOWN = 4  # lines of a section; the rest are counted

FINDERS: dict[Section, Callable[[Session, Wanted], Found]] = {
    Section.PROMISES: promises.find,
    Section.LOOPS: loops.find,
    Section.RENEWALS: renewals.find,
    Section.REVIEWS: reviews.find,
    Section.QUIET: quiet.find,
    Section.ANSWERS: answers.find,
    Section.ASKING: asking.find,
}


def worklist(
    session: Session,
    today: date,
    colleague_id: int | None = None,
    whole: Collection[Section] = (),
) -> Worklist:
    """Return what to do today, for everybody or for one colleague's customers and promises.

    Each section gives its first few lines, those in ``whole`` give all.
    """
    rows: list[WorkRow] = []
    counts: dict[str, int] = {}
    for section, find in FINDERS.items():
        found = find(session, Wanted(today, colleague_id, None if section in whole else SHOWN))
        counts[section.value] = found.count
        rows += found.rows
    customers = select(func.count()).select_from(Customer).where(Customer.deleted_at.is_(None))
    return Worklist(
        today,
        tuple(rows),
        counts,
        colleague_id,
        _people(session, today),
        session.scalars(customers).one(),
        _mark(session),
    )


def put_off(session: Session, section: Section, ref: int, until: date, today: date) -> None:
    """Take a line off the list until a day."""
    if until <= today:
        raise Invalid("until", _("Please name a day after today."))
    recording.describe(session, _("Put off until {day}").format(day=until.isoformat()))
    session.merge(Snooze(what=section.value, ref=ref, until_on=until))


def asked(session: Session, customer_id: int, today: date) -> None:
    """Note that a customer was asked to speak for us; it is on the list again in half a year.

    That we asked says nothing of the customer, so it is no act of advocacy yet.
    """
    name = session.scalars(select(Customer.name).where(Customer.id == customer_id)).one()
    put_off(
        session, Section.ASKING, customer_id, today + timedelta(days=asking.ASK_AGAIN_DAYS), today
    )
    recording.describe(session, _("Asked {customer} for a reference").format(customer=name))


def _people(session: Session, today: date) -> tuple[tuple[int, str], ...]:
    query = (
        select(Colleague.id, Colleague.name)
        .where(
            Colleague.deleted_at.is_(None),
            or_(Colleague.left_on.is_(None), Colleague.left_on > today),
        )
        .order_by(Colleague.name)
    )
    return tuple((row.id, row.name) for row in session.execute(query))


def _mark(session: Session) -> str:
    """Return what is another after every change of the book (``glance`` asks the same)."""
    changes = select(func.max(ChangeSet.id)).scalar_subquery()
    batches = select(func.max(ImportBatch.id)).scalar_subquery()
    undone = select(func.count(ImportBatch.undone_at)).scalar_subquery()
    return "/".join(
        str(part or 0) for part in session.execute(select(changes, batches, undone)).one()
    )
