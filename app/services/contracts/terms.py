"""What a contract's terms say: when it is decided next, by when, and whether it runs. Pure."""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from app.models.kinds import Renews, Status

ROLLING_DAYS = 90  # how far ahead a month-to-month contract is judged (docs/method.md, 1)
OVERDUE_DAYS = 90  # how long an end that nobody decided on stays on the list
ASSUMED_MONTHS = 12  # an automatic contract whose term nobody noted renews by the year
SAME_END_DAYS = 120  # a decision this near to an end was about that end, in terms of a year or so
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """The dates of a contract, any of which may be unknown; ``term_months`` 0 is open-ended."""

    starts: date | None = None
    term_months: int | None = None
    ends: date | None = None
    renews: Renews | None = None
    notice_days: int | None = None
    review_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The next end of a term: ``notice_by`` is the last day to say no to its going on.

    ``decide_by`` is the day the forecast looks at. ``monthly``: the customer may leave at any
    month, so the day is only how far we look.
    """

    due_on: date
    notice_by: date
    decide_by: date
    monthly: bool = False


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last; stays within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < MINYEAR:
        return date.min
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_end(starts: date, term_months: int) -> date:
    """Return the last day of the first term: start + term − 1 day."""
    return add_months(starts, term_months) - DAY


def manner(terms: Terms) -> Renews:
    """Return what happens at the end of a term, guessed from the rest where nobody said.

    A notice period only has a meaning where the contract goes on by itself.
    """
    if terms.renews is not None:
        return terms.renews
    if terms.term_months == 0 and _known_end(terms) is None:
        return Renews.OPEN
    by_itself = terms.term_months == 1 or bool(terms.notice_days)
    return Renews.AUTOMATIC if by_itself else Renews.EXPIRES


def month_to_month(terms: Terms) -> bool:
    """Return whether the customer may leave at any month."""
    how = manner(terms)
    return how is Renews.OPEN or (how is Renews.AUTOMATIC and terms.term_months == 1)


def next_decision(
    terms: Terms, decided: Collection[date], open_due: date | None, today: date
) -> Decision | None:
    """Return the next end of a term that is not decided yet, as of ``today``, or None.

    ``decided`` are the due dates decided by then, ``open_due`` that of a renewal which somebody
    noted but nobody decided. An end that passed undecided stays due for a while, except where the
    contract went on by itself.
    """
    if terms.cancelled_on is not None and terms.cancelled_on <= today:
        return None
    oldest = today - timedelta(days=OVERDUE_DAYS)
    monthly = month_to_month(terms)
    if open_due is not None and open_due >= oldest:
        return decision(terms, open_due, monthly=monthly)
    if monthly:
        review = terms.review_on
        if review is not None and review >= oldest and not _about(review, decided, None):
            return decision(terms, review)
        return decision(terms, today + timedelta(days=ROLLING_DAYS), monthly=True)
    due = _running_end(terms, decided, today)
    return decision(terms, due) if due is not None and due >= oldest else None


def continued(terms: Terms, decided: Collection[date]) -> Terms:
    """Return the terms as they stand after these renewals, none of them a loss.

    A renewal noted without a successor moves the end of the same contract.
    """
    ends = _Ends.of(terms)
    if ends is None or not ends.length:
        return terms
    step = _first_undecided(ends, 0, decided)
    return replace(terms, ends=ends.at(step)) if step else terms


def length(terms: Terms) -> int:
    """Return how many months a term has, worked out of its dates where nobody said; 0 unknown."""
    ends = _Ends.of(terms)
    return ends.length if ends is not None else terms.term_months or 0


def last_day_to_say_no(terms: Terms) -> date | None:
    """Return the notice day before the end on paper; None where no end is known."""
    end = _known_end(terms)
    return decision(terms, end).notice_by if end is not None else None


def last_day(terms: Terms, today: date) -> date | None:
    """Return the last day the contract runs, as far as is known today; None where no end is."""
    cancelled = terms.cancelled_on
    if cancelled is not None and cancelled <= today:
        return _end_after_cancelling(terms, cancelled)
    ends = _Ends.of(terms)
    if ends is None or manner(terms) is not Renews.EXPIRES:
        return None
    return ends.at(0)


def runs(terms: Terms, today: date) -> bool:
    """Return whether the contract is in force today; an undecided end leaves it so for a while."""
    if terms.starts is not None and terms.starts > today:
        return False
    last = last_day(terms, today)
    if last is None:
        return True
    cancelled = terms.cancelled_on is not None and terms.cancelled_on <= today
    return today <= (last if cancelled else _days_after(last, OVERDUE_DAYS))


def status(contracts: Iterable[Terms], today: date) -> Status:
    """Return what a customer's contracts make of it; a lost renewal counts as cancelled.

    The rules are those of Planhat's licences: it is a customer while one contract runs that nobody
    cancelled, and leaving while only cancelled ones still run.
    """
    known = list(contracts)
    running = [terms for terms in known if runs(terms, today)]
    if any(terms.cancelled_on is None or terms.cancelled_on > today for terms in running):
        return Status.CUSTOMER
    if running:
        return Status.LEAVING
    if any(terms.starts is not None and terms.starts > today for terms in known):
        return Status.COMING
    return Status.LOST if known else Status.PROSPECT


def yearly_value(contracts: Iterable[tuple[Terms, int | None, str]], today: date) -> dict[str, int]:
    """Return what the running contracts are worth a year, in minor units by currency."""
    totals: dict[str, int] = {}
    for terms, value, currency in contracts:
        if value is not None and runs(terms, today):
            totals[currency] = totals.get(currency, 0) + value
    return totals


@dataclass(frozen=True, slots=True)
class _Ends:
    """The ends of a contract's terms: ``at(0)`` is the one on paper, others are whole terms away.

    Counted in months from one ``anchor``, so that a term from the 31st comes back to the 31st.
    """

    anchor: date
    months: int
    length: int
    starts: date | None

    @classmethod
    def of(cls, terms: Terms) -> "_Ends | None":
        starts, ends, length = terms.starts, _known_end(terms), terms.term_months or 0
        if ends is None:
            return cls(starts, length, length, starts) if starts is not None and length else None
        whole = _whole_months(starts, ends) if starts is not None else None
        if not length:
            length = whole or (ASSUMED_MONTHS if manner(terms) is Renews.AUTOMATIC else 0)
        if starts is not None and whole:
            return cls(starts, whole, length, starts)
        return cls(ends + DAY, 0, length, starts)

    def at(self, step: int) -> date:
        last = add_months(self.anchor, self.months + step * self.length)
        return last - DAY if last > date.min else last

    def from_day(self, day: date) -> int:
        """Return the step of the first end on that day or later, after the start."""
        if not self.length:
            return 0
        first = self.at(0)
        apart = (day.year - first.year) * 12 + day.month - first.month
        step = apart // self.length - 1
        earliest = day if self.starts is None else max(day, _days_after(self.starts, 1))
        while self.at(step) < earliest and self.at(step) < self.at(step + 1):
            step += 1
        return step


def _running_end(terms: Terms, decided: Collection[date], today: date) -> date | None:
    ends = _Ends.of(terms)
    if ends is None:
        return None
    step = ends.from_day(today)
    if manner(terms) is Renews.EXPIRES:
        step = min(step, 0)
    if not ends.length:
        return None if _about(ends.at(0), decided, None) else ends.at(0)
    return ends.at(_first_undecided(ends, step, decided))


def _first_undecided(ends: _Ends, step: int, decided: Collection[date]) -> int:
    for _decided in decided:  # each of them settles one end at most
        if not _about(ends.at(step), decided, ends.length):
            break
        step += 1
    return step


def _about(end: date, decided: Collection[date], length: int | None) -> bool:
    """Return whether one of the decisions was about this end: they are not always to the day."""
    near = min(SAME_END_DAYS, 15 * length) if length else SAME_END_DAYS
    return any(abs((day - end).days) <= near for day in decided)


def _end_after_cancelling(terms: Terms, cancelled: date) -> date:
    if month_to_month(terms):
        return _days_after(cancelled, terms.notice_days or 0)
    ends = _Ends.of(terms)
    if ends is None:
        return cancelled
    return ends.at(0 if manner(terms) is Renews.EXPIRES else ends.from_day(cancelled))


def decision(terms: Terms, due: date, *, monthly: bool = False) -> Decision:
    """Return when a term that ends on ``due`` is decided: a notice period ends before it."""
    by_itself = manner(terms) is Renews.AUTOMATIC and not monthly
    notice_by = _days_after(due, -(terms.notice_days or 0)) if by_itself else due
    return Decision(due, notice_by, notice_by, monthly)


def _days_after(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def _known_end(terms: Terms) -> date | None:
    """Return the end; other programs write the last year of the calendar for "never"."""
    return terms.ends if terms.ends is not None and terms.ends.year < MAXYEAR else None


def _whole_months(starts: date, ends: date) -> int | None:
    """Return how many whole months lie between the two days, both counted; None where not whole."""
    months = (ends.year - starts.year) * 12 + ends.month - starts.month
    return next((n for n in (months, months + 1) if n > 0 and first_end(starts, n) == ends), None)
