"""Dates and times as people say them: "yesterday 15:00", "Fr 9:30", "by Friday", "Ende Mai".

Pure: ``now`` is aware, in the firm's zone. A day without a year or a bare weekday is looked for in
the past where something happened (`when`) and in the future where something is due (`due`). What
was understood is told, never guessed silently; what was not is refused with a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.language import _
from app.services.customers import spoken_days, typed_text
from app.services.customers.spoken_words import COUNTS, LEADS, NOW, UNITS
from app.services.errors import Invalid

CLOCK = re.compile(
    r"(?:^|(?<=[\s,t]))(?P<lead>at |um |@ ?)?"
    r"(?:(?P<h>\d{1,2})[:h](?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?P<half>am|pm)?(?: ?uhr)?"
    r"|(?P<h2>\d{1,2})(?:\.(?P<m2>\d{2}))?(?:\s*(?P<half2>am|pm|uhr|h|o'clock)|(?(lead)|(?!)))"
    r"|(?P<word>noon|mittags?|midnight|mitternacht))"
    r"(?P<zone>z|[+-]\d{2}:?\d{2})?$"
)
DOTTED = re.compile(r"(?<=[\s,])(\d{1,2})\.(\d{2})$")  # after a day it is a time: "gestern 9.30"
AGO = re.compile(r"(?:vor )?(?P<n>\d+|[a-zäöü]+) ?(?P<unit>[a-zäöü]+)(?: ago)?$")
WORDED = {"noon": 12, "mittag": 12, "mittags": 12, "midnight": 0, "mitternacht": 0}
FURTHEST = 60_000  # of any unit, so that no calculation leaves the calendar


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was understood: the instant, where a time of day was said, and the firm's day."""

    at: datetime | None
    day: date


def when(
    text: str, now: datetime, languages: Sequence[str] = (), *, month_first: bool = False
) -> Spoken:
    """Return when something happened; "" is now. ``languages`` are the system's, best first.

    With ``month_first`` 3/4 is the fourth of March.
    """
    return _understood("when", text, now, languages, ahead=False, month_first=month_first)


def due(
    text: str, now: datetime, languages: Sequence[str] = (), *, month_first: bool = False
) -> Spoken:
    """Return when something is due."""
    return _understood("due", text, now, languages, ahead=True, month_first=month_first)


def at_once(text: str, now: datetime, *, ahead: bool, month_first: bool = False) -> Spoken | None:
    """Return what the own forms understand (English, German, numbers), None where they do not.

    Quick enough for every keystroke. Raises Invalid where a day or a time cannot exist.
    """
    found = _in_own_forms(_plain(text), now, ahead=ahead, month_first=month_first)
    typed_text.day("when", found.day if found else None)
    return found


def in_words(spoken: Spoken, now: datetime) -> str:
    """Return what was understood, for people: "yesterday, Sunday 2026-05-03 15:00"."""
    weekdays = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    parts = [f"{weekdays[spoken.day.weekday()]} {spoken.day.isoformat()}"]
    if (away := (spoken.day - now.date()).days) in near:
        parts.insert(0, near[away])
    clock = f" {spoken.at.astimezone(now.tzinfo):%H:%M}" if spoken.at else ""
    return ", ".join(parts) + clock


def _understood(
    field: str,
    text: str,
    now: datetime,
    languages: Sequence[str],
    *,
    ahead: bool,
    month_first: bool,
) -> Spoken:
    try:
        found = at_once(text, now, ahead=ahead, month_first=month_first)
    except Invalid as error:
        raise Invalid(field, str(error)) from error
    if found is None:
        found = _by_dateparser(text, now, languages, ahead=ahead)
    if found is None:
        raise Invalid(
            field,
            _(
                "“{text}” is no date that Rapport understands. "
                "Say it like “yesterday 15:00”, “Friday” or “2026-05-03”."
            ).format(text=text.strip()[:60]),
        )
    typed_text.day(field, found.day)
    return found


def _in_own_forms(said: str, now: datetime, *, ahead: bool, month_first: bool) -> Spoken | None:
    if not said or said in NOW:
        return Spoken(now, now.date())
    moved = _moved(said, now)
    if moved is not None:
        return moved
    clock = CLOCK.search(said)
    rest = said[: clock.start()].strip(" ,").removesuffix("t") if clock else said
    days = spoken_days.Calendar(now.date(), ahead=ahead, month_first=month_first)
    if clock and not rest:
        return _bare_clock(clock, now, ahead=ahead)
    if clock and (day := days.day(_without_leads(rest))) is not None:
        return _at(day, clock, now)
    day = days.day(_without_leads(said))
    if day is not None:
        return Spoken(None, day)
    timed = DOTTED.sub(r"\1:\2", said)
    if timed == said:
        return None
    return _in_own_forms(timed, now, ahead=ahead, month_first=month_first)


def _by_dateparser(
    text: str, now: datetime, languages: Sequence[str], *, ahead: bool
) -> Spoken | None:
    """Ask dateparser for the languages of the system; strict, so that no word is passed over.

    It does pass over numbers, as of a time that it takes for none: such a text is not understood.
    """
    import dateparser
    from dateparser.conf import SettingValidationError

    if len(text) > 60 or not any(char.isalpha() for char in text):
        return None
    spoken = list(dict.fromkeys([lang[:2].lower() for lang in languages] + ["en", "de"]))
    settings = {
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "REQUIRE_PARTS": ["day", "month"],
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        parser = dateparser.date.DateDataParser(languages=spoken, settings=settings)
        found = parser.get_date_data(text)
        others = [parser.get_date_data(other) for other in _other_numbers(text)]
    except (ValueError, OverflowError, SettingValidationError):
        return None
    if found.date_obj is None or found.date_obj in [other.date_obj for other in others]:
        return None
    day = found.date_obj.date()
    if found.period != "time":
        return Spoken(None, day)
    return Spoken(_local(day, found.date_obj.time(), now), day)


def _other_numbers(text: str) -> Iterator[str]:
    """Yield the text with each of its numbers in turn made another."""
    for number in re.finditer(r"\d+", text):
        yield f"{text[: number.start()]}{int(number[0]) + 1}{text[number.end() :]}"


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").casefold().split()).rstrip(".,;!")


def _without_leads(said: str) -> str:
    for lead in LEADS:
        said = said.removeprefix(lead)
    return said.strip(" ,")


def _moved(said: str, now: datetime) -> Spoken | None:
    """Understand a distance: "2 days ago", "vor einer Woche", "in 3 weeks", "an hour ago"."""
    back = said.endswith(" ago") or said.startswith("vor ")
    bare = said.removeprefix("in ").removeprefix("within ").removeprefix("innerhalb von ")
    if not back and bare == said:
        return None
    found = AGO.match(bare)
    if found is None or found["unit"] not in UNITS:
        return None
    count = int(found["n"]) if found["n"].isdigit() else COUNTS.get(found["n"])
    if count is None or count > FURTHEST:
        return None
    unit = UNITS[found["unit"]]
    if unit in ("minute", "hour"):
        step = timedelta(**{f"{unit}s": -count if back else count})
        moment = (now.astimezone(UTC) + step).astimezone(now.tzinfo)
        return Spoken(moment, moment.date())
    return Spoken(None, spoken_days.moved(now.date(), -count if back else count, unit))


def _bare_clock(clock: re.Match[str], now: datetime, *, ahead: bool) -> Spoken:
    """A time alone is the last one that has been, or the next one that will be."""
    today = _at(now.date(), clock, now)
    if today.at is None or (today.at > now if ahead else today.at <= now):
        return today
    return _at(now.date() + timedelta(days=1 if ahead else -1), clock, now)


def _at(day: date, clock: re.Match[str], now: datetime) -> Spoken:
    hour = WORDED[clock["word"]] if clock["word"] else int(clock["h"] or clock["h2"])
    minute, second = int(clock["m"] or clock["m2"] or 0), int(clock["s"] or 0)
    half = clock["half"] or clock["half2"]
    if half in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise Invalid("when", _("There is no such time of day: {time}.").format(time=clock[0]))
    said = time(hour, minute, second)
    if clock["zone"] is None:
        return Spoken(_local(day, said, now), day)
    zone = clock["zone"].replace("z", "+00:00")
    moment = datetime.fromisoformat(f"{day}T{said}{zone}").astimezone(now.tzinfo)
    return Spoken(moment, moment.date())


def _local(day: date, said: time, now: datetime) -> datetime:
    """Return the instant at which a clock on the firm's wall shows this time on this day."""
    moment = datetime.combine(day, said, now.tzinfo)
    if moment.astimezone(UTC).astimezone(now.tzinfo).replace(tzinfo=None) != moment.replace(
        tzinfo=None
    ):
        raise Invalid(
            "when",
            _("There was no {time} on {day}: the clocks were put forward over it.").format(
                time=f"{said:%H:%M}", day=day.isoformat()
            ),
        )
    return moment
