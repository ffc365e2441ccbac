"""Cells that hold days and times, in Rapport's own way of writing them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from app.language import _
from app.services.customers.typed_text import FIRST_YEAR
from app.services.importing.refusal import Refused, shown

_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_SERIAL = re.compile(r"[345]\d{4}(\.\d+)?")


class Moment(NamedTuple):
    """When something happened: the instant, if known, and its date in the firm's zone."""

    at: datetime | None
    day: date


def day(text: str) -> date:
    """Return the day of a cell."""
    text = _MIDNIGHT.sub("", text.strip())
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return _within(date.fromisoformat(text), text)
        except ValueError:
            raise Refused(_("{cell} is no day of the calendar").format(cell=shown(text))) from None
    raise Refused(_help(text))


def moment(zone: tzinfo) -> Callable[[str], Moment]:
    """Return what reads times; those without an offset are local to ``zone``."""

    def read(text: str) -> Moment:
        text = text.strip()
        if len(text) <= 10:
            return Moment(None, day(text))
        if not _TIME.fullmatch(text):
            raise Refused(_help(text))
        try:
            written = datetime.fromisoformat(text.replace(" Z", "Z"))
        except ValueError:
            raise Refused(_("{cell} is no time of day").format(cell=shown(text))) from None
        _within(written.date(), text)
        return _placed(written, zone, text)

    return read


def _placed(written: datetime, zone: tzinfo, text: str) -> Moment:
    """Find the instant and its local day. Of an hour that comes twice, the first is meant."""
    try:
        if written.tzinfo is not None:
            instant = written.astimezone(UTC)
            return Moment(instant, instant.astimezone(zone).date())
        instant = written.replace(tzinfo=zone).astimezone(UTC)
        back = instant.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise Refused(_("{cell} is too far away").format(cell=shown(text))) from None
    if back != written:
        raise Refused(
            _(
                "{cell} does not exist in {zone}: the clocks were put forward over it. "
                "Write the time with its offset, such as {example}"
            ).format(cell=shown(text), zone=zone, example=f"{instant:%Y-%m-%dT%H:%M}Z")
        )
    return Moment(instant, written.date())


def _within(found: date, text: str) -> date:
    if found.year < FIRST_YEAR:
        raise Refused(
            _("{cell} lies before the year {year}").format(cell=shown(text), year=FIRST_YEAR)
        )
    return found


def _help(text: str) -> str:
    """Say what is wrong with a day that is not written as ours are."""
    if found := _DAY_FIRST.match(text):
        guess = _guess(int(found[1]), int(found[3]), int(found[4]), found[2])
        if guess:
            return _("{cell}: write days as year-month-day, here {example}").format(
                cell=shown(text), example=guess
            )
    if _SERIAL.fullmatch(text):
        return _(
            "{cell} looks like a spreadsheet's number for a day: give the column a date format, "
            "such as 2026-05-03"
        ).format(cell=shown(text))
    return _("{cell} is not written as a day, such as 2026-05-03").format(cell=shown(text))


def _guess(first: int, second: int, year: int, mark: str) -> str:
    """Return the day that was meant, both where it could be either order."""
    try:
        if second > 12:
            return date(year, first, second).isoformat()
        meant = date(year, second, first).isoformat()
        if mark == "." or first > 12 or first == second:
            return meant
        return _("{one} or {other}").format(one=meant, other=date(year, first, second).isoformat())
    except ValueError:
        return ""
