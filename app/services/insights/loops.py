"""Loops by age: how far what customers told us has come, and how long each step takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Colleague, Customer, Feedback
from app.models.kinds import FeedbackKind, LoopStep
from app.services.feedback.loops import step_of
from app.services.insights import statistics
from app.services.insights.known import recorded, taken
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of

YEAR = timedelta(days=365)
OLD = 30  # days after which a complaint counts as ignored (docs/method.md, 2)
AGES = (7, 30, 90)  # days up to which an open loop belongs to a column of the table
STEPS = (LoopStep.ACTING, LoopStep.TOLD, LoopStep.CONFIRMED)

Ages = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class StepRate:
    """How many of a year's loops came at least to a step, and the median days from hearing."""

    id: str
    step: LoopStep
    figure: Figure
    reached: int
    days: float | None


@dataclass(frozen=True, slots=True)
class OpenLoops:
    """The loops that wait at a step, by age: up to a week, a month, a quarter, and older."""

    id: str
    step: LoopStep
    ages: Ages
    oldest: int

    @property
    def n(self) -> int:
        """How many there are."""
        return sum(self.ages)


@dataclass(frozen=True, slots=True)
class Loops(Insight):
    """A year of complaints and wishes, and whatever is still open, however old."""

    heard: int
    steps: tuple[StepRate, ...]
    open: tuple[OpenLoops, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class _Loop:
    row: Any
    step: LoopStep
    age: int
    of_year: bool


def loops(session: Session, as_of: date) -> Loops:
    """Return rates and ages of each step as of a day; one query."""
    found = _found(session, as_of)
    year = [one for one in found if one.of_year]
    waiting = [one for one in found if one.step is not LoopStep.CONFIRMED]
    steps = tuple(_rate(step, year, as_of) for step in STEPS)
    open_ones = tuple(
        _open(step, [one for one in waiting if one.step is step])
        for step in LoopStep
        if step is not LoopStep.CONFIRMED
    )
    overdue = sum(_overdue(one) for one in waiting)
    return Loops(
        as_of,
        len(found),
        _finding(len(year), steps, len(waiting), overdue),
        _(
            "Complaints and wishes of the last 12 months, and older ones that are still open. A "
            "step that was skipped counts as taken where a later one was. Days are from hearing, "
            "the median of the loops that came so far; those still open may take longer. Ranges "
            "are 90 % intervals (Wilson)."
        ),
        (
            *(one.figure for one in steps),
            Figure(
                "overdue", _("Complaints over 30 days"), Unit.COUNT, len(waiting), overdue,
                words=_("nobody has acted on them or told the customer"),
            ),
        ),
        len(year),
        steps,
        open_ones,
        overdue,
    )  # fmt: skip


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the loops behind "told", "overdue", or "open:acting"; the longest waiting last."""
    kind, _colon, step = figure_id.partition(":")
    fits: Callable[[_Loop], bool]
    if kind == "open":
        fits = lambda one: one.step.value == step  # noqa: E731
    elif kind == "overdue":
        fits = _overdue
    else:
        fits = lambda one: one.of_year  # noqa: E731
    words = step_words()
    rows = [
        FactRow(
            f"feedback:{one.row.id}", one.row.customer_id, one.row.customer, one.row.occurred_on,
            one.row.text, _note(one, words),
        )
        for one in _found(session, as_of)
        if fits(one)
    ]  # fmt: skip
    return facts_of(_("What customers told us"), rows)


def step_words() -> dict[LoopStep, str]:
    """Return the steps in words."""
    return {
        LoopStep.HEARD: _("Heard"),
        LoopStep.ACTING: _("Acting"),
        LoopStep.TOLD: _("Told"),
        LoopStep.CONFIRMED: _("Confirmed"),
    }


def _query(as_of: date) -> Select[*tuple[Any, ...]]:
    confirmed = taken(Feedback.confirmed_on, as_of)
    return (
        select(
            Feedback.id, Feedback.customer_id, Customer.name.label("customer"), Feedback.text,
            Feedback.kind, Feedback.occurred_on, Colleague.name.label("owner"),
            taken(Feedback.acted_on, as_of).label("acted_on"),
            taken(Feedback.told_on, as_of).label("told_on"), confirmed.label("confirmed_on"),
        )
        .join(Customer, Customer.id == Feedback.customer_id)
        .outerjoin(Colleague, Colleague.id == Feedback.owner_id)
        .where(
            *recorded(Feedback, as_of),
            Feedback.kind.in_([FeedbackKind.COMPLAINT, FeedbackKind.WISH]),
            Feedback.occurred_on <= as_of,
            or_(Feedback.occurred_on > as_of - YEAR, confirmed.is_(None)),
        )
        .order_by(Feedback.occurred_on, Feedback.id)
    )  # fmt: skip


def _found(session: Session, as_of: date) -> list[_Loop]:
    return [
        _Loop(
            row,
            step_of(row.acted_on, row.told_on, row.confirmed_on),
            (as_of - row.occurred_on).days,
            row.occurred_on > as_of - YEAR,
        )
        for row in session.execute(_query(as_of))
    ]


def _rate(step: LoopStep, year: Sequence[_Loop], as_of: date) -> StepRate:
    order = list(LoopStep)
    came = [one for one in year if order.index(one.step) >= order.index(step)]
    days = [
        (day - one.row.occurred_on).days
        for one in came
        if (day := _day_of(step, one.row)) is not None and day <= as_of
    ]
    median = statistics.median(days)
    title = {
        LoopStep.ACTING: _("Acted on"),
        LoopStep.TOLD: _("Told the customer"),
        LoopStep.CONFIRMED: _("Customer confirmed"),
    }[step]
    took = "" if median is None else _in_days(round(median))
    count = len(year)
    shares = statistics.share(len(came), count) if count >= FEW else (None, None, None)
    figure = Figure(step.value, title, Unit.SHARE, count, *shares, words=took)
    return StepRate(step.value, step, figure, len(came), median)


def _day_of(step: LoopStep, row: Any) -> date | None:
    return {
        LoopStep.ACTING: row.acted_on,
        LoopStep.TOLD: row.told_on,
        LoopStep.CONFIRMED: row.confirmed_on,
    }[step]


def _in_days(days: int) -> str:
    return ngettext("half of them within {n} day", "half of them within {n} days", days).format(
        n=days
    )


def _open(step: LoopStep, waiting: Sequence[_Loop]) -> OpenLoops:
    ages = [one.age for one in waiting]
    week, month, quarter = AGES
    return OpenLoops(
        f"open:{step.value}",
        step,
        (
            sum(age <= week for age in ages),
            sum(week < age <= month for age in ages),
            sum(month < age <= quarter for age in ages),
            sum(age > quarter for age in ages),
        ),
        max(ages, default=0),
    )


def _overdue(one: _Loop) -> bool:
    complaint = one.row.kind is FeedbackKind.COMPLAINT
    return complaint and one.step is LoopStep.HEARD and one.age > OLD


def _finding(heard: int, steps: Sequence[StepRate], waiting: int, overdue: int) -> str:
    if not heard and not waiting:
        return ""
    _acted, told, confirmed = steps
    return _(
        "Of {n} loops of a year, {told} were told and {confirmed} confirmed; {open} are open, "
        "{overdue} complaints among them untouched for over 30 days."
    ).format(n=heard, told=told.reached, confirmed=confirmed.reached, open=waiting, overdue=overdue)


def _note(one: _Loop, words: dict[LoopStep, str]) -> str:
    step = words[one.step]
    if one.step is LoopStep.CONFIRMED:
        return step
    age = ngettext("open for {n} day", "open for {n} days", one.age).format(n=one.age)
    return f"{step}, {age}" + (f", {one.row.owner}" if one.row.owner else "")
