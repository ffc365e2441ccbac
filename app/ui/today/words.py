"""What Today calls its sections and the steps of its lines."""

from datetime import date, timedelta

from app.language import _, ngettext
from app.services.today.rows import Section, Step, Worklist, WorkRow
from app.ui import formats


def titles() -> dict[Section, str]:
    """Return the heading of each section, in the order they are shown."""
    return {
        Section.PROMISES: _("Promises due"),
        Section.LOOPS: _("Loops to close"),
        Section.RENEWALS: _("Renewals to work on"),
        Section.REVIEWS: _("Renewals to review"),
        Section.QUIET: _("Gone quiet"),
        Section.ANSWERS: _("New answers"),
        Section.ASKING: _("Worth asking"),
    }


def steps() -> dict[Step, str]:
    """Return what the button of a line says; three dots where something opens first."""
    return {
        Step.KEPT: _("Kept"),
        Step.ACT: _("Act…"),
        Step.TOLD: _("Told"),
        Step.CONFIRMED: _("Confirmed"),
        Step.OPEN: _("Open"),
        Step.LOG: _("Log…"),
        Step.SEEN: _("Seen"),
        Step.LOOP: _("Open loop"),
        Step.ASKED: _("Asked"),
        Step.DONE: _("Done"),
        Step.REVIEW: _("Review…"),
    }


def worth(row: WorkRow) -> str:
    """Return what the customer or contract is worth per year; nothing where that is not known."""
    return formats.money(row.value, row.currency, whole=True) if row.value else ""


def spoken(row: WorkRow) -> str:
    """Return a line as it is read aloud."""
    parts = [f"{row.customer}: {row.text}", row.reason, worth(row)]
    parts.append(_("Enter: {step}").format(step=steps()[row.step]))
    return ". ".join(part for part in parts if part)


def more(count: int) -> str:
    """Return what stands in place of the lines that are not shown."""
    return ngettext("Show {n} more", "Show {n} more", count).format(n=formats.number(count))


def to_do(found: Worklist) -> str:
    """Return in words how many lines there are: what is due first, then news and chances."""
    answers = found.counts.get(Section.ANSWERS.value, 0)
    asking = found.counts.get(Section.ASKING.value, 0)
    reviews = found.counts.get(Section.REVIEWS.value, 0)
    parts = [
        (found.due, ngettext("{n} thing due", "{n} things due", found.due)),
        (reviews, ngettext("{n} renewal to review", "{n} renewals to review", reviews)),
        (answers, ngettext("{n} new answer", "{n} new answers", answers)),
        (asking, ngettext("{n} customer worth asking", "{n} customers worth asking", asking)),
    ]
    return " · ".join(text.format(n=formats.number(n)) for n, text in parts if n)


def later_days(today: date) -> list[tuple[str, date]]:
    """Return the days to put something off to, by their names."""
    monday = today + timedelta(days=7 - today.weekday())
    days = {
        _("Tomorrow"): today + timedelta(days=1),
        _("In three days"): today + timedelta(days=3),
        _("Next Monday"): monday,
        _("In two weeks"): today + timedelta(days=14),
        _("In a month"): today + timedelta(days=30),
    }
    return [
        (_("{when}, {day}").format(when=when, day=formats.day_and_month(day, today)), day)
        for when, day in days.items()
    ]
