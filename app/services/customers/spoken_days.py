"""Days as people say them, without a time: "friday", "3 May", "03.05.", "end of month"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.language import _
from app.services.customers.spoken_words import ENDS, LAST, MONTHS, NEAR, NEXT, WEEKDAYS
from app.services.errors import Invalid

FRIDAY = 4  # the last day of a working week
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})(?:\.? ?(\d{4}|\d{2}))?\.?$")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?$")
DAY_MONTH = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?([a-zäöü]+)\.?,?(?: (\d{4}))?$")
MONTH_DAY = re.compile(r"([a-zäöü]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$")
END_OF = re.compile(r"(?:end of|ende) ([a-zäöü]+)\.?(?: (\d{4}))?$")


def moved(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years away; the 31st becomes a month's last."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError) as error:
        raise Invalid("when", _("That day lies outside every calendar.")) from error


@dataclass(frozen=True, slots=True)
class Calendar:
    """Reads days from ``today``; ``ahead`` looks for what is open in the future, else the past."""

    today: date
    ahead: bool
    month_first: bool = False

    def day(self, said: str) -> date | None:
        """Return the day that was said, in small letters, or None where it is none of ours."""
        if said in NEAR:
            return self.today + timedelta(days=NEAR[said])
        if said in ENDS:
            return self._end(*ENDS[said])
        return self._weekday(said) or self._numbered(said) or self._end_of_month(said)

    def _weekday(self, said: str) -> date | None:
        """Understand a weekday, alone or as the last or the next one, or before a written date."""
        first, _space, rest = said.replace(",", " ").partition(" ")
        wanted, after = WEEKDAYS.get(first.rstrip(".")), rest.strip()
        if first in LAST | NEXT | {"this", "diesen", "coming"}:
            if (number := WEEKDAYS.get(after.rstrip("."))) is None:
                return None
            ahead = first not in LAST if first in LAST | NEXT else self.ahead
            return self._nearest(number, ahead=ahead, may_be_today=False)
        if wanted is None:
            return None
        if not after:
            return self._nearest(wanted, ahead=self.ahead, may_be_today=not self.ahead)
        found = self._numbered(after)
        if found is not None and found.weekday() != wanted:
            raise Invalid(
                "when", _("{day} is not that day of the week.").format(day=found.isoformat())
            )
        return found

    def _nearest(self, weekday: int, *, ahead: bool, may_be_today: bool) -> date:
        away = (weekday - self.today.weekday()) % 7
        if away == 0 and may_be_today:
            return self.today
        return self.today + timedelta(days=(away or 7) if ahead else away - 7)

    def _numbered(self, said: str) -> date | None:
        for year, month, day in self._readings(said):
            if year is not None:
                return _exact(year, month, day)
            return self._without_year(month, day)
        return None

    def _readings(self, said: str) -> Iterator[tuple[int | None, int, int]]:
        """Yield year, month and day of a date in numbers or with a month's name."""
        if found := ISO.match(said):
            yield int(found[1]), int(found[2]), int(found[3])
        elif (found := DOTTED.match(said)) and int(found[2]) <= 12:  # else a time of day
            yield _full(found[3]), int(found[2]), int(found[1])
        elif found := SLASHED.match(said):
            one, two = int(found[1]), int(found[2])
            turned = two > 12 or (self.month_first and one <= 12)
            yield (_full(found[3]), one, two) if turned else (_full(found[3]), two, one)
        elif (found := DAY_MONTH.match(said)) and found[2] in MONTHS:
            yield _full(found[3]), MONTHS[found[2]], int(found[1])
        elif (found := MONTH_DAY.match(said)) and found[1] in MONTHS:
            yield _full(found[3]), MONTHS[found[1]], int(found[2])

    def _without_year(self, month: int, day: int) -> date:
        """Return the nearest such day, today included; 29 February may be years away."""
        step = 1 if self.ahead else -1
        for year in range(self.today.year - step, self.today.year + 9 * step, step):
            if month <= 12 and 1 <= day <= monthrange(year, max(month, 1))[1] and month > 0:
                found = date(year, month, day)
                if found >= self.today if self.ahead else found <= self.today:
                    return found
        return _exact(self.today.year, month, day)

    def _end(self, unit: str, count: int) -> date:
        if unit == "week":
            monday = self.today - timedelta(days=self.today.weekday())
            friday = monday + timedelta(days=FRIDAY + 7 * count)
            return friday if friday >= self.today or count else friday + timedelta(days=7)
        if unit == "month":
            return _last_of(moved(self.today.replace(day=1), count, "month"))
        month = 12 if unit == "year" else (self.today.month - 1) // 3 * 3 + 3
        return _last_of(self.today.replace(month=month, day=1))

    def _end_of_month(self, said: str) -> date | None:
        found = END_OF.match(said)
        if found is None or found[1] not in MONTHS:
            return None
        year = int(found[2]) if found[2] else self.today.year
        last = _last_of(_exact(year, MONTHS[found[1]], 1))
        if not found[2] and (last < self.today if self.ahead else last > self.today):
            last = _last_of(last.replace(year=year + (1 if self.ahead else -1), day=1))
        return last


def _full(year: str | None) -> int | None:
    if year is None:
        return None
    return int(year) + (2000 if len(year) == 2 else 0)


def _last_of(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _exact(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Invalid(
            "when",
            _("There is no day {day} of month {month} in {year}.").format(
                day=day, month=month, year=year
            ),
        ) from error
