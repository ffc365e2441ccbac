"""What to do today, and why: each section is one query over what is open."""

from collections.abc import Callable
from datetime import date
from gettext import gettext as _

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Snooze
from app.services.book import recording
from app.services.today import answers, asking, loops, promises, quiet, renewals
from app.services.today.rows import Section, Worklist, WorkRow

SHOWN = 8  # lines of a section; the rest are counted

FINDERS: dict[Section, Callable[[Session, date, int | None], list[WorkRow]]] = {
    Section.PROMISES: promises.find,
    Section.LOOPS: loops.find,
    Section.RENEWALS: renewals.find,
    Section.QUIET: quiet.find,
    Section.ANSWERS: answers.find,
    Section.ASKING: asking.find,
}


def worklist(
    session: Session, today: date, colleague_id: int | None = None, shown: int = SHOWN
) -> Worklist:
    """Return what to do today, for everybody or for one colleague's customers and promises."""
    rows: list[WorkRow] = []
    counts: dict[str, int] = {}
    snoozed = _snoozed(session, today)
    for section, find in FINDERS.items():
        found = [
            row
            for row in find(session, today, colleague_id)
            if (section.value, row.ref) not in snoozed
        ]
        counts[section.value] = len(found)
        rows += found[:shown]
    return Worklist(today, tuple(rows), counts)


def snooze(session: Session, section: Section, ref: int, until: date) -> None:
    """Put a line off until a day."""
    recording.describe(session, _("Put off until {day}").format(day=until.isoformat()))
    session.merge(Snooze(what=section.value, ref=ref, until_on=until))


def _snoozed(session: Session, today: date) -> set[tuple[str, int]]:
    query = select(Snooze.what, Snooze.ref).where(Snooze.until_on > today)
    return {(what, ref) for what, ref in session.execute(query).tuples()}
