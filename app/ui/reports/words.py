"""Words that reports share; whatever the screen says by ink stands here in words."""

from collections.abc import Sequence
from datetime import date

from app.language import _, ngettext
from app.models.kinds import Call, PromiseState
from app.services.reports.ledger import Kept, PromiseLine
from app.ui import formats
from app.ui.reports.blocks import Block, Text


def calls() -> dict[Call, str]:
    """Return what may be called of a renewal."""
    return {Call.SAFE: _("safe"), Call.WATCH: _("watch"), Call.AT_RISK: _("at risk")}


def headed(title: str, company: str) -> str:
    """Return a report's title with the firm's name, where it has one."""
    if not company:
        return title
    return _("{title} – {company}").format(title=title, company=company)


def more(count: int) -> list[Block]:
    """Say how many more there are than a table shows; nothing where it shows all."""
    if count <= 0:
        return []
    words = ngettext("And {n} more.", "And {n} more.", count)
    return [Text(words.format(n=formats.number(count)), "muted")]


def promise_state(line: PromiseLine) -> str:
    """Return what became of a promise, and when."""
    day = formats.day(line.settled_on)
    match line.state:
        case PromiseState.OPEN:
            return _("Open")
        case PromiseState.LATE:
            return _("Late")
        case PromiseState.KEPT:
            return _("Kept on {day}").format(day=day)
        case PromiseState.KEPT_LATE:
            return _("Kept on {day}, later than promised").format(day=day)
        case PromiseState.BROKEN:
            return _("Not kept")


def kept(found: Kept) -> str:
    """Say how many promises that fell due within a year were kept; never as a share of few."""
    if not found.due:
        return _("None of our promises fell due within a year.")
    said = ngettext(
        "{kept} of {n} promise that fell due within a year was kept.",
        "{kept} of {n} promises that fell due within a year were kept.",
        found.due,
    ).format(kept=formats.number(found.kept), n=formats.number(found.due))
    if not found.late:
        return said
    late = ngettext("{n} of them was late.", "{n} of them were late.", found.late)
    return f"{said} {late.format(n=formats.number(found.late))}"


def joined(parts: Sequence[str]) -> str:
    """Return what is known, in one line."""
    return " · ".join(filter(None, parts))


def day(value: date | None) -> str:
    """Return a date, or nothing where none is known."""
    return formats.day(value) if value is not None else ""
